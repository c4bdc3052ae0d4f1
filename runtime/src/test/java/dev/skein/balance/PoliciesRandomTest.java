package dev.skein.balance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.api.Availability;
import dev.skein.api.BalancePolicy;
import dev.skein.api.LoadSnapshot;
import dev.skein.api.MoveReason;
import dev.skein.api.Order;
import dev.skein.api.RunningLoad;
import dev.skein.api.TaskLoad;
import dev.skein.api.WorkerHealth;
import dev.skein.api.WorkerLoad;
import dev.skein.api.WorkerState;
import dev.skein.meta.Seeds;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PoliciesRandomTest {

    private static final List<BalancePolicy> POLICIES = List.of(
            Policies.standard(), Policies.load(), Policies.capability(), Policies.contention(), Policies.memory(), Policies.energy(Load.millis(5)),
            Policies.locality(), Policies.stuck(), Policies.none(), Policies.chaos(),
            Policies.all(Policies.energy(Load.millis(5)), Policies.standard()));
    private static final List<BalancePolicy> MOVE_BY_FIGURES =
            List.of(Policies.standard(), Policies.load(), Policies.capability(), Policies.contention(), Policies.locality());

    static Stream<Arguments> cases() {
        return Stream.of(2, 3, 8, 64, 1_024)
                .flatMap(workers -> Seeds.some(workers > 100 ? 5 : 40).mapToObj(seed -> Arguments.of(seed, workers)));
    }

    @ParameterizedTest(name = "seed {0}, {1} workers")
    @MethodSource("cases")
    void decide_anySnapshot_ordersWhatCanBeDone(long seed, int workers) {
        Random random = Seeds.random(seed);
        LoadSnapshot previous = Load.atTick(19, wild(random, workers));
        LoadSnapshot now = Load.atTick(20, wild(random, workers));
        for (BalancePolicy policy : POLICIES) {
            String what = "seed %d, %d workers, %s".formatted(seed, workers, policy);
            List<Order> orders = policy.decide(previous, now);
            assertThat(policy.decide(previous, now)).as(what + ": asked again").isEqualTo(orders);
            Set<Integer> packed = new HashSet<>();
            for (Order order : orders) {
                if (order instanceof Order.Pack) packed.add(order.from());
            }
            for (Order order : orders) checkPossible(what + ", " + order, order, packed, now);
            checkBudget(what, orders, now);
        }
    }

    private static void checkPossible(String what, Order order, Set<Integer> packed, LoadSnapshot now) {
        assertThat(order.from()).as(what).isLessThan(now.workers().size());
        assertThat(order.to()).as(what).isLessThan(now.workers().size());
        WorkerLoad from = now.workers().get(order.from());
        WorkerLoad to = now.workers().get(order.to());
        assertThat(order.predictedGainNanos()).as(what).isNotNegative();
        switch (order) {
            case Order.Ready ready -> assertThat(ready.tasks()).as(what).isLessThanOrEqualTo(from.readyTasks() - from.leavingTasks());
            case Order.Running running -> assertThat(from.running()).as(what).isNotNull()
                    .matches(it -> it.run() == running.run() && it.movable(), "is that run");
            case Order.Home home -> assertThat(now.tasks()).as(what)
                    .anyMatch(task -> task.task() == home.task() && task.worker() == home.from() && task.movable());
            case Order.Pack _ -> assertThat(from.mayTake()).as(what).isTrue();
            case Order.Unpack _ -> assertThat(from.availability()).as(what).isEqualTo(Availability.PACKED);
            case Order.Nap _ -> assertThat(from.mayTake()).as(what).isTrue();
        }
        if (order.from() == order.to()) return;
        assertThat(to.mayTake()).as(what).isTrue();
        assertThat(packed).as(what).doesNotContain(order.to());
    }

    private static void checkBudget(String what, List<Order> orders, LoadSnapshot now) {
        long[] left = new long[now.workers().size()];
        long[] footprint = new long[left.length];
        for (WorkerLoad load : now.workers()) {
            left[load.worker()] = load.readyTasks() - load.leavingTasks();
            footprint[load.worker()] = load.footprintBytes();
        }
        long moved = 0;
        for (Order order : orders) {
            switch (order) {
                case Order.Ready ready -> {
                    left[ready.from()] -= ready.tasks();
                    if (ready.reason() != MoveReason.STUCK) moved += ready.tasks();
                    assertThat(left[ready.from()]).as(what + ": tasks that are there").isNotNegative();
                }
                case Order.Home home -> footprint[home.to()] += bytes(now, home.task());
                default -> { }
            }
        }
        boolean chaos = orders.equals(Policies.chaos().decide(now, now));
        if (chaos) return;
        long budget = Math.max(Order.MAX_TASKS, (long) Thresholds.TASKS_PER_WORKER * left.length);
        assertThat(moved).as(what + ": budget of LOAD and of CONTENTION").isLessThanOrEqualTo(2 * budget);
        for (Order order : orders) {
            if (order instanceof Order.Home) assertThat(footprint[order.to()]).as(what).isLessThanOrEqualTo(now.footprintBudgetBytes());
        }
    }

    private static long bytes(LoadSnapshot now, long task) {
        return now.tasks().stream().filter(it -> it.task() == task).mapToLong(TaskLoad::footprintBytes).findFirst().orElseThrow();
    }

    @Test
    void decide_severalRunningTasks_oneOrderForEachWorker() {
        for (long seed : Seeds.some(100).toArray()) {
            LoadSnapshot now = wild(Seeds.random(seed), 64);
            List<Order> running = Policies.standard().decide(now, now).stream().filter(Order.Running.class::isInstance).toList();
            assertThat(running).as("seed %d", seed).extracting(Order::from).doesNotHaveDuplicates();
            assertThat(running).as("seed %d", seed).extracting(Order::to).doesNotHaveDuplicates();
        }
    }

    /// A worker of which a figure that matters is not known neither gives nor takes, whatever else is true of it.
    @ParameterizedTest(name = "seed {0}, {1} workers")
    @MethodSource("cases")
    void decide_figuresOfOneAreNotKnown_isLeftAlone(long seed, int workers) {
        Random random = Seeds.random(seed);
        int victim = random.nextInt(workers);
        List<WorkerLoad> loads = new ArrayList<>(wild(random, workers).workers());
        WorkerLoad it = loads.get(victim);
        loads.set(victim, new WorkerLoad(victim, it.state(), it.availability(), WorkerHealth.GETS_ON, it.readyTasks() + 1, it.standingTasks(), 0, 0,
                Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, it.running(), 0));
        LoadSnapshot now = new LoadSnapshot(1, 1, 1, loads, 0, List.of(), 0);
        for (BalancePolicy policy : MOVE_BY_FIGURES) {
            assertThat(policy.decide(now, now)).as("seed %d, %s", seed, policy).noneMatch(order -> order.from() == victim || order.to() == victim);
        }
    }

    /// Anything that the records allow, and much of it nonsense.
    static LoadSnapshot wild(Random random, int workers) {
        List<WorkerLoad> loads = new ArrayList<>();
        for (int i = 0; i < workers; i++) loads.add(wildLoad(random, i, workers));
        List<TaskLoad> tasks = new ArrayList<>();
        for (int id = 1; id <= workers * 2; id++) {
            tasks.add(new TaskLoad(id, random.nextInt(workers + 1), 1 + random.nextInt(400), random.nextInt(4) > 0));
        }
        return new LoadSnapshot(20, 20 * Load.TICK_NANOS, Load.TICK_NANOS, loads, random.nextInt(3), tasks, random.nextBoolean() ? 0 : 1_000);
    }

    private static WorkerLoad wildLoad(Random random, int worker, int workers) {
        RunningLoad running = random.nextBoolean() ? null : new RunningLoad(
                random.nextInt(9), random.nextLong(60_000_000), random.nextInt(4) > 0, random.nextInt(workers * 3),
                random.nextInt(workers + 2) - 1, random.nextLong(20_000_000), random.nextLong(10_000_000) - 1_000_000);
        int ready = random.nextBoolean() ? 0 : random.nextInt(random.nextBoolean() ? 4 : 2_000);
        return new WorkerLoad(
                worker, oftenFirst(random, WorkerState.RUNNING, WorkerState.values()), oftenFirst(random, Availability.OPEN, Availability.values()),
                oftenFirst(random, WorkerHealth.GETS_ON, WorkerHealth.values()), ready, wild(random, (double) ready),
                random.nextInt(4) == 0 ? random.nextInt(9) : 0, random.nextInt(4) == 0 ? random.nextInt(9) : 0,
                wild(random, Math.exp(random.nextDouble() * 20)), wild(random, random.nextDouble()),
                wild(random, (double) random.nextInt(100_000)), wild(random, random.nextInt(3) == 0 ? random.nextDouble() : 1),
                wild(random, random.nextInt(3) == 0 ? random.nextDouble() : 1), running, random.nextInt(2_000));
    }

    /// Mostly the figure.
    private static double wild(Random random, double figure) {
        return switch (random.nextInt(30)) {
            case 0 -> Double.NaN;
            case 1 -> 0;
            case 2 -> figure <= 1 ? figure : random.nextInt(3) == 0 ? Double.POSITIVE_INFINITY : Double.MAX_VALUE;
            default -> figure;
        };
    }

    private static <E> E oftenFirst(Random random, E often, E[] all) {
        return random.nextInt(4) > 0 ? often : all[random.nextInt(all.length)];
    }
}
