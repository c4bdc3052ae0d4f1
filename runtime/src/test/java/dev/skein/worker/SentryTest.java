package dev.skein.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.meta.LogCapture;
import dev.skein.meta.Proves;
import dev.skein.meta.Repeat;
import dev.skein.platform.Affinity;
import dev.skein.platform.CpuSet;
import dev.skein.task.TaskCell;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What the sentry sees to, in a pool of two workers of which one sleeps.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SentryTest {

    private static final long PARENT_NANOS = 20_000_000;
    private static final int TICKS = 5;
    private static final long SHORT_NANOS = 100_000;
    /// Between ticks that come every 5 ms and such that come every 20.
    private static final long SELDOM_NANOS = 15_000_000;

    /// How long a child waited that was enqueued by a task which then ran on, in nanoseconds; [#PARENT_NANOS] if it
    /// began only after its parent had ended. The carrier had been made quick before.
    private static long[] waits(PoolUnderTest test, int rounds, AtomicInteger vouched) {
        long[] waits = new long[rounds];
        for (int round = 0; round < rounds; round++) {
            int number = round;
            CountDownLatch left = new CountDownLatch(2);
            AtomicBoolean began = new AtomicBoolean();
            Quick.chain(test, Duration.ofMillis(12), () -> {
                Carrier me = (Carrier) Thread.currentThread();
                long start = System.nanoTime();
                if (me.promptness().vouches()) vouched.incrementAndGet();
                AtomicBoolean parentLeft = new AtomicBoolean();
                test.pool.enqueue(() -> {
                    waits[number] = parentLeft.get() ? PARENT_NANOS : Math.min(PARENT_NANOS - 1, System.nanoTime() - start);
                    began.set(true);
                    left.countDown();
                });
                while (!began.get() && System.nanoTime() - start < PARENT_NANOS) Thread.onSpinWait();
                parentLeft.set(true);
                left.countDown();
            });
            test.await(left, "round " + round);
        }
        return waits;
    }

    @Test
    @Proves({"S1", "P1", "P2"})
    void enqueue_byAQuickCarrierWhoseTaskThenRunsOn_startsElsewhereSoon() {
        try (PoolUnderTest test = PoolUnderTest.start(2)) {
            AtomicInteger vouched = new AtomicInteger();
            long[] waits = waits(test, Repeat.times(200), vouched);
            long[] sorted = waits.clone();
            Arrays.sort(sorted);
            String figures = "median " + sorted[sorted.length / 2] / 1000 + " us, p90 " + sorted[sorted.length * 9 / 10] / 1000
                    + " us, most " + sorted[sorted.length - 1] / 1000 + " us, vouched for in " + vouched + " of " + waits.length;
            assertThat(vouched.get()).as("rounds in which a wake-up was spared; %s", figures).isGreaterThan(waits.length / 4);
            assertThat(sorted[sorted.length * 9 / 10]).as("p90; %s", figures).isLessThan(10_000_000);
            assertThat(Arrays.stream(waits).filter(wait -> wait == PARENT_NANOS).count())
                    .as("children that waited for their parent's end; %s", figures).isLessThanOrEqualTo(waits.length / 50);
        }
    }

    /// The carrier vouches for what turns out to be long, and runs it within the task that waits for it: it makes progress, and does not come to its queue.
    @Test
    @Proves({"S1", "P2"})
    void backlog_thatIsRunWithinATaskThatWaits_isShared() {
        try (PoolUnderTest test = PoolUnderTest.start(2)) {
            Set<Thread> runners = ConcurrentHashMap.newKeySet();
            CountDownLatch left = new CountDownLatch(1);
            Quick.chain(test, Duration.ofMillis(12), () -> {
                List<TaskCell<Integer>> all = new ArrayList<>();
                for (int i = 0; i < 40; i++) {
                    all.add(test.submit(() -> {
                        runners.add(Thread.currentThread());
                        PoolUnderTest.spinNanos(500_000);
                        return 1;
                    }));
                }
                for (TaskCell<Integer> each : all) {
                    try {
                        each.get();
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                }
                left.countDown();
            });
            test.await(left, "all have been run");
            assertThat(runners).as("threads that ran some").hasSizeGreaterThan(1);
        }
    }

    /// As by an enqueue that finds no memory to wake anybody, while the sentry sleeps.
    @Test
    @Proves("S1")
    void leaveToSentry_besideAQueuedTask_wakesAWorkerForIt() {
        try (PoolUnderTest test = PoolUnderTest.start(2)) {
            for (int round = 0; round < 20; round++) {
                test.awaitParked();
                CountDownLatch ran = new CountDownLatch(2);
                test.pool.workers()[round % 2].addressed.offer(ran::countDown);
                test.pool.workers()[round % 2].inbox.offer(ran::countDown);
                test.pool.leaveToSentry();
                test.await(ran, "round " + round);
            }
        }
    }

    /// Tasks end between any two ticks of the sentry here, so each tick sees the carrier make progress.
    @Test
    @Proves("S1")
    void backlog_ofTasksThatTurnedOutLongerThanVouchedFor_isShared() {
        try (PoolUnderTest test = PoolUnderTest.start(2)) {
            int children = 200;
            Set<Thread> helpers = ConcurrentHashMap.newKeySet();
            CountDownLatch done = new CountDownLatch(children);
            AtomicLong helpAfter = new AtomicLong();
            Quick.chain(test, Duration.ofMillis(30), () -> {
                Thread me = Thread.currentThread();
                long start = System.nanoTime();
                for (int i = 0; i < children; i++) {
                    test.pool.enqueue(() -> {
                        if (Thread.currentThread() != me && helpers.add(Thread.currentThread())) helpAfter.set(System.nanoTime() - start);
                        PoolUnderTest.spinNanos(500_000);
                        done.countDown();
                    });
                }
            });
            test.await(done, "all children run");
            assertThat(helpers).as("workers that helped with %s tasks of 0.5 ms each, 100 ms in all", children).isNotEmpty();
            assertThat(helpAfter.get()).as("ns until the other worker, which slept, had begun one").isLessThan(20_000_000);
        }
    }

    @Test
    void whenTicking_whileATaskRuns_isCalledAndAgainAfterAllHaveSlept() throws Exception {
        AtomicLong last = new AtomicLong();
        AtomicInteger ticks = new AtomicInteger();
        try (LogCapture log = new LogCapture(); PoolUnderTest test = PoolUnderTest.notStarted(PoolUnderTest.Options.of(2))) {
            test.pool.whenTicking(now -> {
                last.set(now);
                if (ticks.incrementAndGet() == 1) throw new IllegalStateException("planned");
            });
            test.pool.start();
            for (int round = 0; round < 2; round++) {
                test.awaitParked();
                test.call(() -> {
                    long begin = System.nanoTime();
                    int before = ticks.get();
                    while (ticks.get() < before + 3 || last.get() - begin < 0) Thread.onSpinWait();
                    return null;
                });
            }
            assertThat(log.errors()).singleElement().asString().contains("tick failed");
        }
    }

    /// Both workers run short tasks without end, then tasks of 15 ms, each of which a look every 20 ms would find to be new, and then one a long one.
    @Test
    void tick_whileNothingLasts_comesSeldomAndOftenBesideRunsThatDo() {
        List<Long> gaps = new CopyOnWriteArrayList<>();
        AtomicLong last = new AtomicLong(System.nanoTime());
        AtomicLong spinNanos = new AtomicLong(SHORT_NANOS);
        AtomicBoolean end = new AtomicBoolean();
        CountDownLatch ended = new CountDownLatch(2);
        try (PoolUnderTest test = PoolUnderTest.notStarted(PoolUnderTest.Options.of(2))) {
            test.pool.whenTicking(now -> gaps.add(now - last.getAndSet(now)));
            test.pool.start();
            for (int worker = 0; worker < 2; worker++) test.pool.enqueue(new Again(test.pool, spinNanos, end, ended));
            Awaitility.await("20 ms from tick to tick").until(() -> lastGaps(gaps).allMatch(gap -> gap > SELDOM_NANOS));
            spinNanos.set(15_000_000);
            Awaitility.await("5 ms from tick to tick").until(() -> lastGaps(gaps).allMatch(gap -> gap < SELDOM_NANOS));
            spinNanos.set(SHORT_NANOS);
            Awaitility.await("20 ms again").until(() -> lastGaps(gaps).allMatch(gap -> gap > SELDOM_NANOS));
            CountDownLatch longEnds = new CountDownLatch(1);
            CountDownLatch left = new CountDownLatch(1);
            test.pool.enqueue(() -> {
                while (longEnds.getCount() > 0) Thread.onSpinWait();
                left.countDown();
            });
            try {
                Awaitility.await("5 ms beside a long run").until(() -> lastGaps(gaps).allMatch(gap -> gap < SELDOM_NANOS));
            } finally {
                longEnds.countDown();
                end.set(true);
            }
            test.await(left, "the long run has ended");
            test.await(ended, "all tasks have ended");
        }
    }

    /// The last ones, of several.
    private static Stream<Long> lastGaps(List<Long> gaps) {
        List<Long> seen = List.copyOf(gaps);
        return seen.size() < TICKS ? Stream.of(0L, Long.MAX_VALUE) : seen.subList(seen.size() - TICKS, seen.size()).stream();
    }

    /// Puts itself back after a while, until the end.
    private record Again(WorkerPool pool, AtomicLong spinNanos, AtomicBoolean end, CountDownLatch ended) implements Runnable {
        @Override
        public void run() {
            PoolUnderTest.spinNanos(spinNanos.get());
            if (end.get()) ended.countDown();
            else pool.enqueue(this);
        }
    }

    @Test
    void threadStartedByATask_soon_hasTheCpusOfTheProcess() throws Exception {
        CpuSet process = Affinity.system().processCpus();
        Assumptions.assumeTrue(Affinity.system().isSupported() && process.size() > 1, "needs two CPUs");
        try (PoolUnderTest test = PoolUnderTest.start(2)) {
            CountDownLatch end = new CountDownLatch(1);
            List<Integer> ids = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                AtomicInteger id = new AtomicInteger();
                test.call(() -> Thread.ofPlatform().daemon().start(() -> {
                    id.set(Affinity.system().currentThreadId());
                    PoolUnderTest.hold(end);
                }));
                Awaitility.await().until(() -> id.get() != 0);
                ids.add(id.get());
            }
            Awaitility.await().untilAsserted(() ->
                    assertThat(ids).allSatisfy(id -> assertThat(Affinity.system().cpusOf(id)).contains(process)));
            for (Worker worker : test.pool.workers()) {
                assertThat(Affinity.system().cpusOf(worker.carrier.kernelId())).as("the carriers keep theirs").contains(CpuSet.of(worker.cpu));
            }
            end.countDown();
        }
    }

    /// It was in a carrier's hand, unclaimed and unnamed, when all that runs was looked for, and is entered after that.
    @Test
    @Proves("T4")
    void interruptAll_thatMissedATask_cancelsItSoon() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        try (PoolUnderTest test = PoolUnderTest.start(2)) {
            TaskCell<Object> missed = test.submit(() -> {
                inside.countDown();
                end.await();
                return "end";
            });
            test.await(inside, "the body is entered");
            interruptAllMisses(test);
            try {
                Awaitility.await().until(missed::isCancelled);
            } finally {
                end.countDown();
            }
        }
    }

    /// The flag is raised by who looked at the carriers before they were to be seen in a task.
    private static void interruptAllMisses(PoolUnderTest test) throws ReflectiveOperationException {
        for (String flag : List.of("interruptsAll", "hasInterruptedAll")) {
            Field raised = WorkerPool.class.getDeclaredField(flag);
            raised.setAccessible(true);
            raised.setBoolean(test.pool, true);
        }
    }

    @Test
    @Proves("S3")
    void interruptAll_thatMissedAPlainTask_interruptsItOnce() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        AtomicInteger interrupts = new AtomicInteger();
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        try (PoolUnderTest test = PoolUnderTest.start(2)) {
            test.pool.enqueue(() -> {
                inside.countDown();
                while (end.getCount() > 0) {
                    if (Thread.interrupted()) interrupts.incrementAndGet();
                    Thread.onSpinWait();
                }
                ended.countDown();
            });
            test.await(inside, "the body is entered");
            interruptAllMisses(test);
            try {
                Awaitility.await().until(() -> interrupts.get() > 0);
                CountDownLatch ticks = new CountDownLatch(TICKS);
                test.pool.whenTicking(now -> ticks.countDown());
                test.await(ticks, "the sentry has ticked on");
            } finally {
                end.countDown();
            }
            test.await(ended, "the body is left");
            assertThat(interrupts).hasValue(1);
        }
    }
}
