package dev.skein.worker;

import dev.skein.api.ForkHost;
import dev.skein.api.RecursiveTask;
import dev.skein.load.WorkerCounters;
import dev.skein.platform.SpinBudget;
import dev.skein.platform.StackRoom;
import dev.skein.queue.WorkStealingDeque;
import dev.skein.task.HostThread;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The part of a [Carrier] that forks and joins.
///
/// A carrier that joins a fork pops its own forks until it meets that one, and runs them. If the fork was stolen, it *leapfrogs*:
/// it takes from the forks of the thief, which belong to the stolen one more often than not (D. B. Wagner and B. G. Calder,
/// "Leapfrogging: a portable technique for implementing efficient futures", PPoPP 1993). It never takes a task of another
/// kind: that might be long, or wait for what stands beneath it on the stack. When there is nothing of the sort it spins
/// a little, then blocks in a managed way.
///
/// **Waking.** A fork wakes a worker if one sleeps and too few search, after one read of a word without a fence. So it may overlook
/// a worker that is about to sleep and overlooks the fork in turn. Nothing is lost: the forks stand in the deque of a carrier that is
/// awake and comes to them itself, and the next fork or the sentry's next tick wakes somebody. While the carrier's tasks of late
/// were short ([Promptness]) a few forks wake nobody: to wake a worker costs more than to run them.
///
/// - J5 a fork that nobody joins is run: by the carrier when the task that has pushed it ends, before other tasks but for those that its clock brings in between, or
///   by a thief. A carrier that has lost its worker runs what is left of its forks before it gives up.
/// - J6 a runtime that is closed does not end before its forks have. A task in the books stands beneath a fork that is run within it; for
///   all others a carrier has an entry of its own in the books, made before it takes a fork from another, or before the end of
///   a task that leaves forks behind is counted, and closed when its own deque is empty.
///
/// forks: see [WorkStealingDeque]. The rest is the carrier's own.
abstract class ForkCarrier extends HostThread {

    /// Leaps within each other, at most: each stands on the stack of the one before.
    static final int LEAPS_MAX = 64;
    /// A short task with so few forks at once is not worth a worker that must be woken: a tree of this depth has 2^8 leaves.
    private static final int FEW_FORKS = 8;
    /// Forks between two attempts to find a spare while there is none and no worker sleeps: each attempt takes locks.
    private static final int FORKS_PER_ATTEMPT = 1_000;
    private static final int FORKS_CAPACITY = 256;
    /// Spin hints between two looks of a carrier that joins, some 70 ns.
    private static final int PAUSE_HINTS = 8;

    final WorkerPool pool;
    final IdleWorkers idle;
    private final WorkStealingDeque<RecursiveTask<?>> forks = WorkStealingDeque.apart(FORKS_CAPACITY);
    private final ForkInHand inHand = new ForkInHand();
    private final SpinBudget spin;
    private int leaps;
    private int forksUntilAttempt;
    private boolean inBooks;

    /// A fork that the carrier's loop has taken and not run yet: one object for all, so that taking needs no memory.
    final class ForkInHand implements Runnable {
        private @Nullable RecursiveTask<?> fork;
        private boolean stolen;

        private Runnable with(RecursiveTask<?> taken, boolean fromAnother) {
            fork = taken;
            stolen = fromAnother;
            return this;
        }

        @Override
        public void run() {
            RecursiveTask<?> taken = Objects.requireNonNull(fork, "no fork in hand");
            fork = null;
            ForkCarrier.this.run(taken, stolen);
        }
    }

    /// Takes a fork from a thief and runs it within the task that waits.
    private final class Leap implements Runnable {
        private final ForkCarrier thief;
        boolean found;

        Leap(ForkCarrier thief) {
            this.thief = thief;
        }

        @Override
        public void run() {
            RecursiveTask<?> fork = thief.forks.poll(false);
            if (fork == null) return;
            found = true;
            countSteal();
            ForkCarrier.this.run(fork, true);
        }
    }

    ForkCarrier(WorkerPool pool, String name) {
        super(pool.config().threadGroup(), name, pool.config().stackSize());
        this.pool = pool;
        this.idle = pool.idle();
        this.spin = SpinBudget.ofJoiner(pool.config().availableCpus());
    }

    // What the rest of the carrier gives.

    abstract TaskRunner runner();

    abstract Promptness promptness();

    /// Does at a tick of the carrier's clock what others want of it.
    ///
    /// @return whether the carrier must take no more tasks
    abstract boolean attend();

    /// Lets a spare serve the worker while the carrier blocks.
    ///
    /// @return whether [#exitBlock] is owed
    abstract boolean enterBlock();

    abstract void exitBlock();

    // For forks.

    @Override
    protected final void push(RecursiveTask<?> fork) {
        forks.push(fork);
        try {
            if (idle.anySleeps()) callForHelp();
        } catch (StackOverflowError | OutOfMemoryError noRoom) {
            return;                            // the fork is in the deque; the sentry's tick wakes somebody
        }
    }

    @Override
    protected final @Nullable RecursiveTask<?> pop() {
        StackRoom.require();                   // a fork that is taken must be run
        return forks.pop();
    }

    @Override
    protected final boolean popIf(RecursiveTask<?> fork) {
        return forks.popIf(fork);
    }

    private void callForHelp() {
        if (!idle.wantsSearcher()) return;
        if (forksUntilAttempt > 0 && !idle.anyParked()) {
            forksUntilAttempt--;
            return;
        }
        if (promptness().vouches() && forks.size() < FEW_FORKS) return;
        StackRoom.require();
        int called = idle.call(0);
        if (called == IdleWorkers.ONE_THAT_BLOCKS) forksUntilAttempt = FORKS_PER_ATTEMPT;
        pool.wake(called);
    }

    @Override
    protected final void await(RecursiveTask<?> fork) {
        boolean mine = hasPushed(fork);        // then all that pop gives was pushed after it
        long spinStart = System.nanoTime();
        while (!fork.isDone()) {
            if (leap(fork)) {
                if (mine) runYounger(fork);    // what the leap has left behind
                spinStart = System.nanoTime();
            } else if (System.nanoTime() - spinStart < spin.nanos()) {
                for (int i = 0; i < PAUSE_HINTS; i++) Thread.onSpinWait();
            } else {
                block(fork);
            }
        }
        spin.waited(System.nanoTime() - spinStart);
    }

    /// Runs a fork that the thief of another one has left to others; false if there is none.
    private boolean leap(RecursiveTask<?> fork) {
        ForkHost thief = thiefOf(fork);
        if (thief == this) {
            throw new IllegalStateException(fork.getClass().getName() + ": join() would wait for ever, since the fork runs on this thread, beneath its joiner");
        }
        if (!(thief instanceof ForkCarrier carrier) || carrier.pool != pool) return false;
        if (carrier.forks.isEmpty() || leaps >= LEAPS_MAX) return false;
        StackRoom.require();                   // a fork that is taken must be run
        Leap leap = new Leap(carrier);
        leaps++;
        try {
            runner().runForkWithin(leap);
        } finally {
            leaps--;
        }
        return leap.found;
    }

    private void block(RecursiveTask<?> fork) {
        boolean entered = enterBlock();
        try {
            parkUntilDone(fork);
        } finally {
            if (entered) exitBlock();
        }
    }

    // For the carrier's loop.

    /// Takes the youngest of the own forks; null if there is none.
    final @Nullable Runnable takeFork() {
        RecursiveTask<?> fork = forks.pop();
        if (fork != null) return inHand.with(fork, false);
        closeEntry();
        return null;
    }

    /// Takes the oldest fork of another carrier; null if there is none. Only with no own forks left.
    final @Nullable Runnable stealFork(ForkCarrier victim) {
        if (victim.forks.isEmpty()) return null;
        openEntry();
        RecursiveTask<?> fork = victim.forks.poll(false);
        if (fork == null) {
            closeEntry();
            return null;
        }
        countSteal();
        return inHand.with(fork, true);
    }

    /// A task is about to be counted as ended; what it has forked and not joined must stay in the books (J6).
    final void taskEnds() {
        if (!forks.isEmpty()) openEntry();
    }

    /// The carrier is about to sleep: an entry that it could not close as ever, since it was called away, must not keep the books from balancing.
    final void closeEntryIfEmpty() {
        if (forks.isEmpty()) closeEntry();
    }

    private void openEntry() {
        if (inBooks) return;
        inBooks = true;
        runner().counters().bump(WorkerCounters.FORKING_BEGUN);
    }

    private void closeEntry() {
        if (!inBooks) return;
        inBooks = false;
        runner().counters().bump(WorkerCounters.FORKING_ENDED);
    }

    private void countSteal() {
        WorkerCounters counters = runner().counters();
        counters.bump(WorkerCounters.STEALS);
        counters.bump(WorkerCounters.STOLEN_TASKS);
    }

    // For others.

    final boolean hasForks() {
        return !forks.isEmpty();
    }

    /// A value that changes when a fork is pushed or taken.
    final long forkProgress() {
        return forks.progress();
    }

    /// Shows the forks that wait here; nothing may be read of them but their class ([WorkStealingDeque#forEach]).
    final void forEachFork(Consumer<Object> action) {
        forks.forEach(action);
    }

    /// Whether what a carrier runs is a fork, and not a task that stood in a queue.
    static boolean isOfFork(Runnable running) {
        return running instanceof ForkInHand || running instanceof Leap;
    }

    /// How many forks wait here; an estimate.
    final long forkCount() {
        return forks.size();
    }

    /// As [ForkHost#wakeLateWaiters].
    static void wakeLate() {
        wakeLateWaiters();
    }
}
