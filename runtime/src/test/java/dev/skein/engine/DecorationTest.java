package dev.skein.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.Skein;
import dev.skein.SkeinBuilder;
import dev.skein.api.Continuation;
import dev.skein.api.Step;
import dev.skein.api.Task;
import dev.skein.api.TaskContext;
import dev.skein.api.TaskDecorator;
import dev.skein.api.TaskDecorator.Captured;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A context that follows tasks: here the value of a thread local of the thread that submits.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DecorationTest {

    private static final ThreadLocal<String> CONTEXT = new ThreadLocal<>();

    private static final TaskDecorator FOLLOWING = () -> {
        String captured = CONTEXT.get();
        return slice -> {
            String found = CONTEXT.get();
            CONTEXT.set(captured);
            try {
                slice.run();
            } finally {
                if (found == null) CONTEXT.remove();
                else CONTEXT.set(found);
            }
        };
    };

    private static SkeinBuilder builder() {
        return Skein.builder().name("decorated").workers(1);
    }

    private static Skein start(TaskDecorator decorator) {
        return builder().decorator(decorator).start();
    }

    private static <T> T with(String context, Callable<T> action) throws Exception {
        CONTEXT.set(context);
        try {
            return action.call();
        } finally {
            CONTEXT.remove();
        }
    }

    /// Writes down what it does.
    private static TaskDecorator logging(String name, List<String> log) {
        return () -> {
            log.add("capture " + name);
            return slice -> {
                log.add("enter " + name);
                try {
                    slice.run();
                } finally {
                    log.add("leave " + name);
                }
            };
        };
    }

    @Test
    void andThen_ofTwoDecorators_putsTheSecondInsideTheFirst() throws Exception {
        List<String> log = Collections.synchronizedList(new ArrayList<>());
        try (Skein skein = start(logging("outer", log).andThen(logging("inner", log)))) {
            assertThat(get(skein.submit(() -> log.add("run")))).isTrue();
        }
        assertThat(log).containsExactly("capture outer", "capture inner", "enter outer", "enter inner", "run", "leave inner", "leave outer");
    }

    @Test
    void andThen_whereOneCapturesNothing_leavesTheOther() throws Exception {
        List<String> log = Collections.synchronizedList(new ArrayList<>());
        TaskDecorator nothing = () -> null;
        TaskDecorator one = logging("one", log);
        for (TaskDecorator decorator : List.of(nothing.andThen(one), one.andThen(nothing))) {
            log.clear();
            try (Skein skein = start(decorator)) {
                assertThat(get(skein.submit(() -> log.add("run")))).isTrue();
            }
            assertThat(log).containsExactly("capture one", "enter one", "run", "leave one");
        }
        assertThat(nothing.andThen(nothing).capture()).isNull();
    }

    @Test
    void andThen_whereTheBodyThrows_failsWithThatVeryException() {
        List<String> log = Collections.synchronizedList(new ArrayList<>());
        try (Skein skein = start(logging("outer", log).andThen(logging("inner", log)))) {
            Future<?> future = skein.submit(() -> {
                throw new IOException("planned");
            });
            assertThatThrownBy(() -> get(future)).isInstanceOf(ExecutionException.class).cause().isInstanceOf(IOException.class).hasMessage("planned");
        }
        assertThat(log).endsWith("leave inner", "leave outer");
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.get(20, TimeUnit.SECONDS);
    }

    @Test
    void name_afterTheEnd_isThatOfTheClassThatTheUserGave() throws Exception {
        Continuation<Integer> body = context -> Step.done(1);
        Task<Integer> task;
        try (Skein skein = start(FOLLOWING)) {
            task = skein.spawn(body);
        }
        assertThat(task.name()).isEqualTo(body.getClass().getName());
    }

    @Test
    void everyWayToSubmit_withAContext_findsItAndLeavesNothingBehind() throws Exception {
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        try (Skein skein = start(FOLLOWING)) {
            get(with("runnable", () -> skein.submit(() -> seen.add(CONTEXT.get()), true)));
            assertThat(get(with("callable", () -> skein.submit(CONTEXT::get)))).isEqualTo("callable");
            List<Callable<String>> two = List.of(CONTEXT::get, CONTEXT::get);
            for (Future<String> each : with("all", () -> skein.invokeAll(two))) assertThat(get(each)).isEqualTo("all");
            assertThat(with("any", () -> skein.invokeAny(two)).toString()).isEqualTo("any");
            assertThat(get(with("now", () -> skein.schedule(CONTEXT::get, 0, TimeUnit.SECONDS)))).isEqualTo("now");
            assertThat(get(with("later", () -> skein.schedule(CONTEXT::get, 1, TimeUnit.MILLISECONDS)))).isEqualTo("later");
            CountDownLatch executed = new CountDownLatch(1);
            with("execute", () -> {
                skein.execute(() -> {
                    seen.add(CONTEXT.get());
                    executed.countDown();
                });
                return null;
            });
            assertThat(executed.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(get(skein.submit(CONTEXT::get))).isNull();
        }
        assertThat(seen).containsExactly("runnable", "execute");
    }

    @Test
    void scheduleAtFixedRate_withAContext_findsItInEveryRun() throws Exception {
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger captures = new AtomicInteger();
        try (Skein skein = start(() -> {
            captures.incrementAndGet();
            return FOLLOWING.capture();
        })) {
            ScheduledFuture<?> periodic = with("rate", () -> skein.scheduleAtFixedRate(() -> seen.add(CONTEXT.get()), 0, 1, TimeUnit.MILLISECONDS));
            Awaitility.await().until(() -> seen.size() >= 3);
            periodic.cancel(false);
        }
        assertThat(seen).containsOnly("rate");
        assertThat(captures).hasValue(1);
    }

    /// The inner task runs within the outer one, on its thread.
    @Test
    void get_ofATaskRunWithinAnother_givesTheOuterItsContextBack() throws Exception {
        try (Skein skein = start(FOLLOWING)) {
            Future<String> both = with("outer", () -> skein.submit(() -> get(with("inner", () -> {
                Future<String> inner = skein.submit(CONTEXT::get);
                CONTEXT.set("outer");
                String seen = inner.get();
                return CompletableFuture.completedFuture(seen + " " + CONTEXT.get());
            }))));
            assertThat(get(both)).isEqualTo("inner outer");
        }
    }

    @Test
    void capture_thatGivesNull_leavesTheTaskAsItIs() throws Exception {
        try (Skein skein = start(() -> null)) {
            assertThat(get(skein.submit(() -> 42))).isEqualTo(42);
        }
        Runnable body = () -> { };
        assertThat(Decoration.of(() -> null, body)).isSameAs(body);
        assertThat(Decoration.of(null, body)).isSameAs(body);
    }

    @Test
    void capture_thatThrows_refusesTheTaskAndBooksNothing() {
        try (Skein skein = start(() -> {
            throw new IllegalArgumentException("planned");
        })) {
            assertThatThrownBy(() -> skein.execute(() -> { })).hasMessage("planned");
            assertThatThrownBy(() -> skein.submit(() -> 1)).hasMessage("planned");
            assertThatThrownBy(() -> skein.invokeAny(List.of(() -> 1))).hasMessage("planned");
            assertThatThrownBy(() -> skein.schedule(() -> 1, 1, TimeUnit.HOURS)).hasMessage("planned");
            assertThat(skein.stats().submitted()).isZero();
            assertThat(skein.stats().quiet()).isTrue();
        }
    }

    @Test
    void shutdownNow_withDecoratedTasksQueued_returnsTheRunnablesAsGiven() throws Exception {
        Skein skein = start(FOLLOWING);
        CountDownLatch inside = new CountDownLatch(1);
        skein.execute(() -> {
            inside.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException stopped) {
                return;
            }
        });
        assertThat(inside.await(20, TimeUnit.SECONDS)).isTrue();
        Runnable given = () -> { };
        skein.execute(given);
        Future<?> future = skein.submit(() -> 1);
        skein.execute((Runnable) future);
        assertThat(skein.shutdownNow()).satisfiesExactlyInAnyOrder(it -> assertThat(it).isSameAs(given), it -> assertThat(it).isSameAs(future), it -> assertThat(it).isSameAs(future));
        assertThat(skein.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    }

    static Stream<Throwable> throwables() {
        return Stream.of(new IllegalStateException("planned"), new IOException("planned"), new Error("planned"), new StackOverflowError("planned"));
    }

    @ParameterizedTest
    @MethodSource("throwables")
    void body_thatThrows_isSeenByTheDecoratorAndIsTheOutcome(Throwable planned) {
        AtomicReference<Throwable> seen = new AtomicReference<>();
        try (Skein skein = start(() -> slice -> {
            try {
                slice.run();
            } catch (Throwable thrown) {
                seen.set(thrown);        // and swallowed
            }
        })) {
            Future<?> future = skein.submit((Callable<Object>) () -> {
                throw DecorationTest.<RuntimeException>as(planned);
            });
            assertThatThrownBy(() -> get(future)).isInstanceOf(ExecutionException.class).extracting(Throwable::getCause).isSameAs(planned);
            assertThat(seen.get()).isSameAs(planned);
            Awaitility.await().until(() -> skein.stats().failed() == 1);
        }
    }

    @Test
    void decorator_thatThrowsBesideTheBody_isSuppressedInItsFailure() {
        IllegalStateException ofBody = new IllegalStateException("body");
        Captured wrapping = slice -> {
            try {
                slice.run();
            } finally {
                throwing("decorator");
            }
        };
        try (Skein skein = start(() -> wrapping)) {
            Future<?> future = skein.submit((Callable<Object>) () -> {
                throw ofBody;
            });
            assertThatThrownBy(() -> get(future)).cause().isSameAs(ofBody);
            assertThat(ofBody.getSuppressed()).extracting(Throwable::getMessage).containsExactly("decorator");
        }
    }

    @Test
    void decorator_thatThrows_failsTheTaskOrReachesTheHandler() {
        List<String> handled = Collections.synchronizedList(new ArrayList<>());
        try (Skein skein = builder().decorator(() -> slice -> {
            slice.run();
            throwing("decorator");
        }).uncaughtExceptionHandler((thread, failure) -> handled.add(failure.getMessage())).start()) {
            Future<Integer> future = skein.submit(() -> 1);
            assertThatThrownBy(() -> get(future)).cause().hasMessage("decorator");
            skein.execute(() -> { });
        }
        assertThat(handled).containsExactly("decorator");
    }

    @Test
    void decorator_thatDoesNotRunTheSlice_failsTheTaskAndSaysSo() {
        AtomicInteger ran = new AtomicInteger();
        try (Skein skein = start(() -> slice -> { })) {
            Future<?> future = skein.submit(ran::incrementAndGet);
            assertThatThrownBy(() -> get(future)).cause().isInstanceOf(IllegalStateException.class).hasMessageContaining("has not run the slice");
        }
        assertThat(ran).hasValue(0);
    }

    @Test
    void decorator_thatRunsTheSliceTwice_failsTheTaskAndRunsTheBodyOnce() {
        AtomicInteger ran = new AtomicInteger();
        try (Skein skein = start(() -> slice -> {
            slice.run();
            slice.run();
        })) {
            Future<?> future = skein.submit(ran::incrementAndGet);
            assertThatThrownBy(() -> get(future)).cause().isInstanceOf(IllegalStateException.class).hasMessageContaining("once");
        }
        assertThat(ran).hasValue(1);
    }

    @Test
    void decorator_thatRunsTheSliceElsewhereOrLater_isRefused() throws Exception {
        AtomicReference<Runnable> kept = new AtomicReference<>();
        AtomicReference<Throwable> elsewhere = new AtomicReference<>();
        Captured captured = slice -> {
            kept.set(slice);
            Thread other = Thread.ofPlatform().start(() -> {
                try {
                    slice.run();
                } catch (IllegalStateException e) {
                    elsewhere.set(e);
                }
            });
            try {
                other.join();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            slice.run();
        };
        Runnable task = Decoration.of(() -> captured, () -> { });
        task.run();
        assertThat(elsewhere.get()).hasMessageContaining("on the thread");
        assertThatThrownBy(() -> kept.get().run()).isInstanceOf(IllegalStateException.class).hasMessageContaining("after around() has returned");
    }

    @Test
    void continuation_decorated_hasEverySliceWithinAndKeepsItsNameAndFootprint() throws Exception {
        List<String> seen = new ArrayList<>();
        Continuation<String> body = new Continuation<>() {
            @Override
            public Step<String> resume(TaskContext context) throws Exception {
                seen.add(CONTEXT.get());
                if (seen.size() == 3) throw new IOException("planned");
                return Step.again();
            }

            @Override
            public void cancelled() {
                seen.add("cancelled in " + CONTEXT.get());
            }

            @Override
            public long footprintBytes() {
                return 7;
            }

            @Override
            public String name() {
                return "mine";
            }
        };
        Continuation<String> decorated = with("slice", () -> Decoration.of(FOLLOWING, body));
        TaskContext none = null;
        assertThat(decorated.resume(none)).isSameAs(Step.again());
        assertThat(decorated.resume(none)).isSameAs(Step.again());
        assertThatThrownBy(() -> decorated.resume(none)).isInstanceOf(IOException.class);
        decorated.cancelled();
        assertThat(seen).containsExactly("slice", "slice", "slice", "cancelled in slice");
        assertThat(decorated.name()).isEqualTo("mine");
        assertThat(decorated.footprintBytes()).isEqualTo(7);
        assertThat(CONTEXT.get()).isNull();
    }

    @Test
    void execute_afterShutdown_isRefusedThoughItWasCaptured() {
        Skein skein = start(FOLLOWING);
        skein.close();
        assertThatThrownBy(() -> skein.execute(() -> { })).isInstanceOf(RejectedExecutionException.class);
    }

    private static void throwing(String message) {
        throw new UnsupportedOperationException(message);
    }

    @SuppressWarnings("unchecked")
    private static <E extends Exception> E as(Throwable thrown) throws E {
        DecorationTest.<RuntimeException>sneak(thrown);
        throw new AssertionError(thrown);
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void sneak(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
