package dev.skein;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.api.Pinning;
import dev.skein.api.RecursiveTask;
import dev.skein.api.Step;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What users see first: arguments that are refused, the line that a runtime prints, the message of a rejection.
class SkeinApiTest {

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "ü", "a/b"})
    void name_withOtherCharacters_isRefused(String name) {
        assertThatThrownBy(() -> Skein.builder().name(name)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("A-Z a-z 0-9 . _ -").hasMessageContaining('"' + name + '"');
    }

    @Test
    void name_of65Characters_isRefused() {
        assertThatThrownBy(() -> Skein.builder().name("x".repeat(65))).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("1 to 64");
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 1025, Integer.MAX_VALUE})
    void workers_outOfRange_isRefused(int workers) {
        assertThatThrownBy(() -> Skein.builder().workers(workers)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("workers must be 1 to 1024, got " + workers);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 32_769})
    void maxSpares_outOfRange_isRefused(int spares) {
        assertThatThrownBy(() -> Skein.builder().maxSpares(spares)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("maxSpares must be 0 to 32768, got " + spares);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 1, 65_535, (1L << 30) + 1})
    void stackSize_outOfRange_isRefused(long bytes) {
        assertThatThrownBy(() -> Skein.builder().stackSize(bytes)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("65536 to 1073741824 bytes").hasMessageEndingWith("got " + bytes);
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0})
    void queueLimit_outOfRange_isRefused(int limit) {
        assertThatThrownBy(() -> Skein.builder().queueLimit(limit)).isInstanceOf(IllegalArgumentException.class).hasMessage("queueLimit must be 1 or more, got " + limit);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-1S", "PT0S", "PT0.000099999S", "PT10.000000001S"})
    void timeSlice_outOfRange_isRefused(Duration slice) {
        assertThatThrownBy(() -> Skein.builder().timeSlice(slice)).isInstanceOf(IllegalArgumentException.class).hasMessage("timeSlice must be 100 us to 10 s, got " + slice);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-1S", "PT0.000999S", "PT10.000000001S"})
    void balanceInterval_outOfRange_isRefused(Duration interval) {
        assertThatThrownBy(() -> Skein.builder().balanceInterval(interval)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("balanceInterval must be 1 ms to 10 s, got " + interval);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-1S", "PT0.009S", "PT1H0.001S"})
    void stuckAfter_outOfRange_isRefused(Duration time) {
        assertThatThrownBy(() -> Skein.builder().stuckAfter(time)).isInstanceOf(IllegalArgumentException.class).hasMessage("stuckAfter must be 10 ms to 1 h, got " + time);
    }

    @Test
    void footprintBudget_negative_isRefused() {
        assertThatThrownBy(() -> Skein.builder().footprintBudget(-1)).isInstanceOf(IllegalArgumentException.class).hasMessageEndingWith("or more bytes, got -1");
    }

    @Test
    void workers_ofARuntime_areWhatWasAskedForWhetherRetiredOrNot() throws Exception {
        try (Skein skein = Skein.builder().workers(3).start()) {
            skein.retire(2).get(20, TimeUnit.SECONDS);
            assertThat(skein.workers()).isEqualTo(3);
        }
    }

    @Test
    void whenFullAndDecorator_null_areRefused() {
        assertThatThrownBy(() -> Skein.builder().name(null)).isInstanceOf(NullPointerException.class).hasMessage("name");
        assertThatThrownBy(() -> Skein.builder().whenFull(null)).isInstanceOf(NullPointerException.class).hasMessage("whenFull");
        assertThatThrownBy(() -> Skein.builder().decorator(null)).isInstanceOf(NullPointerException.class).hasMessage("decorator");
    }

    @Test
    void pinning_badLists_areRefused() {
        assertThatThrownBy(() -> Pinning.cpus(List.of())).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("at least one");
        assertThatThrownBy(() -> Pinning.cpus(0, -1)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("got -1");
        assertThatThrownBy(() -> Pinning.cpus(1, 1)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("1 twice");
        assertThatThrownBy(() -> Skein.builder().pinning(Pinning.cpus(60_000)).start()).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got 60000");
    }

    @Test
    void builder_usedTwice_startsTwoRuntimes() {
        SkeinBuilder builder = Skein.builder().workers(1);
        try (Skein first = builder.start(); Skein second = builder.start()) {
            assertThat(fields(first).get("name")).isNotEqualTo(fields(second).get("name"));
        }
    }

    @Test
    void toString_whileOpenAndAfter_isOneLineOfPairs() throws Exception {
        Skein skein = Skein.builder().name("orders").workers(2).start();
        skein.submit(() -> 1).get();
        Awaitility.await().until(() -> skein.stats().quiet());
        assertThat(fields(skein)).containsEntry("name", "orders").containsEntry("state", "OPEN").containsEntry("workers", "2")
                .containsEntry("queued", "0").containsEntry("submitted", "1").containsEntry("completed", "1").containsKeys("running", "suspended", "failed", "cancelled", "rejected");
        skein.close();
        assertThat(fields(skein)).containsEntry("state", "TERMINATED");
    }

    @Test
    void execute_afterShutdown_saysNameStateSizesAndWhatToDo() {
        Skein skein = Skein.builder().name("orders").workers(2).start();
        skein.close();
        assertThatThrownBy(() -> skein.execute(() -> { })).isInstanceOf(RejectedExecutionException.class)
                .hasMessageContaining("skein orders").hasMessageContaining("state=TERMINATED").hasMessageContaining("workers=2")
                .hasMessageContaining("queued=0").hasMessageContaining("submit before shutdown()");
        assertThat(skein.stats().rejected()).isEqualTo(1);
    }

    @Test
    void cancel_ofDelayedTasks_leavesNoneSuspended() {
        try (Skein skein = Skein.builder().workers(1).start()) {
            List<Future<?>> delayed = new ArrayList<>();
            for (int i = 0; i < 10_000; i++) delayed.add(skein.schedule(() -> { }, 1 + i % 100, TimeUnit.HOURS));
            assertThat(skein.stats().suspended()).isEqualTo(10_000);
            for (Future<?> each : delayed) each.cancel(false);
            assertThat(skein.stats().suspended()).isZero();
            assertThat(skein.stats().cancelled()).isEqualTo(10_000);
        }
    }

    /// While it waits it is counted with the timers, and its runs must leave nothing.
    @Test
    void cancel_ofAPeriodicTaskThatRanManyTimes_leavesNoneSuspended() throws Exception {
        try (Skein skein = Skein.builder().workers(1).start()) {
            CountDownLatch runs = new CountDownLatch(50);
            Future<?> periodic = skein.scheduleAtFixedRate(runs::countDown, 100, 100, TimeUnit.MICROSECONDS);
            assertThat(runs.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(periodic.cancel(false)).isTrue();
            Awaitility.await().untilAsserted(() -> assertThat(skein.stats().suspended()).isZero());
        }
    }

    @Test
    void stats_whileATaskRuns_showIt() throws Exception {
        try (Skein skein = Skein.builder().workers(2).start()) {
            CountDownLatch inside = new CountDownLatch(1);
            CountDownLatch end = new CountDownLatch(1);
            skein.execute(() -> {
                inside.countDown();
                try {
                    end.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
            inside.await();
            assertThat(skein.stats().running()).isEqualTo(1);
            assertThat(skein.stats().quiet()).isFalse();
            assertThat(skein.stats().workers()).hasSize(2);
            end.countDown();
            Awaitility.await().until(() -> skein.stats().quiet() && skein.stats().running() == 0);
        }
    }

    /// No spare may come, so the worker itself must run what it waits for.
    @Test
    void invokeAny_onTheOnlyWorkerWithoutSpares_runsTheTasksItself() throws Exception {
        try (Skein skein = Skein.builder().workers(1).maxSpares(0).start()) {
            Future<String> any = skein.submit(() -> skein.invokeAny(List.of(() -> { throw new IllegalStateException("first"); }, () -> "second")));
            assertThat(any.get(20, TimeUnit.SECONDS)).isEqualTo("second");
        }
    }

    @Test
    void blocking_offAWorker_isAPlainCall() throws Exception {
        assertThat(Skein.<String>blocking(() -> "here")).isEqualTo("here");
        assertThatThrownBy(() -> Skein.blocking(null)).isInstanceOf(NullPointerException.class);
    }

    /// What is tested is that it compiles: this method declares nothing.
    @Test
    void blocking_ofABodyThatDeclaresNothing_needsNoCatch() {
        int here = Skein.blocking(() -> 42);
        assertThat(here).isEqualTo(42);
    }

    @Test
    void blocking_ofABodyThatThrows_throwsWhatThatDeclares() {
        Thread.currentThread().interrupt();
        try {
            Skein.blocking(() -> new CountDownLatch(1).await(20, TimeUnit.SECONDS));
            throw new AssertionError("it was not interrupted");
        } catch (InterruptedException expected) {
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        }
    }

    @Test
    void blocking_ofACallable_givesItsValueOrItsException() throws Exception {
        Callable<String> ends = () -> "here";
        Callable<String> fails = () -> {
            throw new IOException("planned");
        };
        assertThat(Skein.blocking(ends)).isEqualTo("here");
        assertThatThrownBy(() -> Skein.blocking(fails)).isInstanceOf(IOException.class).hasMessage("planned");
    }

    @Test
    void onWorker_isTrueInATaskAndItsForksOnly() throws Exception {
        assertThat(Skein.onWorker()).isFalse();
        try (Skein skein = Skein.builder().workers(1).start()) {
            assertThat(skein.submit(Skein::onWorker).get(20, TimeUnit.SECONDS)).isTrue();
            assertThat(skein.spawn(context -> Step.done(Skein.onWorker())).get(20, TimeUnit.SECONDS)).isTrue();
            assertThat(skein.invoke(new RecursiveTask<Boolean>() {
                @Override
                protected Boolean compute() {
                    return Skein.onWorker();
                }
            })).isTrue();
        }
    }

    private static Map<String, String> fields(Skein skein) {
        String line = skein.toString();
        assertThat(line).doesNotContain("\n").startsWith("Skein[").endsWith("]");
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : line.substring("Skein[".length(), line.length() - 1).split(", ", -1)) {
            String[] parts = pair.split("=", -1);
            assertThat(parts).hasSize(2);
            fields.put(parts[0], parts[1]);
        }
        return fields;
    }
}
