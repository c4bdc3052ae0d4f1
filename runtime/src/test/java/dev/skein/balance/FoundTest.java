package dev.skein.balance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.api.Availability;
import dev.skein.api.LoadSnapshot;
import dev.skein.api.WorkerHealth;
import dev.skein.api.WorkerState;
import dev.skein.balance.TickPace.Found;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// How often the balancer looks depends on what it has found.
class FoundTest {

    private static Found found(LoadSnapshot seen) {
        return Found.in(seen, false);
    }

    @Test
    void in_calmButForOrders_isOrdered() {
        assertThat(Found.in(Load.snapshot(Load.queue(5), Load.queue(5)), true)).isEqualTo(Found.ORDERED);
        assertThat(Found.in(Load.snapshot(Load.queue(5), Load.running(1)), true)).isEqualTo(Found.WORK);
    }

    @Test
    void in_workersThatSleepOrRunWhatWasNotThereBefore_isCalm() {
        assertThat(found(Load.snapshot(Load.parked(), Load.queue(0), Load.running(0)))).isEqualTo(Found.CALM);
    }

    static List<Load> somethingToWatch() {
        return List.of(Load.running(1), Load.queue(0).arriving(1), Load.queue(0).leaving(1), Load.queue(0).availability(Availability.PACKED),
                Load.queue(0).availability(Availability.RETIRED), Load.queue(0).health(WorkerHealth.HOGGED), Load.queue(0).health(WorkerHealth.PREEMPTED),
                Load.queue(0).serviceNanos(15 * Load.MILLI));
    }

    @ParameterizedTest
    @MethodSource("somethingToWatch")
    void in_oneWorkerThatIsToBeWatched_isWork(Load watched) {
        assertThat(found(Load.snapshot(Load.queue(0), watched))).isEqualTo(Found.WORK);
    }

    @Test
    void in_tasksThatWaitWhileNobodySleeps_isCalm() {
        assertThat(found(Load.snapshot(Load.queue(1), Load.queue(100), Load.running(0).ready(7), Load.running(0)))).isEqualTo(Found.CALM);
    }

    static List<Load> somethingToWatchThough() {
        return List.of(Load.running(1).ready(5), Load.running(1), Load.queue(5).arriving(1), Load.queue(5).leaving(1), Load.queue(5).availability(Availability.PACKED),
                Load.queue(5).health(WorkerHealth.BLOCKED), Load.queue(5).share(0.7), Load.queue(5).serviceNanos(6 * Load.MILLI),
                Load.queue(0).state(WorkerState.SEARCHING));
    }

    @ParameterizedTest
    @MethodSource("somethingToWatchThough")
    void in_tasksThatWaitBesideAWorkerThatIsToBeWatched_isWork(Load watched) {
        assertThat(found(Load.snapshot(Load.queue(5), watched))).isEqualTo(Found.WORK);
    }

    @Test
    void in_aSingleWorker_isCalmWhateverWaitsThere() {
        assertThat(found(Load.snapshot(Load.running(100).ready(100)))).isEqualTo(Found.CALM);
    }

    @Test
    void in_muchThatWaitsBesideASleeper_isHunger() {
        assertThat(found(Load.snapshot(Load.parked(), Load.queue(2)))).as("2 ms of work").isEqualTo(Found.HUNGER);
        assertThat(found(Load.snapshot(Load.parked(), Load.queue(2).serviceNanos(1_000)))).as("2 us of work").isEqualTo(Found.WORK);
        assertThat(found(Load.snapshot(Load.queue(2).serviceNanos(1_000).state(WorkerState.PARKED), Load.queue(2).serviceNanos(1_000)))).as("on both").isEqualTo(Found.WORK);
        assertThat(found(Load.snapshot(Load.queue(0), Load.queue(2)))).as("nobody sleeps").isEqualTo(Found.CALM);
        assertThat(found(Load.snapshot(Load.parked().availability(Availability.RETIRED), Load.queue(2)))).as("who sleeps may take nothing").isEqualTo(Found.WORK);
    }

    @Test
    void in_tasksInTheOverflow_isHungerWhereOneSleepsElseWork() {
        assertThat(found(overflowing(Load.parked()))).isEqualTo(Found.HUNGER);
        assertThat(found(overflowing(Load.queue(0)))).isEqualTo(Found.WORK);
    }

    private static LoadSnapshot overflowing(Load load) {
        return new LoadSnapshot(1, Load.TICK_NANOS, Load.TICK_NANOS, List.of(load.at(0), Load.queue(0).at(1)), 1, List.of(), 0);
    }
}
