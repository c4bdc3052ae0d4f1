package dev.skein.bench.balancing;

import dev.skein.api.Continuation;
import dev.skein.api.Step;
import dev.skein.api.TaskContext;
import dev.skein.bench.load.Work;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;

/// Work of a given length, done in slices of a fixed amount: after each it puts itself back, as a continuation by its step, or on an executor
/// by submitting itself again.
final class SlicedJob implements Continuation<Long> {

    private final long workPerSlice;
    private final CountDownLatch allDone;
    private int slicesLeft;
    private long sink;

    /// @param slices 1 or more
    /// @param allDone is counted down at the end
    SlicedJob(int slices, long workPerSlice, CountDownLatch allDone) {
        this.slicesLeft = slices;
        this.workPerSlice = workPerSlice;
        this.allDone = allDone;
    }

    /// Does a slice; true if it was the last.
    private boolean slice() {
        sink = Work.burn(sink, workPerSlice);
        if (--slicesLeft > 0) return false;
        allDone.countDown();
        return true;
    }

    @Override
    public Step<Long> resume(TaskContext context) {
        return slice() ? Step.done(sink) : Step.again();
    }

    /// Does all slices there in one go.
    void runToItsEndOn(Executor executor) {
        executor.execute(() -> {
            boolean more = true;
            while (more) more = !slice();
        });
    }

    /// Does a slice there, and submits itself again if there are more.
    void runOn(Executor executor) {
        executor.execute(() -> {
            if (!slice()) runOn(executor);
        });
    }
}
