package dev.skein.worker;

import dev.skein.api.BlockingCall;
import dev.skein.api.WorkerStats;
import dev.skein.events.FlightEvents;
import dev.skein.handoff.Ledger;
import dev.skein.load.WorkerCounters;
import dev.skein.platform.Affinity;
import dev.skein.platform.Daemons;
import dev.skein.platform.ForeignThreads;
import dev.skein.queue.Overflow;
import dev.skein.task.ContinuationTask;
import dev.skein.task.TaskCell;
import dev.skein.task.TaskOwner;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// The workers of one runtime and what they share: the overflow, who is idle, the spares, the sentry.
///
/// Tasks come in by [#enqueue] and leave by being run; the pool does not count what was accepted, nor does it know when
/// all is done. Its owner does, and calls [#stop] then.
public final class WorkerPool {

    private final PoolConfig config;
    private final Affinity affinity;
    private final ForeignThreads foreignThreads;
    private final TaskOwner owner;
    private final Runnable whenIdle;
    private final BiConsumer<ContinuationTask<?>, Throwable> whenNoRoom;
    private final Worker[] workers;
    private final int[] packages;
    private final IdleWorkers idle;
    private final Reports reports;
    private final Overflow<Runnable> overflow = new Overflow<>();
    private final Intake intake = new Intake(this);
    private final Backlog backlog = new Backlog(this);
    private final Spares spares;
    private final Handoffs handoffs;
    private final Closed closed;
    private final Steering steering;
    private final Receivers receivers;
    private final Sentry sentry;
    private final Carriers carriers;
    private final Pins pins;
    private final Daemons daemons;
    private volatile LongConsumer whenTicking = now -> { };
    private volatile boolean stopped;
    private volatile boolean interruptsAll;
    private volatile boolean hasInterruptedAll;
    /// Whether somebody records runs, as the sentry saw last; plain, for a run more or less does not matter.
    private boolean recordsRuns;

    /// @param owner of the tasks that carriers may run while they wait for them
    /// @param whenIdle called by a carrier that has nothing more to do, before it parks or ends
    /// @param whenEnded called by the last carrier thread when it ends after [#stop]
    /// @param whenNoRoom called with a continuation that no queue had room for
    public WorkerPool(PoolConfig config, Affinity affinity, TaskOwner owner, Runnable whenIdle, Runnable whenEnded,
            BiConsumer<ContinuationTask<?>, Throwable> whenNoRoom) {
        this.config = config;
        this.affinity = affinity;
        this.foreignThreads = new ForeignThreads(affinity);
        this.owner = owner;
        this.whenIdle = whenIdle;
        this.whenNoRoom = whenNoRoom;
        this.workers = new Worker[config.workers()];
        Arrays.setAll(workers, i -> new Worker(i, config.cpus().get(i)));
        this.packages = config.packages().stream().mapToInt(Integer::intValue).toArray();
        this.idle = new IdleWorkers(workers.length);
        this.reports = new Reports(config.name(), config.handler());
        this.pins = new Pins(affinity, foreignThreads, List.of(workers), reports::warnSafely);
        this.daemons = Daemons.of(config.name(), pins::unbound);
        this.spares = new Spares(this);
        this.handoffs = new Handoffs(this, new Ledger(config.name()));
        this.closed = new Closed(this, workers.length);
        this.steering = new Steering(this);
        this.receivers = new Receivers(this, steering.drainBoard());
        this.sentry = new Sentry(this);
        this.carriers = new Carriers(this, whenEnded);
    }

    /// Starts one carrier for each worker, and returns when each serves its worker.
    ///
    /// @throws OutOfMemoryError if the system refuses a thread; those that were started are ended
    public void start() {
        try {
            for (Worker worker : workers) carriers.start(worker);
            sentry.start();
            carriers.awaitAttached();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();          // the carriers start all the same
        } catch (Throwable e) {
            stop();
            throw e;
        }
    }

    /// Ends all threads. To be called when no task is left.
    public void stop() {
        spares.close();                          // first: a spare that is started when all others have left would end the pool a second time
        stopped = true;
        spares.wakeAll();
        for (Worker worker : workers) {          // nothing here wants memory: who is not woken sleeps on
            Carrier carrier = worker.carrier;
            if (carrier != null) carrier.wakeUp();
        }
        sentry.stop();
        closed.stopped();
    }

    /// Has `action` called from time to time while anything runs, by a daemon thread of the pool, with the [System#nanoTime] of the call. To be set
    /// before the start.
    public void whenTicking(LongConsumer action) {
        whenTicking = action;
    }

    /// For the sentry.
    LongConsumer whenTicking() {
        return whenTicking;
    }

    // Work comes in.

    /// Enqueues a task: on the calling carrier if it is one of ours, else in an inbox. The caller has made sure of the stack.
    ///
    /// @throws OutOfMemoryError if no queue has room; the task is in none then
    public void enqueue(Runnable task) {
        intake.enqueue(task, ContinuationTask.NO_HINT);
    }

    /// There was no memory to wake somebody for a task that is queued: the sentry does it.
    void leaveToSentry() {
        sentry.lookForQueued();
    }

    /// Enqueues a continuation where it wants to go. Nothing is thrown.
    public void place(ContinuationTask<?> task) {
        intake.place(task);
    }

    /// The second half of an enqueue: wakes a worker unless enough search.
    void signalWork() {
        wake(idle.call(0));
    }

    /// For the sentry, which has revoked the word of the worker's carrier: wakes another for what is queued there.
    void signalIfQueued(Worker worker) {
        VarHandle.fullFence();               // the revocation before our look: who enqueues from now on wakes somebody itself (P1)
        if (worker.callsForHelp()) signalWork();
    }

    /// Wakes whom [IdleWorkers#call] has claimed.
    void wake(int called) {
        if (called >= 0) {
            Carrier carrier = workers[called].carrier;
            if (carrier != null) carrier.wakeUp();
        } else if (called == IdleWorkers.ONE_THAT_BLOCKS) {
            try {
                spares.standIn();
            } catch (StackOverflowError | OutOfMemoryError noRoom) {
                leaveToSentry();             // whoever wakes has tasks that are queued already
            }
        }
    }

    /// Takes any queued task away from the workers; null if there is none. Forks stay: they are parts of tasks that have begun.
    public @Nullable Runnable takeAny() {
        return backlog.takeAny();
    }

    // The balancer.

    /// What those who steer the workers need.
    public Steering steering() {
        return steering;
    }

    /// A worker has left park: whoever watches workers must be awake.
    void ensureAwake() {
        sentry.ensureAwake();
        steering.doze().ensureAwake();
    }

    // Carriers.

    /// The carrier of this pool that the calling thread is, or null.
    @Nullable Carrier currentCarrier() {
        return Thread.currentThread() instanceof Carrier carrier && carrier.pool() == this ? carrier : null;
    }

    /// What the calling carrier runs, or null.
    public @Nullable Runnable currentTask() {
        Carrier carrier = currentCarrier();
        return carrier == null ? null : carrier.runner().currentTask();
    }

    /// Whether the calling thread is one of the pool's carriers.
    public boolean isCarrier() {
        return currentCarrier() != null;
    }

    /// The counters that the calling carrier has of a worker, or null if it has none: the calling thread is no carrier of this pool, or one that waits for a worker.
    public @Nullable WorkerCounters currentCounters() {
        Carrier carrier = currentCarrier();
        return carrier == null ? null : carrier.runner().lentCounters();
    }

    /// Runs a task on the calling carrier, within the task that it runs.
    ///
    /// @return false if the calling thread is no carrier of this pool, or the task was not there to be run
    public boolean runHere(TaskCell<?> task) {
        Carrier carrier = currentCarrier();
        return carrier != null && carrier.runner().runWithin(task);
    }

    /// Runs something that may block. On a carrier, of whichever pool, a spare serves the worker meanwhile.
    public static <T extends @Nullable Object, X extends Exception> T block(BlockingCall<T, X> body) throws X {
        return Thread.currentThread() instanceof Carrier carrier ? carrier.block(body) : body.call();
    }

    /// Interrupts the carrier on which `task` is the innermost, if there is one.
    public void interrupt(TaskCell<?> task) {
        carriers.forEach(carrier -> carrier.runner().interruptIfRunning(task));
    }

    /// Lets `task` see that it should yield, if a carrier runs it.
    public void yieldSoon(Runnable task) {
        carriers.forEach(carrier -> carrier.runner().askToYield(task));
    }

    /// Cancels or interrupts what all carriers run now, and interrupts whatever they begin from now on.
    public void interruptAll() {
        interruptsAll = true;                // before our look at what they run: pairs with TaskRunner's write of it
        try {
            carriers.forEach(carrier -> carrier.runner().cancelCurrent());
        } finally {
            hasInterruptedAll = true;
        }
    }

    boolean interruptsAll() {
        return interruptsAll;
    }

    /// The sentry, if all was to be cancelled: does so with what carriers run and [#interruptAll] has missed (S3). Not before that is through: who waits for
    /// what is cancelled may take his time, and the sentry has others to see to.
    void cancelThoseMissed() {
        if (hasInterruptedAll) carriers.forEach(carrier -> carrier.runner().cancelCurrentIfMissed());
    }

    boolean recordsRuns() {
        return recordsRuns;
    }

    /// To be called from time to time.
    void lookWhoRecords() {
        boolean records = FlightEvents.recordsRuns();
        if (records != recordsRuns) recordsRuns = records;
    }

    // Figures.

    /// Sum of one counter over all workers.
    public long total(int counter) {
        long sum = 0;
        for (Worker worker : workers) sum += worker.total(counter);
        return sum;
    }

    /// Tasks that ended on workers.
    public long ended() {
        long sum = 0;
        for (Worker worker : workers) sum += worker.ended();
        return sum;
    }

    /// Tasks in all queues; an estimate while they change.
    public long queued() {
        return backlog.size();
    }

    /// Carriers that are inside a task.
    public int running() {
        return carriers.running();
    }

    /// Carrier threads, spares included.
    public int threads() {
        return carriers.living();
    }

    public List<WorkerStats> workerStats() {
        return Arrays.stream(workers).map(worker -> worker.stats(idle)).toList();
    }

    /// Where the threads run.
    public Pins pins() {
        return pins;
    }

    /// Makes the threads of this runtime that serve no worker.
    public Daemons daemons() {
        return daemons;
    }

    public Reports reports() {
        return reports;
    }

    public PoolConfig config() {
        return config;
    }

    VictimOrder victimsOf(Worker thief) {
        return new VictimOrder(thief, workers, packages);
    }

    TaskOwner owner() {
        return owner;
    }

    void whenIdle() {
        whenIdle.run();
    }

    void endForWantOfRoom(ContinuationTask<?> task, Throwable error) {
        whenNoRoom.accept(task, error);
    }

    Carriers carriers() {
        return carriers;
    }

    Intake intake() {
        return intake;
    }

    Backlog backlog() {
        return backlog;
    }

    Worker[] workers() {
        return workers;
    }

    List<Carrier> detachedCarriers() {
        return spares.detached();
    }

    Overflow<Runnable> overflow() {
        return overflow;
    }

    IdleWorkers idle() {
        return idle;
    }

    Spares spares() {
        return spares;
    }

    Receivers receivers() {
        return receivers;
    }

    Handoffs handoffs() {
        return handoffs;
    }

    Closed closed() {
        return closed;
    }

    /// For messages.
    String runtimeName() {
        return "skein " + config.name();
    }

    Sentry sentry() {
        return sentry;
    }

    Affinity affinity() {
        return affinity;
    }

    ForeignThreads foreignThreads() {
        return foreignThreads;
    }

    boolean isStopped() {
        return stopped;
    }
}
