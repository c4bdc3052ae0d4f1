package dev.skein.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ArrivalsTest {

    private static final int COUNT_MIN = 100;
    private static final Duration TIME = Duration.ofMillis(200);

    @Test
    void run_ofTheSameSeed_bringsTheSameNumberOfTasks() throws Exception {
        int count = new Arrivals(1_000, 1, 5).run(TIME, Runnable::run).waitNanos().length;
        assertThat(count).isBetween(COUNT_MIN + 20, 280).isEqualTo(new Arrivals(1_000, 1, 5).run(TIME, Runnable::run).waitNanos().length);
        assertThat(count).isNotEqualTo(new Arrivals(1_000, 1, 6).run(TIME, Runnable::run).waitNanos().length);
    }

    /// Every fifth brings the ones before it along; of the last ones each runs at once, so that none is left.
    @Test
    void run_ofTasksThatAreHeldBack_countsTheirWaits() throws Exception {
        List<Runnable> held = new ArrayList<>();
        AtomicLong heldSince = new AtomicLong();
        AtomicLong longest = new AtomicLong();
        AtomicLong seen = new AtomicLong();
        Arrivals.Outcome outcome = new Arrivals(1_000, 1, 5).run(TIME, task -> {
            if (held.isEmpty()) heldSince.set(System.nanoTime());
            held.add(task);
            boolean last = seen.incrementAndGet() > COUNT_MIN;
            if (held.size() < 5 && !last) return;
            longest.accumulateAndGet(System.nanoTime() - heldSince.get(), Math::max);
            held.forEach(Runnable::run);
            held.clear();
        });
        assertThat(outcome.waitNanos()).isSorted();
        assertThat(outcome.waitNanos()[0]).isNotNegative();
        assertThat(outcome.waitMillis(1)).isGreaterThanOrEqualTo(longest.get() / 1e6);
    }

    @Test
    void arrivals_ofNoRate_areRefused() {
        assertThatThrownBy(() -> new Arrivals(0, 1, 5)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("got 0.0");
    }
}
