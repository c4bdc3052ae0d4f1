package dev.skein.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.api.BalancePolicy;
import dev.skein.api.MoveReason;
import dev.skein.api.Order;
import dev.skein.api.WorkerLoad;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HandoffsTest {

    private static final Costs COSTS = Costs.standard();

    /// Six endless tasks on two workers.
    private static WorkStealing run(BalancePolicy policy) {
        Scenario scenario = Scenario.standard().withWorkers(2).withService(ServiceTimes.ENDLESS).withLoad(3).withDuration(Duration.ofMillis(400).toNanos());
        return new WorkStealing(scenario, COSTS, Rules.STANDARD, Arrivals.of(scenario, 1), policy, 1);
    }

    private static int tasksOf(VirtualWorker worker) {
        return worker.queue.size() + (worker.task >= 0 ? 1 : 0);
    }

    @Test
    void readyOrder_forAllTasks_movesThemAtTheGiversNextBoundary() {
        WorkStealing run = run((_, now) -> now.tick() == 10 ? List.of(new Order.Ready(0, 1, 64, MoveReason.CONTENTION, 0)) : List.of());
        Outcome outcome = run.run();
        assertThat(outcome.moves()).containsOnlyKeys(MoveReason.CONTENTION);
        assertThat(tasksOf(run.workers[0]) + tasksOf(run.workers[1])).isEqualTo(6);
    }

    @Test
    void runningOrder_forTheRunThatWasSeen_movesItAtTheEndOfItsSlice() {
        WorkStealing run = run((_, now) -> {
            WorkerLoad first = now.workers().getFirst();
            return now.tick() == 10 ? List.of(new Order.Running(0, 1, first.running().run(), MoveReason.CAPABILITY, 0)) : List.of();
        });
        assertThat(run.run().moves()).containsEntry(MoveReason.CAPABILITY, 1L);
    }

    @Test
    void runningOrder_forAnotherRun_isRefused() {
        WorkStealing run = run((_, now) -> now.tick() == 10 ? List.of(new Order.Running(0, 1, 100_000, MoveReason.CAPABILITY, 0)) : List.of());
        Outcome outcome = run.run();
        assertThat(outcome.moves()).isEmpty();
        assertThat(outcome.refusals()).isEqualTo(1);
    }

    @Test
    void readyOrder_whileOneIsUnderWay_isRefused() {
        Order order = new Order.Ready(0, 1, 1, MoveReason.CONTENTION, 0);
        WorkStealing run = run((_, now) -> now.tick() == 10 ? List.of(order, order) : List.of());
        Outcome outcome = run.run();
        assertThat(outcome.moves()).containsEntry(MoveReason.CONTENTION, 1L);
        assertThat(outcome.refusals()).isEqualTo(1);
    }

    @Test
    void readyOrder_underWay_isSeenAtTheNextTick() {
        int[] seen = {-1, -1};
        WorkStealing run = run((_, now) -> {
            if (now.tick() == 11) {
                seen[0] = now.workers().get(0).leavingTasks();
                seen[1] = now.workers().get(1).arrivingTasks();
            }
            return now.tick() == 10 ? List.of(new Order.Ready(0, 1, 3, MoveReason.CONTENTION, 0)) : List.of();
        });
        run.run();
        // Ticks come every 5 ms and slices end every 10 ms, so at the next tick the giver may or may not have come to it.
        assertThat(seen[0]).isIn(0, 3).isEqualTo(seen[1]);
    }

    @Test
    void loadOrder_forTasksThatLoadHasMovedOfLate_leavesThemInPeace() {
        WorkStealing run = run((_, now) -> List.of(new Order.Ready((int) (now.tick() % 2), (int) (1 - now.tick() % 2), 64, MoveReason.LOAD, 0)));
        run.run();
        for (int task = 0; task < 6; task++) assertThat(run.tasks.loadMoves[task]).as("moves of task %d in 400 ms", task).isBetween(1, 4);
    }

    @Test
    void pack_ofTheLastOpenWorker_isRefused() {
        WorkStealing run = run((_, now) -> now.tick() == 10 ? List.of(new Order.Pack(0), new Order.Pack(1)) : List.of());
        Outcome outcome = run.run();
        assertThat(outcome.refusals()).isEqualTo(1);
        assertThat(run.workers[0].packed).isTrue();
        assertThat(tasksOf(run.workers[0])).as("tasks of the packed worker").isZero();
        assertThat(tasksOf(run.workers[1])).isEqualTo(6);
    }

    @Test
    void order_forAWorkerThatIsNotThere_isNamed() {
        WorkStealing run = run((_, _) -> List.of(new Order.Ready(0, 7, 1, MoveReason.LOAD, 0)));
        assertThatThrownBy(run::run).isInstanceOf(IllegalArgumentException.class).hasMessage("worker must be 0 to 1, got 7");
    }
}
