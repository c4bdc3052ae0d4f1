package dev.skein.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.skein.Skein;
import dev.skein.api.Awaitable;
import dev.skein.api.Continuation;
import dev.skein.api.Joining;
import dev.skein.api.Step;
import dev.skein.api.Task;
import dev.skein.api.TaskContext;
import dev.skein.api.TaskScope;
import dev.skein.api.Waker;
import dev.skein.meta.Proves;
import dev.skein.meta.Throwables;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Classes of a user's that the runtime calls beside the bodies, and that throw, one of each kind.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CallbacksThrowTest {

    private static final String KINDS = "dev.skein.meta.Throwables#ofEachKind";

    private final List<Throwable> handled = new CopyOnWriteArrayList<>();

    private Skein start() {
        return Skein.builder().name("callbacks").workers(1).uncaughtExceptionHandler((thread, failure) -> handled.add(failure)).start();
    }

    private static void assertEnds(Skein skein) {
        skein.close();
        assertThat(skein.stats().suspended()).isZero();
        assertThat(skein.stats().quiet()).isTrue();
    }

    /// When the event throws.
    enum When { AT_ONCE, AFTER_IT_KEPT_THE_WAKER, AFTER_IT_WOKE }

    private static final class ThrowingEvent implements Awaitable {
        final AtomicReference<Waker> kept = new AtomicReference<>();
        final AtomicInteger abandoned = new AtomicInteger();
        private final When when;
        private final Throwable thrown;

        ThrowingEvent(When when, Throwable thrown) {
            this.when = when;
            this.thrown = thrown;
        }

        @Override
        public boolean register(Waker waker) {
            if (when != When.AT_ONCE) kept.set(waker);
            if (when == When.AFTER_IT_WOKE) waker.wake();
            throw Throwables.<RuntimeException>sneak(thrown);
        }

        @Override
        public void abandon(Waker waker) {
            abandoned.incrementAndGet();
        }
    }

    static Stream<Arguments> events() {
        return Stream.of(When.values()).flatMap(when -> Throwables.ofEachKind().map(thrown -> Arguments.of(when, thrown)));
    }

    /// The waker that it may have kept is of a wait that is over.
    @ParameterizedTest
    @MethodSource("events")
    @Proves({"T4", "T6"})
    void register_thatThrows_failsTheTaskAndWakesNobodyLater(When when, Throwable thrown) throws Exception {
        Skein skein = start();
        ThrowingEvent event = new ThrowingEvent(when, thrown);
        AtomicInteger runs = new AtomicInteger();
        Task<Object> task = skein.spawn(context -> {
            runs.incrementAndGet();
            return Step.await(event);
        });
        Throwable seen = catchThrowable(() -> task.get(20, TimeUnit.SECONDS));
        assertThat(seen).isInstanceOf(ExecutionException.class);
        assertThat(seen.getCause()).isSameAs(thrown);
        Waker kept = event.kept.get();
        if (kept != null) assertThat(kept.wake()).as("a wake of a task that has ended").isFalse();
        assertThat(skein.submit(() -> 1).get(20, TimeUnit.SECONDS)).isEqualTo(1);
        assertEnds(skein);
        assertThat(runs).hasValue(1);
        assertThat(event.abandoned.get()).as("told that nobody comes").isEqualTo(1);
        assertThat(skein.stats().failed()).isEqualTo(1);
        assertThat(handled).isEmpty();
    }

    @ParameterizedTest
    @MethodSource(KINDS)
    @Proves("G1")
    void result_thatThrows_isTheFailureOfTheGroup(Throwable thrown) throws Exception {
        Skein skein = start();
        AtomicInteger asked = new AtomicInteger();
        Joining<Integer, Integer> broken = new Joining<>() {
            @Override
            public boolean decides(Task<Integer> ended) {
                return false;
            }

            @Override
            public Integer result(List<Task<Integer>> children, @Nullable Task<Integer> decider) {
                asked.incrementAndGet();
                throw Throwables.<RuntimeException>sneak(thrown);
            }
        };
        TaskScope<Integer, Integer> scope = skein.scope(broken);
        Task<Integer> first = scope.submit(() -> 1);
        Task<Integer> second = scope.submit(() -> 2);
        CompletableFuture<Integer> end = scope.join();
        Throwable seen = catchThrowable(() -> end.get(20, TimeUnit.SECONDS));
        assertThat(seen).isInstanceOf(ExecutionException.class);
        assertThat(seen.getCause()).isSameAs(thrown);
        assertThat(first.resultNow() + second.resultNow()).as("the children's own outcomes").isEqualTo(3);
        scope.close();
        assertEnds(skein);
        assertThat(asked).hasValue(1);
        assertThat(handled).isEmpty();
        assertThat(skein.stats().completed()).isEqualTo(2);
    }

    private record Heavy(Throwable thrown) implements Continuation<Integer> {
        @Override
        public Step<Integer> resume(TaskContext context) {
            return Step.done(1);
        }

        @Override
        public long footprintBytes() {
            throw Throwables.<RuntimeException>sneak(thrown);
        }
    }

    @ParameterizedTest
    @MethodSource(KINDS)
    @Proves("L1")
    void footprintBytes_thatThrows_refusesTheTaskAndBooksNothing(Throwable thrown) throws Exception {
        Skein skein = start();
        assertThat(catchThrowable(() -> skein.spawn(new Heavy(thrown)))).isSameAs(thrown);
        assertThat(catchThrowable(() -> skein.spawn(new Heavy(thrown), 0))).isSameAs(thrown);
        assertThat(skein.stats().submitted()).isZero();
        assertThat(skein.submit(() -> 1).get(20, TimeUnit.SECONDS)).isEqualTo(1);
        assertEnds(skein);
        assertThat(handled).isEmpty();
    }

    /// Two of a user's classes fail one after the other, and nobody is left who could be told.
    @ParameterizedTest
    @MethodSource(KINDS)
    void logHandler_thatThrowsWhileAFailureOfTheHandlerIsReported_hurtsNoTask(Throwable thrown) throws Exception {
        AtomicInteger published = new AtomicInteger();
        Logger logger = Logger.getLogger("dev.skein");
        boolean usedParents = logger.getUseParentHandlers();
        Handler throwing = new Handler() {
            @Override
            public void publish(LogRecord each) {
                published.incrementAndGet();
                throw Throwables.<RuntimeException>sneak(thrown);
            }

            @Override
            public void flush() {
            }

            @Override
            public void close() {
            }
        };
        logger.setUseParentHandlers(false);
        logger.addHandler(throwing);
        try {
            Skein skein = Skein.builder().name("loghandler").workers(1).uncaughtExceptionHandler((thread, failure) -> {
                throw Throwables.<RuntimeException>sneak(thrown);
            }).start();
            long carrier = skein.submit(() -> Thread.currentThread().threadId()).get(20, TimeUnit.SECONDS);
            skein.execute(() -> {
                throw new IllegalStateException("planned");
            });
            assertThat(skein.submit(() -> Thread.currentThread().threadId()).get(20, TimeUnit.SECONDS)).as("the same thread").isEqualTo(carrier);
            Awaitility.await().until(() -> published.get() == 1);
            assertEnds(skein);
            assertThat(skein.stats().failed()).isEqualTo(1);
        } finally {
            logger.removeHandler(throwing);
            logger.setUseParentHandlers(usedParents);
        }
    }
}
