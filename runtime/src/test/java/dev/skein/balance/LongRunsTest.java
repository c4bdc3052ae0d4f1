package dev.skein.balance;

import static dev.skein.balance.Load.MILLI;
import static dev.skein.balance.Load.parked;
import static dev.skein.balance.Load.queue;
import static dev.skein.balance.Load.running;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.api.Availability;
import dev.skein.api.BalancePolicy;
import dev.skein.api.LoadSnapshot;
import dev.skein.api.MoveReason;
import dev.skein.api.Order;
import dev.skein.api.RunningLoad;
import dev.skein.api.WorkerHealth;
import dev.skein.api.WorkerState;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// CAPABILITY, and CONTENTION with it.
class LongRunsTest {

    private static final BalancePolicy CAPABILITY = Policies.capability();
    private static final BalancePolicy CONTENTION = Policies.contention();

    @ParameterizedTest
    @CsvSource({"20, 0.5, 1, true", "19, 0.5, 1, false", "1000, 0.8, 1, true", "1000, 0.81, 1, false", "1000, 1, 1, false", "1000, 0.4, 0.5, true",
        "1000, 1, 0.5, false"})
    void capability_idleWorkerIsFasterByTheBand_takesALongRun(long ageMillis, double own, double other, boolean moves) {
        assertThat(Load.decide(CAPABILITY, running(ageMillis).capability(own), parked().capability(other))).hasSize(moves ? 1 : 0);
    }

    @Test
    void capability_order_namesTheRunAndTheGain() {
        assertThat(Load.decide(CAPABILITY, parked(), queue(0).capability(0.5).runs(new RunningLoad(77, 30 * MILLI, true, 5))))
                .containsExactly(new Order.Running(1, 0, 77, MoveReason.CAPABILITY, 30 * MILLI));
    }

    @Test
    void capability_shareIsWhatDiffers_countsToo() {
        assertThat(Load.decide(CAPABILITY, running(20).share(0.5), parked())).hasSize(1);
        assertThat(Load.decide(CAPABILITY, running(20).capability(0.5), parked().share(0.5))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"5, 0.79, true", "4, 0.79, false", "5, 0.8, false", "5, 0, true"})
    void contention_shareIsLow_movesFromAYoungerAge(long ageMillis, double share, boolean moves) {
        List<Order> orders = Load.decide(CONTENTION, running(ageMillis).share(share), parked());
        assertThat(orders).hasSize(moves ? 1 : 0).allMatch(order -> order.reason() == MoveReason.CONTENTION);
    }

    @Test
    void contention_idleWorkerIsContendedToo_leavesTheRun() {
        assertThat(Load.decide(CONTENTION, running(50).share(0.5), parked().share(0.6))).isEmpty();
        assertThat(Load.decide(CONTENTION, running(50).share(0.5), parked().share(0.625))).hasSize(1);
    }

    @Test
    void contention_workerIsKeptFromItsCpu_movesWhateverTheShareWas() {
        assertThat(Load.decide(CONTENTION, running(120).health(WorkerHealth.PREEMPTED), parked())).hasSize(1);
        assertThat(Load.decide(CONTENTION, queue(40).health(WorkerHealth.PREEMPTED), queue(0)))
                .containsExactly(new Order.Ready(0, 1, 40, MoveReason.CONTENTION, 4_000 * MILLI - 40 * MILLI));
    }

    @Test
    void contention_nobodyIsIdle_movesOnlyWhatWaits() {
        assertThat(Load.decide(CONTENTION, running(50).ready(9).share(0.5), running(1).ready(9)))
                .singleElement().isInstanceOf(Order.Ready.class);
        assertThat(Load.decide(CONTENTION, running(50).share(0.5), running(1))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0.5, 33", "0.25, 60", "0.79, 0", "0.7, 18"})
    void contention_tasksWait_leaveDownToTheShareThatIsLeft(double share, int moved) {
        List<Order> orders = Load.decide(CONTENTION, queue(100).share(share), queue(100));
        assertThat(orders).hasSize(moved == 0 ? 0 : 1)
                .allSatisfy(order -> assertThat(((Order.Ready) order).tasks()).isEqualTo(moved))
                .allMatch(order -> order.reason() == MoveReason.CONTENTION);
    }

    @Test
    void contention_giverIsNotContended_leavesItToLoad() {
        assertThat(Load.decide(CONTENTION, queue(100), queue(0), running(1).share(0.5))).isEmpty();
    }

    @Test
    void contention_twoContendedAndOneIdle_givesThatOneASingleOrder() {
        // What waits goes to the idle worker, so the run that has no queue behind it stays.
        List<Order> orders = Load.decide(CONTENTION, running(50).share(0.5), running(50).ready(2).share(0.5), parked());
        assertThat(orders).singleElement().isInstanceOfSatisfying(Order.Ready.class, order -> assertThat(order.from()).isEqualTo(1));
    }

    @Test
    void longRun_withOthersWaiting_staysWithThem() {
        assertThat(Load.decide(CAPABILITY, running(50).ready(1).capability(0.5), parked())).isEmpty();
    }

    @Test
    void longRun_withAnOrderUnderWay_isNotOrderedTwice() {
        assertThat(Load.decide(CAPABILITY, running(50).leaving(1).capability(0.5), parked(), parked())).isEmpty();
    }

    @Test
    void longRun_notMovable_stays() {
        assertThat(Load.decide(CAPABILITY, queue(0).capability(0.5).runs(new RunningLoad(1, 50 * MILLI, false, 0)), parked())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = WorkerState.class)
    void longRun_otherWorkerIsNotAtRest_stays(WorkerState state) {
        boolean atRest = state == WorkerState.PARKED || state == WorkerState.SEARCHING;
        assertThat(Load.decide(CAPABILITY, running(50).capability(0.5), parked().state(state))).hasSize(atRest ? 1 : 0);
    }

    @Test
    void longRun_otherWorkerHasOrGetsTasks_stays() {
        assertThat(Load.decide(CAPABILITY, running(50).capability(0.5), parked().ready(1))).isEmpty();
        assertThat(Load.decide(CAPABILITY, running(50).capability(0.5), parked().arriving(1))).isEmpty();
    }

    @Test
    void longRun_otherWorkerMayNotTake_stays() {
        assertThat(Load.decide(CAPABILITY, running(50).capability(0.5), parked().availability(Availability.PACKED))).isEmpty();
        assertThat(Load.decide(CAPABILITY, running(50).capability(0.5), parked().availability(Availability.RETIRED))).isEmpty();
        assertThat(Load.decide(CAPABILITY, running(50).capability(0.5), parked().health(WorkerHealth.BLOCKED))).isEmpty();
    }

    @Test
    void longRun_workerIsStuck_staysSinceItComesToNoBoundary() {
        assertThat(Load.decide(CAPABILITY, running(500).capability(0.5).health(WorkerHealth.HOGGED), parked())).isEmpty();
    }

    @Test
    void longRun_figuresAreNotKnown_stays() {
        assertThat(Load.decide(CAPABILITY, running(50).share(Double.NaN), parked())).isEmpty();
        assertThat(Load.decide(CAPABILITY, running(50).capability(0.5), parked().share(Double.NaN))).isEmpty();
        assertThat(Load.decide(CAPABILITY, running(50).capability(0), parked())).isEmpty();
    }

    @Test
    void longRuns_ofDifferentGain_largestGoesToTheFastest() {
        List<Order> orders = Load.decide(CAPABILITY,
                running(40).capability(0.5), parked().capability(0.7), running(100).capability(0.5), parked(), running(30).capability(0.5));
        assertThat(orders).extracting(Order::from).containsExactly(2, 0);
        assertThat(orders).extracting(Order::to).containsExactly(3, 1);
    }

    @Test
    void longRuns_fasterOneGoesNowhere_slowerOneTakesItsPlace() {
        // For the worker at 0.6 the one at 0.7 is no better, for that at 0.5 it is.
        List<Order> orders = Load.decide(CAPABILITY, running(500).capability(0.6), running(20).capability(0.5), parked().capability(0.7));
        assertThat(orders).extracting(Order::from).containsExactly(1);
    }

    @Test
    void contention_shareWasHighATickAgo_isJudgedByNow() {
        LoadSnapshot previous = Load.snapshot(running(5), parked());
        assertThat(CONTENTION.decide(previous, Load.snapshot(running(10).share(0.5), parked()))).hasSize(1);
    }
}
