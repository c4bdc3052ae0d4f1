package dev.skein.continuation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Skein;
import dev.skein.api.Continuation;
import dev.skein.api.SkeinStats;
import dev.skein.api.Step;
import dev.skein.api.Task;
import dev.skein.api.TaskContext;
import dev.skein.meta.Proves;
import dev.skein.meta.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Four threads cancel everything there is, twice, each in an order of its own, while a third of it waits in queues, a third is suspended and a third runs again
/// and again. Each cancel has one winner, each cancelled task one cleanup, all others end as they would, and short tasks get through.
@Tag("concurrency")
class CancelStormTest {

    private static final int CANCELLERS = 4;
    private static final int WORKERS = 4;
    private static final int KINDS = 3;
    private static final Duration FOR_EVER = Duration.ofHours(1);

    private final AtomicReference<String> wrong = new AtomicReference<>();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicBoolean over = new AtomicBoolean();
    private AtomicIntegerArray ends;
    private AtomicIntegerArray cleanups;
    private AtomicIntegerArray wins;

    /// What a task does until it is cancelled: it waits in a queue, and would end at once; it is suspended; it runs again and again.
    private final class Body implements Continuation<Integer> {
        private final int index;
        private boolean begun;

        Body(int index) {
            this.index = index;
        }

        @Override
        public Step<Integer> resume(TaskContext context) {
            if (cleanups.get(index) > 0) tell("runs after its cleanup");
            boolean first = !begun;
            begun = true;
            switch (index % KINDS) {
                case 0 -> {
                    if (!first) tell("runs twice");
                    ends.incrementAndGet(index);
                    return Step.done(index);
                }
                case 1 -> {
                    if (!first) tell("was woken");
                    return index % 2 == 0 ? Step.sleep(FOR_EVER) : Step.await(new CompletableFuture<>());
                }
                default -> {
                    if (first) running.incrementAndGet();
                    return Step.again();
                }
            }
        }

        @Override
        public void cancelled() {
            cleanups.incrementAndGet(index);
        }

        private void tell(String what) {
            wrong.compareAndSet(null, "task " + index + " " + what);
        }
    }

    @Test
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @Proves({"T4", "T5", "T7"})
    void cancel_ofAHundredThousandByFourThreads_hasOneWinnerAndOneCleanupEach() throws Exception {
        storm(99_999);
    }

    @Test
    @Tag("long")
    @Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @Proves({"T4", "T5", "T7"})
    void cancel_ofAMillionByFourThreads_hasOneWinnerAndOneCleanupEach() throws Exception {
        storm(999_999);
    }

    private void storm(int count) throws Exception {
        ends = new AtomicIntegerArray(count);
        cleanups = new AtomicIntegerArray(count);
        wins = new AtomicIntegerArray(count);
        try (Skein skein = Skein.builder().name("storm").workers(WORKERS).start()) {
            int third = count / KINDS;
            Task<?>[] all = new Task<?>[count];
            for (int i = 1; i < count; i += KINDS) all[i] = skein.spawn(new Body(i));
            HeldWorkers.awaitSoon(() -> skein.stats().suspended() == third);
            for (int i = 2; i < count; i += KINDS) all[i] = skein.spawn(new Body(i));
            HeldWorkers.awaitSoon(() -> running.get() == third);
            List<Thread> threads = new ArrayList<>();
            AtomicInteger shortTasks = new AtomicInteger();
            CountDownLatch cancelling = new CountDownLatch(CANCELLERS);
            try (HeldWorkers held = HeldWorkers.allOf(skein)) {
                for (int i = 0; i < count; i += KINDS) all[i] = skein.spawn(new Body(i));
                for (int i = 0; i < CANCELLERS; i++) {
                    Random random = Seeds.random(i);
                    threads.add(Thread.ofPlatform().daemon(true).start(() -> cancelAllTwice(all, random, cancelling)));
                }
                HeldWorkers.await(cancelling);
            }
            Thread passing = Thread.ofPlatform().daemon(true).start(() -> passThrough(skein, shortTasks));
            for (Thread each : threads) each.join();
            HeldWorkers.awaitSoon(() -> shortTasks.get() > 0);
            over.set(true);
            passing.join();
            HeldWorkers.awaitSoon(() -> skein.stats().quiet());
            check(skein.stats(), all, shortTasks.get());
        }
    }

    private void cancelAllTwice(Task<?>[] all, Random random, CountDownLatch cancelling) {
        int[] order = new int[all.length];
        for (int i = 0; i < order.length; i++) {
            int other = random.nextInt(i + 1);
            order[i] = order[other];
            order[other] = i;
        }
        cancelling.countDown();
        for (int round = 0; round < 2; round++) {
            for (int i : order) {
                if (all[i].cancel(random.nextBoolean())) wins.incrementAndGet(i);
                if (!all[i].isDone()) wrong.compareAndSet(null, "task " + i + " is not done after a cancel");
            }
        }
    }

    private void passThrough(Skein skein, AtomicInteger done) {
        try {
            while (!over.get()) {
                int number = done.get();
                if (skein.submit(() -> number).get(HeldWorkers.PATIENCE_SECONDS, TimeUnit.SECONDS) != number) throw new AssertionError("another's value");
                done.incrementAndGet();
            }
        } catch (Exception failure) {
            wrong.compareAndSet(null, "a short task: " + failure);
        }
    }

    private void check(SkeinStats stats, Task<?>[] all, int shortTasks) {
        assertThat(wrong).hasNullValue();
        int cancelled = 0;
        for (int i = 0; i < all.length; i++) {
            int once = all[i].isCancelled() ? 1 : 0;
            cancelled += once;
            boolean fits = wins.get(i) == once && cleanups.get(i) == once && (once == 1 || (ends.get(i) == 1 && i % KINDS == 0));
            if (!fits) assertThat(fits).as("%s: wins %s, cleanups %s, ends %s", all[i], wins.get(i), cleanups.get(i), ends.get(i)).isTrue();
        }
        assertThat(cancelled).as("those that do not end by themselves at least").isGreaterThanOrEqualTo(all.length / KINDS * 2);
        assertThat(stats.cancelled()).isEqualTo(cancelled);
        assertThat(stats.completed()).as("the rest, short tasks, and those that held the workers").isEqualTo(all.length - cancelled + shortTasks + WORKERS);
        assertThat(stats.failed()).isZero();
        assertThat(stats.suspended()).isZero();
        System.out.println("cancel storm: " + cancelled + " of " + all.length + " cancelled, " + shortTasks + " short tasks meanwhile");
    }
}
