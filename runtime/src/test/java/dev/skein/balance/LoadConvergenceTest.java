package dev.skein.balance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.api.Availability;
import dev.skein.api.LoadSnapshot;
import dev.skein.api.Order;
import dev.skein.api.WorkerHealth;
import dev.skein.api.WorkerLoad;
import dev.skein.api.WorkerState;
import dev.skein.meta.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What LOAD orders is carried out at once on queues that change by nothing else.
class LoadConvergenceTest {

    static Stream<Arguments> cases() {
        return Stream.of(2, 3, 8, 64, 256, 1_024)
                .flatMap(workers -> Seeds.some(workers > 100 ? 5 : 60).mapToObj(seed -> Arguments.of(seed, workers)));
    }

    @ParameterizedTest(name = "seed {0}, {1} workers")
    @MethodSource("cases")
    void load_carriedOut_neverLengthensTheLongestDrainAndComesToRest(long seed, int workers) {
        LoadSnapshot now = queues(Seeds.random(seed), workers);
        double atFirst = longest(now);
        int ticks = 0;
        List<Order> orders = Policies.load().decide(now, now);
        boolean uneven = !orders.isEmpty();
        while (!orders.isEmpty()) {
            LoadSnapshot then = carryOut(now, orders);
            assertThat(longest(then)).as("seed %d, %d workers, tick %d", seed, workers, ticks).isLessThanOrEqualTo(longest(now));
            checkGains(seed, orders, now, then);
            now = then;
            orders = Policies.load().decide(now, now);
            ticks++;
            assertThat(ticks).as("seed %d, %d workers: ticks", seed, workers).isLessThanOrEqualTo(ticksMax(workers));
        }
        if (uneven) assertThat(longest(now)).as("seed %d, %d workers", seed, workers).isLessThan(atFirst);
        assertEven(seed, now);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void load_twoWorkersAskedAgain_ordersNothing(long seed) {
        LoadSnapshot now = queues(Seeds.random(seed), 2);
        LoadSnapshot then = carryOut(now, Policies.load().decide(now, now));
        assertThat(Policies.load().decide(then, then)).as("seed %d", seed).isEmpty();
    }

    static Stream<Arguments> seeds() {
        return Seeds.some(200).mapToObj(Arguments::of);
    }

    @Test
    void load_allOnOneOfMany_spreadsInTicksThatGrowAsTheLogarithm() {
        List<WorkerLoad> loads = new ArrayList<>();
        for (int i = 0; i < 64; i++) loads.add(load(i, i == 0 ? 256 : 0, 1_000_000, 1));
        LoadSnapshot now = new LoadSnapshot(1, 1, 1, loads, 0, List.of(), 0);
        for (int tick = 0; tick < 7; tick++) now = carryOut(now, Policies.load().decide(now, now));
        assertThat(longest(now)).as("longest drain, where 4 ms is even").isLessThanOrEqualTo(5e6);
    }

    /// Halving with somebody else at each tick would take the logarithm; two more for rounding, and twice that for capacities that differ.
    private static int ticksMax(int workers) {
        return 2 * (Integer.SIZE - Integer.numberOfLeadingZeros(workers)) + 4;
    }

    private static void checkGains(long seed, List<Order> orders, LoadSnapshot before, LoadSnapshot after) {
        for (Order order : orders) {
            double gain = longer(before, order) - longer(after, order);
            assertThat(gain).as("seed %d, %s", seed, order).isPositive();
            assertThat((double) order.predictedGainNanos()).as("seed %d, %s", seed, order).isBetween(gain - 2, gain + 2);
        }
    }

    /// Nobody with two tasks or more drains longer than another by the band and by one task that would help.
    private static void assertEven(long seed, LoadSnapshot now) {
        for (WorkerLoad from : now.workers()) {
            for (WorkerLoad to : now.workers()) {
                if (!Figures.isLonger(from.drainNanos(), to.drainNanos())) continue;
                double withOneMore = (to.readyTasks() * to.meanServiceNanos() + from.meanServiceNanos()) / to.effectiveCapacity();
                boolean small = from.drainNanos() - to.drainNanos() <= Thresholds.SMALL_DRAIN_NANOS;
                assertThat(small || withOneMore >= from.drainNanos()).as("seed %d, %s and %s", seed, from, to).isTrue();
            }
        }
    }

    private static double longer(LoadSnapshot snapshot, Order order) {
        return Math.max(snapshot.workers().get(order.from()).drainNanos(), snapshot.workers().get(order.to()).drainNanos());
    }

    private static double longest(LoadSnapshot snapshot) {
        return snapshot.workers().stream().mapToDouble(WorkerLoad::drainNanos).max().orElseThrow();
    }

    private static LoadSnapshot queues(Random random, int workers) {
        List<WorkerLoad> loads = new ArrayList<>();
        double serviceNanos = 100_000 * (1 + random.nextInt(50));
        boolean unequal = random.nextBoolean();
        for (int i = 0; i < workers; i++) {
            loads.add(load(i, random.nextInt(120), serviceNanos, unequal && random.nextInt(3) == 0 ? 0.25 + random.nextDouble() / 2 : 1));
        }
        return new LoadSnapshot(1, 1, 1, loads, 0, List.of(), 0);
    }

    private static WorkerLoad load(int worker, int tasks, double serviceNanos, double capability) {
        return new WorkerLoad(worker, WorkerState.RUNNING, Availability.OPEN, WorkerHealth.GETS_ON, tasks, tasks, 0, 0,
                serviceNanos, 1, 1e9 / serviceNanos, capability, 1, null, 0);
    }

    private static LoadSnapshot carryOut(LoadSnapshot now, List<Order> orders) {
        int[] tasks = now.workers().stream().mapToInt(WorkerLoad::readyTasks).toArray();
        for (Order order : orders) {
            int moved = ((Order.Ready) order).tasks();
            tasks[order.from()] -= moved;
            tasks[order.to()] += moved;
        }
        List<WorkerLoad> loads = new ArrayList<>();
        for (WorkerLoad it : now.workers()) loads.add(load(it.worker(), tasks[it.worker()], it.meanServiceNanos(), it.capability()));
        return new LoadSnapshot(now.tick() + 1, now.nanoTime() + 1, 1, loads, 0, List.of(), 0);
    }
}
