package dev.skein.api;

/// What a [BalancePolicy] asks for. An order is a wish: the workers carry it out at their next task boundary, or refuse it because nothing is
/// there to be moved, the task is not movable, has moved too lately, or the order is stale.
///
/// `from` and `to` are indices of workers, 0 to workers - 1. `predictedGainNanos` is by how much the policy expects the longer of the two
/// workers' drain times to become shorter; 0 where it expects nothing of the kind. What came of it stands in the [MoveRecord].
public sealed interface Order {

    /// Most tasks that one order of ready tasks can move.
    int MAX_TASKS = 256;

    /// The worker that gives.
    int from();

    /// The worker that takes.
    int to();

    MoveReason reason();

    long predictedGainNanos();

    /// Moves tasks that wait in the queues of a worker, those that have waited longest first.
    ///
    /// @param tasks how many at most, 1 to [#MAX_TASKS]
    record Ready(int from, int to, int tasks, MoveReason reason, long predictedGainNanos) implements Order {
        public Ready {
            check(from, to, reason);
            if (tasks < 1 || tasks > MAX_TASKS) throw new IllegalArgumentException("tasks must be 1 to " + MAX_TASKS + ", got " + tasks);
        }
    }

    /// Moves the task that runs, at its next suspension point.
    ///
    /// @param run number of the run, as [RunningLoad#run] has it. The order is of the task that was seen there, in whichever run that is by then; where
    ///     another runs, it is stale
    record Running(int from, int to, long run, MoveReason reason, long predictedGainNanos) implements Order {
        public Running {
            check(from, to, reason);
            if (run < 0) throw new IllegalArgumentException("run must be 0 or more, got " + run);
        }
    }

    /// Makes a worker the home of a task: a suspended one wakes there, another one goes there from its next suspension point. Only tasks that have declared a footprint
    /// ([Continuation#footprintBytes]) can be named, as [LoadSnapshot] does; an order of another is refused.
    ///
    /// @param task id of the task, as [TaskLoad#task] has it
    record Home(long task, int from, int to, MoveReason reason, long predictedGainNanos) implements Order {
        public Home {
            check(from, to, reason);
            if (task < 1) throw new IllegalArgumentException("task must be an id above 0, got " + task);
        }
    }

    /// An order that moves nothing by itself, and concerns one worker.
    sealed interface OfOneWorker extends Order {
        @Override
        default int to() {
            return from();
        }

        @Override
        default MoveReason reason() {
            return MoveReason.ENERGY;
        }

        @Override
        default long predictedGainNanos() {
            return 0;
        }
    }

    /// Lets a worker rest: what waits with it goes to others, and nothing is sent to it until [Unpack].
    /// The last worker that works is never packed away.
    record Pack(int from) implements OfOneWorker {
        public Pack {
            checkIndex("from", from);
        }
    }

    /// Ends the rest of a worker.
    record Unpack(int from) implements OfOneWorker {
        public Unpack {
            checkIndex("from", from);
        }
    }

    /// Lets a worker that finds nothing to do nap for a time before it sleeps for good: who sends it a task meanwhile wakes nobody, so one
    /// wake-up serves several tasks, and each may wait that long.
    ///
    /// @param napNanos length of a nap, 0 (no naps) to 1 s
    record Nap(int from, long napNanos) implements OfOneWorker {
        /// Longest nap.
        public static final long MAX_NANOS = 1_000_000_000;

        public Nap {
            checkIndex("from", from);
            if (napNanos < 0 || napNanos > MAX_NANOS) throw new IllegalArgumentException("napNanos must be 0 to " + MAX_NANOS + ", got " + napNanos);
        }
    }

    private static void check(int from, int to, MoveReason reason) {
        checkIndex("from", from);
        checkIndex("to", to);
        if (from == to) throw new IllegalArgumentException("from and to must differ, got " + from + " twice");
        if (!reason.isOrdered()) throw new IllegalArgumentException("an order has no reason " + reason + ", which is for what workers do by themselves");
    }

    private static void checkIndex(String name, int worker) {
        if (worker < 0) throw new IllegalArgumentException(name + " must be 0 or more, got " + worker);
    }
}
