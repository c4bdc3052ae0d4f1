package dev.skein.worker;

import dev.skein.api.WorkerStats;
import dev.skein.load.WorkerCounters;
import dev.skein.platform.Affinity;
import dev.skein.platform.ForeignThreads;
import dev.skein.platform.PinResult;
import dev.skein.queue.Overflow;
import dev.skein.task.TaskCell;
import dev.skein.task.TaskOwner;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The workers of one runtime and what they share: the overflow, who is idle, the spares, the sentry.
///
/// Tasks come in by [#enqueue] and leave by being run; the pool does not count what was accepted, nor does it know when
/// all is done. Its owner does, and calls [#stop] then.
public final class WorkerPool {

    static final System.Logger LOG = System.getLogger("dev.skein");
    private static final long START_SECONDS = 60;

    private final PoolConfig config;
    private final Affinity affinity;
    private final ForeignThreads foreignThreads;
    private final TaskOwner owner;
    private final Runnable whenIdle;
    private final Runnable whenEnded;
    private final Worker[] workers;
    private final int[] packages;
    private final IdleWorkers idle;
    private final Overflow<Runnable> overflow = new Overflow<>();
    private final Spares spares;
    private final Sentry sentry;
    private final AtomicInteger living = new AtomicInteger();
    private final CountDownLatch started;
    private final AtomicBoolean pinWarned = new AtomicBoolean();
    private volatile boolean stopped;
    private volatile boolean interruptsAll;

    /// @param owner of the tasks that carriers may run while they wait for them
    /// @param whenIdle called by a carrier that has nothing more to do, before it parks or ends
    /// @param whenEnded called by the last carrier thread when it ends after [#stop]
    public WorkerPool(PoolConfig config, Affinity affinity, TaskOwner owner, Runnable whenIdle, Runnable whenEnded) {
        this.config = config;
        this.affinity = affinity;
        this.foreignThreads = new ForeignThreads(affinity);
        this.owner = owner;
        this.whenIdle = whenIdle;
        this.whenEnded = whenEnded;
        this.workers = new Worker[config.workers()];
        Arrays.setAll(workers, i -> new Worker(i, config.cpus().get(i)));
        this.packages = config.packages().stream().mapToInt(Integer::intValue).toArray();
        this.idle = new IdleWorkers(workers.length);
        this.spares = new Spares(this);
        this.sentry = new Sentry(this);
        this.started = new CountDownLatch(workers.length);
    }

    /// Starts one carrier for each worker, and returns when each serves its worker.
    ///
    /// @throws OutOfMemoryError if the system refuses a thread; those that were started are ended
    public void start() {
        try {
            for (Worker worker : workers) startCarrier(worker);
            sentry.start();
            if (!started.await(START_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("skein " + config.name() + ": workers did not start within " + START_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();          // the carriers start all the same
        } catch (Throwable e) {
            stop();
            throw e;
        }
    }

    /// Ends all threads. To be called when no task is left.
    public void stop() {
        stopped = true;
        spares.stop();
        sentry.stop();
        for (Worker worker : workers) {
            Carrier carrier = worker.carrier;
            if (carrier != null) carrier.wakeUp();
        }
    }

    // Work comes in.

    /// Enqueues a task: on the calling carrier if it is one of ours, else in an inbox. The caller has made sure of the stack.
    ///
    /// @throws OutOfMemoryError if no queue has room; the task is in none then
    public void enqueue(Runnable task) {
        Carrier carrier = currentCarrier();
        Worker serves = carrier == null ? null : carrier.servedWorker();
        boolean queued = false;
        try {
            if (carrier == null || serves == null) {
                Worker receiver = inboxForCaller();
                boolean fits = receiver.inbox.offer(task);
                if (!fits) overflow.offer(task);
                queued = true;
                VarHandle.fullFence();       // the enqueue before our look at who vouches (P1)
                if (!fits || !receiver.vouches()) wake(idle.call(receiver.index));
            } else {
                carrier.ready().push(task);
                queued = true;
                if (carrier.promptness().callsForHelp(carrier.ready().size())) wake(idle.call(serves.index));
            }
        } catch (StackOverflowError | OutOfMemoryError noRoom) {     // the former from a log handler, which may take any depth
            if (!queued) throw noRoom;
            leaveToSentry();                 // the task is accepted, so nothing may be thrown any more
        }
    }

    /// There was no memory to wake somebody for a task that is queued: the sentry does it.
    void leaveToSentry() {
        sentry.lookForQueued();
    }

    /// A thread outside keeps to one worker's inbox, so its tasks begin in the order in which it sent them unless an inbox
    /// is full or they are stolen. Only where that worker sleeps and another one searches, that one gets the task.
    private Worker inboxForCaller() {
        int hash = (int) Thread.currentThread().threadId() * 0x9E3779B9;
        Worker worker = workers[(int) (((hash & 0xFFFF_FFFFL) * workers.length) >>> 32)];
        if (idle.isParked(worker.index) && idle.searchers() > 0) worker = workers[idle.lastSearcher()];
        return worker;
    }

    /// The second half of an enqueue: wakes a worker unless one searches.
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
            spares.standIn();
        }
    }

    /// Whether any queue holds a task that a worker which is awake should take.
    boolean hasWorkToTake() {
        for (Worker worker : workers) {
            if (worker.hasStealable()) return true;
        }
        return hasHomelessWork();
    }

    /// Whether any queue holds so much that a worker should be woken for it.
    boolean needsHelp() {
        for (Worker worker : workers) {
            if (worker.callsForHelp()) return true;
        }
        return hasHomelessWork();
    }

    private boolean hasHomelessWork() {
        for (Carrier carrier : spares.detached()) {
            if (!carrier.ready().isEmpty()) return true;
        }
        return !overflow.isEmpty();
    }

    /// Takes any queued task away from the workers; null if there is none.
    public @Nullable Runnable takeAny() {
        for (Worker worker : workers) {
            Runnable task = worker.inbox.poll();
            if (task != null) return task;
            Carrier carrier = worker.carrier;
            task = carrier == null ? null : carrier.ready().poll(false);
            if (task != null) return task;
        }
        for (Carrier carrier : spares.detached()) {
            Runnable task = carrier.ready().poll(false);
            if (task != null) return task;
        }
        return overflow.poll();
    }

    // Carriers.

    /// The carrier of this pool that the calling thread is, or null.
    private @Nullable Carrier currentCarrier() {
        return Thread.currentThread() instanceof Carrier carrier && carrier.pool() == this ? carrier : null;
    }

    /// Whether the calling thread is one of the pool's carriers.
    public boolean isCarrier() {
        return currentCarrier() != null;
    }

    /// The counters of the calling carrier, or null if the calling thread is none of this pool.
    public @Nullable WorkerCounters currentCounters() {
        Carrier carrier = currentCarrier();
        return carrier == null ? null : carrier.runner().counters();
    }

    /// Runs a task on the calling carrier, within the task that it runs.
    ///
    /// @return false if the calling thread is no carrier of this pool, or the task was not there to be run
    public boolean runHere(TaskCell<?> task) {
        Carrier carrier = currentCarrier();
        return carrier != null && carrier.runner().runWithin(task);
    }

    /// Runs something that may block. On a carrier, of whichever pool, a spare serves the worker meanwhile.
    public static <T extends @Nullable Object> T block(Callable<T> body) throws Exception {
        return Thread.currentThread() instanceof Carrier carrier ? carrier.block(body) : body.call();
    }

    /// Interrupts the carrier on which `task` is the innermost, if there is one.
    public void interrupt(TaskCell<?> task) {
        forEachCarrier(carrier -> carrier.runner().interruptIfRunning(task));
    }

    /// Cancels or interrupts what all carriers run now, and interrupts whatever they begin from now on.
    public void interruptAll() {
        interruptsAll = true;                // before our look at what they run: pairs with TaskRunner's write of it
        forEachCarrier(carrier -> carrier.runner().cancelCurrent());
    }

    boolean interruptsAll() {
        return interruptsAll;
    }

    private void forEachCarrier(Consumer<Carrier> action) {
        for (Worker worker : workers) {
            Carrier carrier = worker.carrier;
            if (carrier != null) action.accept(carrier);
        }
        spares.detached().forEach(action);
    }

    /// Starts a carrier.
    ///
    /// @param worker that it is to serve at once, or null for a spare
    /// @throws OutOfMemoryError if the system refuses a thread
    Carrier startCarrier(@Nullable Worker worker) {
        Carrier carrier = new Carrier(this);
        if (worker != null) carrier.assign(worker, false);
        living.incrementAndGet();
        try {
            carrier.start();
        } catch (Throwable refused) {
            if (worker != null) worker.carrier = null;
            if (living.decrementAndGet() == 0 && stopped) whenEnded.run();
            throw refused;
        }
        return carrier;
    }

    /// Logs what went wrong in our own code, if there is memory for it.
    public void logSafely(String what, Throwable failure) {
        try {
            LOG.log(System.Logger.Level.ERROR, "skein " + config.name() + ": " + what, failure);
        } catch (Throwable noRoomToLog) {
            return;                          // there is nobody left to tell
        }
    }

    void attached() {
        started.countDown();
    }

    /// A carrier thread ends.
    ///
    /// @param asServer whether it served a worker to the end
    void carrierEnded(boolean asServer) {
        try {
            if (!asServer) spares.ended();
        } catch (OutOfMemoryError noRoom) {
            leaveToSentry();
        }
        if (living.decrementAndGet() == 0 && stopped) whenEnded.run();
    }

    /// Binds the calling carrier to a CPU; the first refusal is logged.
    boolean pin(int cpu) {
        PinResult result = foreignThreads.carrierPins(cpu);
        if (!result.pinned() && pinWarned.compareAndSet(false, true)) {
            LOG.log(System.Logger.Level.WARNING, "skein " + config.name() + ": workers run unpinned: " + result.reason());
        }
        return result.pinned();
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
        long sum = overflow.size();
        for (Worker worker : workers) sum += worker.queued();
        for (Carrier carrier : spares.detached()) sum += carrier.ready().size();
        return sum;
    }

    /// Carriers that are inside a task.
    public int running() {
        AtomicInteger count = new AtomicInteger();
        forEachCarrier(carrier -> {
            if (carrier.runner().isRunning()) count.incrementAndGet();
        });
        return count.get();
    }

    public List<WorkerStats> workerStats() {
        return Arrays.stream(workers).map(worker -> worker.stats(idle)).toList();
    }

    public PoolConfig config() {
        return config;
    }

    String carrierName(String role) {
        return "skein-" + config.name() + "-" + role;
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
