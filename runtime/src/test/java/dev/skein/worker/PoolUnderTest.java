package dev.skein.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.api.Continuation;
import dev.skein.api.MoveReason;
import dev.skein.load.WorkerCounters;
import dev.skein.platform.Affinity;
import dev.skein.task.Alarm;
import dev.skein.task.CallTask;
import dev.skein.task.ContinuationTask;
import dev.skein.task.Footprints;
import dev.skein.task.PlacedTask;
import dev.skein.task.SuspendedTasks;
import dev.skein.task.TaskCell;
import dev.skein.task.TaskOwner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/// A real pool with an owner that keeps no books; ended by [#close], which fails the test if a thread does not end.
final class PoolUnderTest extends TaskOwner implements AutoCloseable {

    static final long PATIENCE_SECONDS = 20;
    private static final long SLICE_NANOS = 10_000_000;
    private static final AtomicInteger NUMBER = new AtomicInteger();

    final String name = "pooltest" + NUMBER.incrementAndGet();
    final WorkerPool pool;
    private final SuspendedTasks suspended = new SuspendedTasks();
    private final Footprints footprints = new Footprints(8);
    private final CountDownLatch ended = new CountDownLatch(1);
    /// What carriers call that have nothing more to do.
    volatile Runnable whenIdle = () -> { };

    /// What a test may want to be different.
    record Options(int workers, int maxSpares, long stackSize, boolean pinned, Affinity affinity, Thread.UncaughtExceptionHandler handler) {

        static Options of(int workers) {
            return new Options(workers, 256, 0, true, Affinity.system(), (thread, failure) -> { });
        }

        Options maxSpares(int spares) {
            return new Options(workers, spares, stackSize, pinned, affinity, handler);
        }

        Options stackSize(long bytes) {
            return new Options(workers, maxSpares, bytes, pinned, affinity, handler);
        }

        Options unpinned() {
            return new Options(workers, maxSpares, stackSize, false, affinity, handler);
        }

        Options affinity(Affinity other) {
            return new Options(workers, maxSpares, stackSize, pinned, other, handler);
        }

        Options handler(Thread.UncaughtExceptionHandler other) {
            return new Options(workers, maxSpares, stackSize, pinned, affinity, other);
        }
    }

    private PoolUnderTest(Options options) {
        List<Integer> available = options.affinity.processCpus().toList();
        List<Integer> cpus = new ArrayList<>();
        for (int i = 0; i < options.workers; i++) cpus.add(options.pinned ? available.get(i % available.size()) : -1);
        Integer[] packages = new Integer[options.workers];
        Arrays.fill(packages, 0);
        pool = new WorkerPool(new PoolConfig(name, cpus, List.of(packages), available.size(), options.maxSpares, options.stackSize,
                SLICE_NANOS, options.handler, Thread.currentThread().getThreadGroup(), null), options.affinity, this, () -> whenIdle.run(),
                ended::countDown, PoolUnderTest::noRoomFor);
    }

    private static void noRoomFor(ContinuationTask<?> task, Throwable error) {
        throw new AssertionError("no room for " + task, error);
    }

    static PoolUnderTest notStarted(Options options) {
        return new PoolUnderTest(options);
    }

    static PoolUnderTest start(Options options) {
        PoolUnderTest made = new PoolUnderTest(options);
        made.pool.start();
        return made;
    }

    static PoolUnderTest start(int workers) {
        return start(Options.of(workers));
    }

    /// Places a continuation as a runtime does.
    ///
    /// @param home worker that it is meant for, or -1
    <R> ContinuationTask<R> spawn(Continuation<R> body, int home) {
        ContinuationTask<R> task = new ContinuationTask<>(this, body, home);
        pool.place(task);
        return task;
    }

    <R> TaskCell<R> submit(Callable<R> body) {
        TaskCell<R> task = new CallTask<>(this, body);
        pool.enqueue(task);
        return task;
    }

    /// Runs `body` on a worker and returns what it returns.
    <R> R call(Callable<R> body) throws Exception {
        return submit(body).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /// Whether no fork is left that the books know of by itself (J6).
    boolean forksAreOver() {
        return pool.total(WorkerCounters.FORKING_BEGUN) == pool.total(WorkerCounters.FORKING_ENDED);
    }

    void awaitParked() {
        Awaitility.await().until(this::allParked);
    }

    boolean allParked() {
        for (Worker worker : pool.workers()) {
            if (!pool.idle().isParked(worker.index)) return false;
        }
        return true;
    }

    long parks() {
        return pool.total(WorkerCounters.PARKS);
    }

    /// What to print when something hangs.
    String dump() {
        return name + ": " + pool.workerStats() + ", overflow " + pool.overflow().size() + ", searchers " + pool.idle().searchers()
                + ", detached " + pool.detachedCarriers();
    }

    /// Live threads of this pool.
    List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().startsWith("skein-" + name + "-")).toList();
    }

    boolean hasEnded() {
        return ended.getCount() == 0;
    }

    @Override
    public void close() {
        pool.stop();
        try {
            assertThat(ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("all carriers end: %s", threads()).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /// Waits for a latch; fails with a picture of the pool if it does not come.
    void await(CountDownLatch latch, String what) {
        try {
            assertThat(latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("%s; %s", what, dump()).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /// Waits without telling the pool; for a body that holds its worker.
    static void hold(CountDownLatch latch) {
        try {
            if (!latch.await(2 * PATIENCE_SECONDS, TimeUnit.SECONDS)) throw new AssertionError("held for too long");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /// Waits in a managed block.
    static void block(CountDownLatch latch) {
        try {
            Boolean opened = WorkerPool.block(() -> latch.await(2 * PATIENCE_SECONDS, TimeUnit.SECONDS));
            if (!opened) throw new AssertionError("blocked for too long");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    static void spinNanos(long nanos) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < nanos) Thread.onSpinWait();
    }

    @Override
    protected void cancelledBeforeItsBody(TaskCell<?> task) {
    }

    @Override
    protected void interrupt(TaskCell<?> task) {
        pool.interrupt(task);
    }

    @Override
    protected void runHere(TaskCell<?> task) {
        pool.runHere(task);
    }

    @Override
    protected long spinNanos() {
        return 0;
    }

    @Override
    protected void waited(long nanos) {
    }

    @Override
    protected void woken(ContinuationTask<?> task) {
        pool.place(task);
    }

    @Override
    protected void enqueueForCleanup(ContinuationTask<?> task) {
        pool.place(task);
    }

    @Override
    protected void yieldSoon(PlacedTask<?> task) {
        pool.yieldSoon(task);
    }

    @Override
    protected void set(Alarm alarm) {
        throw new UnsupportedOperationException("a pool has no timers");
    }

    @Override
    protected void takeBack(Alarm alarm) {
        throw new UnsupportedOperationException("a pool has no timers");
    }

    @Override
    protected void uncaught(Throwable failure) {
        throw new AssertionError("no class of a user's is expected to throw here", failure);
    }

    @Override
    protected int workers() {
        return pool.config().workers();
    }

    @Override
    protected SuspendedTasks suspendedTasks() {
        return suspended;
    }

    @Override
    protected boolean moved(PlacedTask<?> task, int from, int to, MoveReason reason) {
        return pool.steering().moved(task, from, to, reason);
    }

    @Override
    protected Footprints footprints() {
        return footprints;
    }
}
