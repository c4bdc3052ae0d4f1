package dev.skein.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.skein.Skein;
import dev.skein.api.Continuation;
import dev.skein.api.Joining;
import dev.skein.api.Step;
import dev.skein.api.Task;
import dev.skein.api.TaskContext;
import dev.skein.api.TaskDecorator;
import dev.skein.api.TaskDecorator.Captured;
import dev.skein.api.TaskScope;
import dev.skein.meta.LogCapture;
import dev.skein.meta.Throwables;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A decorator that throws, one of each kind, at each of its calls: when it captures, before a slice, and after it.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DecorationThrowsTest {

    private static final String KINDS = "dev.skein.meta.Throwables#ofEachKind";

    private final List<Throwable> handled = new CopyOnWriteArrayList<>();

    private Skein start(TaskDecorator decorator) {
        return Skein.builder().name("decoratorthrows").workers(1).decorator(decorator).uncaughtExceptionHandler((thread, failure) -> handled.add(failure)).start();
    }

    private static Throwable causeOf(Future<?> future) {
        Throwable seen = catchThrowable(() -> future.get(20, TimeUnit.SECONDS));
        assertThat(seen).isInstanceOf(ExecutionException.class);
        return seen.getCause();
    }

    /// Refused is what it was asked for; what was accepted before in the same call is cancelled.
    @ParameterizedTest
    @MethodSource(KINDS)
    void capture_thatThrows_refusesWhateverIsSubmittedAndBooksNothing(Throwable thrown) throws Exception {
        AtomicInteger ran = new AtomicInteger();
        Skein skein = start(() -> {
            throw Throwables.<RuntimeException>sneak(thrown);
        });
        try (LogCapture log = new LogCapture(); TaskScope<Object, List<Task<Object>>> scope = skein.scope(Joining.all())) {
            List<Callable<Integer>> two = List.of(ran::incrementAndGet, ran::incrementAndGet);
            Continuation<Object> body = context -> Step.done(ran.incrementAndGet());
            assertThat(catchThrowable(() -> skein.execute(ran::incrementAndGet))).isSameAs(thrown);
            assertThat(catchThrowable(() -> skein.submit(ran::incrementAndGet))).isSameAs(thrown);
            assertThat(catchThrowable(() -> skein.submit(ran::incrementAndGet, 1))).isSameAs(thrown);
            assertThat(catchThrowable(() -> skein.spawn(body))).isSameAs(thrown);
            assertThat(catchThrowable(() -> skein.spawn(body, 0))).isSameAs(thrown);
            assertThat(catchThrowable(() -> scope.spawn(body))).isSameAs(thrown);
            assertThat(catchThrowable(() -> scope.submit(ran::incrementAndGet))).isSameAs(thrown);
            assertThat(catchThrowable(() -> skein.invokeAll(two))).isSameAs(thrown);
            assertThat(catchThrowable(() -> skein.invokeAny(two))).isSameAs(thrown);
            assertThat(catchThrowable(() -> skein.schedule(ran::incrementAndGet, 1, TimeUnit.MILLISECONDS))).isSameAs(thrown);
            assertThat(catchThrowable(() -> skein.scheduleAtFixedRate(ran::incrementAndGet, 0, 1, TimeUnit.MILLISECONDS))).isSameAs(thrown);
            assertThat(skein.stats().submitted()).isZero();
            assertThat(scope.join().get(20, TimeUnit.SECONDS)).as("children of the scope").isEmpty();
            assertThat(log.errors()).isEmpty();
        }
        skein.close();
        assertThat(ran).hasValue(0);
        assertThat(handled).isEmpty();
        assertThat(skein.stats().quiet()).isTrue();
    }

    /// The second task of two is refused: the first was accepted, and must not be left alone.
    @ParameterizedTest
    @MethodSource(KINDS)
    void capture_thatThrowsForTheSecondOfInvokeAll_cancelsTheFirst(Throwable thrown) throws Exception {
        AtomicInteger captures = new AtomicInteger();
        Skein skein = start(() -> {
            if (captures.getAndIncrement() == 1) throw Throwables.<RuntimeException>sneak(thrown);
            return Runnable::run;
        });
        Callable<Integer> untilInterrupted = () -> {
            while (!Thread.interrupted()) Thread.onSpinWait();
            return 1;
        };
        assertThat(catchThrowable(() -> skein.invokeAll(List.of(untilInterrupted, untilInterrupted)))).isSameAs(thrown);
        skein.close();
        assertThat(skein.stats().cancelled()).isEqualTo(1);
        assertThat(skein.stats().quiet()).isTrue();
        assertThat(handled).isEmpty();
    }

    /// @param after whether it runs the slice first
    private static Captured throwing(Throwable thrown, boolean after) {
        return slice -> {
            if (after) slice.run();
            throw Throwables.<RuntimeException>sneak(thrown);
        };
    }

    private void assertFails(Throwable thrown, boolean after) throws Exception {
        AtomicInteger ran = new AtomicInteger();
        AtomicInteger bodies = new AtomicInteger();
        Skein skein = start(() -> throwing(thrown, after));
        try (LogCapture log = new LogCapture()) {
            List<Future<?>> futures = new ArrayList<>();
            futures.add(skein.submit(ran::incrementAndGet));
            futures.add(skein.submit(() -> {
                ran.incrementAndGet();
            }, 1));
            futures.add(skein.spawn(context -> Step.done(ran.incrementAndGet())));
            futures.add(skein.spawn(context -> {
                ran.incrementAndGet();
                return Step.sleep(Duration.ofHours(1));
            }));
            futures.add(skein.schedule(ran::incrementAndGet, 1, TimeUnit.MILLISECONDS));
            futures.add(skein.scheduleAtFixedRate(ran::incrementAndGet, 0, 1, TimeUnit.MILLISECONDS));
            for (Future<?> each : futures) {
                assertThat(causeOf(each)).isSameAs(thrown);
                bodies.incrementAndGet();
            }
            skein.execute(ran::incrementAndGet);
            Awaitility.await().until(() -> !handled.isEmpty());
            assertThat(handled).containsExactly(thrown);
            assertThat(ran).as("bodies that ran").hasValue(after ? bodies.get() + 1 : 0);
            skein.close();
            assertThat(skein.stats().failed()).isEqualTo(bodies.get() + 1);
            assertThat(skein.stats().suspended()).isZero();
            assertThat(skein.stats().quiet()).isTrue();
            assertThat(log.errors()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource(KINDS)
    void around_thatThrowsBeforeTheSlice_isTheOutcomeOrReachesTheHandler(Throwable thrown) throws Exception {
        assertFails(thrown, false);
    }

    @ParameterizedTest
    @MethodSource(KINDS)
    void around_thatThrowsAfterTheSlice_isTheOutcomeOrReachesTheHandler(Throwable thrown) throws Exception {
        assertFails(thrown, true);
    }

    /// What it throws around a cleanup has no outcome to go to; the cleanup has been done.
    @ParameterizedTest
    @MethodSource(KINDS)
    void around_thatThrowsAfterACleanup_reachesTheHandler(Throwable thrown) throws Exception {
        AtomicInteger slices = new AtomicInteger();
        AtomicInteger cleanups = new AtomicInteger();
        Skein skein = start(() -> slice -> {
            slice.run();
            if (slices.getAndIncrement() > 0) throw Throwables.<RuntimeException>sneak(thrown);
        });
        Task<Object> task = skein.spawn(new Continuation<>() {
            @Override
            public Step<Object> resume(TaskContext context) {
                return Step.sleep(Duration.ofHours(1));
            }

            @Override
            public void cancelled() {
                cleanups.incrementAndGet();
            }
        });
        Awaitility.await().until(() -> skein.stats().suspended() == 1);
        assertThat(task.cancel(false)).isTrue();
        skein.close();
        assertThat(handled).containsExactly(thrown);
        assertThat(cleanups).hasValue(1);
        assertThat(skein.stats().quiet()).isTrue();
    }
}
