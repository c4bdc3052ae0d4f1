package dev.skein.micrometer;

import dev.skein.Skein;
import dev.skein.api.BalancerStats;
import dev.skein.api.LatencyStats;
import dev.skein.api.SkeinStats;
import org.jspecify.annotations.Nullable;

/// What meters read of a runtime: the figures of one instant for all of them.
///
/// To take the figures looks at each queue and asks the kernel about each thread: 7 us with 2 workers, 90 us with 64. A scrape reads nine meters for each worker and
/// 50 more. So figures are good for [#FRESH_NANOS]: one scrape takes them once or twice, and shows meters that fit together; and however often
/// meters are read, that costs less than 1 % of a CPU.
///
/// When the runtime ends its last figures are kept and the runtime is let go, since a registry may keep meters for ever.
///
/// skein, last: any thread; two that find `last` old both take figures, and either may stay.
final class Readings {

    /// Long against a scrape, short for who looks at a meter after having done something.
    static final long FRESH_NANOS = 10_000_000;

    private record Reading(long nanoTime, SkeinStats stats, BalancerStats balancer, LatencyStats latency) {
        static Reading of(Skein skein) {
            return new Reading(System.nanoTime(), skein.stats(), skein.balancer(), skein.latency());
        }
    }

    private volatile @Nullable Skein skein;
    private volatile Reading last;

    Readings(Skein skein) {
        this.skein = skein;
        this.last = Reading.of(skein);
    }

    SkeinStats stats() {
        return now().stats();
    }

    BalancerStats balancer() {
        return now().balancer();
    }

    LatencyStats latency() {
        return now().latency();
    }

    private Reading now() {
        Reading seen = last;
        Skein living = skein;
        if (living == null || System.nanoTime() - seen.nanoTime() < FRESH_NANOS) return seen;
        Reading fresh = Reading.of(living);
        last = fresh;
        return fresh;
    }

    /// The runtime; null when it has ended.
    @Nullable Skein living() {
        return skein;
    }

    /// The runtime has ended.
    void letGo() {
        Skein ended = skein;
        if (ended == null) return;
        skein = null;
        last = Reading.of(ended);
    }
}
