package dev.skein.task;

import dev.skein.api.BlockingCall;
import dev.skein.api.ForkHost;
import org.jspecify.annotations.Nullable;

/// A thread that runs tasks, and so has something better to do than to block.
public abstract class HostThread extends ForkHost {

    protected HostThread(ThreadGroup group, String name, long stackSize) {
        super(group, name, stackSize);
    }

    /// Waits until the task has an outcome or the time is over: without a limit runs the task here if it still waits for a
    /// carrier; else blocks so that another thread can serve in the meantime.
    ///
    /// @param deadlineNanos value of `System.nanoTime()` at which to give up; ignored if not timed
    protected abstract void awaitOutcome(TaskCell<?> task, boolean timed, long deadlineNanos) throws InterruptedException;

    /// Runs something that may block; another thread can serve in the meantime.
    protected abstract <T extends @Nullable Object, X extends Exception> T block(BlockingCall<T, X> body) throws X;

    /// The calling thread as host, or null if it is none.
    static @Nullable HostThread current() {
        return Thread.currentThread() instanceof HostThread host ? host : null;
    }
}
