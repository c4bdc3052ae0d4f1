package dev.skein.report;

import static dev.skein.report.Reported.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.skein.Skein;
import dev.skein.api.Trace;
import dev.skein.meta.LogCapture;
import dev.skein.platform.Affinity;
import dev.skein.platform.CpuSet;
import dev.skein.report.Reported.Holds;
import java.io.ByteArrayOutputStream;
import java.io.Flushable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceTest {

    private static final Pattern LINE = Pattern.compile("SKEIN \\d+\\.\\ds workers=2 run=\\d search=\\d park=\\d queued=\\[\\d+ \\d+\\] suspended=\\d+ steals=\\d+/s moves=\\d+/s"
            + " imbalance=(-|\\d+\\.\\d) cpu=\\[(-|\\d+) (-|\\d+)\\]% balancer=(asleep|hold(\\([a-z ]+\\))?|order\\([A-Z]+ \\d+(, [A-Z]+ \\d+)*\\)|skip\\(policy failed\\))\n");
    private static final Duration PERIOD = Duration.ofMillis(20);

    private final Skein skein = Skein.builder().name("traced").workers(2).start();

    @AfterEach
    void close() {
        skein.shutdownNow();
        skein.close();
    }

    private static class Kept implements Appendable {
        final List<String> lines = new CopyOnWriteArrayList<>();

        @Override
        public Appendable append(CharSequence text) throws IOException {
            lines.add(text.toString());
            return this;
        }

        @Override
        public Appendable append(CharSequence text, int start, int end) throws IOException {
            return append(text.subSequence(start, end));
        }

        @Override
        public Appendable append(char each) throws IOException {
            return append(String.valueOf(each));
        }

        void awaitLines(int count) {
            await().atMost(PATIENCE).until(() -> lines.size() >= count);
        }
    }

    private static List<Thread> traceThreads(String runtime) {
        return Thread.getAllStackTraces().keySet().stream().filter(each -> each.getName().equals("skein-" + runtime + "-trace")).toList();
    }

    private static void awaitNoThread(String runtime) {
        await().atMost(PATIENCE).until(() -> traceThreads(runtime).isEmpty());
    }

    @Test
    void trace_ofARuntimeAtWorkAndAtRest_writesALineAPeriod() throws Exception {
        Kept out = new Kept();
        try (Trace trace = skein.trace(PERIOD, out)) {
            out.awaitLines(3);
            Holds holds = new Holds();
            var task = skein.submit(holds);
            int before = out.lines.size();
            await().atMost(PATIENCE).until(() -> out.lines.subList(before, out.lines.size()).stream().anyMatch(each -> each.contains(" run=1 ")));
            holds.end.countDown();
            task.get(30, TimeUnit.SECONDS);
            assertThat(trace.isClosed()).isFalse();
        }
        assertThat(out.lines).allMatch(each -> LINE.matcher(each).matches());
        awaitNoThread("traced");
    }

    @Test
    void trace_whenClosed_writesNoMore() {
        Kept out = new Kept();
        Trace trace = skein.trace(PERIOD, out);
        out.awaitLines(1);
        trace.close();
        trace.close();
        assertThat(trace.isClosed()).isTrue();
        awaitNoThread("traced");
        int lines = out.lines.size();
        Kept other = new Kept();
        try (Trace _ = skein.trace(PERIOD, other)) {
            other.awaitLines(3);
        }
        assertThat(out.lines).hasSize(lines);
    }

    @Test
    void trace_whenTheRuntimeEnds_ends() {
        Kept out = new Kept();
        Trace trace = skein.trace(Duration.ofHours(1), out);
        assertThat(traceThreads("traced")).hasSize(1).allMatch(Thread::isDaemon);
        skein.close();
        assertThat(trace.isClosed()).isTrue();
        awaitNoThread("traced");
    }

    @Test
    void trace_afterTheEnd_isClosed() {
        skein.close();
        Kept out = new Kept();
        assertThat(skein.trace(PERIOD, out).isClosed()).isTrue();
        awaitNoThread("traced");
        assertThat(out.lines).isEmpty();
    }

    @Test
    void trace_toWhatThrows_endsAndIsLoggedOnce() throws Exception {
        AtomicInteger appended = new AtomicInteger();
        try (LogCapture log = new LogCapture()) {
            Trace trace = skein.trace(PERIOD, new Kept() {
                @Override
                public Appendable append(CharSequence text) throws IOException {
                    if (appended.incrementAndGet() == 2) throw new IOException("planned");
                    return this;
                }
            });
            await().atMost(PATIENCE).until(trace::isClosed);
            awaitNoThread("traced");
            assertThat(log.errors()).containsExactly("skein traced: the trace ends, since it could not write");
        }
        assertThat(appended).hasValue(2);
        assertThat(skein.submit(() -> 42).get(30, TimeUnit.SECONDS)).isEqualTo(42);
    }

    /// Who closes it may close what it writes to as well, and a line may be under way.
    @Test
    void trace_toWhatThrowsSinceItWasClosed_isNoError() throws Exception {
        CompletableFuture<Trace> opened = new CompletableFuture<>();
        try (LogCapture log = new LogCapture()) {
            opened.complete(skein.trace(PERIOD, new Kept() {
                @Override
                public Appendable append(CharSequence text) throws IOException {
                    opened.join().close();
                    throw new IOException("closed");
                }
            }));
            await().atMost(PATIENCE).until(opened.join()::isClosed);
            awaitNoThread("traced");
            assertThat(log.errors()).isEmpty();
        }
    }

    private static final class Flushed extends Kept implements Flushable {
        final AtomicInteger flushes = new AtomicInteger();

        @Override
        public void flush() {
            flushes.incrementAndGet();
        }
    }

    @Test
    void trace_toWhatHasABuffer_flushesEachLine() {
        Flushed out = new Flushed();
        try (Trace _ = skein.trace(PERIOD, out)) {
            await().atMost(PATIENCE).until(() -> out.flushes.get() >= 2);
        }
        awaitNoThread("traced");
        assertThat(out.flushes).hasValue(out.lines.size());
    }

    /// Started by a task, it would have one CPU.
    @Test
    void trace_startedOnAWorker_hasTheCpusOfTheProcess() throws Exception {
        CompletableFuture<CpuSet> cpus = new CompletableFuture<>();
        Affinity affinity = Affinity.system();
        Trace trace = skein.submit(() -> skein.trace(PERIOD, new Kept() {
            @Override
            public Appendable append(CharSequence text) {
                affinity.cpusOf(affinity.currentThreadId()).ifPresentOrElse(cpus::complete, () -> cpus.complete(affinity.processCpus()));
                return this;
            }
        })).get(30, TimeUnit.SECONDS);
        assertThat(cpus.get(30, TimeUnit.SECONDS)).isEqualTo(affinity.processCpus());
        trace.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT0.009S", "PT1H0.001S"})
    void trace_withAPeriodOutOfRange_isRefused(String period) {
        assertThatThrownBy(() -> skein.trace(Duration.parse(period), new StringBuilder())).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("period must be 10 ms to 1 h, got " + Duration.parse(period));
        assertThat(traceThreads("traced")).isEmpty();
    }

    /// What is written to [System#err] meanwhile.
    private static String errWhile(String property, Runnable action) {
        PrintStream err = System.err;
        ByteArrayOutputStream seen = new ByteArrayOutputStream();
        System.setErr(new PrintStream(seen, true, StandardCharsets.UTF_8));
        System.setProperty(Reporting.TRACE_PROPERTY, property);
        try {
            action.run();
        } finally {
            System.clearProperty(Reporting.TRACE_PROPERTY);
            System.setErr(err);
        }
        return seen.toString(StandardCharsets.UTF_8);
    }

    @Test
    void start_withTheSystemProperty_tracesToTheErrorStream() {
        String seen = errWhile("10", () -> {
            try (Skein asked = Skein.builder().name("asked").workers(2).start()) {
                asked.schedule(() -> 1, 500, TimeUnit.MILLISECONDS);
            }
            awaitNoThread("asked");
        });
        assertThat(seen.lines().filter(each -> LINE.matcher(each + "\n").matches()).count()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "0", "3600001", "9223372036854775808"})
    void start_withASystemPropertyThatMakesNoSense_warnsAndStarts(String property) {
        try (LogCapture log = new LogCapture()) {
            errWhile(property, () -> {
                try (Skein asked = Skein.builder().name("asked").workers(1).start()) {
                    assertThat(traceThreads("asked")).isEmpty();
                    assertThat(asked.isShutdown()).isFalse();
                }
            });
            assertThat(log.warnings()).contains("skein asked: no trace: the system property skein.trace must be 10 to 3600000 (ms), got " + property);
        }
    }
}
