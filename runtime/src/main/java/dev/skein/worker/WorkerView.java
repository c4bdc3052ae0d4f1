package dev.skein.worker;

import dev.skein.api.Availability;
import org.jspecify.annotations.Nullable;

/// One worker and its queues, as another thread sees them; estimates while they change.
///
/// @param worker its index
/// @param availability whether tasks may be sent to it
/// @param forks that its carrier has pushed
/// @param ready tasks that its carrier has enqueued itself
/// @param inbox tasks that others have sent to it
/// @param addressed tasks that are meant for it
/// @param allocatedBytes what the thread that serves it has allocated since it started; -1: not known
/// @param runs what runs there, or null
public record WorkerView(int worker, Availability availability, long forks, long ready, long inbox, long addressed, long allocatedBytes,
        @Nullable RunView runs) {}
