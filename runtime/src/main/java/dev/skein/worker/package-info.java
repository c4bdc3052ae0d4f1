/// Workers and the carriers that serve them: the loop, finding work, sleeping and waking, standing in for a carrier that
/// blocks. [dev.skein.worker.WorkerPool] is the door; [dev.skein.worker.IdleWorkers] holds the proof that no wake-up is
/// lost.
@NullMarked
package dev.skein.worker;

import org.jspecify.annotations.NullMarked;
