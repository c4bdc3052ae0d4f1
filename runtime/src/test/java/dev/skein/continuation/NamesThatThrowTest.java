package dev.skein.continuation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Skein;
import dev.skein.api.Continuation;
import dev.skein.api.MoveReason;
import dev.skein.api.MoveRecord;
import dev.skein.api.Step;
import dev.skein.api.Task;
import dev.skein.api.TaskContext;
import dev.skein.meta.Proves;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A move is written down with the task's name, which a method of the user's gives while somebody has the task in its hands.
class NamesThatThrowTest {

    private static final int TASKS = 10;

    private final Skein skein = Skein.builder().name("names").workers(2).start();

    /// Not by a close, which would wait for a task that is lost.
    @AfterEach
    void end() throws InterruptedException {
        skein.shutdown();
        assertThat(skein.awaitTermination(HeldWorkers.PATIENCE_SECONDS, TimeUnit.SECONDS)).as("all has ended: %s", skein).isTrue();
    }

    static Stream<Named<Supplier<String>>> names() {
        return Stream.of(
                Named.of("AssertionError", () -> {
                    throw new AssertionError("planned");
                }),
                Named.of("OutOfMemoryError", () -> {
                    throw new OutOfMemoryError("planned");
                }),
                Named.of("IllegalStateException", () -> {
                    throw new IllegalStateException("planned");
                }),
                Named.of("null", () -> null));
    }

    /// A body whose first run ends where `first` says, and whose second is its last.
    private record Body(Supplier<String> named, Supplier<Step<Integer>> first, CountDownLatch begun) implements Continuation<Integer> {
        @Override
        public Step<Integer> resume(TaskContext context) {
            if (begun.getCount() == 0) return Step.done(context.worker());
            begun.countDown();
            return first.get();
        }

        @Override
        public String name() {
            return named.get();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    @Proves("T4")
    void requestMove_ofATaskWhoseNameThrows_letsItGoOn(Supplier<String> name) throws Exception {
        CompletableFuture<Object> event = new CompletableFuture<>();
        Task<Integer> task = skein.spawn(new Body(name, () -> Step.await(event), new CountDownLatch(1)), 0);
        HeldWorkers.awaitSoon(() -> skein.stats().suspended() == 1);
        task.requestMove(1);
        event.complete("now");
        task.get(HeldWorkers.PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(skein.moves()).extracting(MoveRecord::name).containsOnly(Body.class.getName());
    }

    /// The tasks wait with a worker that is retired, so an envelope takes them away.
    @Test
    @Proves("H3")
    void retire_withTasksWhoseNamesThrow_bringsAllOfThemElsewhere() throws Exception {
        List<Task<Integer>> tasks = new ArrayList<>();
        CountDownLatch spawned = new CountDownLatch(1);
        CountDownLatch retired = new CountDownLatch(1);
        CompletableFuture<Void> empty;
        try (HeldWorkers other = HeldWorkers.only(skein, 1)) {
            Task<Object> spawner = skein.spawn(context -> {
                if (context.worker() != 0) return Step.moveTo(0);
                for (int i = 0; i < TASKS; i++) {
                    tasks.add(skein.spawn(new Body(NamesThatThrowTest::throwing, () -> Step.done(0), new CountDownLatch(1))));
                }
                spawned.countDown();
                HeldWorkers.await(retired);
                return Step.done(null);
            }, 0);
            HeldWorkers.await(spawned);
            empty = skein.retire(0);
            retired.countDown();
            spawner.get(HeldWorkers.PATIENCE_SECONDS, TimeUnit.SECONDS);
            empty.get(HeldWorkers.PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
        for (Task<Integer> task : tasks) task.get(HeldWorkers.PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(skein.moves()).filteredOn(move -> move.reason() == MoveReason.RETIRE).hasSize(TASKS)
                .extracting(MoveRecord::name).containsOnly(Body.class.getName());
    }

    private static String throwing() {
        throw new AssertionError("planned");
    }
}
