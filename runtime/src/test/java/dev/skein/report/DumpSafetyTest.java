package dev.skein.report;

import static dev.skein.report.Reported.awaitSuspended;
import static dev.skein.report.Reported.await30;
import static dev.skein.report.Reported.dump;
import static dev.skein.report.Reported.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.Skein;
import dev.skein.SkeinBuilder;
import dev.skein.api.Continuation;
import dev.skein.api.Step;
import dev.skein.api.TaskContext;
import dev.skein.balance.Policies;
import dev.skein.report.Reported.Holds;
import dev.skein.report.Reported.Waits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A dump gives nothing away, is survived by all, and survives what it meets.
class DumpSafetyTest {

    private static final String SECRET = "hunter2";
    /// Far above the 5 s that it may take on a machine that does nothing else.
    private static final Duration MILLION_LIMIT = Duration.ofSeconds(20);

    private final Skein skein = Skein.builder().name("safe").workers(2).stuckAfter(SkeinBuilder.MAX_STUCK_AFTER).policy(Policies.none()).start();
    private final CompletableFuture<String> never = new CompletableFuture<>();

    @AfterEach
    void close() {
        skein.shutdownNow();
        skein.close();
    }

    /// Holds a secret, and gives it away to whoever asks for its text.
    private record Secretive(String secret, CompletableFuture<String> event) implements Continuation<String>, Runnable, Callable<String> {
        @Override
        public Step<String> resume(TaskContext context) {
            return event.isDone() ? Step.done(secret) : Step.await(event);
        }

        @Override
        public void run() {}

        @Override
        public String call() {
            return secret;
        }
    }

    private static final class SecretStage extends CompletableFuture<String> {
        @Override
        public String toString() {
            return SECRET;
        }
    }

    @Test
    void dump_ofTasksThatHoldSecrets_givesNoneAway() {
        Secretive task = new Secretive(SECRET, new SecretStage());
        skein.spawn((Continuation<String>) task);
        skein.schedule((Callable<String>) task, 1, TimeUnit.HOURS);
        skein.schedule((Runnable) task, 1, TimeUnit.HOURS);
        awaitSuspended(skein, 3);
        List<Holds> both = List.of(new Holds(), new Holds());
        for (Holds each : both) {
            skein.execute(each);
            await30(each.begun);
        }
        skein.execute(task);
        skein.submit((Callable<String>) task);
        skein.submit(task, SECRET);
        skein.spawn((Continuation<String>) task);
        List<String> dump = dump(skein);
        assertThat(dump.stream().filter(each -> each.contains(Secretive.class.getName())).toList()).hasSize(7);
        assertThat(String.join("\n", dump) + skein.dump()).doesNotContain(SECRET);
        both.forEach(each -> each.end.countDown());
    }

    static Stream<Named<Supplier<String>>> names() {
        return Stream.of(
                Named.of("throws", () -> {
                    throw new AssertionError(SECRET);
                }),
                Named.of("no stack", DumpSafetyTest::recursion),
                Named.of("null", () -> null));
    }

    @SuppressWarnings("InfiniteRecursion")
    private static String recursion() {
        return recursion() + 1;
    }

    private record Called(Supplier<String> named, CompletableFuture<String> event) implements Continuation<String> {
        @Override
        public Step<String> resume(TaskContext context) {
            return event.isDone() ? Step.done("") : Step.await(event);
        }

        @Override
        public String name() {
            return named.get();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void dump_ofANameThatThrows_hasTheClassInstead(Supplier<String> name) {
        skein.spawn(new Called(name, never));
        awaitSuspended(skein, 1);
        assertThat(line(dump(skein), "kind=suspendable")).contains("name=\"" + Called.class.getName() + "\"");
    }

    @Test
    void dump_ofAHugeName_isCut() {
        skein.spawn(new Called(() -> "x".repeat(50_000_000), never));
        awaitSuspended(skein, 1);
        assertThat(line(dump(skein), "kind=suspendable")).contains("name=\"" + "x".repeat(Lines.NAME_MAX) + "...\" ");
    }

    @Test
    void dump_ofANameOfSeveralLines_keepsItOnOne() {
        skein.spawn(new Called(() -> "a\"b\\c\nd\re\u2028f\u0000g", never));
        awaitSuspended(skein, 1);
        assertThat(line(dump(skein), "kind=suspendable")).contains("name=\"a\\\"b\\\\c?d?e?f?g\" ");
    }

    /// Throws at its line with that number.
    private static final class Throwing implements Appendable {
        private final int at;
        private final Exception thrown;
        private int lines;

        Throwing(int at, Exception thrown) {
            this.at = at;
            this.thrown = thrown;
        }

        @Override
        public Appendable append(CharSequence text) throws IOException {
            if (lines++ < at) return this;
            if (thrown instanceof IOException io) throw io;
            throw (RuntimeException) thrown;
        }

        @Override
        public Appendable append(CharSequence text, int start, int end) throws IOException {
            return append(text);
        }

        @Override
        public Appendable append(char each) throws IOException {
            return append("");
        }
    }

    @Test
    void dump_toWhatThrows_throwsThatAndHurtsNobody() throws Exception {
        for (int i = 0; i < 10; i++) skein.spawn(new Waits("waits", () -> Step.await(never)));
        awaitSuspended(skein, 10);
        int lines = dump(skein).size();
        for (int at = 0; at < lines; at++) {
            IOException disk = new IOException("planned");
            IllegalStateException state = new IllegalStateException("planned");
            int here = at;
            assertThatThrownBy(() -> skein.dump(new Throwing(here, disk))).isInstanceOf(UncheckedIOException.class).hasCause(disk);
            assertThatThrownBy(() -> skein.dump(new Throwing(here, state))).isSameAs(state);
        }
        assertThat(dump(skein)).contains("  listed=10");
        never.complete("now");
        assertThat(skein.submit(() -> 42).get(30, TimeUnit.SECONDS)).isEqualTo(42);
    }

    /// The line is the caller's to keep.
    @Test
    void dump_toWhatKeepsTheLines_givesEachItsOwn() {
        List<CharSequence> kept = new ArrayList<>();
        skein.dump(new Writer() {
            @Override
            public Writer append(CharSequence text) {
                kept.add(text);
                return this;
            }

            @Override
            public void write(char[] text, int from, int length) {}

            @Override
            public void flush() {}

            @Override
            public void close() {}
        });
        assertThat(kept.size()).isGreaterThan(5);
        assertThat(kept).allMatch(each -> each.toString().endsWith("\n") && each.toString().indexOf('\n') == each.length() - 1);
    }

    @Test
    void dump_ofNull_isRefused() {
        assertThatThrownBy(() -> skein.dump(null)).isInstanceOf(NullPointerException.class);
    }

    /// Tasks that go round and end while they are written down, and some that stay all the time.
    @Test
    void dump_whileTasksMoveAndEnd_hasAllThatStay() throws Exception {
        try (Skein moving = Skein.builder().name("moving").workers(3).policy(Policies.chaos()).balanceInterval(Duration.ofMillis(1)).start()) {
            for (int i = 0; i < 500; i++) moving.spawn(new Waits("stays" + i + '.', () -> Step.await(never)), i % 3);
            awaitSuspended(moving, 500);
            AtomicBoolean stop = new AtomicBoolean();
            List<Future<?>> feeders = new ArrayList<>();
            for (int f = 0; f < 2; f++) feeders.add(CompletableFuture.runAsync(() -> feed(moving, stop)));
            try {
                for (int round = 0; round < 50; round++) {
                    String all = String.join("\n", dump(moving));
                    for (int i = 0; i < 500; i++) assertThat(all.contains("\"stays" + i + ".\"")).as("task %s in round %s", i, round).isTrue();
                    assertThat(moving.dump()).contains("totals:");
                }
            } finally {
                stop.set(true);
                never.complete("now");
            }
            for (Future<?> feeder : feeders) feeder.get(30, TimeUnit.SECONDS);
            assertThat(moving.moves()).isNotEmpty();
        }
    }

    private static void feed(Skein moving, AtomicBoolean stop) {
        while (!stop.get()) {
            if (moving.stats().queued() > 2_000) {
                Thread.yield();
                continue;
            }
            moving.spawn(new Waits("goes", () -> Step.sleep(Duration.ofMillis(1))));
            moving.spawn(new Waits("goes", Step::again));
            moving.execute(() -> { });
        }
    }

    /// Counts, and keeps nothing.
    private static final class Counting implements Appendable {
        private long lines;
        private long chars;

        @Override
        public Appendable append(CharSequence text) {
            lines++;
            chars += text.length();
            return this;
        }

        @Override
        public Appendable append(CharSequence text, int start, int end) {
            return append(text.subSequence(start, end));
        }

        @Override
        public Appendable append(char each) {
            return append(String.valueOf(each));
        }
    }

    @Test
    void dump_ofAMillionSuspendedTasks_takesSeconds() {
        int million = 1_000_000;
        for (int i = 0; i < million; i++) skein.spawn(new Waits("one of many", () -> Step.await(never)));
        awaitSuspended(skein, million);
        Counting out = new Counting();
        long start = System.nanoTime();
        skein.dump(out);
        long took = System.nanoTime() - start;
        System.out.printf("dump of 10^6 suspended tasks: %d ms, %d lines, %d MB%n", took / 1_000_000, out.lines, out.chars >> 20);
        assertThat(out.lines).isBetween(million + 10L, million + 100L);
        assertThat(Duration.ofNanos(took)).isLessThan(MILLION_LIMIT);
        start = System.nanoTime();
        assertThat(skein.dump().lines().filter(each -> each.startsWith("  id=")).count()).isEqualTo(1_000);
        System.out.printf("its 1,000 oldest: %d ms%n", (System.nanoTime() - start) / 1_000_000);
    }
}
