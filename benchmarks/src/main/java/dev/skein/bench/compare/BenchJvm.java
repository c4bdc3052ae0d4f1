package dev.skein.bench.compare;

import java.util.List;

/// The JVM arguments of every fork, in one place so that no rival gets another JVM.
public final class BenchJvm {

    /// A fixed heap: growing it is not what is measured.
    public static final String HEAP_MIN = "-Xms2g";
    public static final String HEAP_MAX = "-Xmx2g";

    /// All of the heap is touched before the first iteration. What the kernel takes for the first touch of a page, 8 us for 4 KB on one virtual machine,
    /// is else paid by whoever allocates until the first collection, and outlasts the short iterations of a fork: a spawned task takes 350 ns there on
    /// fresh pages, and 70 on others.
    public static final String TOUCHED = "-XX:+AlwaysPreTouch";

    /// In pages of 2 MB where the kernel lets a process ask for them, so that the touching takes 0.2 to 1.5 s and not 4. Where it does not, the JVM says so
    /// and goes on with 4 KB.
    public static final String LARGE_PAGES = "-XX:+UseTransparentHugePages";

    /// The parallel collector, though G1 is the default. Its write barrier is a look and one store at most for every kind of queue, and all its work is done
    /// in pauses, which are charged to the scheduler that allocates. G1's barrier holds a full fence for a store into an old object, which
    /// taxes queues in long-lived arrays (Skein, ForkJoinPool) and spares queues of fresh nodes (ThreadPoolExecutor), and its concurrent
    /// threads take the CPUs from workers at moments nobody chose. `Compare --gc G1` shows the other picture.
    public static final String COLLECTOR = "-XX:+UseParallelGC";

    /// The parallel collector looks at a card before it writes it, as G1 does anyhow. Without this, threads whose queues' arrays it has put side by side take a
    /// line of memory from each other with every push, in some forks and not in others. Skein keeps its arrays apart; ForkJoinPool's fib takes 15 ns with this
    /// and up to 40 without, and a rival is to be measured at its best.
    public static final String LOOK_AT_CARDS = "-XX:+UseCondCardMark";

    /// Skein pins its workers by a native call; this silences the JVM's warning and changes nothing else.
    public static final String NATIVE_ACCESS = "--enable-native-access=ALL-UNNAMED";

    /// For [dev.skein.bench.load.CarrierThread].
    public static final String OPEN_THREAD = "--add-opens=java.base/java.lang=ALL-UNNAMED";

    /// JMH itself uses Unsafe; this keeps four lines of warning per fork out of the output.
    public static final String QUIET_UNSAFE = "--sun-misc-unsafe-memory-access=allow";

    /// For [dev.skein.bench.rivals.CatsRuntime]: without it every step of a fiber notes where it came from.
    public static final String NO_FIBER_TRACES = "-Dcats.effect.tracing.mode=none";

    private BenchJvm() { }

    /// What a fork is told of its heap, in the order of [SchedulerBenchmark].
    ///
    /// @param collector as in `-XX:+Use...GC`
    public static List<String> memory(String collector) {
        return List.of(HEAP_MIN, HEAP_MAX, TOUCHED, LARGE_PAGES, LOOK_AT_CARDS, "-XX:+Use" + collector + "GC");
    }
}
