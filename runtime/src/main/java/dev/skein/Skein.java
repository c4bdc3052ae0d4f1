package dev.skein;

import dev.skein.api.BalancerStats;
import dev.skein.api.BlockingCall;
import dev.skein.api.Continuation;
import dev.skein.api.ForkHost;
import dev.skein.api.Joining;
import dev.skein.api.LatencyStats;
import dev.skein.api.LoadSnapshot;
import dev.skein.api.MoveRecord;
import dev.skein.api.OrderRecord;
import dev.skein.api.RecursiveTask;
import dev.skein.api.SkeinStats;
import dev.skein.api.Task;
import dev.skein.api.TaskScope;
import dev.skein.api.Trace;
import dev.skein.engine.Engine;
import dev.skein.engine.RunnableCall;
import dev.skein.engine.Scheduling;
import dev.skein.report.Reporting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// A work-stealing task runtime: a fixed number of workers, each a thread bound to a CPU, that share the tasks submitted
/// to it. It is a complete [ScheduledExecutorService], with these differences from the JDK's pools:
///
/// - A task that waits for another task of a Skein runtime (`get`, `invokeAll`, `invokeAny`) does not hold its worker: if that is one of
///   the same runtime that nobody has begun, and the wait has no time limit, it runs it at once, up to 128 within each other on its own stack ([SkeinBuilder#stackSize]),
///   but for `invokeAny`, where it might not end; else a spare thread serves the worker meanwhile.
/// - `cancel(true)` interrupts its own task only, and no interrupt is left behind for the next one.
/// - An exception of an `execute` task goes to the uncaught exception handler, and the thread lives on.
/// - [#shutdownNow] also cancels the futures of what it returns, so that nobody waits for them in vain.
///
/// Tasks that one thread submits from outside go to one worker and start in that order while it has less than about 1 ms of work; beyond that, or where it
/// sleeps and another one looks for work, they may go elsewhere. Those that a task submits are run first in, first out, by the worker that runs it, or
/// stolen by others. No order is promised.
///
/// What a task sets does not reach the next: the interrupt flag is cleared, and the context class loader is again the one that the thread had
/// that built the runtime. Thread locals are not touched: they stay with the worker's thread, so a task that sets one must remove it,
/// and a task that waits may find those of another that was run within it. A context that is to follow tasks is for a
/// [dev.skein.api.TaskDecorator].
///
/// Close it: its workers keep the JVM alive. [#close] waits for tasks that are suspended too, without end if what they wait for never comes: complete that, or
/// cancel them, first. After [#shutdown] tasks cannot submit any more; forks and wakes go on, and periodic tasks end.
///
/// All methods may be called from any thread. Null arguments throw [NullPointerException].
public final class Skein extends AbstractExecutorService implements ScheduledExecutorService {

    private static final long CLOSE_REPORT_SECONDS = 10;

    private final Engine engine;
    private final Reporting reporting;

    /// @param engine that has been started
    Skein(Engine engine) {
        this.engine = engine;
        this.reporting = Reporting.of(engine.inspection());
    }

    /// A runtime with one worker for each CPU that this process may use, or fewer under a CPU quota or
    /// `-XX:ActiveProcessorCount`, each bound to its CPU.
    public static Skein create() {
        return builder().start();
    }

    /// Settings for a runtime that is not as [#create] makes it.
    public static SkeinBuilder builder() {
        return new SkeinBuilder();
    }

    // Executor.

    /// Runs the task at some time in the future on one of the workers. Allocates nothing but a place in a queue.
    ///
    /// @throws java.util.concurrent.RejectedExecutionException after [#shutdown], or at the queue limit ([SkeinBuilder#queueLimit]), as all that submit
    @Override
    public void execute(Runnable task) {
        engine.execute(Objects.requireNonNull(task, "task"));
    }

    // ExecutorService.

    /// As in the JDK. What the task throws is the future's, and is told nowhere else; `get` inside a task of this runtime does not hold its worker.
    ///
    /// @throws java.util.concurrent.RejectedExecutionException as [#execute]
    @Override
    public Future<?> submit(Runnable task) {
        return engine.<@Nullable Object>submit(Objects.requireNonNull(task, "task"), null);
    }

    @Override
    public <T extends @Nullable Object> Future<T> submit(Runnable task, T result) {
        return engine.submit(Objects.requireNonNull(task, "task"), result);
    }

    @Override
    public <T extends @Nullable Object> Future<T> submit(Callable<T> task) {
        return engine.submit(Objects.requireNonNull(task, "task"));
    }

    /// As in the JDK. Inside a task it does not hold the worker; without a limit the worker runs what no other has begun.
    ///
    /// @throws java.util.concurrent.RejectedExecutionException as [#execute]; the tasks that were accepted are cancelled then, as they are at an interrupt
    @Override
    public <T extends @Nullable Object> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks) throws InterruptedException {
        return engine.invokeAll(withoutNulls(tasks), false, 0);
    }

    /// As in the JDK: what has not ended in time is cancelled. The time limit does not end a wait for room in the queues ([dev.skein.api.WhenFull#BLOCK]).
    @Override
    public <T extends @Nullable Object> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
            throws InterruptedException {
        return engine.invokeAll(withoutNulls(tasks), true, unit.toNanos(timeout));
    }

    /// As in the JDK. Inside a task a spare thread serves the worker meanwhile; if no task has ended within 10 ms and one is still to be started, the worker runs that.
    ///
    /// @throws IllegalArgumentException without tasks
    /// @throws java.util.concurrent.RejectedExecutionException as [#execute]
    @Override
    public <T extends @Nullable Object> T invokeAny(Collection<? extends Callable<T>> tasks) throws InterruptedException, ExecutionException {
        try {
            return engine.invokeAny(atLeastOne(tasks), false, 0);
        } catch (TimeoutException impossible) {
            throw new AssertionError("timed out without a limit", impossible);
        }
    }

    @Override
    public <T extends @Nullable Object> T invokeAny(Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
            throws InterruptedException, ExecutionException, TimeoutException {
        return engine.invokeAny(atLeastOne(tasks), true, unit.toNanos(timeout));
    }

    private static <T extends @Nullable Object> List<Callable<T>> atLeastOne(Collection<? extends Callable<T>> tasks) {
        List<Callable<T>> checked = withoutNulls(tasks);
        if (checked.isEmpty()) throw new IllegalArgumentException("invokeAny needs at least one task, got none");
        return checked;
    }

    private static <T extends @Nullable Object> List<Callable<T>> withoutNulls(Collection<? extends Callable<T>> tasks) {
        List<Callable<T>> checked = new ArrayList<>(tasks.size());
        for (Callable<T> task : tasks) checked.add(Objects.requireNonNull(task, "a task"));
        return checked;
    }

    // ScheduledExecutorService. Times are cut off at 146 years.

    /// As in the JDK; a delay of 0 or less submits it at once. After [#shutdown] it runs at its time all the same.
    ///
    /// @throws java.util.concurrent.RejectedExecutionException after [#shutdown]; without a delay also at the queue limit
    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        Objects.requireNonNull(task, "task");
        return engine.scheduling().<@Nullable Object>schedule(new RunnableCall(task), unit.toNanos(delay), 0);
    }

    @Override
    public <V extends @Nullable Object> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
        Objects.requireNonNull(task, "task");
        return engine.scheduling().schedule(task, unit.toNanos(delay), 0);
    }

    /// As in the JDK: runs that are late follow each other without a pause until the schedule is met again, never two at once. A run that throws, [#shutdown] and a cancel
    /// end it.
    ///
    /// @param period above 0
    /// @throws IllegalArgumentException if the period is not above 0
    /// @throws java.util.concurrent.RejectedExecutionException after [#shutdown]; without an initial delay also at the queue limit
    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, long initialDelay, long period, TimeUnit unit) {
        Objects.requireNonNull(task, "task");
        return engine.scheduling().<@Nullable Object>schedule(new RunnableCall(task), unit.toNanos(initialDelay), checkedPeriod("period", period, unit));
    }

    /// As [#scheduleAtFixedRate], with the delay between the end of a run and the start of the next.
    ///
    /// @param delay above 0
    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long initialDelay, long delay, TimeUnit unit) {
        Objects.requireNonNull(task, "task");
        return engine.scheduling().<@Nullable Object>schedule(new RunnableCall(task), unit.toNanos(initialDelay), -checkedPeriod("delay", delay, unit));
    }

    private static long checkedPeriod(String name, long period, TimeUnit unit) {
        if (period <= 0) throw new IllegalArgumentException(name + " must be > 0, got " + period + " " + unit);
        return Math.min(unit.toNanos(period), Scheduling.MAX_PERIOD_NANOS);
    }

    // Tasks that suspend.

    /// Starts a task that suspends.
    ///
    /// @throws java.util.concurrent.RejectedExecutionException after [#shutdown], or at the queue limit
    /// @throws IllegalArgumentException if the [Continuation#footprintBytes] of the body are below 0
    public <R extends @Nullable Object> Task<R> spawn(Continuation<R> body) {
        return engine.spawn(Objects.requireNonNull(body, "body"));
    }

    /// Starts a task that suspends on one worker, to which it also comes back from suspensions. A hint: an idle worker may take it from
    /// there where that one makes no progress.
    ///
    /// @param worker 0 to workers - 1
    /// @throws IllegalArgumentException if there is no such worker, or the [Continuation#footprintBytes] of the body are below 0
    public <R extends @Nullable Object> Task<R> spawn(Continuation<R> body, int worker) {
        return engine.spawn(Objects.requireNonNull(body, "body"), worker);
    }

    /// Opens a group of tasks that end before it does.
    ///
    /// @param joining when the rest is no longer needed, and what comes of all
    public <T extends @Nullable Object, R extends @Nullable Object> TaskScope<T, R> scope(Joining<T, R> joining) {
        return engine.scope(Objects.requireNonNull(joining, "joining"));
    }

    // The end.

    /// No new tasks. What was accepted is run, delayed tasks at their time; periodic ones end.
    @Override
    public void shutdown() {
        engine.shutdown();
    }

    /// As [#shutdown]; besides, what has not begun is cancelled and returned, and what runs is cancelled or interrupted.
    ///
    /// @return Runnables of [#execute] as they were given, and the (cancelled) futures of all other tasks that had not begun, and of periodic ones
    @Override
    public List<Runnable> shutdownNow() {
        return engine.shutdownNow();
    }

    @Override
    public boolean isShutdown() {
        return !engine.isOpen();
    }

    @Override
    public boolean isTerminated() {
        return engine.isTerminated();
    }

    /// As in the JDK. In a task of this runtime it waits for that task too, so it ends by its limit only.
    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return engine.awaitTermination(timeout, unit);
    }

    /// [#shutdown], then waits until every accepted task has ended; every 10 s a log line says for how many. If the caller is
    /// interrupted, [#shutdownNow] is called, and the interrupt is kept.
    ///
    /// @throws IllegalStateException on one of the runtime's own workers, which would wait for itself
    @Override
    public void close() {
        if (engine.isCarrier()) {
            throw new IllegalStateException("skein " + engine.name() + ": close() on its own worker would wait for itself; call shutdown() here, or close() elsewhere");
        }
        shutdown();
        boolean interrupted = false;
        while (true) {
            try {
                if (awaitTermination(CLOSE_REPORT_SECONDS, TimeUnit.SECONDS)) break;
                engine.tellThatCloseWaits();
            } catch (InterruptedException e) {
                if (!interrupted) shutdownNow();
                interrupted = true;
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
    }

    /// Has an action run when the runtime has ended: all tasks are done, and its workers are no more. It runs on a daemon thread of its own;
    /// [#close] and [#awaitTermination] wait for it, but no longer than 1 s.
    ///
    /// @return false if the runtime has ended already; the action is not run then
    public boolean whenEnded(Runnable action) {
        return engine.endings().add(Objects.requireNonNull(action, "action"));
    }

    // Beyond the JDK.

    /// Runs a task that forks others, and returns its result. A worker of this runtime runs it at once, as part of the task it
    /// runs; from elsewhere it is submitted, and the caller waits, without heed of interrupts, whose flag it keeps.
    ///
    /// @throws java.util.concurrent.RejectedExecutionException after [#shutdown], or at the queue limit, but on a worker of this runtime
    /// @throws java.util.concurrent.CancellationException if [#shutdownNow] came before it ended; what has begun is interrupted
    /// @throws IllegalStateException if the task was forked or invoked before
    /// @throws RuntimeException what the task threw, or an [Error]: the same object, and from elsewhere with the caller's stack
    ///     among its suppressed exceptions
    public <R extends @Nullable Object> R invoke(RecursiveTask<R> task) {
        return engine.invoke(Objects.requireNonNull(task, "task"));
    }

    /// Runs something that may block, such as `() -> queue.take()`. On a worker, of whichever runtime, a spare thread serves the worker meanwhile if
    /// there is work for it; elsewhere this is a plain call. It throws what the body throws, and declares no more than that.
    ///
    /// @param <X> what the body declares: nothing to catch if it declares nothing; where it is several kinds, what these have in common
    public static <T extends @Nullable Object, X extends Exception> T blocking(BlockingCall<T, X> body) throws X {
        return Engine.blocking(Objects.requireNonNull(body, "body"));
    }

    /// As [#blocking(BlockingCall)], for a [Callable] that is at hand.
    public static <T extends @Nullable Object> T blocking(Callable<T> body) throws Exception {
        Objects.requireNonNull(body, "body");
        return Engine.<T, Exception>blocking(body::call);
    }

    /// Whether the calling thread is a worker's, of whichever runtime: it runs a task, may fork ([RecursiveTask#fork]), and should not block but by [#blocking].
    public static boolean onWorker() {
        return Thread.currentThread() instanceof ForkHost;
    }

    // Where tasks are, and why.

    /// Retires a worker: what waits with it goes to others, what runs there is asked to leave at its next suspension point, and nothing is sent to it until
    /// [#restore]. Tasks that are suspended and have their home there wake elsewhere; to retire costs nothing for them.
    ///
    /// @param worker 0 to workers - 1
    /// @return completes when the worker is empty and sleeps; fails with an [IllegalStateException] if it is the last that is active, or, caused by a
    ///     [java.util.concurrent.TimeoutException], if what runs there has not left within 10 s, which the message names: the worker is active again then; or if
    ///     [#restore] came first. The end of the runtime completes it. Asked again of a worker that is retired it gives the same outcome
    /// @throws IllegalArgumentException if there is no such worker
    public CompletableFuture<Void> retire(int worker) {
        return engine.balancing().retire(worker);
    }

    /// Opens a worker that was retired, or that the balancer has packed away; a retirement under way fails. No effect on an open one.
    ///
    /// @param worker 0 to workers - 1
    /// @throws IllegalArgumentException if there is no such worker
    public void restore(int worker) {
        engine.balancing().restore(worker);
    }

    /// The last 4,096 moves, oldest first: which task went from where to where, why, at whose order, and what came of it. Steals and wakes elsewhere are not
    /// among them: [#steals] samples those.
    public List<MoveRecord> moves() {
        return engine.balancing().moves();
    }

    /// The last orders of the balancer that move ready or running tasks, 4,096 at most, oldest first, and what came of each. The others, which give a task another
    /// home, pack a worker or let it nap, are counted only ([BalancerStats#orders]).
    public List<OrderRecord> orders() {
        return engine.balancing().orders();
    }

    /// One in 64 of the steals, and of the wakes on another worker than before; the last 4,096, oldest first.
    public List<MoveRecord> steals() {
        return engine.balancing().steals();
    }

    /// What the balancer has done so far.
    public BalancerStats balancer() {
        return engine.balancing().stats();
    }

    /// The name it was built with, or the number it was given.
    public String name() {
        return engine.name();
    }

    /// What the balancer saw at its last tick; empty before the first. It stays as it is while all workers sleep.
    public Optional<LoadSnapshot> load() {
        return Optional.ofNullable(engine.balancing().lastSnapshot());
    }

    /// Writes down where everything is: the state and settings of the runtime, its workers, their queues and what runs there with its stack, every task that has
    /// not ended, what the balancer did of late, and the totals. `docs/observing.md` says how to read it. Line by line, so a million tasks need no memory; no worker
    /// is stopped for it, so a task that goes from queue to queue meanwhile may stand there twice, or not at all. Of what tasks have captured nothing is
    /// written, but [Continuation#name] is called, by the calling thread.
    ///
    /// @throws java.io.UncheckedIOException if `out` throws an [java.io.IOException]; whatever else it throws goes to the caller as it is
    public void dump(Appendable out) {
        reporting.dump(Objects.requireNonNull(out, "out"));
    }

    /// As [#dump(Appendable)], but with the 1,000 oldest tasks at most: what runs, then those that suspend and are known for longest, by their id.
    public String dump() {
        return reporting.dump();
    }

    /// Writes a line about the runtime once in each period, on a thread of its own, until it is closed or the runtime has ended:
    ///
    ///     SKEIN 12.0s workers=4 run=2 search=1 park=1 queued=[12 0 3 7] suspended=310 steals=91/s moves=4/s imbalance=1.9 cpu=[98 4 61 77]% balancer=hold(below band)
    ///
    /// The system property `skein.trace`, a period in ms, starts one to [System#err] with each runtime.
    ///
    /// @param period 10 ms to 1 h
    /// @param out one append for each line, and a flush if it is [java.io.Flushable]; if it throws, the trace ends, and the log says so
    /// @throws IllegalArgumentException if the period is out of range
    public Trace trace(Duration period, Appendable out) {
        return reporting.trace(period, Objects.requireNonNull(out, "out"));
    }

    /// Number of workers, 1 to 1,024, whether they are retired or not: it never changes, and their numbers are 0 to this less 1.
    public int workers() {
        return engine.workers();
    }

    /// The books at this instant.
    public SkeinStats stats() {
        return engine.stats();
    }

    /// How long tasks that were woken, after they had suspended, waited until they ran. One wake in 256 is measured from the first call of this on; until then,
    /// none is.
    public LatencyStats latency() {
        return engine.latency();
    }

    /// One line, `Skein[name=orders, state=OPEN, workers=4, queued=0, ...]`: pairs with `=`, separated by `, `.
    @Override
    public String toString() {
        return "Skein[name=" + engine.name() + ", " + engine.figures() + "]";
    }
}
