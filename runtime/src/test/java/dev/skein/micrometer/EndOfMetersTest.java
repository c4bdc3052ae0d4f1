package dev.skein.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.skein.Skein;
import dev.skein.api.SkeinStats;
import dev.skein.meta.LogCapture;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.ref.WeakReference;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What becomes of meters when their runtime ends, and of runtimes whose registry fails.
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EndOfMetersTest {

    private static Skein start(String name) {
        return Skein.builder().name(name).workers(1).start();
    }

    @Test
    void close_ofARuntime_takesItsMetersOutAndLeavesOthers() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        registry.counter("others");
        try (Skein lives = start("lives")) {
            new SkeinMetrics(lives).bindTo(registry);
            int ofOne = Bound.metersOf(registry, "lives").size();
            Skein ends = start("ends");
            new SkeinMetrics(ends).bindTo(registry);
            assertThat(Bound.metersOf(registry, "ends")).hasSize(ofOne);
            ends.close();
            assertThat(Bound.metersOf(registry, "ends")).isEmpty();
            assertThat(Bound.metersOf(registry, "lives")).hasSize(ofOne);
        }
        assertThat(registry.getMeters()).extracting(meter -> meter.getId().getName()).containsExactly("others");
    }

    @Test
    void shutdown_withTasksLeft_leavesTheMeters() throws Exception {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        CountDownLatch gate = new CountDownLatch(1);
        Skein skein = start("ending");
        new SkeinMetrics(skein).bindTo(registry);
        Future<?> last = skein.submit(() -> Bound.pass(gate));
        skein.shutdown();
        assertThat(Bound.metersOf(registry, "ending")).isNotEmpty();
        gate.countDown();
        last.get();
        assertThat(skein.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        assertThat(Bound.metersOf(registry, "ending")).isEmpty();
    }

    @Test
    void bindTo_afterTheEnd_registersNothing() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        Skein skein = start("ended");
        SkeinMetrics before = new SkeinMetrics(skein);
        skein.close();
        before.bindTo(registry);
        new SkeinMetrics(skein).bindTo(registry);
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void bindTo_ofANameThatIsThere_warnsAndLeavesItsMetersWhenItEnds() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (LogCapture log = new LogCapture(); Skein first = start("same")) {
            new SkeinMetrics(first).bindTo(registry);
            int meters = registry.getMeters().size();
            assertThat(log.warnings()).isEmpty();
            try (Skein second = start("same")) {
                new SkeinMetrics(second).bindTo(registry);
                assertThat(log.warnings()).singleElement().asString().contains("skein same", "give each runtime a name of its own");
            }
            assertThat(registry.getMeters()).hasSize(meters);
        }
        assertThat(registry.getMeters()).isEmpty();
    }

    /// A registry that throws at whatever is taken out.
    @Test
    void close_withARegistryThatThrows_endsAndLogsOnce() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        MeterRegistry registry = new SimpleMeterRegistry() {
            @Override
            public Meter remove(Meter.Id meter) {
                asked.incrementAndGet();
                throw new IllegalStateException("planned");
            }
        };
        Skein skein = start("thrower");
        new SkeinMetrics(skein).bindTo(registry);
        int meters = registry.getMeters().size();
        try (LogCapture log = new LogCapture()) {
            assertThat(skein.submit(() -> 42).get()).isEqualTo(42);
            skein.close();
            assertThat(log.warnings()).singleElement().asString().contains("registry threw");
        }
        assertThat(asked).as("all are tried").hasValue(meters);
        assertThat(skein.isTerminated()).isTrue();
        double completed = registry.get("executor.completed").functionCounter().count();
        assertThat(completed).as("what is left shows the last figures").isEqualTo(1);
    }

    /// A registry that blocks where meters are taken out: the end waits for 1 s, and no longer.
    @Test
    void close_withARegistryThatBlocks_endsAllTheSame() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch inside = new CountDownLatch(1);
        MeterRegistry blocks = new SimpleMeterRegistry() {
            @Override
            public Meter remove(Meter.Id meter) {
                inside.countDown();
                Bound.pass(gate);
                return super.remove(meter);
            }
        };
        SimpleMeterRegistry other = new SimpleMeterRegistry();
        Skein skein = start("blocker");
        SkeinMetrics metrics = new SkeinMetrics(skein);
        metrics.bindTo(blocks);
        metrics.bindTo(other);
        assertThat(skein.submit(() -> 42).get()).isEqualTo(42);
        skein.close();
        assertThat(skein.isTerminated()).isTrue();
        assertThat(inside.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(blocks.getMeters()).as("it still blocks").isNotEmpty();
        assertThat(other.getMeters()).as("one registry does not hold up another").isEmpty();
        gate.countDown();
        await().atMost(Bound.PATIENCE).until(() -> blocks.getMeters().isEmpty());
    }

    /// It holds its own lock meanwhile, so that nothing can be taken out either.
    @Test
    void bindTo_aRegistryThatBlocks_holdsUpWhoBindsAndLeavesNothing() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch inside = new CountDownLatch(1);
        MeterRegistry registry = new SimpleMeterRegistry() {
            @Override
            protected <T> FunctionCounter newFunctionCounter(Meter.Id id, T of, ToDoubleFunction<T> sum) {
                if (id.getName().equals("skein.tasks.failed")) {
                    inside.countDown();
                    Bound.pass(gate);
                }
                return super.newFunctionCounter(id, of, sum);
            }
        };
        Skein skein = start("slow");
        SkeinMetrics metrics = new SkeinMetrics(skein);
        Thread binds = Thread.ofPlatform().daemon().start(() -> metrics.bindTo(registry));
        assertThat(inside.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(skein.submit(() -> 42).get(30, TimeUnit.SECONDS)).isEqualTo(42);
        skein.close();
        assertThat(skein.isTerminated()).isTrue();
        gate.countDown();
        binds.join(30_000);
        assertThat(binds.isAlive()).isFalse();
        await().atMost(Bound.PATIENCE).until(() -> registry.getMeters().isEmpty());
    }

    @Test
    void bindTo_aRegistryThatThrows_throwsToWhoBindsAndLeavesNothing() throws Exception {
        AtomicInteger registered = new AtomicInteger();
        MeterRegistry registry = new SimpleMeterRegistry() {
            @Override
            protected <T> FunctionCounter newFunctionCounter(
                    Meter.Id id, T of, ToDoubleFunction<T> sum) {
                if (registered.incrementAndGet() == 3) throw new IllegalStateException("planned");
                return super.newFunctionCounter(id, of, sum);
            }
        };
        try (Skein skein = start("refused")) {
            SkeinMetrics metrics = new SkeinMetrics(skein);
            assertThatThrownBy(() -> metrics.bindTo(registry)).hasMessage("planned");
            assertThat(registry.getMeters()).isEmpty();
            assertThat(skein.submit(() -> 42).get()).isEqualTo(42);
            metrics.bindTo(registry);
            assertThat(registry.getMeters()).as("at the next attempt").isNotEmpty();
        }
        assertThat(registry.getMeters()).isEmpty();
    }

    /// A registry that keeps the meters for ever keeps the last figures, and not the runtime.
    @Test
    void closedRuntime_whoseMetersStay_isCollected() {
        MeterRegistry keeps = new SimpleMeterRegistry() {
            @Override
            public Meter remove(Meter.Id meter) {
                return null;
            }
        };
        WeakReference<Skein> runtime = boundAndClosed(keeps);
        await().atMost(Bound.PATIENCE).until(() -> {
            System.gc();
            return runtime.get() == null;
        });
        assertThat(keeps.get("skein.tasks.submitted").functionCounter().count()).isEqualTo(1);
    }

    private static WeakReference<Skein> boundAndClosed(MeterRegistry registry) {
        Skein skein = start("kept");
        new SkeinMetrics(skein).bindTo(registry);
        skein.execute(() -> { });
        skein.close();
        return new WeakReference<>(skein);
    }

    @Test
    void readings_withinAScrape_areTakenOnce() {
        try (Skein skein = start("scraped")) {
            Readings readings = new Readings(skein);
            long start = System.nanoTime();
            SkeinStats first = readings.stats();
            SkeinStats second = readings.stats();
            if (System.nanoTime() - start < Readings.FRESH_NANOS / 2) assertThat(second).isSameAs(first);
            await().atMost(Bound.PATIENCE).until(() -> readings.stats() != second);
        }
    }

    @Test
    void rising_ofASumThatStepsBackOrIsNotKnown_stays() {
        long[] sum = {5};
        Rising rising = new Rising(() -> sum[0]);
        assertThat(rising.get()).isEqualTo(5);
        sum[0] = 3;
        assertThat(rising.get()).isEqualTo(5);
        sum[0] = -1;
        assertThat(rising.get()).isEqualTo(5);
        sum[0] = 6;
        assertThat(rising.get()).isEqualTo(6);
    }
}
