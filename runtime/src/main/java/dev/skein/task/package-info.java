/// A task's life: its state word, its outcome, and who waits for it. Knows nothing of queues and workers; what it needs
/// of them stands in two small abstract types that higher floors implement: [TaskOwner] and [HostThread].
@NullMarked
package dev.skein.task;

import org.jspecify.annotations.NullMarked;
