package dev.skein.micrometer;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The meters of one runtime in one registry. The registry is held weakly: a runtime that lives for long does not keep it.
///
/// Meters may be added while the runtime ends: who adds one then looks whether the end has come, who ends sets the mark before it takes
/// meters out, so one of the two removes it.
///
/// A registry is somebody's code: what it throws when a meter is removed is logged, once for each binding, and the next meter is removed all the same.
final class Binding {

    private static final System.Logger LOG = System.getLogger("dev.skein");
    private static final double NANOS_PER_SECOND = 1e9;

    private final WeakReference<MeterRegistry> registry;
    private final Tags tags;
    private final Set<Meter.Id> foundThere;
    private final List<Meter.Id> timers;
    private final Queue<Meter.Id> added = new ConcurrentLinkedQueue<>();
    private volatile boolean over;
    private boolean foreign;

    /// @param tags of all meters
    Binding(MeterRegistry registry, Tags tags) {
        this.registry = new WeakReference<>(registry);
        this.tags = tags;
        foundThere = LooseTimers.idsOf(registry);
        timers = LooseTimers.claim(registry, tags);
    }

    // Adding; by the thread that binds.

    /// A sum that grows. The lambdas here hold what they read strongly: Micrometer itself holds the object that a meter is made with weakly.
    void counter(MeterRegistry into, String name, @Nullable String unit, Tags more, String description, LongSupplier sum) {
        Rising rising = new Rising(sum);
        add(into, FunctionCounter.builder(name, rising, _ -> rising.get()).baseUnit(unit).tags(tags.and(more)).description(description).register(into));
    }

    /// A sum of times that grows, in seconds.
    void time(MeterRegistry into, String name, Tags more, String description, LongSupplier nanos) {
        Rising rising = new Rising(nanos);
        add(into, FunctionCounter.builder(name, rising, _ -> rising.get() / NANOS_PER_SECOND).baseUnit("seconds").tags(tags.and(more))
                .description(description).register(into));
    }

    void gauge(MeterRegistry into, String name, @Nullable String unit, Tags more, String description, DoubleSupplier value) {
        add(into, Gauge.builder(name, value::getAsDouble).baseUnit(unit).tags(tags.and(more)).description(description).register(into));
    }

    void duration(MeterRegistry into, String name, Tags more, String description, DoubleSupplier nanos) {
        add(into, TimeGauge.builder(name, nanos::getAsDouble, TimeUnit.NANOSECONDS).tags(tags.and(more)).description(description).register(into));
    }

    /// How often something was done, and how long it took in all.
    void timer(MeterRegistry into, String name, String description, LongSupplier count, LongSupplier nanos) {
        Rising times = new Rising(count);
        Rising rising = new Rising(nanos);
        add(into, FunctionTimer.builder(name, rising, _ -> times.get(), _ -> rising.get(), TimeUnit.NANOSECONDS).tags(tags)
                .description(description).register(into));
    }

    private void add(MeterRegistry into, Meter meter) {
        if (foundThere.contains(meter.getId())) {
            foreign = true;                    // the registry gave us the meter that it had: it goes when its owner does
            return;
        }
        added.add(meter.getId());
        if (over) removeAll(into, added);
    }

    /// All meters are added: what was found in the registry before is no longer asked for.
    void isComplete() {
        foundThere.clear();
    }

    /// Takes the meters out that were added; the runtime lives on, and so do its timers.
    void withdraw() {
        over = true;
        MeterRegistry from = registry.get();
        if (from != null) removeAll(from, added);
    }

    /// Whether some of the meters were in the registry already, and still read what they read before.
    boolean hasFoundOthers() {
        return foreign;
    }

    // The end.

    /// Takes the meters out, and the timers of the runtime's decorator.
    void end() {
        withdraw();
        MeterRegistry from = registry.get();
        if (from != null) removeAll(from, new ArrayDeque<>(timers));
    }

    private static void removeAll(MeterRegistry from, Queue<Meter.Id> ids) {
        Throwable first = null;
        for (Meter.Id id; (id = ids.poll()) != null; ) {
            try {
                from.remove(id);
            } catch (Throwable fromTheRegistry) {
                if (first == null) first = fromTheRegistry;
            }
        }
        if (first != null) log(first);
    }

    private static void log(Throwable fromTheRegistry) {
        LOG.log(System.Logger.Level.WARNING, "a meter registry threw when meters of a runtime that has ended were removed; some may be left", fromTheRegistry);
    }
}
