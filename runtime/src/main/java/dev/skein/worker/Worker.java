package dev.skein.worker;

import dev.skein.api.Availability;
import dev.skein.api.WorkerState;
import dev.skein.api.WorkerStats;
import dev.skein.load.WorkerCounters;
import dev.skein.queue.Inbox;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// A logical processor: an index, a CPU, an inbox, and the carrier that serves it now.
///
/// carrier: the pool before the start; after that, who has taken it over from the last one ([Hold]); null when its last carrier ends.
/// availability: [Closed], under its lock. resting, loadCameNanos: the carrier. napNanos: the balancer.
/// Counters belong to one carrier for as long as it works for this worker; then they are lent to the next, so that
/// their number is that of the carriers that worked for it at the same time, and sums never step back.
final class Worker extends WorkerCpu {

    /// Tasks that fit into an inbox before the overflow takes over; 12 bytes each.
    static final int INBOX_CAPACITY = 4096;

    final Inbox<Runnable> inbox = new Inbox<>(INBOX_CAPACITY);
    /// What is meant for this worker: thieves keep off while it makes progress ([#isAttended]), else an idle one would have it back before
    /// this worker has woken up.
    final Inbox<Runnable> addressed = new Inbox<>(INBOX_CAPACITY);
    volatile @Nullable Carrier carrier;
    /// Whether tasks may be sent here.
    volatile Availability availability = Availability.OPEN;
    /// Whether its carrier sleeps because the worker is closed; then its bit among the parked ones is clear.
    volatile boolean resting;
    /// When tasks came here by a LOAD order the last time; a value of `System.nanoTime()`.
    volatile long loadCameNanos = System.nanoTime() - 1_000_000_000;
    /// Length of the naps that the carrier takes before it sleeps; 0: none.
    volatile long napNanos;

    private final List<WorkerCounters> counters = new CopyOnWriteArrayList<>();
    private final ArrayDeque<WorkerCounters> free = new ArrayDeque<>();
    private long formerCpuNanos;
    private long formerRunDelayNanos;

    Worker(int index, int cpu) {
        super(index, cpu);
    }

    synchronized WorkerCounters lendCounters() {
        WorkerCounters lent = free.poll();
        if (lent == null) {
            lent = new WorkerCounters();
            counters.add(lent);
        }
        return lent;
    }

    /// @param cpuNanos CPU time the carrier has used for this worker
    /// @param runDelayNanos time it was ready meanwhile and another had the CPU
    synchronized void takeBack(WorkerCounters lent, long cpuNanos, long runDelayNanos) {
        free.add(lent);
        formerCpuNanos += cpuNanos;
        formerRunDelayNanos += runDelayNanos;
    }

    /// Sum of one counter over all carriers that have worked for this worker.
    long total(int counter) {
        long sum = 0;
        for (WorkerCounters each : counters) sum += each.get(counter);
        return sum;
    }

    /// Tasks in its queues; an estimate while they change.
    long queued() {
        Carrier serving = carrier;
        return (serving == null ? inbox.size() : serving.backlog(this) + serving.forkCount()) + addressed.size();
    }

    /// Whether forks wait here; nobody vouches for them.
    boolean hasForks() {
        Carrier serving = carrier;
        return serving != null && serving.hasForks();
    }

    /// Whether there is something here that a worker which is awake should take.
    boolean hasStealable() {
        Carrier serving = carrier;
        return serving == null ? !inbox.isEmpty() : serving.hasForks() || serving.promptness().worthStealing(serving.backlog(this));
    }

    /// How much there is here that a worker which is awake should take, forks not counted; an estimate.
    long stealableTasks() {
        if (!hasStealable()) return 0;
        Carrier serving = carrier;
        return serving == null ? inbox.size() : serving.backlog(this);
    }

    /// Whether there is so much here that another worker should be woken for it.
    boolean callsForHelp() {
        Carrier serving = carrier;
        return serving == null ? !inbox.isEmpty() : serving.hasForks() || serving.promptness().callsForHelp(serving.backlog(this));
    }

    /// Whether its carrier comes to what is meant for this worker: it is there and does not block.
    boolean isAttended() {
        Carrier serving = carrier;
        return serving != null && serving.hold().state() != Hold.State.BLOCKS;      // its word and not the mark, which may be another carrier's
    }

    /// Whether nothing may be sent here.
    boolean isClosed() {
        return availability != Availability.OPEN;
    }

    /// Whether its carrier sleeps.
    boolean sleeps(IdleWorkers idle) {
        return resting || idle.isParked(index);
    }

    /// Whether there is something here that is meant for this worker, and that others may take all the same.
    boolean hasUnattended() {
        return !addressed.isEmpty() && !isAttended();
    }

    /// Whether its carrier sees to it that what is enqueued here is taken soon.
    boolean vouches() {
        Carrier serving = carrier;
        return serving != null && serving.promptness().vouches();
    }

    /// Time in which it ran tasks, in nanoseconds.
    long busyNanos() {
        Carrier serving = carrier;
        return total(WorkerCounters.BUSY_NANOS) + (serving == null ? 0 : serving.busyNanosSoFar());
    }

    WorkerStats stats(IdleWorkers idle) {
        Carrier serving = carrier;
        long busy = busyNanos();
        return new WorkerStats(index, cpu, serving != null && serving.isPinned(), state(serving, idle), queued(),
                ended(), total(WorkerCounters.STEALS), total(WorkerCounters.STOLEN_TASKS), total(WorkerCounters.PARKS),
                busy, cpuNanos(serving), availability, total(WorkerCounters.EMPTY_WAKES), runDelayNanos(serving));
    }

    /// Tasks that ended on this worker.
    long ended() {
        long sum = 0;
        for (WorkerCounters each : counters) sum += each.ended();
        return sum;
    }

    WorkerState state(@Nullable Carrier serving, IdleWorkers idle) {
        if (serving == null) return WorkerState.STOPPED;
        if (serving.hold().state() == Hold.State.BLOCKS) return WorkerState.BLOCKED;
        if (sleeps(idle)) return WorkerState.PARKED;
        return serving.isBusy() ? WorkerState.RUNNING : WorkerState.SEARCHING;
    }

    private synchronized long cpuNanos(@Nullable Carrier serving) {
        if (serving == null) return formerCpuNanos;
        long since = serving.clocks().cpuNanosSinceAttach();
        return since < 0 ? -1 : formerCpuNanos + since;
    }

    private synchronized long runDelayNanos(@Nullable Carrier serving) {
        if (serving == null) return formerRunDelayNanos;
        long since = serving.clocks().runDelayNanosSinceAttach();
        return since < 0 ? -1 : formerRunDelayNanos + since;
    }
}
