package dev.skein.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.skein.api.Continuation;
import dev.skein.api.Pinning;
import dev.skein.api.Step;
import dev.skein.api.TaskContext;
import dev.skein.api.WhenFull;
import dev.skein.meta.Proves;
import dev.skein.task.ContinuationTask;
import dev.skein.worker.WorkerPool;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A task that has given way, whose word says RUNNING, is taken from its queue and finds room in no other: it ends, once, and the books know how.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GaveWayWithoutRoomTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Engine engine = Engine.create(new EngineConfig("gaveway", 1, Pinning.NONE, 0, 0, 10_000_000, null, EngineConfig.NO_LIMIT, WhenFull.REJECT, null,
            null, 5_000_000, TimeUnit.HOURS.toNanos(1), 0, false));
    private final CountDownLatch release = new CountDownLatch(1);
    private final Yielder body = new Yielder();
    private ContinuationTask<Integer> task;

    private static final class Yielder implements Continuation<Integer> {
        private final AtomicInteger turns = new AtomicInteger();
        private final AtomicInteger cleanups = new AtomicInteger();

        @Override
        public Step<Integer> resume(TaskContext context) {
            turns.incrementAndGet();
            return Step.again();
        }

        @Override
        public void cancelled() {
            cleanups.incrementAndGet();
        }
    }

    /// The only worker holds another task when this returns, and no queue has the one that gives way any more.
    @BeforeEach
    void takeItFromItsQueue() throws Exception {
        engine.start();
        task = engine.spawn(body, 0);
        await().atMost(PATIENCE).until(() -> body.turns.get() > 10);
        CountDownLatch held = new CountDownLatch(1);
        engine.execute(() -> {
            held.countDown();
            awaitUninterruptibly();
        });
        assertThat(held.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        Field pool = Engine.class.getDeclaredField("pool");
        pool.setAccessible(true);
        assertThat(((WorkerPool) pool.get(engine)).takeAny()).isSameAs(task);
        assertThat(task.toString()).as("it has given way").contains("RUNNING");
    }

    private void awaitUninterruptibly() {
        try {
            assertThat(release.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @AfterEach
    void end() throws InterruptedException {
        release.countDown();
        engine.shutdown();
        assertThat(engine.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("the books balance: %s", engine.figures()).isTrue();
    }

    @Test
    @Proves("T4")
    void noRoom_failsItWithTheError() {
        Error noRoom = new OutOfMemoryError("planned");
        int turns = body.turns.get();
        engine.noRoomFor(task, noRoom);
        assertThatThrownBy(task::get).isInstanceOf(ExecutionException.class).hasCause(noRoom);
        assertThat(body.turns).hasValue(turns);
        assertThat(body.cleanups).hasValue(0);
        assertThat(engine.stats().failed()).isEqualTo(1);
    }

    @Test
    @Proves({"T4", "T5"})
    void noRoom_afterACancel_cleansUpOnce() {
        assertThat(task.cancel(true)).isTrue();
        assertThatThrownBy(task::get).isInstanceOf(CancellationException.class);
        assertThat(body.cleanups).as("who has it in hand owes that").hasValue(0);
        engine.noRoomFor(task, new OutOfMemoryError("planned"));
        assertThat(body.cleanups).hasValue(1);
        assertThat(engine.stats().cancelled()).isEqualTo(1);
        assertThat(engine.stats().failed()).isZero();
    }
}
