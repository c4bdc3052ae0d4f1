package dev.skein.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.meta.Seeds;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SuspendedTasksTest {

    private final SuspendedTasks tasks = new SuspendedTasks();
    private final FakeOwner owner = new FakeOwner();

    static LongStream seeds() {
        return Seeds.some(5);
    }

    private ContinuationTask<String> task() {
        return new ContinuationTask<>(owner, Script.of(), -1);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void operations_atRandom_areThoseOfASet(long seed) {
        Random random = Seeds.random(seed);
        List<ContinuationTask<String>> in = new ArrayList<>();
        for (int step = 0; step < 20_000; step++) {
            boolean growing = step / 5_000 % 2 == 0;
            if (in.isEmpty() || random.nextInt(10) < (growing ? 7 : 3)) {
                ContinuationTask<String> task = task();
                tasks.add(task, random.nextInt(100));
                in.add(task);
            } else {
                int at = random.nextInt(in.size());
                tasks.remove(in.set(at, in.getLast()));
                in.removeLast();
            }
            if (step % 1_000 == 0) assertThat(Set.<Object>copyOf(tasks.all())).as("seed %s, step %s", seed, step).isEqualTo(Set.<Object>copyOf(in));
        }
        assertThat(tasks.all()).as("seed %s", seed).hasSameSizeAs(in);
        in.forEach(tasks::remove);
        assertThat(tasks.all()).isEmpty();
    }

    @Test
    void all_ofManyStripes_findsEachTaskOnce() {
        Set<Object> in = new HashSet<>();
        for (int worker = 0; worker < 1_024; worker++) {
            ContinuationTask<String> task = task();
            tasks.add(task, worker);
            in.add(task);
        }
        assertThat(tasks.all()).hasSize(1_024);
        assertThat(new HashSet<Object>(tasks.all())).isEqualTo(in);
    }

    /// Between two looks tasks end and others come: what is here all the time must be seen.
    @ParameterizedTest
    @MethodSource("seeds")
    void forEach_whileOthersEndAndCome_seesAllThatStay(long seed) {
        Random random = Seeds.random(seed);
        Set<Object> stay = new HashSet<>();
        List<ContinuationTask<String>> go = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            ContinuationTask<String> task = task();
            tasks.add(task, random.nextInt(3));
            if (random.nextInt(4) == 0) stay.add(task);
            else go.add(task);
        }
        Set<Object> seen = new HashSet<>();
        tasks.forEach(task -> {
            seen.add(task);
            if (go.isEmpty() || random.nextInt(3) == 0) {
                ContinuationTask<String> comes = task();
                tasks.add(comes, random.nextInt(3));
                if (random.nextBoolean()) go.add(comes);
            } else {
                int at = random.nextInt(go.size());
                tasks.remove(go.set(at, go.getLast()));
                go.removeLast();
            }
        });
        assertThat(seen).as("seed %s", seed).containsAll(stay);
    }

    @Test
    void oldest_ofTasksWithAndWithoutIds_areThoseAskedForFirst() {
        List<ContinuationTask<String>> in = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            in.add(task());
            tasks.add(in.getLast(), 0);
        }
        assertThat(in.get(4_000).id()).isLessThan(in.get(3_000).id());
        assertThat(tasks.oldest(4)).hasSize(4);
        assertThat(List.<Object>copyOf(tasks.oldest(4))).isEqualTo(List.of(in.get(4_000), in.get(3_000), in.get(0), in.get(1)));
        assertThat(tasks.oldest(1)).hasSize(1);
        assertThat(tasks.oldest(10_000)).hasSize(5_000);
    }
}
