package dev.skein.platform;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Gives threads that tasks create the CPUs of the process, and knows which threads are carriers.
///
/// A thread inherits the mask of its creator. What a task starts on a pinned carrier would stay on that worker's CPU for ever and run against it:
/// a thread of its own, a thread of the common pool, a carrier of virtual threads. The rule that undoes this: **a thread
/// whose mask is exactly one CPU of a worker, and that is no carrier, gets the mask of the process.** Masks that users chose are left,
/// save one that looks the same: that of a thread which is younger than this object and bound itself to a worker's CPU before its second scan.
///
///     unknown   -> old       construction  older than every carrier of this object: it has inherited nothing from them
///     unknown   -> young     scan          listed by the kernel; judged
///     young     -> old       scan          judged a second time, and not again
///     any       -> carrier   carrierPins   the thread itself; never judged while it is one
///     any       -> carrier   carrierMoves  whoever binds it to another CPU
///     carrier   -> old       carrierLeaves the thread itself; has the process's mask again
///
/// F1 No scan of any instance changes the mask of a carrier.  F2 A thread that was started before a scan began, is no carrier and has inherited a
/// worker's CPU, has the process's mask after it.
///
/// CARRIERS: process-wide, since two runtimes in one JVM must not take each other's carriers for foreign; guarded by itself.
/// cpuOf, carriersOn, leftCpus, leftScans: guarded by CARRIERS too.  startedThreads, young, old, followUp: guarded by `this`, in practice the
/// sentry's own. Locks are taken in the order `this`, CARRIERS. CARRIERS is held for one thread's two system calls at a time, so that a carrier
/// which starts never waits for a whole scan.
///
/// A thread is judged in two scans, and one more scan follows after the last start. The kernel has a thread before the JVM counts it, so one look
/// should do; the second is for a thread that got the id of one that died since the last scan, and for one whose creator was itself being
/// restored. A native thread that no Java code started is seen by the next scan that something else causes.
///
/// A CPU that the last carrier has left is a worker's still for the heirs it leaves behind, and is forgotten when these have been judged: from
/// then on a mask that consists of it is one that a user chose.
public final class ForeignThreads {

    /// The kernel's list of the threads of this process.
    private static final File TASKS = new File("/proc/self/task");

    /// Every carrier in this JVM by its kernel id. The thread stands there so that one which died without [#carrierLeaves] is found out before
    /// its id protects another.
    private static final Map<Integer, Thread> CARRIERS = new HashMap<>();

    /// Scans until a CPU that was left is forgotten: the two that judge its heirs, and one that may be under way.
    private static final int LEFT_SCANS = 3;

    private final Affinity affinity;
    private final LongSupplier startedThreadCount;
    private final Supplier<int[]> threadIds;
    /// The CPU that each carrier of this object is bound to.
    private final Map<Thread, Integer> cpuOf = new HashMap<>();
    private final Map<Integer, Integer> carriersOn = new HashMap<>();
    private final Set<Integer> leftCpus = new HashSet<>();
    private volatile int leftScans;

    private long startedThreads;
    private boolean followUp;
    private Set<Integer> young = Set.of();
    private Set<Integer> old = new HashSet<>();

    /// To be made before the first carrier is pinned: the threads that exist now are not judged.
    public ForeignThreads(Affinity affinity) {
        this(affinity, ManagementFactory.getThreadMXBean()::getTotalStartedThreadCount, ForeignThreads::listTasks);
    }

    /// With counts and lists of a test's making.
    ForeignThreads(Affinity affinity, LongSupplier startedThreadCount, Supplier<int[]> threadIds) {
        this.affinity = affinity;
        this.startedThreadCount = startedThreadCount;
        this.threadIds = threadIds;
        this.startedThreads = startedThreadCount.getAsLong();   // before the list, as in a scan
        for (int tid : listed()) old.add(tid);
    }

    /// Makes the calling thread a carrier and binds it to `cpu`; for scans that is one step (F1). A carrier that moves to another
    /// CPU calls it again.
    ///
    /// If the kernel refuses, the thread is a carrier all the same, with the CPUs of the process instead of what it inherited.
    ///
    /// @throws IllegalArgumentException if `cpu` is outside 0 to [CpuSet#MAX_CPU]
    public PinResult carrierPins(int cpu) {
        Thread carrier = Thread.currentThread();
        int tid = affinity.currentThreadId();
        synchronized (CARRIERS) {
            return registered(carrier, tid, cpu, affinity.pin(cpu), 0);
        }
    }

    /// Binds a carrier to another CPU; for scans that is one step (F1). To be called by any thread, while the carrier can neither end nor bind
    /// itself.
    ///
    /// If the kernel refuses, the carrier gets the CPUs of the process.
    ///
    /// @param tid the kernel's id of the carrier
    /// @throws IllegalArgumentException if `cpu` is outside 0 to [CpuSet#MAX_CPU]
    public PinResult carrierMoves(Thread carrier, int tid, int cpu) {
        synchronized (CARRIERS) {
            return registered(carrier, tid, cpu, affinity.setCpus(idOfAnother(tid), CpuSet.of(cpu)), idOfAnother(tid));
        }
    }

    /// Gives a carrier, which stays one, the CPUs of the process. As [#carrierMoves].
    public void carrierUnpins(Thread carrier, int tid) {
        synchronized (CARRIERS) {
            leaveCpu(carrier);
            affinity.setCpus(idOfAnother(tid), affinity.processCpus());
        }
    }

    /// Ends that the calling thread is a carrier, and gives it the CPUs of the process. Without effect in a thread that is none.
    public void carrierLeaves() {
        int tid = affinity.currentThreadId();
        synchronized (CARRIERS) {
            leaveCpu(Thread.currentThread());
            if (CARRIERS.remove(tid, Thread.currentThread())) affinity.setCpus(0, affinity.processCpus());
        }
    }

    private PinResult registered(Thread carrier, int tid, int cpu, PinResult result, int target) {
        if (tid > 0) CARRIERS.put(tid, carrier);
        if (result.pinned() && cpuOf.getOrDefault(carrier, -1) == cpu) return result;
        leaveCpu(carrier);
        if (result.pinned()) {
            cpuOf.put(carrier, cpu);
            leftCpus.remove(cpu);
            carriersOn.merge(cpu, 1, Integer::sum);
        } else {
            affinity.setCpus(target, affinity.processCpus());
        }
        return result;
    }

    private void leaveCpu(Thread carrier) {
        Integer left = cpuOf.remove(carrier);
        if (left == null || carriersOn.merge(left, -1, Integer::sum) > 0) return;
        carriersOn.remove(left);
        leftCpus.add(left);
        leftScans = LEFT_SCANS;
    }

    /// An id that is not known must not become 0, which is the caller.
    private static int idOfAnother(int tid) {
        return tid > 0 ? tid : -1;
    }

    /// Scans if Java threads were started since the last scan, or if the last scan was the first after such a start, or a carrier has left its CPU.
    ///
    /// @return number of threads that got the mask of the process
    public synchronized int scanIfThreadsStarted() {
        // The count is read before the list, so that a thread which starts in between is found by this scan or causes the next.
        long started = startedThreadCount.getAsLong();
        if (started == startedThreads && !followUp && leftScans == 0) return 0;
        followUp = started != startedThreads;
        startedThreads = started;
        return scan();
    }

    /// Scans now, whether or not threads were started.
    ///
    /// @return number of threads that got the mask of the process; 0 where affinity is unsupported, or the kernel lists no threads
    public synchronized int scan() {
        int leftScansBefore = leftScans;
        CpuSet process = affinity.processCpus();
        Set<Integer> nextYoung = new HashSet<>();
        Set<Integer> nextOld = new HashSet<>();
        int restored = 0;
        for (int tid : listed()) {
            if (old.contains(tid)) {
                nextOld.add(tid);
                continue;
            }
            (young.contains(tid) ? nextOld : nextYoung).add(tid);
            if (restore(tid, process)) restored++;
        }
        young = nextYoung;   // what the kernel no longer lists is forgotten, so that its id is new when it comes again
        old = nextOld;
        if (leftScansBefore > 0) forgetLeftCpus(leftScansBefore);
        return restored;
    }

    private void forgetLeftCpus(int leftScansBefore) {
        synchronized (CARRIERS) {
            if (leftScans != leftScansBefore) return;    // another CPU was left meanwhile
            leftScans--;
            if (leftScans == 0) leftCpus.clear();
        }
    }

    private int[] listed() {
        return affinity.isSupported() ? threadIds.get() : new int[0];
    }

    private static int[] listTasks() {
        String[] names = TASKS.list();
        return names == null ? new int[0] : Arrays.stream(names).mapToInt(Integer::parseInt).toArray();
    }

    /// Judges one thread, under the lock that [#carrierPins] takes: it is registered, or it is not pinned yet (F1).
    private boolean restore(int tid, CpuSet process) {
        synchronized (CARRIERS) {
            if (isCarrier(tid)) return false;
            CpuSet cpus = affinity.cpusOf(tid).orElse(process);   // gone meanwhile: nothing to restore
            boolean inherited = cpus.size() == 1 && isWorkerCpu(cpus.stream().findFirst().orElse(-1)) && !cpus.equals(process);
            return inherited && affinity.setCpus(tid, process).pinned();
        }
    }

    private boolean isWorkerCpu(int cpu) {
        return carriersOn.containsKey(cpu) || leftCpus.contains(cpu);
    }

    private static boolean isCarrier(int tid) {
        Thread carrier = CARRIERS.get(tid);
        if (carrier != null && !carrier.isAlive()) CARRIERS.remove(tid);   // it died without a word; its id is another's now
        return carrier != null && carrier.isAlive();
    }
}
