package dev.skein.engine;

import dev.skein.platform.CpuSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Looks from time to time which CPUs the process may use and how much of them, and brings the runtime's threads there.
///
/// A worker whose CPU is gone gets another one, and comes back when it may. Where the user has left the number of workers to us, those that the
/// budget has no room for are retired, and restored when it grows again, up to the number at the start. What the user retires or restores
/// himself stands until the budget changes. One that could not be retired in time, since a task did not leave it, is tried again or another in its place. One warning
/// for each change says what was and what was done.
///
/// Each look settles the claims too, so that a CPU which another runtime of this JVM gives back does not stay idle beside one that is shared.
///
/// An idle runtime is not looked after; its first tick finds the look due.
///
/// dueAt: written under the object's lock, read by whoever ticks. The rest is under the lock.
final class CpuWatch {

    /// Time between two looks, 2 s: a change is to be followed within 5 s, and a look takes 0.03 ms.
    static final long PERIOD_NANOS = 2_000_000_000L;

    /// Moves that a warning names one by one.
    private static final int MOVES_NAMED = 8;

    private final Placement placement;
    private final Machine machine;
    private final ActiveWorkers workers;
    private final Mover mover;
    private final Consumer<String> warning;
    /// Workers that we have retired, and what tells when they are drained.
    private final Map<Integer, CompletableFuture<Void>> retired = new TreeMap<>();
    /// What the threads follow so far.
    private List<Integer> cpuOfWorker;
    private CpuSet cpus;
    private int budget;
    private volatile long dueAt = System.nanoTime() + PERIOD_NANOS;

    /// Brings threads to the CPUs of their workers.
    interface Mover {

        /// The workers have these CPUs from now on.
        ///
        /// @param cpuOfWorker by worker, or -1
        /// @param before the CPUs of the process so far
        /// @param now the CPUs of the process
        void follow(List<Integer> cpuOfWorker, CpuSet before, CpuSet now);
    }

    /// @param warning must not throw
    CpuWatch(Placement placement, Machine machine, ActiveWorkers workers, Mover mover, Consumer<String> warning) {
        this.placement = placement;
        this.machine = machine;
        this.workers = workers;
        this.mover = mover;
        this.warning = warning;
        this.cpuOfWorker = placement.cpus();
        this.cpus = placement.firstSet();
        this.budget = placement.firstBudget();
    }

    /// Looks if it is time to; costs a comparison if not.
    ///
    /// @param nanoTime the [System#nanoTime] of now
    void lookIfDue(long nanoTime) {
        if (nanoTime - dueAt >= 0) look(nanoTime);
    }

    private synchronized void look(long nanoTime) {
        if (nanoTime - dueAt < 0) return;            // another thread was faster
        dueAt = nanoTime + PERIOD_NANOS;             // first, so that a look which fails is not repeated at once
        CpuSet cpusNow = machine.affinity().processCpus();
        int budgetNow = placement.budget(cpusNow);
        List<String> done = new ArrayList<>();
        boolean someStayed = retired.values().removeIf(CpuWatch::hasStayed);
        if ((someStayed || budgetNow != budget) && placement.followsBudget()) adjustNumber(budgetNow, cpusNow, done);
        List<Integer> to = placement.settle(cpusNow, workers::isActive);
        mover.follow(to, cpus, cpusNow);
        if (budgetNow != budget || !cpusNow.equals(cpus)) {
            addMoves(cpuOfWorker, to, done);
            warning.accept(change(cpusNow, budgetNow) + ": " + (done.isEmpty() ? "nothing to do" : String.join("; ", done)));
        }
        cpuOfWorker = to;
        cpus = cpusNow;
        budget = budgetNow;
    }

    /// Whether a worker that was to retire is in use again since what ran there did not leave in time.
    private static boolean hasStayed(CompletableFuture<Void> drained) {
        return drained.isCompletedExceptionally() && drained.exceptionNow().getCause() instanceof TimeoutException;
    }

    private void adjustNumber(int budgetNow, CpuSet cpusNow, List<String> done) {
        int wanted = Math.min(placement.workers(), budgetNow);
        int active = (int) IntStream.range(0, placement.workers()).filter(workers::isActive).count();
        List<Integer> changed = active > wanted ? retire(active - wanted, cpusNow) : restore(wanted - active);
        if (!changed.isEmpty()) done.add("workers " + CpuSet.of(changed) + (active > wanted ? " retired" : " restored"));
    }

    /// Retires those first whose CPUs are gone, since the others can stay where they are; then the last ones.
    private List<Integer> retire(int surplus, CpuSet cpusNow) {
        List<Integer> candidates = IntStream.range(0, placement.workers()).filter(workers::isActive).boxed()
                .sorted(Comparator.comparing((Integer worker) -> cpusNow.contains(cpuOfWorker.get(worker)))
                        .thenComparing(Comparator.reverseOrder()))
                .toList();
        List<Integer> changed = new ArrayList<>();
        for (int worker : candidates) {
            if (changed.size() == surplus) break;
            CompletableFuture<Void> drained = workers.retire(worker);
            if (drained.isCompletedExceptionally()) continue;
            retired.put(worker, drained);
            changed.add(worker);
        }
        return changed;
    }

    private List<Integer> restore(int missing) {
        List<Integer> changed = new ArrayList<>();
        for (Iterator<Integer> ours = retired.keySet().iterator(); ours.hasNext() && changed.size() < missing; ) {
            int worker = ours.next();
            ours.remove();
            if (workers.isActive(worker)) continue;  // the user was faster
            workers.restore(worker);
            changed.add(worker);
        }
        return changed;
    }

    private String change(CpuSet cpusNow, int budgetNow) {
        List<String> changes = new ArrayList<>();
        if (!cpusNow.equals(cpus)) changes.add("the CPUs of the process changed from " + cpus + " to " + cpusNow);
        if (budgetNow != budget) changes.add("how many workers can run at a time changed from " + budget + " to " + budgetNow);
        return String.join(", ", changes);
    }

    private static void addMoves(List<Integer> from, List<Integer> to, List<String> done) {
        List<Integer> moved = IntStream.range(0, to.size()).filter(worker -> !from.get(worker).equals(to.get(worker))).boxed().toList();
        if (moved.isEmpty()) return;
        String named = moved.stream().limit(MOVES_NAMED)
                .map(worker -> "worker " + worker + " moved from " + cpu(from.get(worker)) + " to " + cpu(to.get(worker)))
                .collect(Collectors.joining(", "));
        done.add(moved.size() <= MOVES_NAMED ? named : named + ", and " + (moved.size() - MOVES_NAMED) + " more");
    }

    private static String cpu(int cpu) {
        return cpu < 0 ? "no CPU" : "CPU " + cpu;
    }
}
