package dev.skein.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skein.Skein;
import dev.skein.api.Continuation;
import dev.skein.api.Step;
import dev.skein.api.TaskContext;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// What the tests of this package share: tasks that do what they are told, and dumps as lists of lines.
final class Reported {

    static final Duration PATIENCE = Duration.ofSeconds(30);

    private Reported() {}

    static List<String> dump(Skein skein) {
        StringBuilder text = new StringBuilder();
        skein.dump(text);
        return text.toString().lines().toList();
    }

    /// The only line that has this in it.
    static String line(List<String> dump, String part) {
        List<String> found = dump.stream().filter(line -> line.contains(part)).toList();
        assertThat(found).as("lines with %s in %s", part, dump).hasSize(1);
        return found.getFirst();
    }

    static void awaitSuspended(Skein skein, long tasks) {
        await().atMost(PATIENCE).until(() -> skein.stats().suspended() == tasks);
    }

    static void await30(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("it came in time").isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /// Waits once, as its first step says, and ends.
    static final class Waits implements Continuation<String> {

        private final String name;
        private final Supplier<Step<String>> first;
        private boolean waited;

        Waits(String name, Supplier<Step<String>> first) {
            this.name = name;
            this.first = first;
        }

        @Override
        public Step<String> resume(TaskContext context) {
            if (waited) return Step.done(name);
            waited = true;
            return first.get();
        }

        @Override
        public String name() {
            return name;
        }
    }

    /// Holds its worker until it is told.
    static final class Holds implements Runnable {

        final CountDownLatch begun = new CountDownLatch(1);
        final CountDownLatch end = new CountDownLatch(1);

        @Override
        public void run() {
            begun.countDown();
            await30(end);
        }
    }
}
