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
}
