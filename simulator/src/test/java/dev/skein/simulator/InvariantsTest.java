package dev.skein.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.skein.api.BalancePolicy;
import dev.skein.api.LoadSnapshot;
import dev.skein.api.MoveReason;
import dev.skein.api.Order;
import dev.skein.api.WorkerLoad;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds of each run, whoever schedules and whatever a policy orders.
class InvariantsTest {

    private static final Costs COSTS = Costs.standard();

    record Case(String name, Scenario scenario, Rules rules, BalancePolicy policy, Mode mode, long seed) {

        Simulation simulation(BalancePolicy by) {
            return new Runs(COSTS, rules, by).simulation(scenario, mode, Arrivals.of(scenario, seed), seed);
        }

        @Override
        public String toString() {
            return name + ", " + mode + ", seed " + seed;
        }
    }

    static Stream<Case> cases() {
        Scenario small = Scenario.standard().withWorkers(12).withDuration(Duration.ofMillis(300).toNanos());
        List<Case> cases = new ArrayList<>();
        for (long seed = 1; seed <= 3; seed++) {
            for (Mode mode : Mode.values()) {
                add(cases, "one by one", small, new EvenLoad(), mode, seed);
                add(cases, "at once", small.withBurst(20).withLoad(0.95).withInterference(Interference.BRIEF), new EvenLoad(), mode, seed);
                add(cases, "spawning on unequal workers", small.withSpawns(30).withCapacities(Capacities.BIG_LITTLE), new EvenLoad(), mode, seed);
                add(cases, "plain and overloaded", small.withYields(false).withLoad(1.2).withCapacities(Capacities.ONE_SLOW), new EvenLoad(), mode, seed);
            }
            add(cases, "upheaval", small.withBurst(8).withInterference(Interference.LASTING), new Upheaval(seed), Mode.POLICY, seed);
            add(cases, "upheaval, plain", small.withSpawns(8).withYields(false), new Upheaval(seed), Mode.POLICY, seed);
            add(cases, "upheaval, two workers", small.withWorkers(2), new Upheaval(seed), Mode.POLICY, seed);
        }
        cases.add(new Case("other rules", small.withBurst(30), new Rules(true, Placement.FEWER, 4, 8), new EvenLoad(), Mode.POLICY, 1));
        return cases.stream();
    }

    private static void add(List<Case> cases, String name, Scenario scenario, BalancePolicy policy, Mode mode, long seed) {
        cases.add(new Case(name, scenario, Rules.STANDARD, policy, mode, seed));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void run_toItsEnd_runsEachTaskOnceAndAllOfItsWork(Case each) {
        Simulation simulation = each.simulation(each.policy);
        Outcome outcome = simulation.run();
        assertThat(outcome.tasks()).as("tasks that ended, each once").isEqualTo(simulation.arrivals.tasks());
        double asked = 0;
        double left = 0;
        for (int task = 0; task < simulation.tasks.count; task++) {
            asked += simulation.arrivals.serviceNanos(task);
            left += simulation.tasks.left[task];
        }
        double done = 0;
        for (VirtualWorker worker : simulation.workers) {
            done += worker.workNanos();
            assertThat(worker.queue.isEmpty()).as("queue of worker %d", worker.index).isTrue();
        }
        assertThat(done + left).isEqualTo(asked, within(asked * 1e-9));
        assertThat(left).as("left of all tasks, in ns").isLessThan(1);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void run_ofTheSameSeed_comesToTheSame(Case each) {
        BalancePolicy again = each.policy instanceof Upheaval ? new Upheaval(99) : each.policy;
        BalancePolicy first = each.policy instanceof Upheaval ? new Upheaval(99) : each.policy;
        assertThat(each.simulation(again).run()).isEqualTo(each.simulation(first).run());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void run_atEachTick_hasGoneOnInTimeAndForgottenNoTask(Case each) {
        if (each.mode != Mode.POLICY) return;
        WorkStealing[] running = new WorkStealing[1];
        long[] last = {-1};
        BalancePolicy watching = (previous, now) -> {
            assertThat(now.nanoTime()).isGreaterThan(last[0]);
            last[0] = now.nanoTime();
            assertThat(running[0].hasForgottenTask()).as("a task waits, a worker sleeps, and nobody searches, at %d", now.nanoTime()).isFalse();
            return each.policy.decide(previous, now);
        };
        running[0] = (WorkStealing) each.simulation(watching);
        running[0].run();
        assertThat(last[0]).as("time of the last tick").isPositive();
    }

    /// Orders LOAD moves of everything, running or waiting, at each tick.
    private static List<Order> everythingMoves(LoadSnapshot previous, LoadSnapshot now) {
        List<Order> orders = new ArrayList<>();
        for (WorkerLoad load : now.workers()) {
            int to = (load.worker() + 1) % now.workers().size();
            if (load.readyTasks() > 0) orders.add(new Order.Ready(load.worker(), to, Math.min(Order.MAX_TASKS, load.readyTasks()), MoveReason.LOAD, 0));
            if (load.running() != null) orders.add(new Order.Running(load.worker(), to, load.running().run(), MoveReason.LOAD, 0));
        }
        return orders;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void run_underAPolicyThatMovesEverything_movesNoTaskMoreThanTenTimesASecond(Case each) {
        if (each.mode != Mode.POLICY) return;
        Simulation simulation = each.simulation(InvariantsTest::everythingMoves);
        Outcome outcome = simulation.run();
        assertThat(outcome.moves()).containsKey(MoveReason.LOAD);
        for (int task = 0; task < simulation.tasks.count; task++) {
            long lived = simulation.tasks.ranNanos[task] - simulation.tasks.readyNanos[task];
            assertThat(simulation.tasks.loadMoves[task]).as("moves of task %d in %d ns", task, lived).isLessThanOrEqualTo((int) (1 + lived / COSTS.residence()));
        }
    }
}
