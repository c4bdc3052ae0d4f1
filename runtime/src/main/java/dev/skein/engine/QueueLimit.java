package dev.skein.engine;

import dev.skein.api.Availability;
import dev.skein.api.WhenFull;
import dev.skein.api.WorkerState;
import dev.skein.load.WorkerProbe;
import dev.skein.platform.StackRoom;
import dev.skein.task.HostThread;
import dev.skein.worker.WorkerPool;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Refuses new tasks, or lets their submitters wait, while too many wait for a worker.
///
/// The queues themselves are counted. So every entry counts, also that of a delayed task that is due or of one that was woken;
/// but those are never refused. With one submitter the limit is exact. Several that look at the same time may exceed it by one
/// each, tasks that a thief carries from queue to queue, 128 at most, are not seen on the way, and an envelope counts as one whatever is in it.
///
/// A submitter that waits is woken when the queues have drained to half of the limit, not at each task: to wake a thread
/// costs a worker some 15 us. Where tasks are so long that the half is far away the submitter finds room by itself, since it looks from
/// time to time. It must look anyway, since nobody announces what Q2 speaks of.
///
/// - Q1 a submitter that waits goes on soon after there is room. It says so in `wanted`, then, behind a fence, counts the queues.
///   Who takes a task moves an index of its queue by CAS, then reads `wanted`. So the take that reaches the half is counted by the
///   submitter, or sees that it waits, and signals under the lock that is held from the count to the sleep.
/// - Q2 a submitter on a worker does not wait when no worker is served any more, because all block or are closed and no spare could be had: nobody
///   would ever make room. It goes on beyond the limit.
///
/// wanted: under `lock`; read by carriers.
final class QueueLimit {

    /// Time to the first look of a submitter that waits, 1 ms; it doubles from look to look up to 16 ms. A look costs some 20 us, hence
    /// 2 % of a CPU at first, 0.1 % later on.
    private static final long FIRST_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int LOOK_GROWTH = 16;

    private final int limit;
    private final WhenFull whenFull;
    private final Surroundings runtime;
    private final long firstLookNanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    /// Whether somebody sleeps who was not signalled.
    private volatile boolean wanted;

    /// What it knows of the runtime.
    ///
    /// @param name for messages
    /// @param workers their number
    /// @param queued counts the queues
    /// @param open whether new tasks are taken
    /// @param served whether any worker can take tasks now
    record Surroundings(String name, int workers, LongSupplier queued, BooleanSupplier open, BooleanSupplier served) {

        static Surroundings of(WorkerPool pool, BooleanSupplier open) {
            return new Surroundings(pool.config().name(), pool.config().workers(), pool::queued, open, () -> isServed(pool.steering().probes()));
        }

        private static boolean isServed(List<? extends WorkerProbe> workers) {
            return workers.stream().anyMatch(Surroundings::takesTasks);
        }

        /// A worker that blocks for another reason than Q2, and will come back, counts as not served too; one that is closed sleeps, and takes nothing.
        private static boolean takesTasks(WorkerProbe worker) {
            return worker.availability() == Availability.OPEN && worker.state() != WorkerState.BLOCKED && worker.state() != WorkerState.STOPPED;
        }
    }

    /// @param limit entries in the queues at most, 1 or more
    QueueLimit(int limit, WhenFull whenFull, Surroundings runtime) {
        this(limit, whenFull, runtime, FIRST_LOOK_NANOS);
    }

    /// For tests, which may want no look to help.
    QueueLimit(int limit, WhenFull whenFull, Surroundings runtime, long firstLookNanos) {
        this.limit = limit;
        this.whenFull = whenFull;
        this.runtime = runtime;
        this.firstLookNanos = firstLookNanos;
    }

    /// Returns when a new task may be enqueued, or when the runtime is closed, which is for the caller to see.
    ///
    /// @throws RejectedExecutionException if there is no room and the submitter may not wait, or was interrupted; then its
    ///     interrupt is kept
    void admit() {
        if (hasRoom() || !runtime.open.getAsBoolean()) return;
        if (whenFull == WhenFull.REJECT) throw refusal("raise queueLimit or slow the submitter", null);
        try {
            WorkerPool.block(this::awaitRoom);
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw refusal("the submitter was interrupted while it waited for room", interrupt);
        }
    }

    private RejectedExecutionException refusal(String advice, @Nullable Throwable cause) {
        return new RejectedExecutionException("skein " + runtime.name + ": queue limit " + limit + " reached (" + runtime.workers + " workers, "
                + runtime.queued.getAsLong() + " queued); " + advice, cause);
    }

    private boolean hasRoom() {
        return runtime.queued.getAsLong() < limit;
    }

    /// @return true, once the submitter may go on
    private boolean awaitRoom() throws InterruptedException {
        StackRoom.require();
        long look = firstLookNanos;
        lock.lock();
        try {
            while (true) {
                wanted = true;
                VarHandle.fullFence();           // before our count: pairs with taken (Q1)
                if (hasRoom() || !runtime.open.getAsBoolean() || wouldWaitForNobody()) return true;
                if (room.awaitNanos(look) <= 0) look = Math.min(2 * look, LOOK_GROWTH * firstLookNanos);
            }
        } finally {
            wanted = lock.hasWaiters(room);      // who has been signalled is no waiter any more, and says so again if it must
            lock.unlock();
        }
    }

    private boolean wouldWaitForNobody() {
        return Thread.currentThread() instanceof HostThread && !runtime.served.getAsBoolean();
    }

    /// A carrier has taken a task from a queue. Nothing is thrown: the carrier holds the task.
    void taken() {
        if (!wanted) return;
        VarHandle.fullFence();                   // of two that take at the same time one must count both takes
        try {
            long left = runtime.queued.getAsLong();
            if (left <= limit / 2) signal(limit - left);
        } catch (StackOverflowError | OutOfMemoryError noRoom) {
            return;                              // those who wait look themselves
        }
    }

    /// Lets so many go on at most: the others would find no room.
    private void signal(long places) {
        lock.lock();
        try {
            for (long left = places; left > 0 && lock.hasWaiters(room); left--) room.signal();
            wanted = lock.hasWaiters(room);
        } finally {
            lock.unlock();
        }
    }

    /// The engine is closed: nobody need wait any more.
    void closed() {
        signal(Long.MAX_VALUE);
    }
}
