package dev.skein.bench.latency;

import dev.skein.api.Continuation;
import dev.skein.api.Step;
import dev.skein.api.TaskContext;
import dev.skein.bench.load.OpenLoop;

/// Does an arrival's work in chunks, and gives way between two of them when it should.
final class YieldingTask implements Continuation<Boolean> {

    /// About 5 us.
    private static final long CHUNK_STEPS = 2_500;

    private final OpenLoop.Arrival arrival;
    private long stepsLeft;

    YieldingTask(OpenLoop.Arrival arrival) {
        this.arrival = arrival;
        this.stepsLeft = arrival.workSteps();
    }

    @Override
    public Step<Boolean> resume(TaskContext context) {
        while (stepsLeft > 0) {
            long steps = Math.min(stepsLeft, CHUNK_STEPS);
            arrival.burn(steps);
            stepsLeft -= steps;
            if (stepsLeft > 0 && context.shouldYield()) return Step.again();
        }
        arrival.ended();
        return Step.done(true);
    }
}
