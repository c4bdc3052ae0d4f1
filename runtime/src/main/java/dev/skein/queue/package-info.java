/// The lock-free queues, generic and without knowledge of tasks: the work-stealing deque that a carrier owns, the inbox
/// that other threads fill, and the overflow behind all inboxes. JCTools is used here and nowhere else.
@NullMarked
package dev.skein.queue;

import org.jspecify.annotations.NullMarked;
