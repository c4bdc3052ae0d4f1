package dev.skein.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.skein.Skein;
import dev.skein.SkeinBuilder;
import dev.skein.api.BalancePolicy;
import dev.skein.api.MoveReason;
import dev.skein.api.Order;
import dev.skein.api.Pinning;
import dev.skein.api.Step;
import dev.skein.api.Task;
import dev.skein.api.WorkerState;
import dev.skein.balance.Policies;
import dev.skein.platform.Affinity;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The meters show what was made to happen.
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SkeinMetricsTest {

    private static SkeinBuilder builder() {
        return Skein.builder().name("orders").workers(2).stuckAfter(SkeinBuilder.MAX_STUCK_AFTER).policy(Policies.none());
    }

    @Test
    void counters_afterTasksEnded_countEachEnd() throws Exception {
        try (Bound bound = new Bound(builder().start())) {
            for (int i = 0; i < 7; i++) bound.skein.submit(() -> 1).get();
            Future<?> fails = bound.skein.submit(() -> {
                throw new IllegalStateException("planned");
            });
            assertThatThrownBy(fails::get).isInstanceOf(ExecutionException.class);
            assertThat(bound.skein.schedule(() -> 1, 1, TimeUnit.HOURS).cancel(false)).isTrue();
            bound.awaitCounter(9, "skein.tasks.submitted");
            bound.awaitCounter(9, "executor.completed");
            bound.awaitCounter(1, "skein.tasks.failed");
            bound.awaitCounter(1, "skein.tasks.cancelled");
            assertThat(bound.counters("skein.tasks.rejected")).isZero();
        }
    }

    @Test
    void gauges_whileWorkersAreHeld_showThreadsAndQueues() {
        CountDownLatch gate = new CountDownLatch(1);
        try (Bound bound = new Bound(builder().queueLimit(10).maxSpares(3).start())) {
            try {
                for (int i = 0; i < 2; i++) bound.skein.execute(() -> Bound.pass(gate));
                bound.awaitGauge(2, "executor.active");
                for (int i = 0; i < 4; i++) bound.skein.execute(() -> { });
                bound.awaitGauge(4, "executor.queued");
                bound.awaitGauge(6, "executor.queue.remaining");
                bound.awaitGauge(2, "executor.running");
                assertThat(bound.gauge("executor.pool.core")).isEqualTo(2);
                assertThat(bound.gauge("executor.pool.size")).isEqualTo(2);
                assertThat(bound.gauge("executor.pool.max")).isEqualTo(5);
                assertThat(bound.gauge("executor.parallelism")).isEqualTo(2);
                double perWorker = bound.gauge("skein.worker.queued", "worker", "0") + bound.gauge("skein.worker.queued", "worker", "1");
                assertThat(perWorker).isEqualTo(4);
            } finally {
                gate.countDown();
            }
            bound.awaitGauge(0, "executor.active");
            bound.awaitGauge(0, "executor.running");
        }
    }

    @Test
    void queueRemaining_withoutALimit_isTheLargestInt() {
        try (Bound bound = new Bound(builder().start())) {
            assertThat(bound.gauge("executor.queue.remaining")).isEqualTo(Integer.MAX_VALUE);
        }
    }

    @Test
    void parallelism_ofARetiredWorker_isWithoutIt() throws Exception {
        try (Bound bound = new Bound(builder().start())) {
            bound.skein.retire(1).get(30, TimeUnit.SECONDS);
            bound.awaitGauge(1, "executor.parallelism");
            assertThat(bound.gauge("executor.pool.core")).isEqualTo(2);
        }
    }

    @Test
    void suspended_andDelayed_showWhatWaits() {
        CompletableFuture<String> event = new CompletableFuture<>();
        try (Bound bound = new Bound(builder().start())) {
            Task<String> waits = bound.skein.spawn(_ -> event.isDone() ? Step.done("") : Step.await(event));
            Future<?> delayed = bound.skein.schedule(() -> 1, 1, TimeUnit.HOURS);
            bound.awaitGauge(2, "skein.tasks.suspended");
            bound.awaitGauge(1, "executor.delayed");
            delayed.cancel(false);
            event.complete("");
            bound.awaitGauge(0, "skein.tasks.suspended");
            bound.awaitGauge(0, "executor.delayed");
            assertThat(waits.resultNow()).isEmpty();
        }
    }

    @Test
    void rejected_byLimitAndByEnd_areToldApart() {
        CountDownLatch gate = new CountDownLatch(1);
        try (Bound bound = new Bound(builder().queueLimit(1).start())) {
            try {
                for (int i = 0; i < 2; i++) {
                    bound.skein.execute(() -> Bound.pass(gate));
                    bound.awaitGauge(i + 1, "executor.active");
                }
                bound.skein.execute(() -> { });
                for (int i = 0; i < 3; i++) assertThatThrownBy(() -> bound.skein.execute(() -> { })).isInstanceOf(RejectedExecutionException.class);
                bound.skein.shutdown();
                assertThatThrownBy(() -> bound.skein.schedule(() -> 1, 1, TimeUnit.HOURS)).isInstanceOf(RejectedExecutionException.class);
                bound.awaitCounter(3, "skein.tasks.rejected", "reason", "full");
                bound.awaitCounter(1, "skein.tasks.rejected", "reason", "closed");
            } finally {
                gate.countDown();
            }
        }
    }

    @Test
    void moves_byTheTaskItself_areCountedAsUser() throws Exception {
        try (Bound bound = new Bound(builder().start())) {
            Task<Integer> moves = bound.skein.spawn(context -> context.worker() == 1 ? Step.done(1) : Step.moveTo(1), 0);
            assertThat(moves.get(30, TimeUnit.SECONDS)).isOne();
            long moved = bound.skein.stats().moves();
            assertThat(moved).isPositive();
            bound.awaitCounter(moved, "skein.moves", "reason", "user");
            for (MoveReason reason : MoveReason.values()) {
                if (reason.isOrdered() && reason != MoveReason.USER) {
                    assertThat(bound.counter("skein.moves", "reason", reason.name().toLowerCase(Locale.ROOT))).as(reason.name()).isZero();
                }
            }
        }
    }

    /// A worker that is closed gives away what waits there by a handoff.
    @Test
    void handoffs_ofAWorkerThatIsRetired_areTimedAndTheirTasksCounted() {
        int tasks = 50;
        CountDownLatch inside = new CountDownLatch(2);
        CountDownLatch[] gates = {new CountDownLatch(1), new CountDownLatch(1)};
        try (Bound bound = new Bound(builder().start())) {
            try {
                for (int i = 0; i < 2; i++) {
                    int worker = i;
                    bound.skein.spawn(context -> {
                        if (context.worker() != worker) return Step.moveTo(worker);
                        inside.countDown();
                        Bound.pass(inside);                // the other is held too, and takes none of what comes now
                        for (int task = 0; task < tasks && worker == 0; task++) bound.skein.execute(() -> { });
                        Bound.pass(gates[worker]);
                        return Step.done(null);
                    }, worker);
                }
                bound.awaitGauge(tasks, "skein.worker.queued", "worker", "0");
                bound.skein.retire(0);
                bound.awaitGauge(1, "executor.parallelism");
            } finally {
                gates[0].countDown();
            }
            await().atMost(Bound.PATIENCE).until(() -> bound.skein.stats().workers().getFirst().queued() == 0);
            gates[1].countDown();
            bound.awaitCounter(tasks, "skein.moves", "reason", "retire");
            FunctionTimer time = bound.registry.get("skein.handoff.time").functionTimer();
            await().atMost(Bound.PATIENCE).until(() -> time.count() == 1);
            assertThat(time.totalTime(TimeUnit.NANOSECONDS)).isPositive();
            assertThat(bound.counters("skein.handoff.failed")).isZero();
        } finally {
            gates[1].countDown();
        }
    }

    @Test
    void handoff_ofAWorkerThatHasNothing_isCountedAsFailedWithItsReason() {
        AtomicBoolean given = new AtomicBoolean();
        BalancePolicy once = (_, now) -> now.workers().stream().filter(worker -> worker.state() == WorkerState.PARKED).findFirst()
                .filter(_ -> given.compareAndSet(false, true))
                .<List<Order>>map(idle -> List.of(new Order.Ready(idle.worker(), 1 - idle.worker(), 1, MoveReason.LOAD, 0))).orElse(List.of());
        CountDownLatch gate = new CountDownLatch(1);
        try (Bound bound = new Bound(builder().policy(once).start())) {
            bound.skein.execute(() -> Bound.pass(gate));
            try {
                bound.awaitCounter(1, "skein.handoff.failed", "reason", "nothing_to_move");
                bound.awaitCounter(1, "skein.balancer.decisions", "action", "ready");
                assertThat(bound.counters("skein.handoff.failed")).isEqualTo(1);
            } finally {
                gate.countDown();
            }
        }
    }

    /// One worker submits what another takes over.
    @Test
    void steals_ofTasksThatOneWorkerSubmits_showWithTheThief() {
        AtomicBoolean end = new AtomicBoolean();
        try (Bound bound = new Bound(builder().start())) {
            bound.skein.execute(() -> {
                while (!end.get()) {
                    for (int i = 0; i < 100; i++) bound.skein.execute(() -> spinMicros(20));
                    spinMicros(500);
                }
            });
            try {
                bound.awaitAtLeast(1, "executor.steals");
                await().atMost(Bound.PATIENCE).until(() -> bound.counters("skein.worker.steals") >= 1 && bound.counters("skein.worker.stolen") >= 1);
                bound.awaitAtLeast(1, "skein.moves", "reason", "steal");
            } finally {
                end.set(true);
            }
        }
    }

    private static void spinMicros(long micros) {
        for (long end = System.nanoTime() + micros * 1_000; System.nanoTime() < end; ) Thread.onSpinWait();
    }

    @Test
    void stuck_ofAHog_isCountedAndItsTimeShows() {
        AtomicBoolean end = new AtomicBoolean();
        try (Bound bound = new Bound(builder().workers(1).stuckAfter(SkeinBuilder.MIN_STUCK_AFTER).start())) {
            bound.skein.execute(() -> {
                while (!end.get()) Thread.onSpinWait();
            });
            try {
                bound.awaitAtLeast(1, "skein.tasks.stuck");
                bound.awaitAtLeast(0.005, "skein.worker.busy", "worker", "0");
                bound.awaitAtLeast(0.001, "skein.worker.cpu", "worker", "0");
            } finally {
                end.set(true);
            }
        }
    }

    @Test
    void parks_ofAnIdleRuntime_areCounted() {
        try (Bound bound = new Bound(builder().start())) {
            await().atMost(Bound.PATIENCE).until(() -> bound.counters("skein.worker.parks") >= 2);
            assertThat(bound.gauge("skein.worker.pinned", "worker", "0")).isBetween(0.0, 1.0);
        }
    }

    /// Two runtimes whose workers share a CPU: each waits while the other has it.
    @Test
    void rundelay_ofTwoThatComputeOnOneCpu_grows() {
        assumeTrue(Affinity.system().isSupported());
        int cpu = Affinity.system().processCpus().toList().getFirst();
        AtomicBoolean end = new AtomicBoolean();
        Runnable computes = () -> {
            while (!end.get()) Thread.onSpinWait();
        };
        try (Bound one = new Bound(builder().name("one").workers(1).pinning(Pinning.cpus(cpu)).start());
                Bound two = new Bound(builder().name("two").workers(1).pinning(Pinning.cpus(cpu)).start())) {
            one.skein.execute(computes);
            two.skein.execute(computes);
            try {
                one.awaitAtLeast(0.02, "skein.worker.rundelay", "worker", "0");
                two.awaitAtLeast(0.02, "skein.worker.rundelay", "worker", "0");
                double busy = one.counter("skein.worker.busy");
                assertThat(one.counter("skein.worker.cpu")).as("it was busy for %s s, and not with the CPU all the time", busy).isLessThan(busy);
            } finally {
                end.set(true);
            }
        }
    }

    @Test
    void balancer_thatOrdersNothing_holdsAtEachTick() {
        CountDownLatch gate = new CountDownLatch(1);
        try (Bound bound = new Bound(builder().start())) {
            bound.skein.execute(() -> Bound.pass(gate));
            try {
                bound.awaitAtLeast(3, "skein.balancer.decisions", "action", "hold");
                FunctionTimer cycle = bound.registry.get("skein.balancer.cycle").functionTimer();
                assertThat(cycle.count()).isGreaterThanOrEqualTo(3);
                assertThat(cycle.totalTime(TimeUnit.NANOSECONDS)).isPositive();
                assertThat(bound.registry.get("skein.balancer.age").timeGauge().value(TimeUnit.SECONDS)).isBetween(0.0, 60.0);
                await().atMost(Bound.PATIENCE).until(() -> bound.gauge("skein.balancer.imbalance") == 2);
            } finally {
                gate.countDown();
            }
        }
    }

    @Test
    void bindTo_withTags_givesThemToEachMeterBesideTheName() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (Skein skein = builder().start()) {
            new SkeinMetrics(skein, Tags.of("region", "eu")).bindTo(registry);
            assertThat(registry.getMeters()).hasSizeGreaterThan(30).allSatisfy(meter -> {
                assertThat(meter.getId().getTag("region")).isEqualTo("eu");
                assertThat(meter.getId().getTag("name")).isEqualTo("orders");
            });
        }
    }

    @Test
    void bindTo_ofTwoRuntimes_keepsThemApart() throws Exception {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (Skein one = builder().name("one").start(); Skein two = builder().name("two").start()) {
            new SkeinMetrics(one).bindTo(registry);
            new SkeinMetrics(two).bindTo(registry);
            one.submit(() -> 1).get();
            await().atMost(Bound.PATIENCE).until(() -> registry.get("skein.tasks.submitted").tag("name", "one").functionCounter().count() == 1);
            assertThat(registry.get("skein.tasks.submitted").tag("name", "two").functionCounter().count()).isZero();
        }
    }

    @Test
    void bindTo_twoRegistriesAndOneTwice_showsTheSameInBoth() throws Exception {
        SimpleMeterRegistry first = new SimpleMeterRegistry();
        SimpleMeterRegistry second = new SimpleMeterRegistry();
        try (Skein skein = builder().start()) {
            SkeinMetrics metrics = new SkeinMetrics(skein);
            metrics.bindTo(first);
            metrics.bindTo(second);
            int meters = first.getMeters().size();
            metrics.bindTo(first);
            assertThat(first.getMeters()).hasSize(meters);
            assertThat(second.getMeters()).hasSize(meters);
            skein.submit(() -> 1).get();
            for (SimpleMeterRegistry each : new SimpleMeterRegistry[] {first, second}) {
                await().atMost(Duration.ofSeconds(30)).until(() -> each.get("executor.completed").functionCounter().count() == 1);
            }
        }
        assertThat(first.getMeters()).isEmpty();
        assertThat(second.getMeters()).isEmpty();
    }

    @Test
    void latency_ofTasksThatAreWoken_showsItsQuantiles() throws Exception {
        try (Bound bound = new Bound(builder().start())) {
            assertThat(bound.registry.get("skein.latency").tag("quantile", "0.5").timeGauge().value(TimeUnit.SECONDS)).isNaN();
            int[] left = {5_000};
            bound.skein.<String>spawn(context -> left[0]-- > 0 ? Step.sleep(Duration.ofNanos(1_000)) : Step.done("end")).get();
            await().atMost(Bound.PATIENCE).until(() -> bound.counter("skein.latency.samples") > 0);
            double median = bound.registry.get("skein.latency").tag("quantile", "0.5").timeGauge().value(TimeUnit.SECONDS);
            double p999 = bound.registry.get("skein.latency").tag("quantile", "0.999").timeGauge().value(TimeUnit.SECONDS);
            assertThat(median).isPositive().isLessThanOrEqualTo(p999);
            assertThat(p999).isLessThan(30);
        }
    }
}
