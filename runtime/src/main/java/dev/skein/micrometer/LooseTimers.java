package dev.skein.micrometer;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Supplier;

/// Timers that decorators have registered and that no runtime answers for yet: a decorator is made before its runtime is, so only the runtime's [Binding],
/// which has the same tags, can take them out of the registry. Timers that were there before (a JDK pool's of that name, another runtime's) are never among them.
///
/// Registries are held weakly, and an id holds none. No code of a registry runs under the lock.
final class LooseTimers {

    private record Loose(Tags tags, Meter.Id id) {
    }

    private static final Map<MeterRegistry, List<Loose>> LOOSE = new WeakHashMap<>();

    private LooseTimers() {
    }

    /// What is in a registry.
    static Set<Meter.Id> idsOf(MeterRegistry registry) {
        Set<Meter.Id> ids = new HashSet<>();
        registry.forEachMeter(meter -> ids.add(meter.getId()));
        return ids;
    }

    /// Registers a meter, and remembers it if it is new.
    static <M extends Meter> M register(MeterRegistry registry, Tags tags, Supplier<M> registration) {
        Set<Meter.Id> before = idsOf(registry);
        M meter = registration.get();
        if (!before.contains(meter.getId())) {
            synchronized (LOOSE) {
                LOOSE.computeIfAbsent(registry, _ -> new ArrayList<>()).add(new Loose(tags, meter.getId()));
            }
        }
        return meter;
    }

    /// The timers with at least these tags. Who asks answers for them from now on: nobody else is told of them.
    static List<Meter.Id> claim(MeterRegistry registry, Tags tags) {
        List<Tag> wanted = tags.stream().toList();
        List<Meter.Id> claimed = new ArrayList<>();
        synchronized (LOOSE) {
            List<Loose> loose = LOOSE.get(registry);
            if (loose == null) return claimed;
            loose.removeIf(one -> {
                boolean ours = one.tags.stream().toList().containsAll(wanted);
                if (ours) claimed.add(one.id);
                return ours;
            });
            if (loose.isEmpty()) LOOSE.remove(registry);
        }
        return claimed;
    }
}
