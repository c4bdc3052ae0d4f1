package dev.skein.examples.interference;

import dev.skein.api.Continuation;
import dev.skein.api.Step;
import dev.skein.api.TaskContext;
import java.util.concurrent.Executor;

/// A long task. Its fields are all it has to remember between two slices, so it can go on anywhere.
///
/// A step is a fixed amount of work, and a slice is [#STEPS_PER_SLICE] of them; after each it gives way to others: as a continuation by what it
/// returns, on an executor by submitting itself again.
final class Job implements Continuation<Long> {

    /// At 100 us a step, 1 ms.
    static final int STEPS_PER_SLICE = 10;

    private final String name;
    private final int steps;
    private final long workPerStep;
    private final Runnable whenDone;
    private volatile int done;      // by whoever runs it, one at a time; read by who wants to know how far it is
    private long number;

    /// @param steps 1 or more
    /// @param workPerStep as [#burn] has it
    /// @param whenDone called after the last step
    Job(String name, int steps, long workPerStep, Runnable whenDone) {
        this.name = name;
        this.steps = steps;
        this.workPerStep = workPerStep;
        this.whenDone = whenDone;
    }

    @Override
    public Step<Long> resume(TaskContext context) {
        for (int step = 0; step < STEPS_PER_SLICE; step++) {
            if (step()) return Step.done(number);
            if (context.shouldYield()) break;          // somebody wants it elsewhere
        }
        return Step.again();
    }

    /// Does it there, slice by slice.
    void runOn(Executor executor) {
        executor.execute(() -> {
            for (int step = 0; step < STEPS_PER_SLICE; step++) {
                if (step()) return;
            }
            runOn(executor);
        });
    }

    /// True: it was the last.
    private boolean step() {
        number = burn(number, workPerStep);
        done = done + 1;
        if (done < steps) return false;
        whenDone.run();
        return true;
    }

    int steps() {
        return steps;
    }

    /// Steps that it has done so far.
    int stepsDone() {
        return done;
    }

    @Override
    public String name() {
        return name;
    }

    /// Computes for a while: `rounds` rounds, each of which needs the result of the one before.
    static long burn(long seed, long rounds) {
        long x = seed | 1;
        for (long i = 0; i < rounds; i++) {
            x ^= x << 13;
            x ^= x >>> 7;
            x ^= x << 17;
        }
        return x;
    }

    /// How many rounds of [#burn] take that long on a CPU of one's own: from the fastest of many trials, which nobody disturbed.
    static long roundsIn(long nanos) {
        long trialRounds = 200_000;
        long least = Long.MAX_VALUE;
        long number = 1;
        for (int trial = 0; trial < 50; trial++) {
            long start = System.nanoTime();
            number = burn(number, trialRounds);
            least = Math.min(least, System.nanoTime() - start);
        }
        if (number == 0) throw new AssertionError("never 0, but the compiler does not know");
        return Math.max(1, nanos * trialRounds / least);
    }
}
