package dev.skein.task;

import dev.skein.api.Awaitable;
import dev.skein.api.Continuation;
import dev.skein.api.Step;
import dev.skein.api.Task;
import dev.skein.api.TaskContext;
import dev.skein.api.Waker;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// A task that suspends: runs its body slice by slice, and does what the step says that each ends with.
///
/// A wait is registered first and the task suspended after, so it may be woken in between, or even before the registration
/// returns: then the suspend fails and the running carrier puts the task back ([TaskState]). What ends a wait by other
/// means than its event abandons the event: the next run, if the limit came, or the cancel.
///
/// body: dropped at the end. wait, alarm: the running carrier; else who won the edge that took the task out of READY or SUSPENDED.
/// entries: the running carrier, opaque. registryPlace: who has the task in its hands, under its stripe's lock; a waker reads whatever stands there. id: any thread, by CAS.
public class ContinuationTask<R extends @Nullable Object> extends PlacedTask<R> implements Task<R> {

    private static final int NOT_REGISTERED = -1;
    private static final int SAMPLE_BITS = 8;
    /// 2^32 by the golden ratio: neighbours come far apart.
    private static final int MIX = 0x9E3779B9;
    /// In place of a body that has ended and was let go: knows its name still. One for each class of bodies.
    private record Ended(String name) implements Continuation<Object> {
        @Override
        public Step<Object> resume(TaskContext context) {
            throw new IllegalStateException("resumed after its end: " + name);
        }
    }

    /// Here, since a literal too is allocated where it is used first.
    private static final String NO_NAME = "";
    private static final Ended NAMELESS = new Ended("ended");
    private static final ClassValue<Ended> ENDED = new ClassValue<>() {
        @Override
        protected Ended computeValue(Class<?> type) {
            return new Ended(type.getName());
        }
    };

    private static final AtomicLong IDS = new AtomicLong();

    private static final VarHandle ID;
    private static final VarHandle ENTRIES;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            ID = lookup.findVarHandle(ContinuationTask.class, "id", long.class);
            ENTRIES = lookup.findVarHandle(ContinuationTask.class, "entries", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private Continuation<R> body;
    private @Nullable EventWait wait;
    private @Nullable Alarm alarm;
    int registryPlace = NOT_REGISTERED;
    private volatile long id;
    private int entries;

    /// @param home worker that it is meant for, or [#NO_HINT]
    public ContinuationTask(TaskOwner owner, Continuation<R> body, int home) {
        super(owner, home);
        this.body = body;
    }

    @Override
    public final Run runClaimed(@Nullable Slice slice) {
        if (slice == null) throw new IllegalStateException("a continuation runs on carriers only: " + this);
        if (wakeWasSampled()) owner().sampledRunBegins(this);
        if (wait != null || alarm != null) letGoOfWait(waitTimedOut());
        setWorkerOpaque(slice.worker());
        if (entries < Integer.MAX_VALUE) ENTRIES.setOpaque(this, entries + 1);
        if (isAskedToMove()) slice.yieldSoon();
        ContinuationTask<?> outer = slice.enter(this);
        Step<R> step;
        try {
            step = resume(slice);
        } catch (Throwable failure) {
            return fail(failure);
        } finally {
            slice.backTo(outer);
        }
        slice.bodyLeft();
        return take(step, slice);
    }

    /// Enters the body.
    Step<R> resume(Slice slice) throws Exception {
        return body.resume(slice);
    }

    /// The task is about to suspend for the wait of that number; its event may have come already.
    void suspends(long number) {}

    /// The wait of that number is over. Must not throw.
    void wakes(long number) {}

    @SuppressWarnings("ConstantValue")   // a body may return null though it must not
    private Run take(Step<R> step, Slice slice) {
        if (step instanceof Step.Again) return giveWay();
        if (step instanceof Step.Done<R> done) return complete(done.value());
        if (step instanceof Step.Await<R> await) return await(await, slice);
        if (step instanceof Step.Sleep<R> sleep) return sleep(sleep.nanos(), slice);
        if (step instanceof Step.Move<R> move) return move(move.worker());
        return fail(new NullPointerException("resume() of " + name() + " returned null; a body that has ended returns Step.done(value)"));
    }

    /// No wait was registered in this run.
    private Run giveWay() {
        return mayStay() && !isAskedToMove() ? Run.AGAIN : putBack(false);
    }

    private Run putBack(boolean timedOut) {
        if (!again(timedOut)) return Run.CANCELLED;
        return isAskedToMove() ? Run.WOKEN : Run.AGAIN;
    }

    private Run move(int target) {
        if (target >= owner().workers()) return fail(new IllegalArgumentException(outOfRange(target)));
        askToMove(target);
        return again(false) ? Run.WOKEN : Run.CANCELLED;
    }

    private Run sleep(long nanos, Slice slice) {
        return nanos <= 0 ? giveWay() : suspendFor(null, nanos, false, slice);
    }

    private Run await(Step.Await<R> step, Slice slice) {
        Object event = step.event();
        if (isKnownToBeOver(event)) return giveWay();
        long limit = step.limitNanos();
        if (limit <= 0) return putBack(true);
        return suspendFor(event, limit, true, slice);
    }

    /// Subclasses may refuse to say: those of the JDK that stand for a bare [CompletionStage] do.
    private static boolean isKnownToBeOver(Object event) {
        return (event.getClass() == CompletableFuture.class || event instanceof ManagedFuture<?>) && ((CompletableFuture<?>) event).isDone();
    }

    /// @param isLimit whether the time is the limit of the wait for an event
    private Run suspendFor(@Nullable Object event, long nanos, boolean isLimit, Slice slice) {
        if (hasOutcome()) return Run.CANCELLED;
        try {
            if (registryPlace == NOT_REGISTERED) owner().suspendedTasks().add(this, lastWorker());
            if (event != null && !register(event)) {
                letGoOfWait(false);
                return putBack(false);
            }
            if (nanos != Step.Await.NO_LIMIT) setAlarm(nanos, isLimit);
            takeOrderedHome(slice);              // now that it will not just be put back; who wakes it reads the home
            suspends(waitNumber());
        } catch (Throwable refused) {
            letGoOfWait(true);
            return fail(refused);
        }
        return switch (suspend()) {
            case ASLEEP -> Run.SUSPENDED;
            case WOKEN_BEFORE -> {
                wakes(waitNumber());
                yield again(false) ? Run.WOKEN : Run.CANCELLED;
            }
            case CANCELLED -> Run.CANCELLED;
        };
    }

    /// False: there is nothing to wait for.
    private boolean register(Object event) {
        Awaitable awaitable = event instanceof Awaitable each ? each : null;
        EventWait mine = new EventWait(this, event, waitNumber());
        wait = mine;
        if (awaitable != null) return awaitable.register(mine);
        var _ = ((CompletionStage<?>) event).whenComplete(mine);
        return true;
    }

    private void setAlarm(long nanos, boolean isLimit) {
        Alarm mine = new Alarm(this, waitNumber(), System.nanoTime() + Math.min(nanos, Timed.MAX_DELAY_NANOS), isLimit);
        alarm = mine;
        owner().set(mine);
    }

    /// What was waited for is let go, whichever of the two came.
    ///
    /// @param abandons whether the wait was ended by other means than its event, which is then told
    private void letGoOfWait(boolean abandons) {
        EventWait event = wait;
        if (event != null) {
            wait = null;
            event.forget();
            if (abandons) event.abandon(owner());
        }
        Alarm set = alarm;
        if (set != null) {
            alarm = null;
            owner().takeBack(set);
        }
    }

    /// Of a task that ends though it was woken, since no queue had room for it; any other has let go before. The end must stand.
    private void letGoOfWaitIfAny() {
        if (wait == null && alarm == null) return;
        try {
            letGoOfWait(true);
        } catch (OutOfMemoryError | StackOverflowError noRoom) {
            return;
        }
    }

    /// Ends the wait with this number; true if the task comes because of it.
    ///
    /// @param isLimit whether the limit of the wait is over
    final boolean endWait(long number, boolean isLimit) {
        boolean sampled = isChosen(number) && owner().samplesWake(this);
        Woken woken = wakeSampled(number, isLimit, sampled);
        if (sampled && woken != Woken.MUST_ENQUEUE) owner().withdrawSample(this);
        switch (woken) {
            case MUST_ENQUEUE -> {
                wakes(number);
                owner().woken(this);
            }
            case NOTHING_OWED -> { }
            case STALE -> {
                return false;
            }
        }
        return true;
    }

    /// Whether this wake is one of those of which the latency is measured, if somebody asks: one in 256. By the number of the wait and a place that is the
    /// task's own, mixed, which costs less than to draw a number.
    private boolean isChosen(long number) {
        int mixed = ((int) (number >>> RUN_SHIFT) + registryPlace) * MIX;
        return mixed >>> (Integer.SIZE - SAMPLE_BITS) == 0;
    }

    /// Makes up for a wake that its event had no room for.
    final void wakeIfMissed() {
        EventWait event = wait;              // written before it was registered, hence before its event can have missed it
        if (event != null) event.wakeIfMissed();
    }

    // The end.

    @Override
    final boolean cleansUp() {
        return true;
    }

    @Override
    final void cleanUp() {
        letGoOfWait(true);
        cleanUp(body);
    }

    /// Has the body clean up after a cancel. What it throws is the caller's to report.
    protected void cleanUp(Continuation<R> body) {
        body.cancelled();
    }

    @Override
    final void cancelledUnrun(boolean wasSuspended) {
        if (wasSuspended) letGoOfWait(true);   // else a carrier may have met it in its queue, and cleans up already
        outcomeIsKnown();
        if (!wasSuspended) return;
        cleanUpLater();                        // not before the wait is let go: an old entry of this task may stand in a queue, and is met there
        owner().enqueueForCleanup(this);
    }

    @Override
    final void cancelledInside(boolean interrupt) {
        owner().yieldSoon(this);
        super.cancelledInside(interrupt);
    }

    @Override
    protected final void release() {
        letGoOfWaitIfAny();
        if (registryPlace != NOT_REGISTERED) {
            owner().suspendedTasks().remove(this);
            registryPlace = NOT_REGISTERED;
        }
        if (id != 0) owner().footprints().remove(id);
        body = ended(body);
    }

    @SuppressWarnings("unchecked")         // it gives no R
    private static <R extends @Nullable Object> Continuation<R> ended(Object body) {
        try {
            return (Continuation<R>) ENDED.get(Wrapper.innermost(body).getClass());
        } catch (OutOfMemoryError | StackOverflowError noRoom) {
            return (Continuation<R>) NAMELESS;           // the end must stand
        }
    }

    // What others may ask.

    @Override
    public final long id() {
        long seen = id;
        if (seen != 0) return seen;
        ID.compareAndSet(this, 0L, IDS.incrementAndGet());
        return id;
    }

    @Override
    public final String name() {
        return body.name();
    }

    @Override
    public final int worker() {
        return lastWorker();
    }

    @Override
    public final CompletableFuture<R> toCompletableFuture() {
        OutcomeView<R> view = new OutcomeView<>(this);
        if (!tryAdd(view.waiter())) view.fill();
        return view;
    }

    @Override
    public final boolean register(Waker waker) {
        // The runtime's own node for a wait for this task can be linked here; that of a wait for something else may be linked elsewhere.
        return tryAdd(waker instanceof EventWait mine && mine.isFor(this) ? mine : new WakerWaiter(waker));
    }

    @Override
    public final void abandon(Waker waker) {
        if (hasOutcome()) return;
        if (!(waker instanceof EventWait mine && mine.isFor(this))) forgetWaker(waker);
        sweep();
    }

    @Override
    protected final String describe() {
        return "Task " + id() + " " + nameOrClass();
    }

    /// Known after the end too.
    @Override
    public final String bodyClass() {
        Continuation<R> mine = body;
        return mine instanceof Ended ended ? ended.name() : Wrapper.classOf(mine);
    }

    /// Up to 2^31 - 1 are counted.
    @Override
    public final long runs() {
        return (int) ENTRIES.getOpaque(this);
    }

    /// What it waits for, as any thread sees it; null if it is not suspended, or just goes on.
    public final @Nullable Awaited awaited() {
        if (place() != Place.SUSPENDED) return null;      // volatile: what was registered before the suspend is seen
        EventWait event = wait;
        Alarm set = alarm;
        if (event == null && set == null) return null;
        return new Awaited(event == null ? null : event.event(), set != null, set == null ? 0 : set.dueNanos());
    }

    /// Whether it has ended and let its body go; a hint.
    final boolean isReleased() {
        return body instanceof Ended;
    }

    /// Whether [SuspendedTasks] has it; a hint for who has it not in its hands.
    public final boolean isRegistered() {
        return registryPlace != NOT_REGISTERED;
    }

    /// Its id, or 0 if nobody has asked for it yet.
    final long idIfGiven() {
        return id;
    }

    /// For messages: the name is a method of the user's, and whatever it throws or gives must not spoil what is under way, nor must want of memory for the name of
    /// the class, for which the empty string stands then: who asks may have the task in its hands.
    @Override
    @SuppressWarnings("ConstantValue")   // a body may give null though it must not
    public final String nameOrClass() {
        try {
            String name = name();
            if (name != null) return name;
        } catch (Throwable fromTheUser) {
            return classOrNothing();
        }
        return classOrNothing();
    }

    private String classOrNothing() {
        try {
            return bodyClass();
        } catch (OutOfMemoryError | StackOverflowError noRoom) {
            return NO_NAME;
        }
    }
}
