package dev.skein.report;

import dev.skein.api.Trace;
import dev.skein.engine.Inspection;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// All that one runtime tells of itself on demand, and its bean.
public final class Reporting {

    /// Name of the system property that starts a trace with each runtime: its period in ms.
    public static final String TRACE_PROPERTY = "skein.trace";

    private static final Duration MIN_PERIOD = Duration.ofMillis(10);
    private static final Duration MAX_PERIOD = Duration.ofHours(1);
    /// The first bean of a JVM brings up JMX, some 200 ms of a CPU: not while a program begins, and not for a runtime that is gone by then.
    private static final long BEAN_AFTER_MILLIS = 1_000;

    private final Inspection runtime;
    private final CountDownLatch ending = new CountDownLatch(1);
    /// Takes the bean out again; set by the thread that registers it.
    private volatile @Nullable Runnable unregister;

    private Reporting(Inspection runtime) {
        this.runtime = runtime;
    }

    /// For a runtime that has been started: has its bean registered in a second, and starts the trace that the system property asks for. Where that fails a line in the log says
    /// so, and the runtime goes on without.
    public static Reporting of(Inspection runtime) {
        Reporting reporting = new Reporting(runtime);
        try {
            reporting.startRegistration();
        } catch (Throwable refused) {
            runtime.reports().warnSafely("no bean for JMX: " + refused);
        }
        try {
            reporting.traceIfAsked();
        } catch (Throwable refused) {
            runtime.reports().warnSafely("no trace: " + refused);
        }
        return reporting;
    }

    private void startRegistration() {
        Thread thread = runtime.workers().daemon("bean", this::register);
        if (runtime.endings().add(() -> takeBeanOut(thread))) thread.start();
    }

    private void register() {
        try {
            if (!ending.await(BEAN_AFTER_MILLIS, TimeUnit.MILLISECONDS)) unregister = Registration.register(runtime, this);
        } catch (Throwable refused) {
            runtime.reports().warnSafely("no bean for JMX: " + refused);
        }
    }

    /// @param registering the thread that registers it, or has
    private void takeBeanOut(Thread registering) {
        ending.countDown();
        try {
            registering.join();
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        Runnable registered = unregister;
        if (registered != null) registered.run();
    }

    private void traceIfAsked() {
        String asked = System.getProperty(TRACE_PROPERTY);
        if (asked == null) return;
        Duration period = periodOf(asked);
        if (period == null) {
            runtime.reports().warnSafely("no trace: the system property " + TRACE_PROPERTY + " must be 10 to 3600000 (ms), got " + asked);
        } else {
            var _ = trace(period, System.err);
        }
    }

    private static @Nullable Duration periodOf(String millis) {
        try {
            Duration period = Duration.ofMillis(Long.parseLong(millis.strip()));
            return isInRange(period) ? period : null;
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }

    private static boolean isInRange(Duration period) {
        return period.compareTo(MIN_PERIOD) >= 0 && period.compareTo(MAX_PERIOD) <= 0;
    }

    /// As `Skein.dump(Appendable)`.
    public void dump(Appendable out) {
        new Dump(runtime, out).full();
    }

    /// As `Skein.dump()`.
    public String dump() {
        StringBuilder text = new StringBuilder();
        new Dump(runtime, text).oldest();
        return text.toString();
    }

    /// As `Skein.trace`.
    ///
    /// @throws IllegalArgumentException if the period is out of range
    public Trace trace(Duration period, Appendable out) {
        if (!isInRange(period)) throw new IllegalArgumentException("period must be 10 ms to 1 h, got " + period);
        TraceThread trace = new TraceThread(runtime, period, out);
        trace.start();
        return trace;
    }
}
