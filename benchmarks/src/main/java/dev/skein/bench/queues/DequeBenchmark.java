package dev.skein.bench.queues;

import dev.skein.bench.compare.OneOp;
import dev.skein.bench.compare.SchedulerBenchmark;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/// What does an element cost that goes through a deque? One operation is one element that its owner pushes, and the owner or a thief takes: 64 are
/// pushed, then the owner takes until it finds none.
///
/// Here `scheduler` names a deque alone, ours being `skein`; that of ForkJoinPool cannot be had alone. With more thieves than there are other CPUs
/// they share the owner's as well, and the figure holds what that costs, the same for all. The owner is the benchmark's thread, which is bound to no CPU.
public class DequeBenchmark extends SchedulerBenchmark {

    static final int BATCH = 64;

    @Param({"skein", "concurrentLinkedDeque", "linkedBlockingDeque"})
    String scheduler;

    @Param({"0", "1", "4"})
    int thieves;

    private final Object element = new Object();
    private OwnedDeque deque;
    private Thieves others;

    @Setup
    public void start() {
        deque = OwnedDeque.of(scheduler);
        others = new Thieves(thieves, deque::steal);
    }

    @TearDown
    public void close() {
        others.close();
    }

    /// As forks are used: the owner takes the youngest, thieves the oldest.
    @Benchmark
    @OperationsPerInvocation(BATCH)
    @OneOp("one element pushed to a deque and taken by its owner, the youngest first, or by a thief")
    public int youngestFirst() {
        push();
        int taken = 0;
        while (deque.takeYoungest() != null) taken++;
        return taken;
    }

    /// As ready tasks are used: all take the oldest. A deque of ours is kept to one of the two uses, as this one is in its fork.
    @Benchmark
    @OperationsPerInvocation(BATCH)
    @OneOp("one element pushed to a deque and taken, the oldest first")
    public int oldestFirst() {
        push();
        int taken = 0;
        while (deque.takeOldest() != null) taken++;
        return taken;
    }

    private void push() {
        for (int i = 0; i < BATCH; i++) deque.push(element);
    }
}
