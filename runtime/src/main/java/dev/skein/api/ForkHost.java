package dev.skein.api;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// A thread that runs forks: the way from a [RecursiveTask] to the worker under it. The runtime extends it; there is nothing
/// in it for users.
///
/// A host keeps the forks of its tasks in a deque: it pushes and pops at one end, and thieves take at the other. So once a fork
/// is gone, all that were pushed before it are gone too, and what [#pop] gives was pushed after it.
public abstract class ForkHost extends Thread {

    private static final int MARKS = 0x3FFF_FFFF;
    /// 64 bits, which do not go round: where 32 do, two hosts of four would have one mark.
    private static final AtomicLong MADE = new AtomicLong();

    /// Stands for a host in the outcome of a fork that it has stolen and not ended. No user can make one his result.
    record Thief(ForkHost host) {}

    final Thief asThief = new Thief(this);
    /// Names this host in the status word of its forks: even, above 0, and its own until 2^30 others were made.
    final int mark = ((int) (MADE.getAndIncrement() % MARKS) + 1) << 1;

    /// A thread without inheritable thread locals, as the constructor of [Thread] has it.
    protected ForkHost(ThreadGroup group, String name, long stackSize) {
        super(group, null, name, stackSize, false);
    }

    /// Keeps a fork until it is popped or stolen. Throws only if it was not taken.
    protected abstract void push(RecursiveTask<?> fork);

    /// Takes the youngest fork, or null if there is none. If it throws, none was taken; else there is stack to run it.
    protected abstract @Nullable RecursiveTask<?> pop();

    /// Takes the youngest fork if it is this one. If it throws, none was taken.
    protected abstract boolean popIf(RecursiveTask<?> fork);

    /// Waits for a fork that is not in the own deque, and does something useful meanwhile. Returns when it has ended.
    protected abstract void await(RecursiveTask<?> fork);

    /// Runs a fork taken from a deque. What the fork throws is its outcome.
    ///
    /// @param stolen whether it was the deque of another host
    protected final void run(RecursiveTask<?> fork, boolean stolen) {
        fork.run(this, stolen);
    }

    /// Runs own forks pushed after one that was pushed here and stolen, until that one is done or none is left.
    protected final void runYounger(RecursiveTask<?> fork) {
        fork.runYounger(this);
    }

    /// Whether the fork was pushed by this host and has not ended.
    protected final boolean hasPushed(RecursiveTask<?> fork) {
        return fork.isForkOf(this);
    }

    /// The host that has stolen the fork and runs it, as far as is known; null if none has, and for a fork that has ended.
    protected static @Nullable ForkHost thiefOf(RecursiveTask<?> fork) {
        return fork.thief();
    }

    /// Parks the calling thread until the fork has ended. Interrupts are kept for later.
    protected static void parkUntilDone(RecursiveTask<?> fork) {
        fork.parkUntilDone();
    }

    /// To be called from time to time while hosts run, and once when all have gone to sleep: wakes waiters that the end of
    /// their fork has overlooked.
    protected static void wakeLateWaiters() {
        LateWaiters.OF_ALL.wake();
    }
}
