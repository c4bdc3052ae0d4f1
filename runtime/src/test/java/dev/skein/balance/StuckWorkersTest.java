package dev.skein.balance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.api.LoadSnapshot;
import dev.skein.api.WorkerHealth;
import dev.skein.handoff.Doze;
import dev.skein.handoff.Ledger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StuckWorkersTest {

    private static final long TICKS_PER_MINUTE = 60_000_000_000L / Load.TICK_NANOS;

    private final FakeDesk desk = new FakeDesk();
    private final List<String> warnings = new ArrayList<>();
    private final BalancerCounts counts = new BalancerCounts();
    private final StuckWorkers stuck = new StuckWorkers(new BalancerSetup("balancer", (previous, now) -> List.of(), 1, 2, () -> null, desk, new Ledger(), new Doze(),
            () -> false, () -> 0, () -> { }, () -> 0, warnings::add, (what, failure) -> { }), counts);

    private void look(long tick, WorkerHealth health, int ready) {
        LoadSnapshot now = Load.snapshot(Load.running(150).ready(ready).health(health), Load.queue(0));
        stuck.look(Load.atTick(tick, now));
    }

    @ParameterizedTest
    @EnumSource(value = WorkerHealth.class, names = {"GETS_ON", "PREEMPTED"})
    void look_atOneThatGetsOnOrWaitsForItsCpu_asksNothing(WorkerHealth health) {
        for (int tick = 0; tick < 10; tick++) look(tick, health, 5);
        assertThat(desk.asked).isEmpty();
        assertThat(warnings).isEmpty();
        assertThat(counts.stuck.sum()).isZero();
    }

    @Test
    void look_atAHog_warnsOnceAndGivesToAllWhatOrdersLeave() {
        desk.running = "task 7 Crawl";
        look(1, WorkerHealth.HOGGED, 5);
        assertThat(desk.asked).as("at the first tick orders go first").isEmpty();
        look(2, WorkerHealth.HOGGED, 5);
        look(3, WorkerHealth.HOGGED, 0);
        assertThat(desk.asked).containsExactly("give to all 0");
        assertThat(warnings).singleElement().asString()
                .startsWith("worker 0 is held by a task that uses its CPU: task 7 Crawl; more of this class");
        assertThat(counts.stuck.sum()).isOne();
    }

    @Test
    void look_atOneThatIsBlocked_letsASpareTakeOverTheRunThatWasSeen() {
        desk.takesOver = true;
        look(1, WorkerHealth.BLOCKED, 0);
        assertThat(desk.asked).containsExactly("take over 0 in run 1");
        assertThat(warnings).singleElement().asString().startsWith("worker 0 is blocked outside Skein.blocking: ");
        look(2, WorkerHealth.GETS_ON, 0);
        assertThat(desk.asked).hasSize(1);
    }

    @Test
    void look_whereNoSpareIsToBeHad_triesAgainAtEachTick() {
        look(1, WorkerHealth.BLOCKED, 3);
        look(2, WorkerHealth.BLOCKED, 3);
        assertThat(desk.asked).containsExactly("take over 0 in run 1", "take over 0 in run 1", "give to all 0");
        assertThat(counts.stuck.sum()).isOne();
    }

    @Test
    void look_sameClassWithinAMinute_isCountedOnly() {
        desk.running = "Crawl";
        look(1, WorkerHealth.HOGGED, 0);
        look(2, WorkerHealth.GETS_ON, 0);
        look(TICKS_PER_MINUTE, WorkerHealth.HOGGED, 0);
        assertThat(warnings).hasSize(1);
        desk.running = "Report";
        look(TICKS_PER_MINUTE, WorkerHealth.GETS_ON, 0);
        look(TICKS_PER_MINUTE, WorkerHealth.HOGGED, 0);
        assertThat(warnings).as("another class").hasSize(2);
        desk.running = "Crawl";
        look(TICKS_PER_MINUTE + 1, WorkerHealth.GETS_ON, 0);
        look(TICKS_PER_MINUTE + 1, WorkerHealth.HOGGED, 0);
        assertThat(warnings).as("a minute later").hasSize(3);
        assertThat(counts.stuck.sum()).isEqualTo(4);
    }
}
