package dev.skein.balance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.api.LoadSnapshot;
import dev.skein.api.WorkerHealth;
import dev.skein.handoff.Doze;
import dev.skein.handoff.Ledger;
import dev.skein.platform.Daemons;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StuckWorkersTest {

    private static final long MINUTE_NANOS = 60_000_000_000L;

    private final FakeDesk desk = new FakeDesk(2);
    private final List<String> warnings = new ArrayList<>();
    private final BalancerCounts counts = new BalancerCounts();
    private final StuckWorkers stuck = new StuckWorkers(new BalancerSetup("b", (previous, now) -> List.of(), 1, 2, () -> {
        throw new AssertionError("no thread here");
    }, desk, new Ledger("test"), new Doze(), () -> false, () -> 0, Daemons.of("b", body -> body), () -> -1, warnings::add, (what, failure) -> { }), counts);
    private long now = Long.MAX_VALUE - MINUTE_NANOS;

    private void tick(Load load) {
        now += Load.TICK_NANOS;
        LoadSnapshot seen = Load.snapshot(Load.parked(), load);
        stuck.look(new LoadSnapshot(1, now, Load.TICK_NANOS, seen.workers(), 0, List.of(), 0));
    }

    private static Load worker(WorkerHealth health, int ready) {
        return Load.running(200).health(health).ready(ready);
    }

    @Test
    void look_atWorkersThatGetOn_doesNothing() {
        for (int i = 0; i < 10; i++) tick(Load.running(200).ready(5));
        for (int i = 0; i < 10; i++) tick(worker(WorkerHealth.PREEMPTED, 5));
        assertThat(desk.asked).isEmpty();
        assertThat(warnings).isEmpty();
        assertThat(counts.stuck.sum()).isZero();
    }

    @Test
    void look_atAHog_warnsAndCountsOnceAndLeavesItToThePolicyFirst() {
        tick(worker(WorkerHealth.HOGGED, 5));
        assertThat(desk.asked).as("a policy has one tick for it").isEmpty();
        assertThat(warnings).containsExactly("worker 1 is held by a task that uses its CPU: what runs on 1; more of this class within a minute is counted only");
        tick(worker(WorkerHealth.HOGGED, 5));
        tick(worker(WorkerHealth.HOGGED, 0));
        assertThat(desk.asked).as("what no order has moved, and as long as there is any").containsExactly("give to all 1");
        assertThat(warnings).hasSize(1);
        assertThat(counts.stuck.sum()).isEqualTo(1);
    }

    @Test
    void look_atAHogWhoseTaskHasJustEnded_saysSo() {
        desk.hasEnded = true;
        tick(worker(WorkerHealth.HOGGED, 5));
        assertThat(warnings).singleElement().asString().contains("uses its CPU: it has ended while it was looked for; ");
    }

    @Test
    void look_atABlockedOne_takesItOverAtOnceAndWarns() {
        desk.takesOver = true;
        tick(worker(WorkerHealth.BLOCKED, 5));
        assertThat(desk.asked).containsExactly("take over 1 in run 1");
        assertThat(warnings).singleElement().asString().startsWith("worker 1 is blocked outside Skein.blocking: ");
        assertThat(counts.stuck.sum()).isEqualTo(1);
    }

    @Test
    void look_atABlockedOneWithoutASpare_triesAgainAtEachTick() {
        for (int i = 0; i < 3; i++) tick(worker(WorkerHealth.BLOCKED, 5));
        assertThat(desk.asked).filteredOn(asked -> asked.startsWith("take over")).hasSize(3);
        assertThat(desk.asked).filteredOn(asked -> asked.startsWith("give to all")).hasSize(2);
        assertThat(counts.stuck.sum()).isEqualTo(1);
    }

    /// It is the same worker that makes no progress, whatever its task does by now.
    @Test
    void look_atAHogThatBlocks_takesItOverAndCountsItOnce() {
        tick(worker(WorkerHealth.HOGGED, 0));
        tick(worker(WorkerHealth.BLOCKED, 0));
        assertThat(desk.asked).containsExactly("take over 1 in run 1");
        assertThat(counts.stuck.sum()).isEqualTo(1);
        tick(worker(WorkerHealth.GETS_ON, 0));
        tick(worker(WorkerHealth.HOGGED, 0));
        assertThat(counts.stuck.sum()).isEqualTo(2);
    }

    @Test
    void look_atTheNextThatBlocksAfterATakeOver_findsItAnew() {
        desk.takesOver = true;
        tick(worker(WorkerHealth.BLOCKED, 0));
        tick(worker(WorkerHealth.BLOCKED, 0));
        assertThat(desk.asked).hasSize(2);
        assertThat(counts.stuck.sum()).isEqualTo(2);
    }

    @Test
    void warning_ofOneClass_comesOnceAMinuteAndOfAnotherAtOnce() {
        findAgain("Hog");
        findAgain("Hog");
        assertThat(warnings).hasSize(1);
        findAgain("Other");
        assertThat(warnings).hasSize(2);
        now += MINUTE_NANOS;
        findAgain("Hog");
        assertThat(warnings).hasSize(3);
        assertThat(counts.stuck.sum()).isEqualTo(4);
    }

    private void findAgain(String taskClass) {
        desk.classOfRunning.put(1, taskClass);
        tick(worker(WorkerHealth.GETS_ON, 0));
        tick(worker(WorkerHealth.HOGGED, 0));
    }

    @Test
    void warning_ofVeryManyClasses_keepsFewOfThemInMind() {
        for (int i = 0; i < 3_000; i++) findAgain("Class" + i);
        assertThat(warnings).hasSize(3_000);
        findAgain("Class2999");
        assertThat(warnings).as("a late one is remembered").hasSize(3_000);
    }
}
