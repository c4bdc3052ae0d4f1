package dev.skein.engine;

import dev.skein.api.SkeinStats;
import dev.skein.load.WorkerCounters;
import dev.skein.platform.Affinity;
import dev.skein.platform.CpuBudget;
import dev.skein.platform.SpinBudget;
import dev.skein.platform.StackRoom;
import dev.skein.platform.Topology;
import dev.skein.task.CallTask;
import dev.skein.task.TaskCell;
import dev.skein.task.TaskOwner;
import dev.skein.worker.PoolConfig;
import dev.skein.worker.WorkerPool;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// One runtime: its workers, timers and books, and the phases of its life.
///
///     OPEN         -> SHUTDOWN     shutdown      any thread: no new tasks, periodic ones end
///     OPEN         -> STOPPED      shutdownNow   any thread
///     SHUTDOWN     -> STOPPED      shutdownNow   any thread: what has not begun is cancelled, what runs is interrupted
///     SHUTDOWN     -> ENDING       endIfQuiet    whoever sees the books balanced; the threads are told to end
///     STOPPED      -> ENDING       endIfQuiet    as above
///     ENDING       -> TERMINATED   ended         the last carrier thread
///
/// - L1 a task is rejected, or it is accepted and ends. Who submits from outside books the task, then reads the phase; who
///   ends the runtime changes the phase, then reads the books. A fence stands between the two on either side, so a
///   task that is not in the books that were balanced finds the runtime closed. Who submits from inside a task needs
///   no fence: its own task is in the books and has not ended.
///
/// phase: any thread, by CAS, except TERMINATED, which is the latch.
public final class Engine extends TaskOwner {

    /// Longest period of a periodic task, 146 years.
    public static final long MAX_PERIOD_NANOS = ScheduledTask.MAX_DELAY_NANOS;

    private enum Phase { OPEN, SHUTDOWN, STOPPED, ENDING }

    /// A future that was given to `execute`: a queue entry of its own beside the one that the future may have already.
    private record FutureAsRunnable(TaskCell<?> future) implements Runnable {
        @Override
        public void run() {
            future.run();
        }
    }

    private static final VarHandle PHASE;

    static {
        try {
            PHASE = MethodHandles.lookup().findVarHandle(Engine.class, "phase", Phase.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final PoolConfig config;
    private final WorkerPool pool;
    private final Books books;
    private final Timers timers;
    private final SpinBudget callersSpin;
    private final CountDownLatch terminated = new CountDownLatch(1);
    private volatile Phase phase = Phase.OPEN;

    private Engine(PoolConfig config, Affinity affinity) {
        this.config = config;
        this.callersSpin = new SpinBudget(config.availableCpus());
        this.pool = new WorkerPool(config, affinity, this, this::endIfQuiet, terminated::countDown);
        this.books = new Books(pool);
        this.timers = new Timers(config.name(), affinity, this::due, pool::logSafely);
    }

    /// Puts a runtime together for this machine.
    ///
    /// @throws IllegalArgumentException if the pinning names a CPU that the process may not use
    public static Engine create(EngineConfig config) {
        return create(config, Affinity.system());
    }

    static Engine create(EngineConfig config, Affinity affinity) {
        Affinity.touchSharedPools();     // before any thread is pinned: first used by a pinned one they would see one CPU for ever
        return new Engine(Placement.plan(config, affinity.processCpus(), Topology.read(), CpuBudget.available()), affinity);
    }

    public void start() {
        pool.start();
        try {
            timers.start();
        } catch (Throwable refused) {
            pool.stop();
            throw refused;
        }
    }

    // Tasks come in.

    /// Runs a task that has no outcome. A future that is given here is run by its own [Runnable#run], once for each time.
    public void execute(Runnable task) {
        Runnable entry = task instanceof TaskCell<?> future ? new FutureAsRunnable(future) : task;
        accept();
        enqueue(entry);
    }

    public <R extends @Nullable Object> TaskCell<R> submit(Callable<R> body) {
        return accepted(new CallTask<>(this, body));
    }

    public <R extends @Nullable Object> TaskCell<R> submit(Runnable body, R value) {
        return accepted(new CallTask<>(this, body, value));
    }

    /// As `ExecutorService.invokeAny`; a worker runs what no other has begun, or else blocks in a managed way.
    public <R extends @Nullable Object> R invokeAny(List<Callable<R>> bodies, boolean timed, long nanos)
            throws InterruptedException, ExecutionException, TimeoutException {
        return new AnyOf<R>(this).get(bodies, timed, nanos);
    }

    <R extends @Nullable Object> TaskCell<R> accepted(TaskCell<R> task) {
        accept();
        enqueue(task);
        return task;
    }

    /// Enqueues a booked task, or takes its booking back if there is no room.
    private void enqueue(Runnable task) {
        try {
            pool.enqueue(task);
        } catch (OutOfMemoryError | StackOverflowError noRoom) {
            withdraw();
            throw noRoom;
        }
    }

    /// Takes back the booking of a task that is in no queue.
    private void withdraw() {
        WorkerCounters mine = pool.currentCounters();
        if (mine != null) {
            mine.add(WorkerCounters.SUBMITTED, -1);      // the task that runs here keeps the books from balancing meanwhile
        } else {
            books.withdrawn();
            if (phase != Phase.OPEN) endIfQuiet();
        }
    }

    /// Runs the body at a time, or again and again.
    ///
    /// @param periodNanos 0: once; above: from start to start; below: its negative, from end to start
    public <R extends @Nullable Object> ScheduledFuture<R> schedule(Callable<R> body, long delayNanos, long periodNanos) {
        ScheduledTask<R> task = new ScheduledTask<>(this, body, delayNanos, periodNanos);
        accept();
        if (delayNanos > 0) {
            armAccepted(task);
        } else {
            enqueue(task);
        }
        return task;
    }

    /// Puts a suspended task into the timers, then looks whether it still belongs there: a cancel or a shutdown that came
    /// in between has not seen it.
    void arm(ScheduledTask<?> task) {
        timers.add(task);
        if (task.isDone()) timers.remove(task);
        Phase now = phase;
        if (now != Phase.OPEN && (task.isPeriodic() || now != Phase.SHUTDOWN)) task.cancelWithRoom(false);
    }

    private void armAccepted(ScheduledTask<?> task) {
        try {
            arm(task);
        } catch (OutOfMemoryError | StackOverflowError noRoom) {
            task.cancelWithRoom(false);
            throw noRoom;
        }
    }

    private void due(ScheduledTask<?> task) {
        if (!task.tryWake()) return;
        try {
            pool.enqueue(task);
        } catch (OutOfMemoryError noRoom) {      // better ended than waiting for a carrier that does not know of it
            task.cancel(false);
            throw noRoom;
        }
    }

    /// Books one more task, or refuses it. There is stack then to enqueue the task and wake somebody, or to take it back.
    private void accept() {
        StackRoom.require();
        if (phase == Phase.OPEN) {
            WorkerCounters mine = pool.currentCounters();
            if (mine != null) {
                mine.bump(WorkerCounters.SUBMITTED);
                return;
            }
            books.submittedOutside();
            if (phase == Phase.OPEN) return;
            books.withdrawn();
            endIfQuiet();                    // who looked while our booking stood could not end the runtime
        }
        books.rejected();
        throw new RejectedExecutionException("skein " + config.name() + ": closed to new tasks, " + figures()
                + "; submit before shutdown() and close(), or to another runtime");
    }

    // What tasks ask of their owner.

    @Override
    protected void cancelledBeforeItsBody(TaskCell<?> task) {
        if (task instanceof ScheduledTask<?> scheduled) timers.remove(scheduled);
        books.cancelled();
        if (phase != Phase.OPEN) endIfQuiet();
    }

    @Override
    protected void interrupt(TaskCell<?> task) {
        pool.interrupt(task);
    }

    /// Runs a task on the calling carrier; false if the caller is no carrier of this runtime or the task is not there to be run.
    boolean runOnThisCarrier(TaskCell<?> task) {
        return pool.runHere(task);
    }

    @Override
    protected void runHere(TaskCell<?> task) {
        StackRoom.require();                 // a task that is claimed and cannot be run would never end
        if (pool.isCarrier()) {
            pool.runHere(task);
        } else if (task.tryClaim()) {
            switch (runOutside(task)) {
                case COMPLETED -> books.ranOutside(false);
                case FAILED -> books.ranOutside(true);
                case CANCELLED -> {
                    task.leave();
                    books.cancelled();
                }
                case SUSPENDED -> { }
            }
            if (phase != Phase.OPEN) endIfQuiet();
        }
    }

    private static TaskCell.Run runOutside(TaskCell<?> task) {
        try {
            return task.runClaimed();
        } catch (Throwable noRoom) {
            return task.abort(noRoom);
        }
    }

    @Override
    protected long spinNanos() {
        return callersSpin.nanos();
    }

    @Override
    protected void waited(long nanos) {
        callersSpin.waited(nanos);
    }

    // The end.

    public void shutdown() {
        StackRoom.require();
        if (PHASE.compareAndSet(this, Phase.OPEN, Phase.SHUTDOWN)) {
            for (ScheduledTask<?> task : timers.all()) {
                if (task.isPeriodic()) task.cancelWithRoom(false);
            }
        }
        endIfQuiet();
    }

    /// Cancels or interrupts everything, and takes no new tasks.
    ///
    /// @return what had not begun: Runnables as they were given to `execute`, and the futures of all other tasks
    public List<Runnable> shutdownNow() {
        StackRoom.require();
        if (!PHASE.compareAndSet(this, Phase.OPEN, Phase.STOPPED)) PHASE.compareAndSet(this, Phase.SHUTDOWN, Phase.STOPPED);
        List<Runnable> neverRun = new ArrayList<>();
        for (ScheduledTask<?> task : timers.all()) {
            if (task.cancelWithRoom(false)) neverRun.add(task);
        }
        for (Runnable task; (task = pool.takeAny()) != null; ) {
            if (!(task instanceof TaskCell<?> cell)) {
                books.cancelled();
                neverRun.add(task instanceof FutureAsRunnable(TaskCell<?> future) ? future : task);
            } else if (cell.isWaitingForCarrier() && cell.cancelWithRoom(false)) {
                neverRun.add(cell);
            }
        }
        pool.interruptAll();
        endIfQuiet();
        return neverRun;
    }

    /// Ends the threads if the runtime is closed and every accepted task has ended. Called whenever that may have become
    /// true: by a worker that finds nothing to do, and by whoever ends or refuses a task from outside.
    private void endIfQuiet() {
        Phase now = phase;
        if (now == Phase.OPEN || now == Phase.ENDING) return;
        VarHandle.fullFence();               // the phase change before the look at the books (L1)
        if (books.balanced() && (PHASE.compareAndSet(this, now, Phase.ENDING) || PHASE.compareAndSet(this, Phase.STOPPED, Phase.ENDING))) {
            timers.stop();
            pool.stop();
        }
    }

    public boolean isOpen() {
        return phase == Phase.OPEN;
    }

    public boolean isTerminated() {
        return terminated.getCount() == 0;
    }

    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        try {
            return WorkerPool.block(() -> terminated.await(timeout, unit));
        } catch (InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError("a latch threw what it does not declare", e);
        }
    }

    /// Runs something that may block; on a worker a spare serves meanwhile.
    public static <T extends @Nullable Object> T blocking(Callable<T> body) throws Exception {
        return WorkerPool.block(body);
    }

    /// Whether the calling thread is one of the runtime's carriers.
    public boolean isCarrier() {
        return pool.isCarrier();
    }

    // Figures.

    public SkeinStats stats() {
        return new SkeinStats(books.submitted(), books.completed(), books.failed(), books.cancelledSum(), books.rejectedSum(),
                pool.queued(), pool.running(), timers.size(), pool.total(WorkerCounters.STEALS), 0, pool.workerStats());
    }

    public String name() {
        return config.name();
    }

    /// State and sizes, as `key=value` with `, ` between.
    public String figures() {
        return "state=" + (isTerminated() ? "TERMINATED" : phase) + ", workers=" + config.workers() + ", queued=" + pool.queued()
                + ", running=" + pool.running() + ", suspended=" + timers.size() + ", submitted=" + books.submitted()
                + ", completed=" + books.completed() + ", failed=" + books.failed() + ", cancelled=" + books.cancelledSum()
                + ", rejected=" + books.rejectedSum();
    }
}
