package dev.skein.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.skein.Skein;
import dev.skein.SkeinBuilder;
import dev.skein.api.MoveReason;
import dev.skein.api.Step;
import dev.skein.api.Task;
import dev.skein.balance.Policies;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
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
    void handoffs_ofAWorkerThatIsRetired_areTimedAndTheirTasksCounted() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        try (Bound bound = new Bound(builder().start())) {
            try {
                CountDownLatch inside = new CountDownLatch(1);
                bound.skein.execute(() -> {
                    for (int i = 0; i < 50; i++) bound.skein.execute(() -> Bound.pass(gate));
                    inside.countDown();
                    Bound.pass(gate);
                });
                Bound.pass(inside);
                bound.awaitGauge(2, "executor.active");
                for (int worker = 0; worker < 2; worker++) {
                    CompletableFuture<Void> retired = bound.skein.retire(worker);
                    if (worker == 0 && !retired.isCompletedExceptionally()) bound.awaitGauge(1, "executor.parallelism");
                }
            } finally {
                gate.countDown();
            }
            await().atMost(Bound.PATIENCE).until(() -> bound.skein.stats().quiet());
            long settled = bound.skein.stats().handoffs().settled();
            FunctionTimer time = bound.registry.get("skein.handoff.time").functionTimer();
            await().atMost(Bound.PATIENCE).until(() -> time.count() == settled);
            if (settled > 0) assertThat(time.totalTime(TimeUnit.NANOSECONDS)).isPositive();
            bound.awaitCounter(bound.skein.stats().movesByReason().get(MoveReason.RETIRE), "skein.moves", "reason", "retire");
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
            assertThat(bound.counters("skein.worker.rundelay")).isNotNegative();
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
}
