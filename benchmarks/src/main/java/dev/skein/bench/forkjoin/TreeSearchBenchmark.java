package dev.skein.bench.forkjoin;

import dev.skein.Skein;
import dev.skein.api.RecursiveTask;
import dev.skein.bench.compare.OneOp;
import dev.skein.bench.compare.SchedulerBenchmark;
import dev.skein.bench.rivals.Schedulers;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/// What does it cost to search a tree whose parts differ so much that no division beforehand would be fair? One operation is one node of
/// [UnbalancedTree]; each is a fork, and its parent joins it. `singleThread` is the plain recursion.
public class TreeSearchBenchmark extends SchedulerBenchmark {

    @Param({"skein", "skeinUnpinned", "skeinUnbalanced", "forkJoinLifo", "singleThread"})
    String scheduler;

    @Param({"2"})
    int workers;

    private @Nullable ExecutorService executor;

    @Setup
    public void start() {
        if (!scheduler.equals(Schedulers.SINGLE_THREAD)) executor = Schedulers.start(scheduler, workers);
    }

    @TearDown
    public void close() {
        if (executor != null) executor.close();
    }

    @Benchmark
    @OperationsPerInvocation(UnbalancedTree.NODES)
    @OneOp("one node of an unbalanced tree, a fork each")
    public int unbalancedTreeSearch() {
        return count(executor);
    }

    /// Counts all nodes.
    ///
    /// @param executor null for a single thread
    static int count(@Nullable ExecutorService executor) {
        return switch (executor) {
            case null -> count(UnbalancedTree.ROOT, UnbalancedTree.ROOT_CHILDREN);
            case Skein skein -> skein.invoke(new Search(UnbalancedTree.ROOT, UnbalancedTree.ROOT_CHILDREN));
            case ForkJoinPool pool -> pool.invoke(new JdkSearch(UnbalancedTree.ROOT, UnbalancedTree.ROOT_CHILDREN));
            default -> throw new IllegalArgumentException("an executor must be of Skein or a ForkJoinPool, got " + executor.getClass().getName());
        };
    }

    private static int count(long node, int children) {
        int nodes = 1;
        for (int i = 0; i < children; i++) {
            long child = UnbalancedTree.child(node, i);
            nodes += count(child, UnbalancedTree.childrenOf(child));
        }
        return nodes;
    }

    private static final class Search extends RecursiveTask<Integer> {

        private final long node;
        private final int children;

        Search(long node, int children) {
            this.node = node;
            this.children = children;
        }

        @Override
        protected Integer compute() {
            if (children == 0) return 1;
            Search[] forks = new Search[children];
            for (int i = 0; i < children; i++) {
                long child = UnbalancedTree.child(node, i);
                forks[i] = new Search(child, UnbalancedTree.childrenOf(child));
            }
            invokeAll(forks);
            int nodes = 1;
            for (Search fork : forks) nodes += fork.join();
            return nodes;
        }
    }

    private static final class JdkSearch extends java.util.concurrent.RecursiveTask<Integer> {
        private static final long serialVersionUID = 1L;

        private final long node;
        private final int children;

        JdkSearch(long node, int children) {
            this.node = node;
            this.children = children;
        }

        @Override
        protected Integer compute() {
            if (children == 0) return 1;
            JdkSearch[] forks = new JdkSearch[children];
            for (int i = 0; i < children; i++) {
                long child = UnbalancedTree.child(node, i);
                forks[i] = new JdkSearch(child, UnbalancedTree.childrenOf(child));
            }
            ForkJoinTask.invokeAll(forks);
            int nodes = 1;
            for (JdkSearch fork : forks) nodes += fork.join();
            return nodes;
        }
    }
}
