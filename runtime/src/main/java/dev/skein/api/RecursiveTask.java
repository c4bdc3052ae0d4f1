package dev.skein.api;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Collection;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A task that computes its part of a result and forks others for the rest, as the JDK's class of the same name.
///
/// ```java
/// final class Sum extends RecursiveTask<Long> {
///     final long[] data; final int from, to;
///     Sum(long[] data, int from, int to) { this.data = data; this.from = from; this.to = to; }
///     protected Long compute() {
///         if (to - from <= 1_000) return LongStream.of(data).skip(from).limit(to - from).sum();
///         int middle = (from + to) >>> 1;
///         Sum left = new Sum(data, from, middle);
///         left.fork();                                            // others may take it
///         long right = new Sum(data, middle, to).invoke();        // this thread meanwhile does the other half
///         return right + left.join();                             // and this one too, if nobody has taken it
///     }
/// }
/// long sum = skein.invoke(new Sum(data, 0, data.length));
/// ```
///
/// [#fork] works on workers only: in a task of whatever kind, or in a fork. [#join] works everywhere. Join what you have forked
/// yourself, the youngest first: a fork that waits for one that stands beneath it on the same stack would wait for ever.
/// A fork that nobody joins is run all the same, perhaps by a worker that joins another: so in a fork wait for forks only, and not, even by `Skein.blocking`, for
/// what a task does after a join. What [#compute] throws, `join` throws again: the same object, and if it comes from
/// another thread, with the joiner's stack among its suppressed exceptions. A fork cannot be cancelled; `shutdownNow` interrupts what runs.
///
///     NEW             -> FORKED(host)  fork    a host, which then pushes it
///     NEW             -> INVOKED(host) invoke  any thread; no host: 0
///     FORKED, INVOKED -> DONE          run     whoever got it from a deque, or invoked it: the outcome, then DONE
///
/// - J1 a fork is run once: the deque gives it to one taker, so running it needs no claim.
/// - J2 who sees DONE sees the outcome and all that the fork did: DONE is a release store after them.
/// - J3 a waiter is woken once, and none is left behind: see the proof.
/// - J4 what `compute` throws reaches every joiner as the same object.
///
/// **Proof of J3.** A fork is run by the host that pushed it, far more often than not, and then nobody waits for it; so that
/// way has no fence. Let W be who registers a waiter and R who runs the fork.
///
///     W: push the waiter; FENCE; read status; if not DONE: go, or where R might be a host without a fence, leave the waiter to the late ones
///     R: outcome; status = DONE; a thief, and who sees a waiter: FENCE; read waiters; wake them, and unlink all that are there
///
/// 1. *R is a thief, or no host at all.* The fences are totally ordered: if W's comes first, R sees the waiter; else W sees DONE.
/// 2. *W and R are the same thread*, as where a continuation awaits what it has forked: program order.
/// 3. *Else* R may read the waiters before its DONE is visible to W, for the nanoseconds that the store takes. So W leaves the waiter
///    in a list as well ([LateWaiters]), and the sentry, at each of its ticks, looks at all that have come since the last one and at some of the others, and
///    wakes those whose forks are DONE. A tick is 20 ms at most, and R's worker cannot be parked, nor the sentry asleep, before R's store is visible.
///
/// Without the fence of one who sees a waiter, R could unlink a second one that has not seen DONE yet, together with the first.
///
/// Each of R, the sentry, and W itself (which has seen DONE after all) takes the waker out of the waiter by an exchange, so it
/// is called once.
///
/// status: the maker until forked, then R. outcome: a thief puts itself there while it runs the fork, a hint for joiners; then R.
/// waiters: any thread, by CAS.
///
/// @param <R> its result
public abstract class RecursiveTask<R extends @Nullable Object> implements Awaitable {

    // The status word. Below 0 is DONE; else the mark of a host, which is even, or NEW.
    private static final int NEW = 0;
    /// Beside the mark of the host that invoked it.
    private static final int INVOKED = 1;
    private static final int DONE = 1 << 31;
    /// Beside DONE and the mark of the host on which it was thrown.
    private static final int FAILED = 1;
    private static final int MARK = ~(DONE | FAILED);

    private static final VarHandle STATUS;
    private static final VarHandle OUTCOME;
    private static final VarHandle WAITERS;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            STATUS = lookup.findVarHandle(RecursiveTask.class, "status", int.class);
            OUTCOME = lookup.findVarHandle(RecursiveTask.class, "outcome", Object.class);
            WAITERS = lookup.findVarHandle(RecursiveTask.class, "waiters", Waiter.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /// Volatile for the places that must not call anything; all others name their mode.
    private volatile int status;
    private @Nullable Object outcome;
    private @Nullable Waiter waiters;

    /// Computes the result; called once.
    protected abstract R compute();

    // Its life. compute() and join() are the only frames of a level of recursion, so that deep ones fit on the stack.

    /// Leaves the task to this worker, which comes to it at [#join] or afterwards, and to others, which may take it before.
    ///
    /// @return this
    /// @throws IllegalStateException off a worker, or if the task was forked or invoked before
    /// @throws OutOfMemoryError if there is no room for it; it is not forked then
    public final RecursiveTask<R> fork() {
        if (!(Thread.currentThread() instanceof ForkHost host)) throw offAWorker();
        if (statusPlain() != NEW) throw usedTwice();
        setStatusPlain(host.mark);
        try {
            host.push(this);
        } catch (Throwable noRoom) {
            setStatusPlain(NEW);
            throw noRoom;
        }
        return this;
    }

    /// The result, when there is one. A worker runs the task itself if that is its own youngest fork; else it runs younger forks of its own, and
    /// what the thief has left to others; when there is none of that, a spare thread serves the worker meanwhile.
    /// An interrupt does not end the wait; the flag is kept. A task that was never forked or invoked is waited for without end.
    ///
    /// @throws RuntimeException what [#compute] threw, or an [Error]
    public final R join() {
        int seen = statusAcquire();
        if (seen >= 0) {
            if (!(Thread.currentThread() instanceof ForkHost host)) {
                parkUntilDone();
            } else if (seen == host.mark && host.popIf(this)) {
                try {
                    R value = compute();
                    complete(value);
                    return value;
                } catch (Throwable failure) {
                    if (status >= 0) {         // no call before it is DONE: there may be no room on the stack for one, and nobody else comes to this fork
                        outcome = failure;
                        status = DONE | FAILED | host.mark;
                        wakeAllFenced();
                    }
                    throw failure;
                }
            } else {
                if (seen == host.mark) runYounger(host);
                if (!isDone()) host.await(this);
            }
            seen = statusAcquire();
        }
        return result(seen);
    }

    /// Computes the result on the calling thread. Off a worker the task can fork nothing: use `Skein.invoke` there.
    ///
    /// @throws IllegalStateException if the task was forked or invoked before
    /// @throws RuntimeException what [#compute] threw, or an [Error]
    public final R invoke() {
        if (statusPlain() != NEW) throw usedTwice();
        int mark = Thread.currentThread() instanceof ForkHost host ? host.mark : 0;
        setStatusPlain(mark | INVOKED);
        try {
            R value = compute();
            complete(value);
            if (mark == 0) wakeAllFenced();
            return value;
        } catch (Throwable failure) {
            if (status >= 0) {                 // as in join
                outcome = failure;
                status = DONE | FAILED | mark;
                wakeAllFenced();
            }
            throw failure;
        }
    }

    /// Runs two tasks, of which others may take the second. Returns or throws when both have ended.
    ///
    /// @throws IllegalStateException off a worker, or if one was forked or invoked before
    /// @throws RuntimeException what the first task threw, else what the second did, or an [Error]
    public static void invokeAll(RecursiveTask<?> first, RecursiveTask<?> second) {
        Objects.requireNonNull(first, "first");
        second.fork();
        try {
            var _ = first.invoke();
        } catch (Throwable failure) {
            second.awaitQuietly();
            throw failure;
        }
        var _ = second.join();
    }

    /// Runs all tasks, of which others may take all but the first. Returns or throws when all have ended.
    ///
    /// @throws IllegalStateException off a worker if there are two or more, or if one was forked or invoked before
    /// @throws RuntimeException what the first task that failed threw, in the order given, or an [Error]; what others threw
    ///     their own [#join] tells
    public static void invokeAll(RecursiveTask<?>... tasks) {
        for (RecursiveTask<?> task : tasks) Objects.requireNonNull(task, "a task");
        if (tasks.length == 0) return;
        int forked = tasks.length;
        try {
            while (forked > 1) {                   // the last one first, so that each join pops the youngest
                tasks[forked - 1].fork();
                forked--;                          // not before: one that could not be forked must not be waited for
            }
            var _ = tasks[0].invoke();
            for (int i = 1; i < tasks.length; i++) {
                var _ = tasks[i].join();
            }
        } catch (Throwable failure) {
            for (int i = forked; i < tasks.length; i++) tasks[i].awaitQuietly();
            throw failure;
        }
    }

    /// As [#invokeAll(RecursiveTask...)].
    ///
    /// @return the tasks
    public static <T extends RecursiveTask<?>> Collection<T> invokeAll(Collection<T> tasks) {
        invokeAll(tasks.toArray(RecursiveTask<?>[]::new));
        return tasks;
    }

    /// Whether the task has a result or has failed.
    public final boolean isDone() {
        return statusAcquire() < 0;
    }

    // For hosts.

    /// Runs a fork that was taken from a deque; what it throws is its outcome.
    ///
    /// @param stolen whether another host had pushed it
    final void run(ForkHost host, boolean stolen) {
        if (stolen) setOutcomeOpaque(host.asThief);
        try {
            complete(compute());
        } catch (Throwable failure) {
            if (status >= 0) {                 // as in join
                outcome = failure;
                status = DONE | FAILED | host.mark;
                wakeAllFenced();
            }
        }
        if (stolen) wakeAllFenced();
    }

    /// Runs what its host has pushed after it, and the fork itself if it is still there, until it is done or has been stolen:
    /// then all that was pushed before it has been stolen too.
    final void runYounger(ForkHost host) {
        for (RecursiveTask<?> each; (each = host.pop()) != null; ) {
            each.run(host, false);
            if (isDone()) return;
        }
    }

    /// Whether `host` has pushed it, and it has not ended.
    final boolean isForkOf(ForkHost host) {
        return statusAcquire() == host.mark;
    }

    /// The host that has stolen it and runs it, as far as is known.
    final @Nullable ForkHost thief() {
        return outcomeOpaque() instanceof ForkHost.Thief(ForkHost host) ? host : null;
    }

    /// Parks the calling thread until the task is done.
    final void parkUntilDone() {
        Thread self = Thread.currentThread();
        Waker unpark = () -> {
            LockSupport.unpark(self);
            return true;
        };
        boolean interrupted = false;
        if (register(unpark)) {
            while (!isDone()) {
                LockSupport.park(this);
                if (Thread.interrupted()) interrupted = true;      // or every park would return at once
            }
        }
        if (interrupted) self.interrupt();
    }

    // Who waits.

    @Override
    public final boolean register(Waker waker) {
        return register(waker, LateWaiters.OF_ALL);
    }

    final boolean register(Waker waker, LateWaiters late) {
        int seen = statusAcquire();
        if (seen < 0) return false;
        Waiter waiter = new Waiter(this, waker);
        do {
            waiter.next = waitersAcquire();
        } while (!casWaiters(waiter.next, waiter));
        if (mayEndUnfenced(seen)) late.add(waiter);
        VarHandle.fullFence();                     // our waiter before our look: pairs with wakeAllFenced (J3)
        return !isDone() || waiter.take() == null;
    }

    /// Whether the thread that will run the task may be another one, and no thief (J3, case 3).
    private boolean mayEndUnfenced(int seen) {
        if (seen == INVOKED || thief() != null) return false;
        return !(Thread.currentThread() instanceof ForkHost host) || seen != host.mark;
    }

    @Override
    public final void abandon(Waker waker) {
        for (Waiter each = waitersAcquire(); each != null; each = each.next) {
            if (each.isFor(waker) && each.take() != null) break;
        }
        sweep();
    }

    /// Unlinks waiters without a waker. One behind another that is unlinked at the same time may stay until the next sweep.
    private void sweep() {
        Waiter live = null;
        for (Waiter each = waitersAcquire(); each != null; each = each.next) {
            if (!each.isTaken()) {
                live = each;
            } else if (live != null) {
                live.next = each.next;
            } else {
                casWaiters(each, each.next);
            }
        }
    }

    /// How many nodes stand in the stack of waiters, for tests.
    final int waiters() {
        int count = 0;
        for (Waiter each = waitersAcquire(); each != null; each = each.next) count++;
        return count;
    }

    // The end.

    private void complete(R value) {
        outcome = value;
        setStatusRelease(DONE);                    // pairs with statusAcquire (J2)
        if (waitersAcquire() != null) wakeAllFenced();
    }

    private void wakeAllFenced() {
        VarHandle.fullFence();                     // DONE before our look at the waiters: pairs with register (J3)
        wakeAll();
    }

    private void wakeAll() {
        for (Waiter each = waitersAcquire(); each != null; each = each.next) each.wake();
        setWaitersRelease(null);                   // who has pushed since our look, or pushes from now on, sees DONE behind its fence
    }

    private void awaitQuietly() {
        try {
            var _ = join();
        } catch (Throwable itsOwn) {
            return;                                // or no stack to wait on: then what is thrown already matters more
        }
    }

    @SuppressWarnings({"unchecked", "NullAway"})   // an outcome that is null is a value that R allows
    private R result(int seen) {
        Object result = outcome;
        if ((seen & FAILED) != 0) RecursiveTask.<RuntimeException>rethrow((Throwable) result, seen & MARK);
        return (R) result;
    }

    @SuppressWarnings("unchecked")                 // a checked exception that compute has smuggled out goes on as it came
    private static <E extends Throwable> void rethrow(Throwable failure, int thrower) throws E {
        boolean sameThread = Thread.currentThread() instanceof ForkHost host && host.mark == thrower;
        if (!sameThread) JoinedBy.addTo(failure);
        throw (E) failure;
    }

    private IllegalStateException offAWorker() {
        return new IllegalStateException(getClass().getName() + ": fork() off a worker, on " + Thread.currentThread()
                + "; give the outermost task to Skein.invoke, and fork in there");
    }

    private IllegalStateException usedTwice() {
        return new IllegalStateException(getClass().getName() + ": forked or invoked before, and a task computes once; make a new one");
    }

    private int statusPlain() {
        return (int) STATUS.get(this);
    }

    private void setStatusPlain(int next) {
        STATUS.set(this, next);
    }

    private int statusAcquire() {
        return (int) STATUS.getAcquire(this);
    }

    private void setStatusRelease(int next) {
        STATUS.setRelease(this, next);
    }

    private @Nullable Object outcomeOpaque() {
        return OUTCOME.getOpaque(this);
    }

    private void setOutcomeOpaque(Object next) {
        OUTCOME.setOpaque(this, next);
    }

    private @Nullable Waiter waitersAcquire() {
        return (Waiter) WAITERS.getAcquire(this);
    }

    private void setWaitersRelease(@Nullable Waiter next) {
        WAITERS.setRelease(this, next);
    }

    private boolean casWaiters(@Nullable Waiter expected, @Nullable Waiter next) {
        return WAITERS.compareAndSet(this, expected, next);
    }
}
