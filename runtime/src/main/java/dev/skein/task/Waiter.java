package dev.skein.task;

import org.jspecify.annotations.Nullable;

/// One that waits for the outcome of a task: a link in its [WaiterStack].
abstract class Waiter {

    volatile @Nullable Waiter next;

    /// The outcome is there. Must not throw.
    abstract void release();

    /// Whether nobody waits here any more.
    abstract boolean isGone();
}
