package dev.skein.micrometer;

import dev.skein.Skein;
import dev.skein.api.TaskDecorator;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.WeakHashMap;

/// The meters of a runtime: those that dashboards for executors ask for, and its own. docs/meters.md lists them all.
///
///     new SkeinMetrics(skein).bindTo(registry);
///
/// Every meter has the tag `name`, the runtime's name, which so must differ between the runtimes of one registry: where a meter is there already, the registry
/// keeps that one, and a warning says so. Meters only read what workers count anyway, when the registry asks, so no registry has a hand in any task.
///
/// The meters leave the registry when the runtime ends. `close` waits for that up to 1 s; a registry that blocks for longer holds up nobody. To bind after
/// the end registers nothing. A binder may be bound to several registries, and to one of them again.
///
/// How long tasks wait and run costs something for each task, and is measured only where it is asked for: [#timed(MeterRegistry, String, Iterable)].
public final class SkeinMetrics implements MeterBinder {

    private static final System.Logger LOG = System.getLogger("dev.skein");

    private final Readings readings;
    private final Tags tags;
    private final String name;
    private final Set<MeterRegistry> bound = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    public SkeinMetrics(Skein skein) {
        this(skein, List.of());
    }

    /// @param tags of each meter, beside `name`
    public SkeinMetrics(Skein skein, Iterable<Tag> tags) {
        this.name = skein.name();
        this.tags = named(name, tags);
        this.readings = new Readings(skein);
        if (!skein.whenEnded(readings::letGo)) readings.letGo();
    }

    /// Times all tasks of the runtime that it is given to:
    ///
    ///     Skein.builder().name("orders").decorator(SkeinMetrics.timed(registry, "orders"))
    ///
    /// It gives the timers `executor` (how long slices run: one for a plain task, several for one that suspends) and `executor.idle` (from the submission until
    /// a task begins; of a delayed one with its delay). They are recorded on the workers, by the registry's own timers, which must not block.
    ///
    /// @param name of the runtime, for the tag
    public static TaskDecorator timed(MeterRegistry registry, String name) {
        return timed(registry, name, List.of());
    }

    /// As [#timed(MeterRegistry, String)].
    ///
    /// @param tags of both timers, beside `name`. With those of the runtime's other meters, the timers leave the registry when these do; timers of these names
    ///        and tags that the registry had before stay
    public static TaskDecorator timed(MeterRegistry registry, String name, Iterable<Tag> tags) {
        return new TaskTimers(registry, named(name, tags));
    }

    private static Tags named(String name, Iterable<Tag> tags) {
        return Tags.of(tags).and("name", Objects.requireNonNull(name, "name"));
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Skein skein = readings.living();
        if (skein == null) return;
        Binding binding = new Binding(registry, tags);
        if (!skein.whenEnded(binding::end)) return;
        boolean again = !bound.add(registry);
        try {
            new ExecutorMeters(binding, registry, readings).bind();
            new SkeinMeters(binding, registry, readings).bind();
        } catch (Throwable fromTheRegistry) {              // a checked one too, which a registry may throw though the compiler does not see it
            binding.withdraw();
            throw fromTheRegistry;
        }
        binding.isComplete();
        if (binding.hasFoundOthers() && !again) {
            LOG.log(System.Logger.Level.WARNING, "skein " + name + ": the registry has meters of that name already, and keeps them; give each runtime a name of its own");
        }
    }
}
