package dev.skein.handoff;

import dev.skein.api.MoveReason;

/// What the balancer asks of the workers. The worker floor implements it; the balancer itself never touches a task (H2).
///
/// All methods are for the balancer's thread, and return at once.
public abstract class OrderDesk {

    /// What came of an order that makes a worker the home of a task.
    public enum HomeOutcome {
        /// The task will go there when it wakes, or from its next suspension point.
        ORDERED,
        /// The task has declared that it is not movable, or is asked to move already.
        NOT_MOVABLE,
        /// There is no such task, or it has ended.
        GONE
    }

    /// Gives an order to a worker's carrier, which is woken if it sleeps.
    ///
    /// @param carriedBy the worker that gives; where that one is stuck, the one that takes
    /// @return false if that worker has such an order already
    public abstract boolean place(Envelope envelope, int carriedBy);

    /// Takes an order back that was not taken; whether it was is for [Handoff#refuse] to say.
    public abstract void withdraw(Envelope envelope, int carriedBy);

    /// Publishes an offered envelope where everybody looks, beside the queue it stands in (H1).
    public abstract void reoffer(Envelope envelope);

    public abstract HomeOutcome orderHome(long task, int to, MoveReason reason);

    /// Lets a worker rest. False: it does already, is retired, or is the last that works.
    public abstract boolean pack(int worker);

    /// Ends the rest of a worker. False: it does not rest.
    public abstract boolean unpack(int worker);

    /// Length of a worker's naps from now on, in nanoseconds; 0: none.
    public abstract void nap(int worker, long nanos);

    /// Hands a worker to a spare, if its carrier is still in this run and in no managed block.
    ///
    /// @return whether it was
    public abstract boolean takeOver(int worker, long run);

    /// The inboxes of a worker that makes no progress are emptied into the overflow, and somebody is woken.
    public abstract void giveAllToAll(int worker);

    /// What a worker runs and since when, with the stack of its thread, for a warning; the empty string if it runs nothing.
    public abstract String describe(int worker);

    /// Class of what a worker runs, to warn once for each; the empty string if it runs nothing.
    public abstract String classOfRunning(int worker);
}
