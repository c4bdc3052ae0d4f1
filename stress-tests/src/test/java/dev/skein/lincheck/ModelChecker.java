package dev.skein.lincheck;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jetbrains.lincheck.Lincheck;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;

/// How much Lincheck searches, in one place. `-Dskein.lincheck=10` makes it ten times as much.
///
/// It knows sequentially consistent executions only: that a fence is missing it cannot find; jcstress can.
public final class ModelChecker {

    private static final int TIMES = Integer.getInteger("skein.lincheck", 1);
    private static final int SCENARIOS = 10;
    private static final int SCHEDULES = 200;
    private static final int THREADS = 3;
    private static final int OPERATIONS = 3;

    private ModelChecker() { }

    /// For a class with operations: threads, and operations of each, at random.
    public static ModelCheckingOptions options() {
        return new ModelCheckingOptions().iterations(SCENARIOS * TIMES).invocationsPerIteration(SCHEDULES).threads(THREADS).actorsPerThread(OPERATIONS)
                .actorsBefore(OPERATIONS).actorsAfter(OPERATIONS);
    }

    /// For threads that a test starts itself.
    public static void run(Runnable test) {
        Lincheck.runConcurrentTest(SCHEDULES * TIMES, test);
    }

    /// The same, where a fault must be found.
    public static void mustReject(Runnable check) {
        assertThatThrownBy(check::run).isInstanceOf(LincheckAssertionError.class);
    }
}
