package dev.skein.worker;

import static dev.skein.worker.PoolUnderTest.Options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.skein.api.Step;
import dev.skein.meta.Proves;
import dev.skein.platform.Affinity;
import dev.skein.queue.BrokenQueues;
import dev.skein.queue.Inbox;
import dev.skein.queue.Overflow;
import dev.skein.task.ContinuationTask;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What becomes of a task that no queue has room for: a continuation ends with the error, what has no outcome waits in somebody's hands until there is room.
/// Inboxes are filled, the overflow gets no memory, a carrier's queue holds as many as it can by its indices. No thread is started.
class NoRoomTest {

    private static final Runnable FILLER = () -> { };

    private final PoolUnderTest owner = PoolUnderTest.notStarted(Options.of(2).unpinned());
    private final List<ContinuationTask<?>> ended = new ArrayList<>();
    private final WorkerPool pool = new WorkerPool(owner.pool.config(), Affinity.system(), owner, () -> { }, () -> { }, this::end);

    /// As a runtime does.
    private void end(ContinuationTask<?> task, Throwable error) {
        assertThat(task.tryClaim() || task.tryClaimEntry(false)).as("it is nobody else's").isTrue();
        task.abort(error);
        ended.add(task);
    }

    @SuppressWarnings("serial")
    private static final class WithoutMemory extends ConcurrentLinkedQueue<Runnable> {
        @Override
        public boolean offer(Runnable task) {
            throw new OutOfMemoryError("planned");
        }
    }

    private ContinuationTask<Integer> task(int home) {
        return new ContinuationTask<>(owner, _ -> Step.done(1), home);
    }

    private void takeTheOverflowsMemory() {
        set(Overflow.class, "queue", pool.overflow(), new WithoutMemory());
    }

    private void fillAllInboxes() {
        for (Worker worker : pool.workers()) {
            fill(worker.inbox);
            fill(worker.addressed);
        }
        takeTheOverflowsMemory();
    }

    private static void fill(Inbox<Runnable> inbox) {
        for (int i = 0; i < Worker.INBOX_CAPACITY; i++) assertThat(inbox.offer(FILLER)).isTrue();
        assertThat(inbox.offer(FILLER)).isFalse();
    }

    private static void set(Class<?> type, String name, Object object, Object value) {
        try {
            Field field = type.getDeclaredField(name);
            field.setAccessible(true);
            field.set(object, value);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    /// A carrier of worker 0 whose queue is full.
    private Carrier fullCarrier() {
        Carrier carrier = new Carrier(pool);
        set(Carrier.class, "worker", carrier, pool.workers()[0]);
        BrokenQueues.pretendToPush(carrier.ready(), 1L << 30);
        return carrier;
    }

    private void assertEnded(ContinuationTask<Integer> task) {
        assertThat(ended).singleElement().isSameAs(task);
        assertThatThrownBy(task::get).isInstanceOf(ExecutionException.class).hasCauseInstanceOf(OutOfMemoryError.class);
    }

    /// All that is in the queues but for what fills them.
    private List<Runnable> queued() {
        List<Runnable> all = new ArrayList<>();
        for (Runnable each; (each = pool.takeAny()) != null; ) {
            if (each != FILLER) all.add(each);
        }
        return all;
    }

    @ParameterizedTest
    @ValueSource(ints = {ContinuationTask.NO_HINT, 0, 1})
    @Proves("T4")
    void place_whenNoQueueHasRoom_endsTheTask(int home) {
        fillAllInboxes();
        ContinuationTask<Integer> task = task(home);
        pool.place(task);
        assertEnded(task);
        assertThat(queued()).isEmpty();
    }

    @Test
    void enqueue_whenNoQueueHasRoom_throwsAndHasTakenNothing() {
        fillAllInboxes();
        Runnable task = () -> { };
        assertThat(catchThrowable(() -> pool.enqueue(task))).isInstanceOf(OutOfMemoryError.class).hasMessage("planned");
        assertThat(queued()).isEmpty();
    }

    @Test
    @Proves("T4")
    void putBack_whenTheCarriersQueueCannotGrow_endsTheTask() {
        Carrier carrier = fullCarrier();
        ContinuationTask<Integer> task = task(ContinuationTask.NO_HINT);
        pool.intake().putBack(carrier, task);
        assertEnded(task);
        assertThat(carrier.ready().size()).isEqualTo(1L << 30);
    }

    /// Its word says RUNNING while it would stand in the queue.
    @Test
    @Proves("T4")
    void run_ofATaskThatGivesWayToAFullQueue_endsIt() {
        Carrier carrier = fullCarrier();
        ContinuationTask<Integer> task = new ContinuationTask<>(owner, _ -> Step.again(), ContinuationTask.NO_HINT);
        carrier.runner().run(task);
        assertEnded(task);
        assertThat(carrier.ready().size()).isEqualTo(1L << 30);
    }

    /// It has lost its worker meanwhile, so the task goes wherever there is room.
    @Test
    @Proves("T4")
    void putBack_byACarrierWithoutAWorkerWhenNoQueueHasRoom_endsTheTask() {
        fillAllInboxes();
        ContinuationTask<Integer> task = task(ContinuationTask.NO_HINT);
        pool.intake().putBack(new Carrier(pool), task);
        assertEnded(task);
    }

    @Test
    @Proves({"T2", "P4"})
    void giveAddressedToAll_withoutMemoryForTheOverflow_putsEachIntoAnInbox() {
        Worker stuck = pool.workers()[0];
        takeTheOverflowsMemory();
        fill(stuck.inbox);
        List<Runnable> meant = List.of(task(0), () -> { }, task(0), () -> { });
        for (Runnable each : meant) assertThat(stuck.addressed.offer(each)).isTrue();
        for (int look = 0; look < meant.size(); look++) pool.intake().giveAddressedToAll(stuck);
        assertThat(stuck.addressed.isEmpty()).as("a look moves one at least").isTrue();
        assertThat(pool.workers()[1].inbox.size()).isEqualTo(meant.size());
        assertThat(queued()).containsExactlyElementsOf(meant);
        assertThat(ended).isEmpty();
    }

    @Test
    @Proves("T4")
    void giveAddressedToAll_whenNoQueueHasRoom_endsAContinuation() {
        Worker stuck = pool.workers()[0];
        takeTheOverflowsMemory();
        for (Worker worker : pool.workers()) fill(worker.inbox);
        ContinuationTask<Integer> task = task(0);
        assertThat(stuck.addressed.offer(task)).isTrue();
        pool.intake().giveAddressedToAll(stuck);
        assertEnded(task);
        assertThat(queued()).isEmpty();
    }

    @Test
    @Proves("T2")
    void giveAddressedToAll_whenNoQueueHasRoom_keepsWhatHasNoOutcomeUntilThereIs() throws Exception {
        Worker stuck = pool.workers()[0];
        takeTheOverflowsMemory();
        for (Worker worker : pool.workers()) fill(worker.inbox);
        Runnable task = () -> { };
        assertThat(stuck.addressed.offer(task)).isTrue();
        Thread looks = Thread.ofPlatform().daemon(true).start(() -> pool.intake().giveAddressedToAll(stuck));
        assertThat(looks.join(Duration.ofMillis(50))).as("there is no room yet").isFalse();
        assertThat(pool.workers()[1].inbox.poll()).isSameAs(FILLER);
        assertThat(looks.join(Duration.ofSeconds(20))).isTrue();
        assertThat(queued()).containsExactly(task);
    }
}
