/// What Skein asks of the machine it runs on: which CPUs there are, which of them this process may use and how much of them, where
/// a thread runs, how much CPU time it got, and who else wanted it.
///
/// | question | type |
/// |---|---|
/// | a set of CPU numbers, as the kernel writes it | [CpuSet] |
/// | may I bind this thread to a CPU? what came of it? | [Affinity], [PinResult] |
/// | which CPUs share a core or a package, and in which order should workers take them? | [Topology] |
/// | how many workers can run in parallel? | [CpuBudget] |
/// | which CPUs do other runtimes of this JVM leave free? | [CpuClaims] |
/// | how long has that other thread run? | [ThreadClock] |
/// | what does that thread do, how long has it run, and how long has it waited for a CPU? | [ThreadMeter], [KernelState] |
/// | how much has it allocated? | [ThreadAllocation] |
/// | how busy is each CPU, whoever keeps it busy? | [CpuTimes] |
/// | for how long has a quota held this process back? | [Throttling] |
/// | which threads sit on a worker's CPU only because a worker created them? | [ForeignThreads] |
/// | have all threads passed a fence? | [AsymmetricFence] |
///
/// **Nothing here is necessary.** Skein runs on systems that are not Linux, under `--illegal-native-access=deny`, in containers without
/// `/sys`, and where the kernel refuses. So no type of this package throws because the machine lacks something: a refusal is a
/// value with a readable reason ([PinResult]), a figure that cannot be had is absent or -1, and a file that is missing or broken is read
/// as "unknown". Where there is a second way it is taken: files that the C library cannot be asked to read, `java.io` reads. Exceptions
/// are for callers' mistakes, such as a negative CPU number.
///
/// **Three facts about Linux shape it.**
///
/// 1. *A thread inherits the mask of the thread that creates it.* A task on a pinned worker that starts a thread, makes the common pool
///    grow, or is the first in the JVM to touch virtual threads, leaves threads behind that are confined to that worker's CPU for ever.
///    [Affinity#touchSharedPools] sizes the shared pools before the first worker is pinned; [ForeignThreads] gives such threads
///    the process's mask back.
/// 2. *In a pinned thread `Runtime.availableProcessors()` is 1.* Whatever must know the machine asks [Affinity#processCpus] and
///    [CpuBudget#available], which never look at the calling thread: the mask of the process is that of its main thread, whose
///    kernel id is the process id. The java launcher leaves that thread waiting, and runs no Java code in it.
/// 3. *Masks change.* An administrator may move the process into another cpuset, unplug a CPU, or write a new quota. Nothing is
///    remembered here but the topology, and which groups the process is in (by [Throttling], and until that changes by `CpuQuota`), so that asking again
///    gives the new answer.
///
/// **Sensors are cheap to read, not to make.** What is read again and again (by the balancer [ThreadMeter] and [CpuTimes]; [Throttling]) keeps its
/// files open, is closed when no longer needed, and does not allocate; each says what a read costs. None is for several threads at a time.
///
/// Calls into the C library go through `java.lang.foreign`. All of them stand in `Libc`; the JVM prints its warning about native access
/// when that class is first used, unless it was started with `--enable-native-access`.
///
/// Floor 0: this package imports nothing of Skein.
@NullMarked
package dev.skein.platform;

import org.jspecify.annotations.NullMarked;
