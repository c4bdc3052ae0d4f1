package dev.skein.platform;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// How many workers of all runtimes in this JVM are meant for each CPU, so that a runtime which may choose takes CPUs that the others leave free.
///
/// - U1 of several claims at the same time, each takes CPUs that no claim made before it has, as long as its order has such.
/// - U2 runtimes that settle in turn come to rest, whatever they began with: each step lowers the sum of the squares of the workers on each CPU, or
///   leaves it and brings a worker back to its first CPU. At rest none has a worker on a CPU while another of its order has two workers less.
///
/// The JVM's own stands in [#ofThisJvm]; a program that loads Skein by two class loaders has two of them. Other processes are not seen: what they
/// use is for the balancer to notice.
///
/// workersOn: under the object's lock.
public final class CpuClaims {

    /// Stands for "no CPU" in all lists here; it is never counted.
    public static final int NO_CPU = -1;

    private static final CpuClaims OF_THIS_JVM = new CpuClaims();

    /// One worker, when its runtime settles.
    ///
    /// @param cpu the CPU that it is meant for now, or [#NO_CPU]
    /// @param first the CPU that it was meant for at the start: it goes back there when that costs nothing
    /// @param counts whether its claim is counted; one that is retired leaves its CPU to others
    public record Claim(int cpu, int first, boolean counts) {}

    private final Map<Integer, Integer> workersOn = new HashMap<>();

    /// The claims of all runtimes in this JVM.
    public static CpuClaims ofThisJvm() {
        return OF_THIS_JVM;
    }

    /// Claims a CPU for each of so many workers: that of `order` which is claimed least so far, and of several the first.
    ///
    /// @return the CPUs by worker, for [#release]; [#NO_CPU] for all if the order is empty
    /// @throws IllegalArgumentException if `workers` is negative
    public synchronized List<Integer> claim(List<Integer> order, int workers) {
        if (workers < 0) throw new IllegalArgumentException("workers must be 0 or more, got " + workers);
        List<Integer> cpus = new ArrayList<>(workers);
        for (int worker = 0; worker < workers; worker++) {
            int cpu = leastClaimed(order);
            count(cpu, 1);
            cpus.add(cpu);
        }
        return cpus;
    }

    /// Claims CPUs that the user has named, one for each worker, so that those who may choose keep away from them.
    public synchronized void claimAsGiven(List<Integer> cpus) {
        cpus.forEach(cpu -> count(cpu, 1));
    }

    /// Ends claims.
    ///
    /// @throws IllegalArgumentException if a CPU is not claimed that often
    public synchronized void release(List<Integer> cpus) {
        cpus.forEach(cpu -> count(cpu, -1));
    }

    /// Moves the workers of one runtime to where they should be now: off CPUs that are not in `order`; then, unless each is to stay as given, off
    /// CPUs that are claimed more often than others; and back to their first CPUs.
    ///
    /// @param claims the runtime's workers, as they were claimed or settled last
    /// @param order the CPUs that the runtime may use now, the best first
    /// @param asGiven whether each worker belongs to its first CPU as long as that is in the order, however many claim it
    /// @return the CPUs by worker, for [#release] as far as they count; [#NO_CPU] if the order is empty
    public synchronized List<Integer> settle(List<Claim> claims, List<Integer> order, boolean asGiven) {
        int[] cpus = claims.stream().mapToInt(Claim::cpu).toArray();
        Set<Integer> allowed = new HashSet<>(order);
        for (int worker = 0; worker < cpus.length; worker++) {
            if (!allowed.contains(cpus[worker])) move(claims, cpus, worker, leastClaimed(order));
        }
        boolean moved = true;
        while (moved) {
            moved = goHome(claims, cpus, allowed, asGiven);
            if (!asGiven) moved |= evenOut(claims, cpus, order);
        }
        List<Integer> settled = new ArrayList<>(cpus.length);
        for (int cpu : cpus) settled.add(cpu);
        return settled;
    }

    /// How many workers are meant for `cpu` now.
    public synchronized int workersOn(int cpu) {
        return workersOn.getOrDefault(cpu, 0);
    }

    private boolean goHome(List<Claim> claims, int[] cpus, Set<Integer> allowed, boolean asGiven) {
        boolean moved = false;
        for (int worker = 0; worker < cpus.length; worker++) {
            int first = claims.get(worker).first;
            if (cpus[worker] == first || !allowed.contains(first)) continue;
            if (asGiven || (claims.get(worker).counts && workersOn(first) < workersOn(cpus[worker]))) {
                move(claims, cpus, worker, first);
                moved = true;
            } else {
                moved |= changesPlaces(claims, cpus, worker);
            }
        }
        return moved;
    }

    /// Brings a worker back to its first CPU where one that is not at home there either has it: else each would wait for the other.
    private static boolean changesPlaces(List<Claim> claims, int[] cpus, int worker) {
        if (!claims.get(worker).counts) return false;
        int first = claims.get(worker).first;
        for (int other = 0; other < cpus.length; other++) {
            if (cpus[other] != first || claims.get(other).first == first || !claims.get(other).counts) continue;
            cpus[other] = cpus[worker];
            cpus[worker] = first;
            return true;
        }
        return false;
    }

    private boolean evenOut(List<Claim> claims, int[] cpus, List<Integer> order) {
        boolean moved = false;
        int least = leastClaimed(order);
        for (int worker = 0; worker < cpus.length; worker++) {
            if (!claims.get(worker).counts || workersOn(cpus[worker]) <= workersOn(least) + 1) continue;
            move(claims, cpus, worker, least);
            least = leastClaimed(order);
            moved = true;
        }
        return moved;
    }

    private void move(List<Claim> claims, int[] cpus, int worker, int to) {
        if (claims.get(worker).counts) {
            count(cpus[worker], -1);
            count(to, 1);
        }
        cpus[worker] = to;
    }

    private int leastClaimed(List<Integer> order) {
        int least = NO_CPU;
        for (int cpu : order) {
            if (least == NO_CPU || workersOn(cpu) < workersOn(least)) least = cpu;
        }
        return least;
    }

    private void count(int cpu, int workers) {
        if (cpu == NO_CPU) return;
        int now = workersOn(cpu) + workers;
        if (now < 0) throw new IllegalArgumentException("only a CPU that is claimed can be released, got " + cpu + " of " + workersOn);
        if (now == 0) {
            workersOn.remove(cpu);
        } else {
            workersOn.put(cpu, now);
        }
    }
}
