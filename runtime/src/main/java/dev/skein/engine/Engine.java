package dev.skein.engine;

import dev.skein.api.BlockingCall;
import dev.skein.api.Continuation;
import dev.skein.api.Joining;
import dev.skein.api.LatencyStats;
import dev.skein.api.MoveReason;
import dev.skein.api.RecursiveTask;
import dev.skein.api.SkeinStats;
import dev.skein.api.TaskDecorator;
import dev.skein.api.TaskScope;
import dev.skein.load.WakeSamples;
import dev.skein.platform.Affinity;
import dev.skein.platform.SpinBudget;
import dev.skein.platform.StackRoom;
import dev.skein.task.AccountedTask;
import dev.skein.task.Alarm;
import dev.skein.task.CallTask;
import dev.skein.task.ContinuationTask;
import dev.skein.task.Footprints;
import dev.skein.task.PlacedTask;
import dev.skein.task.SuspendedTasks;
import dev.skein.task.TaskCell;
import dev.skein.task.TaskOwner;
import dev.skein.worker.PoolConfig;
import dev.skein.worker.WorkerPool;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// One runtime: puts workers, timers, books and phases together, takes tasks in, and does for them what they ask of their owner.
public final class Engine extends TaskOwner {

    private final Placement placement;
    private final PoolConfig config;
    private final WorkerPool pool;
    private final CpuWatch cpuWatch;
    private final Books books;
    private final Phases phases;
    private final OffWorker offWorker;
    private final Closing closing;
    private final Timers timers;
    private final Scheduling scheduling;
    private final SpinBudget callersSpin;
    private final SuspendedTasks suspended = new SuspendedTasks();
    private final WakeSamples wakes = new WakeSamples();
    private final Balancing balancing;
    private final StatsReader statsReader;
    private final Endings endings;
    private final Admission admission;
    private final Inspection inspection;
    private final @Nullable TaskDecorator decorator;
    private final boolean accounts;

    private Engine(EngineConfig settings, Placement placement, Machine machine) {
        this.placement = placement;
        this.config = placement.plan();
        this.callersSpin = SpinBudget.ofCallers(config.availableCpus());
        this.pool = new WorkerPool(config, machine.affinity(), this, this::endIfQuiet, this::ended, this::noRoomFor);
        this.books = new Books(pool);
        this.phases = new Phases(pool, books, this::stopThreads);
        this.offWorker = new OffWorker(books, phases, pool.reports()::uncaught);
        this.decorator = settings.decorator();
        this.accounts = settings.account();
        QueueLimit limit = settings.queueLimit() == EngineConfig.NO_LIMIT ? null
                : new QueueLimit(settings.queueLimit(), settings.whenFull(), QueueLimit.Surroundings.of(pool, this::isOpen));
        this.timers = new Timers(pool.daemons(), Scheduling.whenDue(pool), pool.reports()::logSafely);
        this.statsReader = new StatsReader(pool, books, phases, timers, settings.queueLimit());
        this.admission = new Admission(pool, books, phases, limit, statsReader::line);
        this.scheduling = new Scheduling(this, admission, timers, phases, decorator);
        this.balancing = new Balancing(settings, pool, machine.affinity());
        this.closing = new Closing(pool, phases, books, timers, suspended, limit);
        this.endings = new Endings(pool.daemons(), pool.reports()::logSafely);
        this.inspection = new Inspection(settings, pool, phases, statsReader, timers, suspended, balancing, endings);
        this.cpuWatch = new CpuWatch(placement, machine, balancing.activeWorkers(), pool.pins()::follow, pool.reports()::warnSafely);
        pool.whenTicking(cpuWatch::lookIfDue);
    }

    /// Puts a runtime together for this machine.
    ///
    /// @throws IllegalArgumentException if the pinning names a CPU that the process may not use
    public static Engine create(EngineConfig config) {
        return create(config, Machine.ofThisJvm());
    }

    static Engine create(EngineConfig config, Machine machine) {
        Affinity.touchSharedPools();     // before any thread is pinned: first used by a pinned one they would see one CPU for ever
        Placement placement = new Placement(config, machine);
        try {
            return new Engine(config, placement, machine);
        } catch (Throwable noRoom) {
            placement.release();
            throw noRoom;
        }
    }

    public void start() {
        try {
            pool.start();
            timers.start();
            balancing.start();
        } catch (Throwable refused) {
            stopThreads();
            placement.release();
            throw refused;
        }
    }

    // Tasks come in.

    /// Runs a task that has no outcome. A future that is given here is run by its own [Runnable#run], once for each time.
    public void execute(Runnable task) {
        Runnable entry = Decoration.of(decorator, task instanceof TaskCell<?> future ? new FutureAsRunnable(future) : task);
        admission.acceptIntoQueue();
        admission.enqueue(entry);
    }

    public <R extends @Nullable Object> TaskCell<R> submit(Callable<R> body) {
        return accepted(new CallTask<>(this, Decoration.of(decorator, body)));
    }

    public <R extends @Nullable Object> TaskCell<R> submit(Runnable body, R value) {
        return accepted(new CallTask<>(this, Decoration.of(decorator, body), value));
    }

    /// Starts a task that suspends.
    public <R extends @Nullable Object> ContinuationTask<R> spawn(Continuation<R> body) {
        return spawnAt(ContinuationTask.NO_HINT, body);
    }

    /// Starts a task that suspends.
    ///
    /// @param worker that it should start on and come back to
    /// @throws IllegalArgumentException if there is no such worker
    public <R extends @Nullable Object> ContinuationTask<R> spawn(Continuation<R> body, int worker) {
        balancing.checkWorker(worker);
        return spawnAt(worker, body);
    }

    private <R extends @Nullable Object> ContinuationTask<R> spawnAt(int worker, Continuation<R> body) {
        long footprint = Balancing.footprintOf(body);
        int home = worker < 0 ? homeFor(footprint) : worker;
        return accepted(accounts ? AccountedTask.create(this, decorated(body), home) : new ContinuationTask<>(this, decorated(body), home), footprint, home);
    }

    /// Where a task should have its home, or -1 if that does not matter.
    int homeFor(long footprint) {
        return footprint > 0 ? balancing.roomiest() : ContinuationTask.NO_HINT;
    }

    <R extends @Nullable Object, T extends ContinuationTask<R>> T accepted(T task, long footprint, int home) {
        admission.acceptIntoQueue();
        if (footprint > 0) declare(task, footprint, home);
        if (home < 0) {
            admission.enqueue(task);
        } else {
            pool.place(task);
        }
        return task;
    }

    private void declare(ContinuationTask<?> task, long footprint, int home) {
        try {
            balancing.footprints().add(task, footprint, home);
        } catch (OutOfMemoryError noRoom) {
            admission.withdraw();
            throw noRoom;
        }
    }

    /// A group of tasks that end before it does.
    public <T extends @Nullable Object, R extends @Nullable Object> TaskScope<T, R> scope(Joining<T, R> joining) {
        return new Scope<>(this, joining);
    }

    /// Runs a task that forks: on a carrier of this runtime at once, as part of the task that runs there, else as a task of its own.
    public <R extends @Nullable Object> R invoke(RecursiveTask<R> root) {
        return pool.isCarrier() ? root.invoke() : new Invocation<>(root, submit(root::invoke)).await();
    }

    /// As `ExecutorService.invokeAll`.
    public <R extends @Nullable Object> List<Future<R>> invokeAll(List<Callable<R>> bodies, boolean timed, long nanos) throws InterruptedException {
        return AllOf.get(this, bodies, timed, nanos);
    }

    /// As `ExecutorService.invokeAny`; a worker runs what no other has begun, or else blocks in a managed way.
    public <R extends @Nullable Object> R invokeAny(List<Callable<R>> bodies, boolean timed, long nanos)
            throws InterruptedException, ExecutionException, TimeoutException {
        return new AnyOf<R>(this).get(bodies.stream().map(body -> Decoration.of(decorator, body)).toList(), timed, nanos);
    }

    <R extends @Nullable Object> Continuation<R> decorated(Continuation<R> body) {
        return Decoration.of(decorator, body);
    }

    <R extends @Nullable Object> TaskCell<R> accepted(TaskCell<R> task) {
        admission.acceptIntoQueue();
        admission.enqueue(task);
        return task;
    }

    /// Runs tasks at a time, or again and again.
    public Scheduling scheduling() {
        return scheduling;
    }

    // What tasks ask of their owner.

    @Override
    protected void woken(ContinuationTask<?> task) {
        try {
            books.resumed();                 // first: the task may have ended, and the runtime with it, when place returns
        } finally {
            pool.place(task);                // whatever is thrown, for the task is ours to enqueue
        }
    }

    @Override
    protected boolean samplesWake(ContinuationTask<?> task) {
        return wakes.wakes(task);
    }

    @Override
    protected void withdrawSample(ContinuationTask<?> task) {
        wakes.withdraw(task);
    }

    @Override
    protected void sampledRunBegins(ContinuationTask<?> task) {
        wakes.begins(task);
    }

    @Override
    protected void enqueueForCleanup(ContinuationTask<?> task) {
        woken(task);
    }

    @Override
    protected void yieldSoon(PlacedTask<?> task) {
        pool.yieldSoon(task);
    }

    @Override
    protected boolean moved(PlacedTask<?> task, int from, int to, MoveReason reason) {
        return pool.steering().moved(task, from, to, reason);
    }

    @Override
    protected Footprints footprints() {
        return balancing.footprints();
    }

    @Override
    protected void set(Alarm alarm) {
        timers.add(alarm);
    }

    @Override
    protected void takeBack(Alarm alarm) {
        timers.remove(alarm);
    }

    @Override
    protected void uncaught(Throwable failure) {
        pool.reports().uncaught(failure);
    }

    /// How many there are, whether they are retired or not.
    @Override
    public int workers() {
        return config.workers();
    }

    @Override
    protected SuspendedTasks suspendedTasks() {
        return suspended;
    }

    @Override
    protected void cancelledBeforeItsBody(TaskCell<?> task) {
        if (task instanceof ScheduledTask<?> scheduled) timers.remove(scheduled);
        books.cancelled();
        endIfQuiet();
    }

    @Override
    public void taskTaken() {
        admission.taken();
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
        } else if (!(task instanceof ContinuationTask)) {
            offWorker.run(task);
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
        closing.shutdown();
    }

    /// Cancels or interrupts everything but a future that a thread outside runs by its `run()`, and takes no new tasks.
    ///
    /// @return what had not begun: Runnables as they were given to `execute`, and the futures of all other tasks
    public List<Runnable> shutdownNow() {
        return closing.shutdownNow();
    }

    private void endIfQuiet() {
        phases.endIfQuiet();
    }

    void noRoomFor(ContinuationTask<?> task, Throwable error) {
        offWorker.end(task, error);
    }

    private void stopThreads() {
        balancing.stop();
        timers.stop();
        pool.stop();
    }

    private void ended() {
        try {
            placement.release();             // before whoever waits for the end goes on, and perhaps starts the next runtime
        } finally {
            endings.run();
            phases.ended();
        }
    }

    public boolean isOpen() {
        return phases.isOpen();
    }

    public boolean isTerminated() {
        return phases.isTerminated();
    }

    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return WorkerPool.block(() -> phases.awaitEnd(timeout, unit));
    }

    /// Runs something that may block; on a worker a spare serves meanwhile.
    public static <T extends @Nullable Object, X extends Exception> T blocking(BlockingCall<T, X> body) throws X {
        return WorkerPool.block(body);
    }

    /// For tests.
    CpuWatch cpuWatch() {
        return cpuWatch;
    }

    /// The task that the calling thread runs for this runtime, or null.
    @Nullable Runnable currentTask() {
        return pool.currentTask();
    }

    /// Whether the calling thread is one of the runtime's carriers.
    public boolean isCarrier() {
        return pool.isCarrier();
    }

    /// Where tasks are, and why.
    public Balancing balancing() {
        return balancing;
    }

    public Endings endings() {
        return endings;
    }

    // Figures.

    public Inspection inspection() {
        return inspection;
    }

    public SkeinStats stats() {
        return statsReader.stats();
    }

    /// As `Skein.latency`.
    public LatencyStats latency() {
        return wakes.stats();
    }

    public String name() {
        return config.name();
    }

    /// State and sizes, as `key=value` with `, ` between.
    public String figures() {
        return statsReader.line();
    }

    /// Tells the user that somebody waits for the end, and for how many tasks.
    public void tellThatCloseWaits() {
        pool.reports().tellSafely("close() waits for tasks, which dump() names: " + statsReader.line());
    }
}
