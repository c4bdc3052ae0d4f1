package dev.skein.task;

import dev.skein.api.TaskAccount;

/// The account of one task: what it has used and waited for.
///
/// A task that is woken may run before its waker has said so here, since it is READY from the wake on. Then the next run ends the wait, so what it had to wait
/// to run counts as suspended too, and the wake, which carries the number of another wait by then, changes nothing.
///
/// All of it: under its own lock; any thread.
final class Account {

    private final long bornNanos;
    private boolean running;
    private boolean ended;
    private boolean suspended;
    /// Number of the wait that goes on, or went on last.
    private long wait;
    /// When the phase began that goes on now.
    private long sinceNanos;
    private long cpuNanos;
    private long waitingNanos;
    private long suspendedNanos;
    private long runs;

    Account(long now) {
        bornNanos = now;
        sinceNanos = now;
    }

    /// A run begins.
    synchronized void begins(long now) {
        passTo(now);
        suspended = false;
        running = true;
        runs++;
    }

    /// A run is over: the task waits for what it asked for, or to run again. Which of the two is not known yet: [#suspends].
    ///
    /// @param cpu CPU time of the run; -1: not known
    synchronized void leaves(long now, long cpu) {
        passTo(now);
        running = false;
        cpuNanos = cpu < 0 || cpuNanos < 0 ? -1 : cpuNanos + cpu;
    }

    /// The wait of that number begins, as seen before the task can be woken.
    synchronized void suspends(long number) {
        if (running) return;
        suspended = true;
        wait = number;
    }

    /// That wait is over; no effect if another one goes on now.
    synchronized void wakes(long number, long now) {
        if (!suspended || number != wait) return;
        passTo(now);
        suspended = false;
    }

    /// The task has an outcome.
    synchronized void ends(long now) {
        if (ended) return;
        passTo(now);
        running = false;
        suspended = false;
        ended = true;
    }

    private void passTo(long now) {
        if (!ended) {
            long passed = Math.max(0, now - sinceNanos);
            if (suspended) suspendedNanos += passed;
            else if (!running) waitingNanos += passed;
        }
        sinceNanos = now;
    }

    synchronized TaskAccount at(long now, int moves) {
        long passed = ended ? 0 : Math.max(0, now - sinceNanos);
        boolean waits = !running && !suspended;
        return new TaskAccount(cpuNanos, waitingNanos + (waits ? passed : 0), suspendedNanos + (suspended ? passed : 0),
                sinceNanos + passed - bornNanos, runs, moves);
    }
}
