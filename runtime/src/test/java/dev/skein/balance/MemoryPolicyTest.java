package dev.skein.balance;

import static dev.skein.balance.Load.queue;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.api.Availability;
import dev.skein.api.BalancePolicy;
import dev.skein.api.LoadSnapshot;
import dev.skein.api.MoveReason;
import dev.skein.api.Order;
import dev.skein.api.TaskLoad;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The budget is 100 bytes for each worker.
class MemoryPolicyTest {

    private static final BalancePolicy MEMORY = Policies.memory();

    /// Tasks 1, 2, 3 and so on, all of worker 0.
    private static List<TaskLoad> tasks(long... bytes) {
        List<TaskLoad> tasks = new ArrayList<>();
        for (long each : bytes) tasks.add(new TaskLoad(tasks.size() + 1, 0, each, true));
        return tasks;
    }

    private static List<Order> decide(List<TaskLoad> tasks, long... footprints) {
        Load[] loads = new Load[footprints.length];
        for (int i = 0; i < loads.length; i++) loads[i] = queue(0).footprint(footprints[i]);
        LoadSnapshot now = Load.snapshot(100, tasks, loads);
        return MEMORY.decide(now, now);
    }

    private static Order home(long task, int to) {
        return new Order.Home(task, 0, to, MoveReason.MEMORY, 0);
    }

    @ParameterizedTest
    @CsvSource({"100, 0", "101, 1"})
    void decide_overBudgetOrNot_movesOnlyFromOver(long footprint, int orders) {
        assertThat(decide(tasks(20, 20), footprint, 0)).hasSize(orders);
    }

    /// The tasks are read less often than the policy is asked.
    @Test
    void decide_byTheSameReadingAsBefore_ordersNothingAgain() {
        List<TaskLoad> read = List.copyOf(tasks(41, 40));
        LoadSnapshot before = Load.snapshot(100, read, queue(0).footprint(110), queue(0).footprint(60));
        assertThat(MEMORY.decide(before, Load.snapshot(100, read, queue(0).footprint(110), queue(0).footprint(60)))).isEmpty();
        assertThat(MEMORY.decide(before, Load.snapshot(100, tasks(41, 40), queue(0).footprint(110), queue(0).footprint(60)))).containsExactly(home(2, 1));
    }

    @Test
    void decide_overBudget_movesLargestFirstUntilWithinIt() {
        assertThat(decide(tasks(10, 40, 30, 20, 50), 150, 50, 0)).containsExactly(home(5, 2));
        assertThat(decide(tasks(10, 40, 30, 20, 50), 180, 50, 0)).containsExactly(home(5, 2), home(2, 1));
    }

    @Test
    void decide_largestFitsNowhere_movesTheNext() {
        assertThat(decide(tasks(90, 30, 20), 140, 60)).containsExactly(home(2, 1));
    }

    @Test
    void decide_takerWouldExceedItsBudget_movesNothing() {
        assertThat(decide(tasks(41, 41), 110, 60)).isEmpty();
        assertThat(decide(tasks(41, 40), 110, 60)).containsExactly(home(2, 1));
    }

    @Test
    void decide_equalTasks_movesThoseWithTheSmallestIds() {
        assertThat(decide(tasks(30, 30, 30, 30, 30), 150, 0)).containsExactly(home(1, 1), home(2, 1));
    }

    @Test
    void decide_bothOverBudget_movesNothingBetweenThem() {
        assertThat(decide(tasks(30, 30), 150, 150)).isEmpty();
    }

    @Test
    void decide_afterItsOwnOrders_ordersNothing() {
        assertThat(decide(tasks(40, 40, 40, 40), 160, 0)).hasSize(2);
        List<TaskLoad> after = List.of(
                new TaskLoad(1, 1, 40, true), new TaskLoad(2, 1, 40, true), new TaskLoad(3, 0, 40, true), new TaskLoad(4, 0, 40, true));
        assertThat(decide(after, 80, 80)).isEmpty();
    }

    @Test
    void decide_tasksThatMayNotMoveOrAreNonsense_leavesThem() {
        assertThat(decide(List.of(new TaskLoad(1, 0, 40, false), new TaskLoad(2, 9, 40, true)), 160, 0)).isEmpty();
        assertThat(decide(List.of(new TaskLoad(1, 0, 30, true), new TaskLoad(1, 0, 30, true)), 160, 0)).containsExactly(home(1, 1));
    }

    @Test
    void decide_noBudget_movesNothing() {
        LoadSnapshot now = Load.snapshot(0, tasks(40), queue(0).footprint(1_000), queue(0));
        assertThat(MEMORY.decide(now, now)).isEmpty();
    }

    @Test
    void decide_takerMayNotTake_movesNothing() {
        LoadSnapshot now = Load.snapshot(100, tasks(40), queue(0).footprint(160), queue(0).availability(Availability.PACKED));
        assertThat(MEMORY.decide(now, now)).isEmpty();
    }

    @Test
    void decide_manySmallTasks_keepsTheLimit() {
        List<TaskLoad> tasks = new ArrayList<>();
        for (int id = 1; id <= 1_000; id++) tasks.add(new TaskLoad(id, 0, 1, true));
        LoadSnapshot now = Load.snapshot(500, tasks, queue(0).footprint(1_000), queue(0));
        assertThat(MEMORY.decide(now, now)).hasSize(Thresholds.HOMES_MAX);
    }
}
