package dev.skein.task;

import dev.skein.api.Awaitable;
import dev.skein.api.Continuation;
import dev.skein.api.MoveReason;
import dev.skein.api.Step;
import dev.skein.api.TaskContext;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/// A task that suspends, with counters, and what a carrier does with it. What comes after its first step is a wait for ever, or
/// its end.
final class StressedContinuation implements Continuation<Object> {

    final Owner owner = new Owner();
    final AtomicInteger enqueued = owner.enqueued;
    final AtomicInteger cleanups = new AtomicInteger();
    final AtomicInteger resumes = new AtomicInteger();
    final ContinuationTask<Object> task;
    /// Worker that an order makes the home of the task when it suspends, or -1.
    int orderedHome = ContinuationTask.NO_HINT;
    /// Written by the first run and read by the next; plain.
    int captured;
    private final Step<Object> first;
    private final Step<Object> next;
    private int written;

    private StressedContinuation(Step<Object> first, Step<Object> next) {
        this(first, next, ContinuationTask.NO_HINT);
    }

    private StressedContinuation(Step<Object> first, Step<Object> next, int home) {
        this.first = first;
        this.next = next;
        this.task = new ContinuationTask<>(owner, this, home);
    }

    static StressedContinuation thatEnds() {
        return new StressedContinuation(Step.done(7), Step.done(7));
    }

    static StressedContinuation thatAwaits(CompletableFuture<Object> stage) {
        return new StressedContinuation(Step.await(stage), Step.done(7));
    }

    static StressedContinuation thatAwaits(Awaitable event) {
        return new StressedContinuation(Step.await(event), Step.done(7));
    }

    /// At home on worker 0, where it runs.
    static StressedContinuation atHomeThatAwaits(CompletableFuture<Object> stage) {
        return new StressedContinuation(Step.await(stage), Step.done(7), 0);
    }

    /// At home on worker 0, where it runs.
    static StressedContinuation thatGivesWay() {
        return new StressedContinuation(Step.again(), Step.done(7), 0);
    }

    static StressedContinuation suspendedFor(Awaitable event) {
        StressedContinuation made = thatAwaits(event);
        made.run();
        return made;
    }

    static StressedContinuation suspendedWithLimit(CompletableFuture<Object> stage) {
        StressedContinuation made = new StressedContinuation(Step.await(stage, Duration.ofHours(1)), Step.await(new CompletableFuture<>()));
        made.run();
        return made;
    }

    /// Takes it from a queue and runs it once, as a carrier.
    void run() {
        if (!task.tryClaimEntry(true)) {
            meetInQueue();
            return;
        }
        runClaimed();
    }

    /// Finds it by its future and runs it once within a task that waits for it, unless another has it.
    void join() {
        if (task.tryClaim()) runClaimed();
    }

    private void runClaimed() {
        switch (task.runClaimed(new Carrier(orderedHome))) {
            case AGAIN -> enqueued.incrementAndGet();
            case WOKEN -> owner.woken(task);
            case CANCELLED -> task.leave();
            case SUSPENDED -> {
                if (owner.stops) task.cancel(false);
            }
            case COMPLETED, FAILED -> { }
        }
    }

    /// A carrier meets the queue entry of a task that is cancelled.
    void meetInQueue() {
        if (task.mustBeLeft()) task.leave();
        else if (task.tryTakeCleanup()) task.leaveUnrun();
    }

    @Override
    public Step<Object> resume(TaskContext context) {
        resumes.incrementAndGet();
        if (written == 0) {
            written = 7;
            return first;
        }
        captured = written;
        return next;
    }

    @Override
    public void cancelled() {
        cleanups.incrementAndGet();
    }

    /// Counts what it is asked to enqueue, which takes up requests to move, and the moves that it is told of; keeps the last alarm.
    static final class Owner extends QuietOwner {
        private static final Footprints NO_FOOTPRINTS = new Footprints(1);
        final AtomicInteger enqueued = new AtomicInteger();
        final AtomicInteger moves = new AtomicInteger();
        /// Where who enqueued last was told to; plain.
        int sentTo = ContinuationTask.NO_HINT;
        volatile Alarm alarm;
        /// Whether all that suspends is to be cancelled, as when a runtime is stopped.
        volatile boolean stops;
        private final SuspendedTasks suspended = new SuspendedTasks();

        @Override
        protected void woken(ContinuationTask<?> task) {
            sentTo = task.takeDestination();
            enqueued.incrementAndGet();
        }

        @Override
        protected void enqueueForCleanup(ContinuationTask<?> task) {
            enqueued.incrementAndGet();
        }

        @Override
        protected void set(Alarm set) {
            alarm = set;
        }

        @Override
        protected SuspendedTasks suspendedTasks() {
            return suspended;
        }

        @Override
        protected boolean moved(PlacedTask<?> task, int from, int to, MoveReason reason) {
            moves.incrementAndGet();
            return true;
        }

        @Override
        protected Footprints footprints() {
            return NO_FOOTPRINTS;
        }
    }

    /// What a body may ask; it asks nothing here.
    private static final class Carrier extends Slice {
        private final int orderedHome;

        Carrier(int orderedHome) {
            this.orderedHome = orderedHome;
        }

        @Override
        public void bodyLeft() { }

        @Override
        protected void yieldSoon() { }

        @Override
        public boolean shouldYield() {
            return false;
        }

        @Override
        protected int takeOrderedHome(PlacedTask<?> task) {
            return orderedHome;
        }

        @Override
        protected long cpuNanos() {
            return -1;
        }

        @Override
        public int worker() {
            return 0;
        }
    }
}
