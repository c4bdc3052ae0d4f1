package dev.skein.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Skein;
import dev.skein.api.Availability;
import dev.skein.api.Continuation;
import dev.skein.api.Step;
import dev.skein.api.TaskContext;
import dev.skein.api.WorkerState;
import dev.skein.meta.Repeat;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Somebody interrupts all threads of a runtime without pause: carriers, spares, sentry, timer and balancer. Bodies that wait must expect that; the
/// runtime must neither lose a task nor run one twice, nor burn a CPU when it is over.
@Tag("concurrency")
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class InterruptStormTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int THREADS_MAX = 1_000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private static Skein start(String name, int workers) {
        return Skein.builder().name(name).workers(workers).start();
    }

    private static List<Thread> threadsOf(String name) {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) group = group.getParent();
        Thread[] all = new Thread[THREADS_MAX];
        int count = group.enumerate(all, true);
        return Arrays.stream(all, 0, count).filter(thread -> thread.getName().startsWith("skein-" + name + "-")).toList();
    }

    /// Interrupts until [#close].
    private static final class Storm implements AutoCloseable {
        private final String name;
        private final AtomicBoolean over = new AtomicBoolean();
        private final AtomicLong interrupts = new AtomicLong();
        private final Thread thread;

        Storm(Skein skein) {
            name = skein.name();
            thread = Thread.ofPlatform().daemon().name("storm").start(this::run);
        }

        private void run() {
            while (!over.get()) {
                List<Thread> threads = threadsOf(name);
                for (int i = 0; i < 50; i++) threads.forEach(Thread::interrupt);
                interrupts.addAndGet(50L * threads.size());
            }
        }

        /// Waits until so many interrupts have come from now on.
        void rage(long count) {
            long end = interrupts.get() + count;
            Awaitility.await().atMost(PATIENCE).until(() -> interrupts.get() >= end);
        }

        @Override
        public void close() {
            over.set(true);
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    /// Waits as a body must that does not want to end because of an interrupt.
    private static void awaitAnyway(CountDownLatch latch) {
        while (true) {
            try {
                if (latch.await(60, TimeUnit.SECONDS)) return;
                throw new AssertionError("held for too long");
            } catch (InterruptedException fromTheStorm) {
                Thread.onSpinWait();
            }
        }
    }

    private static <T> T getAnyway(Future<T> future) throws ExecutionException {
        while (true) {
            try {
                return future.get();
            } catch (InterruptedException fromTheStorm) {
                Thread.onSpinWait();
            }
        }
    }

    /// Tasks of every kind, each of which counts its end under a number of its own.
    private static final class Load {
        private final Skein skein;
        private final AtomicIntegerArray ends;
        private final List<Future<?>> futures = new ArrayList<>();
        private final AtomicLong earliestNanos = new AtomicLong(Long.MAX_VALUE);
        private int next;

        Load(Skein skein, int tasks) {
            this.skein = skein;
            this.ends = new AtomicIntegerArray(tasks);
        }

        void submitAll() {
            while (next < ends.length()) {
                int number = next++;
                switch (number % 8) {
                    case 0, 1, 2 -> skein.execute(() -> ends.incrementAndGet(number));
                    case 3 -> futures.add(skein.submit(() -> ends.incrementAndGet(number)));
                    case 4 -> futures.add(skein.spawn(new Sleeper(number)));
                    case 5 -> scheduled(number, 1 + number % 7);
                    case 6 -> futures.add(skein.submit(() -> parent(number)));
                    default -> futures.add(skein.submit(() -> blocking(number)));
                }
            }
        }

        private void scheduled(int number, long delayMillis) {
            long due = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(delayMillis);
            futures.add(skein.schedule(() -> {
                came(due);
                return ends.incrementAndGet(number);
            }, delayMillis, TimeUnit.MILLISECONDS));
        }

        private void came(long due) {
            long after = System.nanoTime() - due;
            earliestNanos.accumulateAndGet(after, Math::min);
        }

        private int parent(int number) throws ExecutionException {
            Future<Integer> child = skein.submit(() -> 1);
            return getAnyway(child) + ends.incrementAndGet(number);
        }

        private int blocking(int number) throws Exception {
            CountDownLatch latch = new CountDownLatch(1);
            skein.execute(latch::countDown);
            Skein.blocking(() -> {
                awaitAnyway(latch);
                return 0;
            });
            return ends.incrementAndGet(number);
        }

        /// Sleeps three times, and puts itself back in between.
        private final class Sleeper implements Continuation<Integer> {
            private final int number;
            private int steps;
            private long due;

            Sleeper(int number) {
                this.number = number;
            }

            @Override
            public Step<Integer> resume(TaskContext context) {
                if (due != 0) came(due);
                due = 0;
                if (steps == 6) return Step.done(ends.incrementAndGet(number));
                if (steps++ % 2 == 0) return Step.again();
                due = System.nanoTime() + 1_000_000;
                return Step.sleep(Duration.ofMillis(1));
            }
        }

        void assertAllEndedOnce() throws Exception {
            for (Future<?> each : futures) each.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            Awaitility.await().atMost(PATIENCE).until(() -> skein.stats().quiet());
            for (int i = 0; i < ends.length(); i++) assertThat(ends.get(i)).as("ends of task %s", i).isEqualTo(1);
            assertThat(earliestNanos.get()).as("nanoseconds by which the earliest timer came after its time").isNotNegative();
        }
    }

    /// Not more of them block than there may be spares.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void storm_underLoad_endsEachTaskOnceAndNoTimerEarly(int workers) throws Exception {
        try (Skein skein = start("storm" + workers, workers)) {
            try (Storm storm = new Storm(skein)) {
                for (int round = 0; round < Repeat.times(3); round++) {
                    Load load = new Load(skein, 1_600);
                    load.submitAll();
                    load.assertAllEndedOnce();
                }
                storm.rage(1);
            }
            assertThat(skein.stats().failed()).isZero();
            assertQuietOnceItIsOver(skein);
        }
    }

    /// All is parked when the storm comes. Then a periodic task and one that waits for an hour are there too.
    @Test
    void storm_overAnIdleRuntime_leavesItIdleAndAtWork() throws Exception {
        try (Skein skein = start("stormidle", 2)) {
            Future<?> later = skein.schedule(() -> 1, 1, TimeUnit.HOURS);
            awaitParked(skein);
            try (Storm storm = new Storm(skein)) {
                storm.rage(200_000);
                assertThat(skein.submit(() -> 42).get(30, TimeUnit.SECONDS)).isEqualTo(42);
                assertThat(later.isDone()).isFalse();
            }
            assertQuietOnceItIsOver(skein);
            assertThat(skein.submit(() -> 43).get(30, TimeUnit.SECONDS)).isEqualTo(43);
            later.cancel(false);
        }
    }

    /// The carrier of a retired worker rests; an interrupt is no reason to go to work.
    @Test
    void storm_overARetiredWorker_runsNothingThereUntilItIsRestored() throws Exception {
        try (Skein skein = start("stormretired", 2)) {
            skein.retire(0).get(30, TimeUnit.SECONDS);
            AtomicInteger onRetired = new AtomicInteger();
            try (Storm storm = new Storm(skein)) {
                for (int i = 0; i < 2_000; i++) {
                    Future<?> each = skein.spawn(context -> {
                        if (context.worker() == 0) onRetired.incrementAndGet();
                        return Step.done(0);
                    });
                    if (i % 100 == 0) each.get(30, TimeUnit.SECONDS);
                }
                storm.rage(100_000);
                Awaitility.await().atMost(PATIENCE).until(() -> skein.stats().quiet());
                assertThat(skein.stats().workers().getFirst().availability()).isEqualTo(Availability.RETIRED);
                assertThat(onRetired).as("runs on the retired worker").hasValue(0);
                skein.restore(0);
                Awaitility.await().atMost(PATIENCE).until(() -> skein.spawn(context -> Step.done(context.worker()), 0).get() == 0);
            }
            assertQuietOnceItIsOver(skein);
        }
    }

    /// Who closes is interrupted again and again, and so are the threads that it waits for. The first interrupt cancels what runs; this body does not look.
    @Test
    void close_interruptedWithoutPause_waitsForTheEndAndKeepsTheFlag() throws Exception {
        Skein skein = start("stormclose", 2);
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        AtomicBoolean ended = new AtomicBoolean();
        skein.execute(() -> {
            inside.countDown();
            awaitAnyway(end);
            ended.set(true);
        });
        assertThat(inside.await(30, TimeUnit.SECONDS)).isTrue();
        AtomicBoolean hadEnded = new AtomicBoolean();
        AtomicBoolean flag = new AtomicBoolean();
        Thread closer = Thread.ofPlatform().daemon().start(() -> {
            skein.close();
            hadEnded.set(ended.get() && skein.isTerminated());
            flag.set(Thread.currentThread().isInterrupted());
        });
        try (Storm storm = new Storm(skein)) {
            for (int i = 0; i < 20_000; i++) closer.interrupt();
            storm.rage(20_000);
            assertThat(closer.isAlive()).as("close waits while a task is inside").isTrue();
            end.countDown();
            assertThat(closer.join(PATIENCE)).as("close returns").isTrue();
        } finally {
            end.countDown();
        }
        assertThat(hadEnded).as("all had ended when close returned").isTrue();
        assertThat(flag).as("flag after close").isTrue();
        assertThat(skein.stats().quiet()).isTrue();
        Awaitility.await().atMost(PATIENCE).until(() -> threadsOf("stormclose").isEmpty());
    }

    private static void awaitParked(Skein skein) {
        Awaitility.await().atMost(PATIENCE).until(() -> skein.stats().workers().stream().allMatch(worker -> worker.state() == WorkerState.PARKED));
    }

    /// An interrupt that stays would make every park return at once.
    private static void assertQuietOnceItIsOver(Skein skein) {
        awaitParked(skein);
        Awaitility.await().atMost(PATIENCE).until(() -> threadsOf(skein.name()).stream().noneMatch(Thread::isInterrupted));
        long start = System.nanoTime();
        long before = cpuNanos(skein.name());
        while (System.nanoTime() - start < 1_000_000_000) LockSupport.parkNanos(100_000_000);
        assertThat(cpuNanos(skein.name()) - before).as("CPU time of an idle runtime in 1 s, in nanoseconds").isLessThan(200_000_000);
    }

    private static long cpuNanos(String name) {
        return threadsOf(name).stream().mapToLong(thread -> Math.max(0, THREADS.getThreadCpuTime(thread.threadId()))).sum();
    }
}
