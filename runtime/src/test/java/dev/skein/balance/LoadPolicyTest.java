package dev.skein.balance;

import static dev.skein.balance.Load.MILLI;
import static dev.skein.balance.Load.parked;
import static dev.skein.balance.Load.queue;
import static dev.skein.balance.Load.running;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
import org.junit.jupiter.params.provider.ValueSource;

class LoadPolicyTest {

    private static final double MICRO = 1_000;
    private static final BalancePolicy LOAD = Policies.load();

    private static int moved(List<Order> orders) {
        return orders.stream().mapToInt(order -> ((Order.Ready) order).tasks()).sum();
    }

    /// Tasks of 1 ms wait; the longer drain time is 100 ms.
    @ParameterizedTest
    @CsvSource({"100, 0, 50", "100, 50, 25", "100, 73, 13", "100, 74, 13", "100, 75, 0", "100, 100, 0", "2, 0, 1", "1, 0, 0", "4, 3, 0", "5, 3, 1"})
    void decide_twoEqualWorkers_movesHalfTheDifferenceBeyondTheBand(int giver, int taker, int tasks) {
        assertThat(moved(Load.decide(LOAD, queue(giver), queue(taker)))).isEqualTo(tasks);
        assertThat(moved(Load.decide(LOAD, queue(taker), queue(giver)))).isEqualTo(tasks);
    }

    @ParameterizedTest
    @CsvSource({"1, 1000", "1, 1000000", "0.5, 20", "1, 20000000"})
    void decide_aHundredEachAndOneHalfAsCapable_endsAt133And67(double capability, double serviceNanos) {
        List<Order> orders = Load.decide(LOAD,
                queue(100).serviceNanos(serviceNanos).capability(capability), queue(100).serviceNanos(serviceNanos).capability(capability / 2));

        assertThat(orders).singleElement().isInstanceOfSatisfying(Order.Ready.class, order -> {
            assertThat(order.from()).isEqualTo(1);
            assertThat(order.to()).isZero();
            assertThat(order.tasks()).isEqualTo(33);
            assertThat(order.reason()).isEqualTo(MoveReason.LOAD);
            assertThat((double) order.predictedGainNanos()).isCloseTo((200 - 134) * serviceNanos / capability, within(1.0));
        });
    }

    @Test
    void decide_halfOfTheShareIsGone_countsLikeHalfTheCapability() {
        assertThat(moved(Load.decide(LOAD, queue(100), queue(100).share(0.5)))).isEqualTo(33);
    }

    @Test
    void decide_tasksOfTheGiverAreLonger_countsThemAtTheGiversService() {
        // 100 ms against 30 ms: seven of 5 ms go, and leave 65 against 65.
        assertThat(moved(Load.decide(LOAD, queue(20).serviceNanos(5 * MILLI), queue(30)))).isEqualTo(7);
    }

    /// Queues of 10 us tasks that have just come: there is nothing yet in the average.
    @ParameterizedTest
    @CsvSource({"100, 0", "101, 50"})
    void decide_notStanding_movesFromAMillisecondOn(int tasks, int moved) {
        List<Order> orders = Load.decide(LOAD, queue(tasks).standing(0).serviceNanos(10 * MICRO), queue(0).serviceNanos(10 * MICRO));
        assertThat(moved(orders)).isEqualTo(moved);
    }

    /// Ten short tasks wait, and so many did on the average, in this tick and in the one before.
    @ParameterizedTest
    @CsvSource({"10, 10, 5", "2, 2, 1", "10, 3, 2", "10, 1.9, 0", "1.9, 10, 0", "0, 10, 0", "10, 0, 0"})
    void decide_standingInBothTicks_movesAtLeastATaskTooMany(double before, double now, int moved) {
        List<Order> orders = LOAD.decide(
                Load.snapshot(queue(10).standing(before).serviceNanos(MICRO), queue(0).serviceNanos(MICRO)),
                Load.snapshot(queue(10).standing(now).serviceNanos(MICRO), queue(0).serviceNanos(MICRO)));
        assertThat(moved(orders)).isEqualTo(moved);
    }

    @Test
    void decide_shortTasksStoodBeforeButNoLonger_movesNothing() {
        assertThat(Load.decide(LOAD, queue(10).standing(100).serviceNanos(MICRO), queue(10).standing(0).serviceNanos(MICRO))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 50", "0, 60, 20", "60, 0, 20", "0, 100, 0", "98, 0, 1", "200, 0, 0"})
    void decide_withOrdersUnderWay_countsThem(int leaving, int arriving, int moved) {
        assertThat(moved(Load.decide(LOAD, queue(100).leaving(leaving), queue(0).arriving(arriving)))).isEqualTo(moved);
    }

    @Test
    void decide_moreThanAnOrderCanMove_movesThatMany() {
        assertThat(moved(Load.decide(LOAD, queue(10_000), queue(0)))).isEqualTo(Order.MAX_TASKS);
    }

    @Test
    void decide_moreThanWaits_movesWhatWaits() {
        // The giver's long run is what makes it late; its three tasks are all that can go.
        assertThat(moved(Load.decide(LOAD, queue(3).runs(new RunningLoad(1, 500 * MILLI, false, 0)), queue(0)))).isEqualTo(3);
    }

    @Test
    void decide_twoLongRunsOnOneWorker_movesTheOneThatWaits() {
        List<Order> orders = Load.decide(LOAD, running(30).ready(1).serviceNanos(10 * MILLI), parked());
        assertThat(orders).containsExactly(new Order.Ready(0, 1, 1, MoveReason.LOAD, 10 * MILLI));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 3, 10})
    void decide_fourEndlessTasksBesideThree_leavesThemWhateverTheAge(long ageMillis) {
        Load four = queue(3).serviceNanos(10 * MILLI).runs(new RunningLoad(1, ageMillis * MILLI, true, 1));
        Load three = queue(2).serviceNanos(10 * MILLI).runs(new RunningLoad(1, 10 * MILLI - ageMillis * MILLI, true, 2));
        assertThat(Load.decide(LOAD, four, three)).isEmpty();
    }

    @Test
    void decide_manyWorkers_pairsRichestWithPoorest() {
        List<Order> orders = Load.decide(LOAD, queue(60), queue(4), queue(100), queue(0), queue(32), queue(40));
        assertThat(orders).containsExactly(
                new Order.Ready(2, 3, 50, MoveReason.LOAD, 50 * MILLI), new Order.Ready(0, 1, 28, MoveReason.LOAD, 28 * MILLI));
    }

    @Test
    void decide_manyUnevenPairs_keepsTheBudget() {
        Load[] loads = new Load[16];
        for (int i = 0; i < loads.length; i++) loads[i] = queue(i < 8 ? 1_000 : 0);
        assertThat(moved(Load.decide(LOAD, loads))).isEqualTo(Thresholds.TASKS_PER_WORKER * loads.length);
    }

    /// The giver's queue and the taker's state, a tick ago and now; short of standing.
    @ParameterizedTest
    @CsvSource({
        "4, PARKED, PARKED, true", "0, PARKED, PARKED, false", "4, RUNNING, PARKED, false", "4, SEARCHING, PARKED, true",
        "4, SEARCHING, SEARCHING, false", "4, PARKED, SEARCHING, false", "0, PARKED, RUNNING, true",
    })
    void decide_takerAtRest_isLeftToHelpItselfFirst(int queuedBefore, WorkerState before, WorkerState now, boolean orders) {
        LoadSnapshot previous = Load.snapshot(queue(queuedBefore).standing(0), queue(0).state(before));
        LoadSnapshot current = Load.snapshot(queue(4).standing(0), queue(0).state(now));
        assertThat(LOAD.decide(previous, current)).hasSize(orders ? 1 : 0);
    }

    @Test
    void decide_takerSearchesButTheQueueStands_movesAllTheSame() {
        assertThat(moved(Load.decide(LOAD, queue(4), queue(0).state(WorkerState.SEARCHING)))).isEqualTo(2);
    }

    @Test
    void decide_poorestSearches_takesTheNextPoorest() {
        List<Order> orders = Load.decide(LOAD, queue(10).standing(0), queue(0).state(WorkerState.SEARCHING), queue(2).standing(0));
        assertThat(orders).containsExactly(new Order.Ready(0, 2, 4, MoveReason.LOAD, 4 * MILLI));
    }

    @ParameterizedTest
    @EnumSource(value = Availability.class, mode = EnumSource.Mode.EXCLUDE, names = "OPEN")
    void decide_eitherIsNotOpen_movesNothing(Availability availability) {
        assertThat(Load.decide(LOAD, queue(100).availability(availability), queue(0))).isEmpty();
        assertThat(Load.decide(LOAD, queue(100), queue(0).availability(availability))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = WorkerHealth.class, mode = EnumSource.Mode.EXCLUDE, names = "GETS_ON")
    void decide_takerDoesNotGetOn_movesNothing(WorkerHealth health) {
        assertThat(Load.decide(LOAD, queue(100), queue(0).health(health))).isEmpty();
    }

    @Test
    void decide_eitherIsStopped_movesNothing() {
        assertThat(Load.decide(LOAD, queue(100).state(WorkerState.STOPPED), queue(0))).isEmpty();
        assertThat(Load.decide(LOAD, queue(100), queue(0).state(WorkerState.STOPPED))).isEmpty();
    }

    @Test
    void decide_giverIsKeptFromItsCpu_movesAlmostAll() {
        assertThat(moved(Load.decide(LOAD, queue(100).health(WorkerHealth.PREEMPTED), queue(0)))).isEqualTo(99);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, 0})
    void decide_serviceOfTheGiverIsNonsense_movesNothing(double serviceNanos) {
        assertThat(Load.decide(LOAD, queue(100).serviceNanos(serviceNanos), queue(0))).isEmpty();
    }

    @Test
    void decide_figuresAreNotKnown_movesNothing() {
        assertThat(Load.decide(LOAD, queue(100).share(Double.NaN), queue(0))).isEmpty();
        assertThat(Load.decide(LOAD, queue(100), queue(0).share(Double.NaN))).isEmpty();
        assertThat(Load.decide(LOAD, queue(100), queue(0).capability(Double.NaN))).isEmpty();
        assertThat(Load.decide(LOAD, queue(100), queue(0).capability(0))).isEmpty();
        assertThat(Load.decide(LOAD, queue(100), queue(1).serviceNanos(Double.NaN))).isEmpty();
        assertThat(Load.decide(LOAD, queue(100).standing(Double.NaN).serviceNanos(MICRO), queue(0).serviceNanos(MICRO))).isEmpty();
    }

    @Test
    void decide_oneIsNotKnown_movesBetweenTheOthers() {
        List<Order> orders = Load.decide(LOAD, queue(900).share(Double.NaN), queue(100), queue(0).capability(Double.NaN), queue(0));
        assertThat(orders).containsExactly(new Order.Ready(1, 3, 50, MoveReason.LOAD, 50 * MILLI));
    }

    @Test
    void decide_drainOfOneIsBeyondAnyNumber_movesBetweenTheOthers() {
        List<Order> orders = Load.decide(LOAD, queue(900).serviceNanos(Double.MAX_VALUE), queue(100), queue(0));
        assertThat(orders).containsExactly(new Order.Ready(1, 2, 50, MoveReason.LOAD, 50 * MILLI));
    }

    @Test
    void decide_takerIsEmptyAndItsServiceUnknown_movesToIt() {
        assertThat(moved(Load.decide(LOAD, queue(100), queue(0).serviceNanos(Double.NaN)))).isEqualTo(50);
    }

    @Test
    void decide_shareOfNothing_drainsLateButNotNever() {
        assertThat(moved(Load.decide(LOAD, queue(100).share(0), queue(0)))).isEqualTo(99);
        assertThat(moved(Load.decide(LOAD, queue(1_000), queue(0).share(0)))).isEqualTo(9);   // some 1 %
    }

    @Test
    void decide_oneWorker_movesNothing() {
        assertThat(Load.decide(LOAD, queue(100))).isEmpty();
    }

    @Test
    void decide_previousHadFewerWorkers_doesNotMind() {
        LoadSnapshot previous = Load.snapshot(queue(100));
        assertThat(LOAD.decide(previous, Load.snapshot(queue(100), queue(0)))).hasSize(1);
    }
}
