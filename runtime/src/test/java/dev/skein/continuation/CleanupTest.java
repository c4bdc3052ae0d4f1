package dev.skein.continuation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.Skein;
import dev.skein.api.Continuation;
import dev.skein.api.Step;
import dev.skein.api.Task;
import dev.skein.api.TaskContext;
import dev.skein.meta.Proves;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever a task does when it is cancelled: its cleanup comes once, on a worker, when its body is out.
class CleanupTest {

    /// What the task does when the cancel comes.
    enum Doing { READY, RUNNING, SLEEPING, AWAITING, AWAITING_WITH_LIMIT, MOVING }

    /// Who cancels it, and how.
    enum By {
        CANCEL, CANCEL_WITH_INTERRUPT, VIEW, SHUTDOWN_NOW;

        void cancel(Skein skein, Task<?> task) {
            switch (this) {
                case CANCEL -> assertThat(task.cancel(false)).isTrue();
                case CANCEL_WITH_INTERRUPT -> assertThat(task.cancel(true)).isTrue();
                case VIEW -> assertThat(task.toCompletableFuture().cancel(true)).isTrue();
                case SHUTDOWN_NOW -> skein.shutdownNow();
            }
        }
    }

    private final List<Throwable> handled = new CopyOnWriteArrayList<>();
    private final List<String> cleaners = new CopyOnWriteArrayList<>();
    private final AtomicInteger inside = new AtomicInteger();
    private final CountDownLatch cleanedUp = new CountDownLatch(1);

    /// A body that begins with one step, and then says so.
    private final class Subject implements Continuation<String> {
        final CountDownLatch begun = new CountDownLatch(1);
        private final Doing doing;
        private final Skein skein;
        private final HeldWorkers held;
        private final boolean cleanupThrows;
        private volatile CountDownLatch sourceIsHeld;
        private boolean stepped;

        Subject(Doing doing, boolean cleanupThrows, Skein skein, HeldWorkers held) {
            this.doing = doing;
            this.skein = skein;
            this.held = held;
            this.cleanupThrows = cleanupThrows;
        }

        @Override
        public Step<String> resume(TaskContext context) {
            inside.incrementAndGet();
            try {
                if (stepped) return Step.done("not cancelled");
                stepped = true;
                return step(context);
            } finally {
                inside.decrementAndGet();
            }
        }

        private Step<String> step(TaskContext context) {
            if (doing == Doing.MOVING) sourceIsHeld = held.thisWorkerNext(skein);
            begun.countDown();
            return switch (doing) {
                case READY -> Step.again();
                case RUNNING -> {
                    while (!context.isCancelled()) Thread.onSpinWait();
                    yield Step.again();
                }
                case SLEEPING -> Step.sleep(Duration.ofHours(1));
                case AWAITING -> Step.await(new CompletableFuture<>());
                case AWAITING_WITH_LIMIT -> Step.await(new CompletableFuture<>(), Duration.ofHours(1));
                case MOVING -> Step.moveTo(1 - context.worker());
            };
        }

        @Override
        public void cancelled() {
            assertThat(inside).as("the body is out").hasValue(0);
            assertThat(Thread.currentThread().isInterrupted()).as("an interrupt for the body").isFalse();
            cleaners.add(Thread.currentThread().getName());
            cleanedUp.countDown();
            if (cleanupThrows) throw new IllegalStateException("planned");
        }
    }

    static Stream<Arguments> all() {
        return Arrays.stream(Doing.values()).flatMap(doing -> Arrays.stream(By.values()).flatMap(by ->
                Stream.of(Arguments.of(doing, by, false), Arguments.of(doing, by, true))));
    }

    @ParameterizedTest
    @MethodSource("all")
    @Proves({"T5", "T7"})
    void cancel_comesWhatMay_cleansUpOnceOnAWorkerAndThenOnlyEnds(Doing doing, By by, boolean cleanupThrows) throws Exception {
        Skein skein = Skein.builder().name("cleanup").workers(2).uncaughtExceptionHandler((thread, failure) -> handled.add(failure)).start();
        Task<String> task;
        if (doing == Doing.READY) {
            try (HeldWorkers held = HeldWorkers.allOf(skein)) {
                task = skein.spawn(new Subject(doing, cleanupThrows, skein, held));
                cancelReady(skein, task, by);
            }
        } else if (doing == Doing.MOVING) {
            try (HeldWorkers held = HeldWorkers.only(skein, 1)) {
                Subject subject = new Subject(doing, cleanupThrows, skein, held);
                task = skein.spawn(subject, 0);
                HeldWorkers.await(subject.begun);
                HeldWorkers.await(subject.sourceIsHeld);
                cancelReady(skein, task, by);
                assertThat(task.moveCount()).isEqualTo(1);
            }
        } else {
            Subject subject = new Subject(doing, cleanupThrows, skein, null);
            task = skein.spawn(subject);
            HeldWorkers.await(subject.begun);
            if (doing != Doing.RUNNING) HeldWorkers.awaitSoon(() -> skein.stats().suspended() == 1);
            by.cancel(skein, task);
        }
        HeldWorkers.await(cleanedUp);
        skein.shutdown();
        assertThat(skein.awaitTermination(HeldWorkers.PATIENCE_SECONDS, TimeUnit.SECONDS)).as("%s", skein).isTrue();
        assertThatThrownBy(task::get).isInstanceOf(CancellationException.class);
        assertThat(cleaners).hasSize(1).allSatisfy(thread -> assertThat(thread).startsWith("skein-cleanup-w"));
        assertThat(handled).hasSize(cleanupThrows ? 1 : 0).allSatisfy(failure -> assertThat(failure).hasMessage("planned"));
        assertThat(skein.stats().suspended()).isZero();
        assertThat(skein.stats().quiet()).isTrue();
    }

    private void cancelReady(Skein skein, Task<?> task, By by) {
        by.cancel(skein, task);
        assertThat(task.isCancelled()).isTrue();
        assertThat(cleaners).as("not on the cancelling thread").isEmpty();
    }

    @Test
    @Proves("T7")
    void close_whileACleanupRuns_waitsForIt() throws Exception {
        Skein skein = Skein.builder().name("slowcleanup").workers(1).start();
        CountDownLatch cleaning = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Task<Object> task = skein.spawn(new Continuation<>() {
            @Override
            public Step<Object> resume(TaskContext context) {
                return Step.sleep(Duration.ofHours(1));
            }

            @Override
            public void cancelled() {
                cleaning.countDown();
                HeldWorkers.await(end);
            }
        });
        HeldWorkers.awaitSoon(() -> skein.stats().suspended() == 1);
        task.cancel(false);
        HeldWorkers.await(cleaning);
        skein.shutdown();
        assertThat(task.isDone()).as("its outcome is known at once").isTrue();
        assertThat(skein.stats().quiet()).as("but it has not left").isFalse();
        assertThat(skein.awaitTermination(20, TimeUnit.MILLISECONDS)).isFalse();
        end.countDown();
        skein.close();
        assertThat(skein.stats().cancelled()).isEqualTo(1);
    }

    /// A body that does not look whether it is cancelled is waited for all the same.
    @Test
    @Proves("T7")
    void close_whileACancelledBodyIsInside_waitsForIt() throws Exception {
        Skein skein = Skein.builder().name("slowbody").workers(1).start();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Task<Object> task = skein.spawn(context -> {
            begun.countDown();
            HeldWorkers.await(end);
            return Step.again();
        });
        HeldWorkers.await(begun);
        task.cancel(false);
        skein.shutdown();
        assertThat(task.isDone()).isTrue();
        assertThat(skein.awaitTermination(20, TimeUnit.MILLISECONDS)).isFalse();
        end.countDown();
        skein.close();
        assertThat(skein.stats().cancelled()).isEqualTo(1);
    }
}
