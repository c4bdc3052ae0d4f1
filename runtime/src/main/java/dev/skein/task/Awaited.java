package dev.skein.task;

import org.jspecify.annotations.Nullable;

/// What a suspended task waits for, at one instant.
///
/// @param event a [dev.skein.api.Awaitable]; the [Class] of a stage, which itself is not known; or null: only for the time
/// @param timed whether a time ends the wait
/// @param dueNanos value of `System.nanoTime()` at which it does; 0 if none does
public record Awaited(@Nullable Object event, boolean timed, long dueNanos) {}
