package dev.skein.engine;

import dev.skein.handoff.Envelope;
import dev.skein.handoff.Handoff;
import dev.skein.platform.StackRoom;
import dev.skein.task.ContinuationTask;
import dev.skein.task.SuspendedTasks;
import dev.skein.task.TaskCell;
import dev.skein.task.Timed;
import dev.skein.worker.WorkerPool;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What becomes of the tasks when a runtime is closed; its [Phases] say when that is over.
final class Closing {

    private final WorkerPool pool;
    private final Phases phases;
    private final Books books;
    private final Timers timers;
    private final SuspendedTasks suspended;
    private final @Nullable QueueLimit limit;

    Closing(WorkerPool pool, Phases phases, Books books, Timers timers, SuspendedTasks suspended, @Nullable QueueLimit limit) {
        this.pool = pool;
        this.phases = phases;
        this.books = books;
        this.timers = timers;
        this.suspended = suspended;
        this.limit = limit;
    }

    /// No new tasks; periodic ones end.
    void shutdown() {
        StackRoom.require();
        phases.shutdown();
        if (limit != null) limit.closed();
        for (Timed entry : timers.all()) {             // by each call: the one before may have had no memory for it
            if (entry instanceof ScheduledTask<?> task && task.isPeriodic()) task.cancelWithRoom(false);
        }
        phases.endIfQuiet();
    }

    /// Cancels or interrupts everything, and takes no new tasks.
    ///
    /// @return what had not begun: Runnables as they were given to `execute`, and the futures of all other tasks
    List<Runnable> shutdownNow() {
        StackRoom.require();
        phases.stop();
        if (limit != null) limit.closed();
        List<Runnable> neverRun = new ArrayList<>();
        for (Timed entry : timers.all()) {             // one that has come due since may run by now: whether it has begun is settled once it is cancelled
            if (entry instanceof ScheduledTask<?> task && task.cancelWithRoom(false) && (task.isPeriodic() || !task.hasBegun())) neverRun.add(task);
        }
        List<ContinuationTask<?>> toCleanUp = new ArrayList<>();
        try {
            for (Runnable task; (task = pool.takeAny()) != null; ) takeBack(task, neverRun, toCleanUp);
        } finally {                          // no memory for a list, say: carriers still drop what needs no cleanup
            try {
                pool.interruptAll();         // the flag at least; the sentry does what is left
            } finally {
                for (int i = 0; i < toCleanUp.size(); i++) pool.place(toCleanUp.get(i));
            }
        }
        for (ContinuationTask<?> task : suspended.all()) task.cancel(true);   // after the flag that interruptAll has raised: see TaskRunner
        phases.endIfQuiet();
        return neverRun;
    }

    private void takeBack(Runnable entry, List<Runnable> neverRun, List<ContinuationTask<?>> toCleanUp) {
        if (entry instanceof Envelope envelope) {
            open(envelope, neverRun, toCleanUp);
            return;
        }
        Runnable given = Decoration.given(entry);
        if (!(given instanceof TaskCell<?> cell)) {
            books.cancelled();
            neverRun.add(given instanceof FutureAsRunnable(TaskCell<?> future) ? future : given);
            return;
        }
        if (cell instanceof ContinuationTask<?> continuation) willCleanUp(continuation, toCleanUp);
        // As above: until then who waits for it may run it.
        if (cell.waitsInQueue() && cell.cancelWithRoom(false) && !cell.hasBegun()) neverRun.add(cell);
    }

    /// Before it is cancelled: then somebody must meet it for its cleanup.
    private void willCleanUp(ContinuationTask<?> task, List<ContinuationTask<?>> toCleanUp) {
        try {
            toCleanUp.add(task);
        } catch (OutOfMemoryError noRoom) {
            pool.place(task);
            throw noRoom;
        }
    }

    /// For a carrier, which will drop it or clean up after it. Where no queue has room for it, it ends here.
    private void putBack(Runnable task) {
        try {
            pool.enqueue(task);
        } catch (OutOfMemoryError noRoom) {
            switch (task) {
                case ContinuationTask<?> continuation -> pool.place(continuation);
                case TaskCell<?> cell -> cell.cancelWithRoom(false);
                case Envelope envelope -> putBackFrom(envelope);
                default -> books.cancelled();
            }
        }
    }

    /// Opens an envelope on its way, unless a carrier has (H1).
    private void open(Envelope envelope, List<Runnable> neverRun, List<ContinuationTask<?>> toCleanUp) {
        if (!envelope.handoff().accept()) return;
        try {
            pool.steering().ledger().reached(Handoff.State.ACCEPTED);
            for (Runnable task; (task = envelope.take()) != null; ) takeBack(task, neverRun, toCleanUp);
        } finally {                          // as above: what is left is nobody's but ours
            putBackRest(envelope);
        }
    }

    private void putBackFrom(Envelope envelope) {
        if (!envelope.handoff().accept()) return;
        pool.steering().ledger().reached(Handoff.State.ACCEPTED);
        putBackRest(envelope);
    }

    /// The envelope is ours.
    private void putBackRest(Envelope envelope) {
        for (Runnable task; (task = envelope.take()) != null; ) putBack(task);
        Handoff handoff = envelope.handoff();
        handoff.settle(System.nanoTime());
        pool.steering().ledger().settled(Math.max(0, handoff.latencyNanos()));
    }
}
