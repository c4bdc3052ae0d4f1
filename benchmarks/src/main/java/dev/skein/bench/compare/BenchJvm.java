package dev.skein.bench.compare;

/// The JVM arguments of every fork, in one place so that no rival gets another JVM.
public final class BenchJvm {

    /// A fixed heap: growing it is not what is measured.
    public static final String HEAP_MIN = "-Xms2g";
    public static final String HEAP_MAX = "-Xmx2g";

    /// The parallel collector, though G1 is the default. Its write barrier is one store for every kind of queue, and all its work is done
    /// in pauses, which are charged to the scheduler that allocates. G1's barrier holds a full fence for a store into an old object, which
    /// taxes queues in long-lived arrays (Skein, ForkJoinPool) and spares queues of fresh nodes (ThreadPoolExecutor), and its concurrent
    /// threads take the CPUs from workers at moments nobody chose. `Compare --gc G1` shows the other picture.
    public static final String COLLECTOR = "-XX:+UseParallelGC";

    /// Skein pins its workers by a native call; this silences the JVM's warning and changes nothing else.
    public static final String NATIVE_ACCESS = "--enable-native-access=ALL-UNNAMED";

    /// For [dev.skein.bench.load.CarrierThread].
    public static final String OPEN_THREAD = "--add-opens=java.base/java.lang=ALL-UNNAMED";

    /// JMH itself uses Unsafe; this keeps four lines of warning per fork out of the output.
    public static final String QUIET_UNSAFE = "--sun-misc-unsafe-memory-access=allow";

    /// For [dev.skein.bench.rivals.CatsRuntime]: without it every step of a fiber notes where it came from.
    public static final String NO_FIBER_TRACES = "-Dcats.effect.tracing.mode=none";

    private BenchJvm() { }
}
