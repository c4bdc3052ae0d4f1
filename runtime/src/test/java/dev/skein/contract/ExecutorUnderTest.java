package dev.skein.contract;

import dev.skein.Skein;
import dev.skein.SkeinBuilder;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/// The one place that says which executor the contracts are put to: `-Dskein.contract.subject=jdk|skein`.
///
/// The JDK's pool is the control: what java.util.concurrent promises must hold there too, else the test is wrong.
/// What only Skein promises is marked [SkeinOnly] and skipped for the control.
final class ExecutorUnderTest {

    private static final String DEFAULT_SUBJECT = "skein";

    private enum Subject { JDK, SKEIN }

    private static final Subject SUBJECT = chosen();

    private ExecutorUnderTest() {
    }

    /// A started executor with exactly this many workers; the caller ends it.
    static ScheduledExecutorService create(int workers) {
        return switch (SUBJECT) {
            case JDK -> control(workers);
            case SKEIN -> Skein.builder().name("contract").workers(workers).stuckAfter(SkeinBuilder.MAX_STUCK_AFTER).start();   // tests hold workers by latches
        };
    }

    static boolean isSkein() {
        return SUBJECT == Subject.SKEIN;
    }

    /// Removal on cancel keeps far-away cancelled delays from holding the queue; no contract rests on it.
    private static ScheduledThreadPoolExecutor control(int workers) {
        ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(workers);
        pool.setRemoveOnCancelPolicy(true);
        return pool;
    }

    private static Subject chosen() {
        String name = System.getProperty("skein.contract.subject", DEFAULT_SUBJECT);
        return switch (name) {
            case "jdk" -> Subject.JDK;
            case "skein" -> Subject.SKEIN;
            default -> throw new IllegalArgumentException("skein.contract.subject must be jdk or skein, got " + name);
        };
    }
}
