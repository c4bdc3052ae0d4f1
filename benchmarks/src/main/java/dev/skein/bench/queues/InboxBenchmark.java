package dev.skein.bench.queues;

import dev.skein.bench.compare.OneOp;
import dev.skein.bench.compare.SchedulerBenchmark;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/// What does an element cost that goes through an inbox? One operation is one element that the benchmark's thread offers, and that thread or a thief
/// takes: 64 are offered, then the benchmark's thread takes until it finds none.
///
/// Here `scheduler` names a queue alone, ours being `skein`. For the thieves see [DequeBenchmark]. `mpscUnbounded` may be asked for with `thieves=0`:
/// it has one taker only.
public class InboxBenchmark extends SchedulerBenchmark {

    static final int BATCH = 64;

    @Param({"skein", "mpmcArray", "concurrentLinkedQueue", "linkedBlockingQueue"})
    String scheduler;

    @Param({"0", "1", "4"})
    int thieves;

    private final Object element = new Object();
    private SharedQueue queue;
    private Thieves others;

    @Setup
    public void start() {
        queue = SharedQueue.of(scheduler, thieves);
        others = new Thieves(thieves, queue::poll);
    }

    @TearDown
    public void close() {
        others.close();
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    @OneOp("one element offered to an inbox and taken")
    public int offerAndPoll() {
        int taken = 0;
        for (int i = 0; i < BATCH; i++) {
            if (!queue.offer(element)) throw new IllegalStateException("an inbox of " + SharedQueue.CAPACITY + " is full with " + BATCH + " elements");
        }
        while (queue.poll() != null) taken++;
        return taken;
    }
}
