package dev.skein.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.skein.Skein;
import dev.skein.api.Step;
import dev.skein.meta.LogCapture;
import dev.skein.meta.Throwables;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ExecutorServiceMetrics;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.core.instrument.distribution.pause.PauseDetector;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The timers that are opt-in.
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TaskTimersTest {

    private static Skein start(MeterRegistry registry) {
        return Skein.builder().name("timed").workers(1).decorator(SkeinMetrics.timed(registry, "timed", Tags.of("region", "eu"))).start();
    }

    private static Timer timer(MeterRegistry registry, String name) {
        return registry.get(name).tag("name", "timed").tag("region", "eu").timer();
    }

    @Test
    void timers_ofPlainTasks_countEachAndItsTime() throws Exception {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (Skein skein = start(registry)) {
            skein.submit(() -> {
                for (long end = System.nanoTime() + 5_000_000; System.nanoTime() < end; ) Thread.onSpinWait();
            }).get();
            skein.submit(() -> 1).get();
            await().atMost(Bound.PATIENCE).until(() -> timer(registry, "executor").count() == 2);
            assertThat(timer(registry, "executor").totalTime(TimeUnit.MILLISECONDS)).isGreaterThanOrEqualTo(5);
            assertThat(timer(registry, "executor.idle").count()).isEqualTo(2);
            assertThat(timer(registry, "executor.idle").totalTime(TimeUnit.NANOSECONDS)).isPositive();
        }
    }

    @Test
    void timers_ofATaskWithThreeSlices_countThreeAndOneWait() throws Exception {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        AtomicInteger slices = new AtomicInteger();
        try (Skein skein = start(registry)) {
            skein.spawn(_ -> slices.incrementAndGet() < 3 ? Step.again() : Step.done("")).get(30, TimeUnit.SECONDS);
            await().atMost(Bound.PATIENCE).until(() -> timer(registry, "executor").count() == 3);
            assertThat(timer(registry, "executor.idle").count()).isOne();
        }
    }

    @Test
    void timers_ofARuntimeWhoseMetersAreBound_goWithThem() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (Skein skein = start(registry)) {
            new SkeinMetrics(skein, Tags.of("region", "eu")).bindTo(registry);
            assertThat(timer(registry, "executor")).isNotNull();
        }
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void timers_thatAJdkPoolOfThatNameHad_stayWhenTheRuntimeEnds() throws Exception {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        ExecutorService pool = ExecutorServiceMetrics.monitor(registry, Executors.newSingleThreadExecutor(), "timed", Tags.of("region", "eu"));
        try (pool; Skein skein = start(registry)) {
            Timer ofThePool = timer(registry, "executor");
            new SkeinMetrics(skein, Tags.of("region", "eu")).bindTo(registry);
            skein.close();
            assertThat(timer(registry, "executor")).isSameAs(ofThePool);
            assertThat(timer(registry, "executor.idle")).isNotNull();
        }
    }

    @Test
    void timers_thatAnotherRuntimeOfThatNameHad_stayUntilItEnds() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (Skein first = start(registry)) {
            new SkeinMetrics(first, Tags.of("region", "eu")).bindTo(registry);
            Timer ofTheFirst = timer(registry, "executor");
            try (Skein second = start(registry)) {
                new SkeinMetrics(second, Tags.of("region", "eu")).bindTo(registry);
            }
            assertThat(timer(registry, "executor")).isSameAs(ofTheFirst);
        }
        assertThat(registry.getMeters()).isEmpty();
    }

    /// The outcome of a task is its own, whatever its timer does.
    @ParameterizedTest
    @MethodSource("dev.skein.meta.Throwables#ofEachKind")
    void timers_thatThrow_hurtNoTaskAndAreLoggedOnce(Throwable thrown) throws Exception {
        MeterRegistry registry = new SimpleMeterRegistry() {
            @Override
            protected Timer newTimer(Meter.Id id, DistributionStatisticConfig config, PauseDetector detector) {
                return new ThrowingTimer(super.newTimer(id, config, detector), thrown);
            }
        };
        try (LogCapture log = new LogCapture(); Skein skein = start(registry)) {
            assertThat(skein.submit(() -> 42).get()).isEqualTo(42);
            assertThat(skein.submit(() -> 43).get()).isEqualTo(43);
            assertThat(skein.spawn(_ -> Step.done(44)).get()).isEqualTo(44);
            assertThat(log.warnings()).singleElement().asString().contains("a timer threw");
        }
    }

    private static final class ThrowingTimer implements Timer {
        private final Timer real;
        private final Throwable thrown;

        ThrowingTimer(Timer real, Throwable thrown) {
            this.real = real;
            this.thrown = thrown;
        }

        @Override
        public void record(long amount, TimeUnit unit) {
            throw Throwables.<RuntimeException>sneak(thrown);
        }

        @Override
        public <T> T record(Supplier<T> body) {
            throw Throwables.<RuntimeException>sneak(thrown);
        }

        @Override
        public <T> T recordCallable(Callable<T> body) {
            throw Throwables.<RuntimeException>sneak(thrown);
        }

        @Override
        public void record(Runnable body) {
            throw Throwables.<RuntimeException>sneak(thrown);
        }

        @Override
        public long count() {
            return real.count();
        }

        @Override
        public double totalTime(TimeUnit unit) {
            return real.totalTime(unit);
        }

        @Override
        public double max(TimeUnit unit) {
            return real.max(unit);
        }

        @Override
        public TimeUnit baseTimeUnit() {
            return real.baseTimeUnit();
        }

        @Override
        public Id getId() {
            return real.getId();
        }

        @Override
        public HistogramSnapshot takeSnapshot() {
            return real.takeSnapshot();
        }
    }

    /// The runtime lives on, and so do its timers.
    @ParameterizedTest
    @MethodSource("dev.skein.meta.Throwables#ofEachKind")
    void timers_whereTheMetersCannotBeBound_goOn(Throwable thrown) throws Exception {
        SimpleMeterRegistry registry = new SimpleMeterRegistry() {
            @Override
            protected <T> FunctionCounter newFunctionCounter(Meter.Id id, T of, ToDoubleFunction<T> sum) {
                if (id.getName().startsWith("skein.")) throw Throwables.<RuntimeException>sneak(thrown);
                return super.newFunctionCounter(id, of, sum);
            }
        };
        try (Skein skein = start(registry)) {
            assertThatThrownBy(() -> new SkeinMetrics(skein, Tags.of("region", "eu")).bindTo(registry)).isSameAs(thrown);
            assertThat(registry.getMeters()).extracting(meter -> meter.getId().getName()).containsExactlyInAnyOrder("executor", "executor.idle");
            skein.submit(() -> 1).get();
            await().atMost(Bound.PATIENCE).until(() -> timer(registry, "executor").count() == 1);
        }
    }
}
