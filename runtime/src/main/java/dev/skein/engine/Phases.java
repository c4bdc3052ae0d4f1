package dev.skein.engine;

import dev.skein.load.WorkerCounters;
import dev.skein.worker.WorkerPool;
import java.lang.invoke.VarHandle;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/// The phases of a runtime's life, and who may still submit in each.
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
final class Phases {

    private enum Phase { OPEN, SHUTDOWN, STOPPED, ENDING }

    private final WorkerPool pool;
    private final Books books;
    private final Runnable whenEnding;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.OPEN);
    private final CountDownLatch terminated = new CountDownLatch(1);

    /// @param whenEnding called once, when the threads are to end
    Phases(WorkerPool pool, Books books, Runnable whenEnding) {
        this.pool = pool;
        this.books = books;
        this.whenEnding = whenEnding;
    }

    /// Books one more task; false if the runtime is closed. The caller has made sure of the stack.
    boolean tryBook() {
        if (phase.get() != Phase.OPEN) return false;
        WorkerCounters mine = pool.currentCounters();
        if (mine != null) {
            mine.bump(WorkerCounters.SUBMITTED);
            return true;
        }
        books.submittedOutside();
        if (phase.get() == Phase.OPEN) return true;
        books.withdrawn();
        endIfQuiet();                        // who looked while our booking stood could not end the runtime
        return false;
    }

    /// Takes back the booking of a task that is in no queue.
    void withdraw() {
        WorkerCounters mine = pool.currentCounters();
        if (mine != null) {
            mine.add(WorkerCounters.SUBMITTED, -1);      // the task that runs here keeps the books from balancing meanwhile
        } else {
            books.withdrawn();
            endIfQuiet();
        }
    }

    /// OPEN -> SHUTDOWN, unless it was closed before.
    void shutdown() {
        phase.compareAndSet(Phase.OPEN, Phase.SHUTDOWN);
    }

    /// OPEN, SHUTDOWN -> STOPPED.
    void stop() {
        if (!phase.compareAndSet(Phase.OPEN, Phase.STOPPED)) phase.compareAndSet(Phase.SHUTDOWN, Phase.STOPPED);
    }

    /// Ends the threads if the runtime is closed and every accepted task has ended. Called whenever that may have become
    /// true: by a worker that finds nothing to do, and by whoever ends or refuses a task from outside.
    void endIfQuiet() {
        Phase now = phase.get();
        if (now == Phase.OPEN || now == Phase.ENDING) return;
        VarHandle.fullFence();               // the phase change before the look at the books (L1)
        if (books.balanced() && (phase.compareAndSet(now, Phase.ENDING) || phase.compareAndSet(Phase.STOPPED, Phase.ENDING))) {
            whenEnding.run();
        }
    }

    /// The last carrier thread has ended.
    void ended() {
        terminated.countDown();
    }

    boolean isOpen() {
        return phase.get() == Phase.OPEN;
    }

    /// Whether nothing that waits is to be run any more.
    boolean isStopped() {
        Phase now = phase.get();
        return now == Phase.STOPPED || now == Phase.ENDING;
    }

    boolean isTerminated() {
        return terminated.getCount() == 0;
    }

    boolean awaitEnd(long timeout, TimeUnit unit) throws InterruptedException {
        return terminated.await(timeout, unit);
    }

    /// For messages.
    String name() {
        return isTerminated() ? "TERMINATED" : phase.get().name();
    }
}
