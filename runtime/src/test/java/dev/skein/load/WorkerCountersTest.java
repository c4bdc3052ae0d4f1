package dev.skein.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.meta.Repeat;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class WorkerCountersTest {

    private final WorkerCounters counters = new WorkerCounters();

    /// The constants that name counters.
    private static List<Integer> names() {
        return Arrays.stream(WorkerCounters.class.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == int.class)
                .map(field -> {
                    try {
                        return field.getInt(null);
                    } catch (IllegalAccessException e) {
                        throw new AssertionError(e);
                    }
                }).toList();
    }

    @Test
    void names_ofTheCounters_areAllDifferent() {
        assertThat(names()).isNotEmpty().doesNotHaveDuplicates();
    }

    @Test
    void add_toOneCounter_leavesTheOthers() {
        for (int counter : names()) counters.add(counter, 1L << counter);
        for (int counter : names()) assertThat(counters.get(counter)).as("counter %s", counter).isEqualTo(1L << counter);
    }

    @Test
    void bump_ofACounter_addsOne() {
        counters.add(WorkerCounters.STEALS, Integer.MAX_VALUE);
        counters.bump(WorkerCounters.STEALS);
        assertThat(counters.get(WorkerCounters.STEALS)).isEqualTo(Integer.MAX_VALUE + 1L);
    }

    @Test
    void ended_afterAllWaysToEnd_isTheirSum() {
        counters.add(WorkerCounters.SUBMITTED, 1000);
        counters.add(WorkerCounters.COMPLETED, 1);
        counters.add(WorkerCounters.FAILED, 10);
        counters.add(WorkerCounters.CANCELLED, 100);
        assertThat(counters.ended()).isEqualTo(111);
    }

    @Test
    @Tag("concurrency")
    void get_whileTheOwnerCounts_neverStepsBackAndShowsWhatWasDoneBefore() throws InterruptedException {
        int bumps = Repeat.times(1_000_000);
        int[] plain = new int[1];
        Thread owner = Thread.ofPlatform().daemon().start(() -> {
            for (int i = 1; i <= bumps; i++) {
                plain[0] = i;
                counters.bump(WorkerCounters.COMPLETED);
            }
        });
        long last = 0;
        while (last < bumps) {
            long seen = counters.get(WorkerCounters.COMPLETED);
            assertThat(seen).isGreaterThanOrEqualTo(last);
            assertThat((long) plain[0]).as("what the task did before it was counted").isGreaterThanOrEqualTo(seen);
            last = seen;
        }
        owner.join();
    }
}
