package dev.skein.continuation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.Skein;
import dev.skein.api.Continuation;
import dev.skein.api.Step;
import dev.skein.api.Task;
import dev.skein.api.TaskContext;
import dev.skein.meta.LogCapture;
import dev.skein.meta.Proves;
import dev.skein.meta.Throwables;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A cleanup that throws, one of each kind: it is over with that, the handler gets it, and the worker lives.
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CleanupThrowsTest {

    /// Where the cancel meets the task.
    enum Where { READY, RUNNING, SUSPENDED }

    private final List<Throwable> handled = new CopyOnWriteArrayList<>();

    /// Throws in its cleanup.
    private static final class Subject implements Continuation<String> {
        final AtomicInteger cleanups = new AtomicInteger();
        final CountDownLatch begun = new CountDownLatch(1);
        private final Where where;
        private final Throwable thrown;

        Subject(Where where, Throwable thrown) {
            this.where = where;
            this.thrown = thrown;
        }

        @Override
        public Step<String> resume(TaskContext context) {
            begun.countDown();
            while (where == Where.RUNNING && !context.isCancelled()) Thread.onSpinWait();
            return where == Where.SUSPENDED ? Step.sleep(Duration.ofHours(1)) : Step.again();
        }

        @Override
        public void cancelled() {
            cleanups.incrementAndGet();
            throw Throwables.<RuntimeException>sneak(thrown);
        }
    }

    static Stream<Arguments> all() {
        return Arrays.stream(Where.values()).flatMap(where -> Throwables.ofEachKind().map(thrown -> Arguments.of(where, thrown)));
    }

    @ParameterizedTest
    @MethodSource("all")
    @Proves({"T5", "T7"})
    void cancelled_thatThrowsAnyKind_isCalledOnceAndReachesTheHandler(Where where, Throwable thrown) throws Exception {
        try (LogCapture log = new LogCapture()) {
            Skein skein = Skein.builder().name("cleanupthrows").workers(1).uncaughtExceptionHandler((thread, failure) -> handled.add(failure)).start();
            long carrier = skein.submit(() -> Thread.currentThread().threadId()).get(30, TimeUnit.SECONDS);
            Subject subject = new Subject(where, thrown);
            Task<String> task;
            if (where == Where.READY) {
                try (HeldWorkers held = HeldWorkers.allOf(skein)) {
                    task = skein.spawn(subject);
                    assertThat(task.cancel(true)).isTrue();
                }
            } else {
                task = skein.spawn(subject);
                HeldWorkers.await(subject.begun);
                if (where == Where.SUSPENDED) HeldWorkers.awaitSoon(() -> skein.stats().suspended() == 1);
                assertThat(task.cancel(true)).isTrue();
            }
            HeldWorkers.awaitSoon(() -> !handled.isEmpty());
            assertThat(skein.submit(() -> Thread.currentThread().threadId()).get(30, TimeUnit.SECONDS)).as("the same thread").isEqualTo(carrier);
            assertThat(skein.submit(() -> Thread.currentThread().isInterrupted()).get(30, TimeUnit.SECONDS)).isFalse();
            skein.close();
            assertThat(subject.cleanups).hasValue(1);
            assertThat(handled).containsExactly(thrown);
            assertThatThrownBy(task::get).isInstanceOf(CancellationException.class);
            assertThat(skein.stats().cancelled()).isEqualTo(1);
            assertThat(skein.stats().suspended()).isZero();
            assertThat(skein.stats().quiet()).isTrue();
            assertThat(log.errors()).isEmpty();
        }
    }
}
