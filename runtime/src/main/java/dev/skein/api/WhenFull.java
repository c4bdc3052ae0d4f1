package dev.skein.api;

/// What becomes of a new task when as many as the queue limit wait already.
public enum WhenFull {
    /// It is refused with a [java.util.concurrent.RejectedExecutionException].
    REJECT,
    /// Its submitter waits until there is room. On a worker a spare serves meanwhile; where none can be had and no worker serves
    /// any more, the task is accepted beyond the limit, since nobody could ever make room. An interrupt, or the end of the runtime, refuses it; the flag is kept.
    /// The time limits of `invokeAll` and `invokeAny` do not end this wait.
    BLOCK
}
