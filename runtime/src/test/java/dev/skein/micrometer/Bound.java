package dev.skein.micrometer;

import static org.awaitility.Awaitility.await;

import dev.skein.Skein;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.search.RequiredSearch;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A runtime and its meters in a registry that keeps values as they come.
final class Bound implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(30);

    final MeterRegistry registry = new SimpleMeterRegistry();
    final Skein skein;

    Bound(Skein skein) {
        this.skein = skein;
        new SkeinMetrics(skein).bindTo(registry);
    }

    private RequiredSearch find(String name, String... tags) {
        return registry.get(name).tag("name", skein.name()).tags(tags);
    }

    double counter(String name, String... tags) {
        return find(name, tags).functionCounter().count();
    }

    /// Over all series of that name.
    double counters(String name) {
        return find(name).functionCounters().stream().mapToDouble(each -> each.count()).sum();
    }

    double gauge(String name, String... tags) {
        return find(name, tags).gauge().value();
    }

    void awaitCounter(double expected, String name, String... tags) {
        await(name).atMost(PATIENCE).until(() -> counter(name, tags) == expected);
    }

    void awaitGauge(double expected, String name, String... tags) {
        await(name).atMost(PATIENCE).until(() -> gauge(name, tags) == expected);
    }

    void awaitAtLeast(double least, String name, String... tags) {
        await(name).atMost(PATIENCE).until(() -> counter(name, tags) >= least);
    }

    static List<Meter> metersOf(MeterRegistry registry, String runtime) {
        return registry.getMeters().stream().filter(meter -> runtime.equals(meter.getId().getTag("name"))).toList();
    }

    /// For latches in tasks.
    static void pass(CountDownLatch gate) {
        try {
            if (!gate.await(60, TimeUnit.SECONDS)) throw new AssertionError("waited for too long");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        skein.close();
    }
}
