package dev.skein.bench.migration;

import dev.skein.Skein;
import dev.skein.api.Continuation;
import dev.skein.api.Step;
import dev.skein.bench.load.Work;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/// Tasks without an end that work in slices of a fixed amount, and give way after each as their scheduler would have it: on Skein by a step, on a pool by
/// executing themselves again, and virtual threads by `Thread.yield`. They run until [#end].
///
/// togetherNanos: whoever finds another within a slice, from [#NEVER]. sink: everybody, for the compiler's sake.
final class Slices {

    private static final int NEVER = 0;

    private final long workPerSlice;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicInteger tasksEnded = new AtomicInteger();
    private final LongAdder done = new LongAdder();
    /// Tasks that are within a slice.
    private final AtomicInteger inside = new AtomicInteger();
    private volatile long togetherNanos = NEVER;
    private volatile long sink;

    /// @param workPerSlice as [Work#burn] has it
    Slices(long workPerSlice) {
        this.workPerSlice = workPerSlice;
    }

    /// Starts tasks so that one worker has all of them at first: on Skein by name, elsewhere in the queue of the thread that happens to run the task which
    /// executes them.
    ///
    /// @param scheduler as [dev.skein.bench.rivals.Schedulers] names it
    /// @param worker where they are placed on Skein
    void startOnOne(String scheduler, ExecutorService executor, int tasks, int worker) {
        if (executor instanceof Skein skein) {
            Continuation<Integer> body = context -> slice() ? Step.again() : Step.done(context.worker());
            for (int i = 0; i < tasks; i++) {
                var _ = skein.spawn(body, worker);
            }
        } else {
            Runnable task = scheduler.equals("virtualThreads") ? this::yieldBetween : () -> executeAgain(executor);
            executor.execute(() -> {
                for (int i = 0; i < tasks; i++) executor.execute(task);
            });
        }
    }

    private void yieldBetween() {
        while (slice()) Thread.yield();
    }

    private void executeAgain(ExecutorService executor) {
        if (slice()) executor.execute(() -> executeAgain(executor));
    }

    /// Does one; false: there are to be no more, and this task has been counted among those that ended.
    boolean slice() {
        if (ended.get()) {
            tasksEnded.incrementAndGet();
            return false;
        }
        if (inside.incrementAndGet() > 1 && togetherNanos == NEVER) togetherNanos = System.nanoTime();
        sink = Work.burn(done.intValue(), workPerSlice);
        inside.decrementAndGet();
        done.increment();
        return true;
    }

    void end() {
        ended.set(true);
    }

    /// After [#end]: how many have noticed.
    int tasksEnded() {
        return tasksEnded.get();
    }

    /// Of all tasks so far.
    long slices() {
        return done.sum();
    }

    /// From a moment to the one at which a task first began a slice while another was within one, which takes two threads that work.
    ///
    /// @return nanoseconds; `limit` if there was no such moment, or a later one
    long togetherAfter(long startNanos, long limit) {
        long together = togetherNanos;
        return together == NEVER ? limit : Math.min(limit, together - startNanos);
    }
}
