package dev.skein.bench.forkjoin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.bench.rivals.Schedulers;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// That each rival computes what it should.
class ForkJoinRivalTest {

    private static final int WORKERS = 2;

    @ParameterizedTest
    @ValueSource(strings = {"skein", "forkJoinLifo", "kotlin", "catsEffect", "singleThread"})
    void fibAndSum_areRight(String scheduler) {
        try (ForkJoinRival rival = ForkJoinRival.start(scheduler, WORKERS)) {
            assertThat(rival.fib(20)).isEqualTo(6_765);
            assertThat(rival.sum(LongStream.range(0, 100_001).toArray())).isEqualTo(5_000_050_000L);
        }
    }

    @Test
    void start_ofAPoolWithoutForks_isRefused() {
        assertThatThrownBy(() -> ForkJoinRival.start("threadPool", WORKERS)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("threadPool");
    }

    @ParameterizedTest
    @ValueSource(strings = {"skein", "skeinSpawn", "forkJoinLifo", "virtualThreads", "kotlin", "catsEffect", "singleThread"})
    void skynet_addsUpItsLeaves(String scheduler) {
        SkynetBenchmark.Runner runner = SkynetBenchmark.Runner.start(scheduler, WORKERS);
        try {
            assertThat(runner.skynet().applyAsLong(10_000)).isEqualTo(SkynetBenchmark.sumOf(10_000)).isEqualTo(49_995_000);
        } finally {
            runner.close().run();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"skein", "forkJoinLifo", "singleThread"})
    void sort_ofAnArrayThatIsNoPowerOfTwo_sortsIt(String scheduler) {
        int[] numbers = new SplittableRandom(3).ints(100_001).toArray();
        int[] expected = numbers.clone();
        Arrays.sort(expected);
        try (ExecutorService executor = startOrNull(scheduler)) {
            MergeSortBenchmark.sort(executor, numbers, new int[numbers.length]);
        }
        assertThat(numbers).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"skein", "forkJoinLifo", "singleThread"})
    void count_findsEveryNodeOfTheTree(String scheduler) {
        try (ExecutorService executor = startOrNull(scheduler)) {
            assertThat(TreeSearchBenchmark.count(executor)).isEqualTo(UnbalancedTree.NODES);
        }
    }

    /// By another way than the benchmark's, a list of nodes to look at; and it is as unbalanced as it should be.
    @Test
    void tree_hasASubtreeThatDwarfsTheOthers() {
        int nodes = 1;
        int largest = 0;
        for (int i = 0; i < UnbalancedTree.ROOT_CHILDREN; i++) {
            int size = sizeOf(UnbalancedTree.child(UnbalancedTree.ROOT, i));
            nodes += size;
            largest = Math.max(largest, size);
        }
        assertThat(nodes).isEqualTo(UnbalancedTree.NODES);
        assertThat(largest).isGreaterThan(20 * nodes / UnbalancedTree.ROOT_CHILDREN);
    }

    private static int sizeOf(long root) {
        ArrayDeque<Long> open = new ArrayDeque<>();
        open.add(root);
        int size = 0;
        for (Long node; (node = open.poll()) != null; size++) {
            for (int i = UnbalancedTree.childrenOf(node); i-- > 0; ) open.add(UnbalancedTree.child(node, i));
        }
        return size;
    }

    private static @Nullable ExecutorService startOrNull(String scheduler) {
        return scheduler.equals(Schedulers.SINGLE_THREAD) ? null : Schedulers.start(scheduler, WORKERS);
    }
}
