package dev.skein.api;

/// Something that a [Continuation] can wait for with [Step#await(Awaitable)] or a limit beside it. Tasks, forks and
/// mailboxes are; a class of one's own may be too, where a `CompletableFuture` for each wait costs too much.
public interface Awaitable {

    /// Registers who is to be woken when there is something to be had.
    ///
    /// It may call [Waker#wake] at any time from now on, on any thread, even before it returns; once for each registration.
    ///
    /// What this throws fails the task.
    ///
    /// @return false if there is something to be had now; the waker may then be called once more, or not at all
    boolean register(Waker waker);

    /// A waker that was registered will not come for what it was registered for: its task was cancelled, or its wait had a limit. It
    /// may have been woken before; what it was woken for is then anybody else's. What this throws goes to the runtime's uncaught exception handler.
    default void abandon(Waker waker) {}
}
