package dev.skein.contract;

import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Delayed;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `ScheduledExecutorService.schedule` and its `ScheduledFuture`.
abstract class ScheduleContract extends ExecutorContract {

    @Test
    void schedule_callable_givesItsValueNotBeforeTheDelay() throws Exception {
        long startNanos = System.nanoTime();
        ScheduledFuture<Long> future = pool.schedule(System::nanoTime, 50, MILLISECONDS);
        assertThat(valueOf(future) - startNanos).isGreaterThanOrEqualTo(MILLISECONDS.toNanos(50));
        assertThat(future.isDone()).isTrue();
        assertThat(future.isCancelled()).isFalse();
    }

    @Test
    void schedule_runnable_runsOnceNotBeforeTheDelay() throws Exception {
        long[] ranNanos = new long[1];
        AtomicInteger runs = new AtomicInteger();
        long startNanos = System.nanoTime();
        ScheduledFuture<?> future = pool.schedule(() -> {
            ranNanos[0] = System.nanoTime();
            runs.incrementAndGet();
        }, 50, MILLISECONDS);
        assertThat((Object) valueOf(future)).isNull();
        assertThat(ranNanos[0] - startNanos).isGreaterThanOrEqualTo(MILLISECONDS.toNanos(50));
        assertThat(runs).hasValue(1);
    }

    @Test
    void schedule_taskThatThrows_getCarriesTheException() {
        PlannedFailure failure = new PlannedFailure("planned");
        ScheduledFuture<Object> future = pool.schedule(() -> { throw failure; }, 1, MILLISECONDS);
        assertThatThrownBy(() -> valueOf(future)).isInstanceOf(ExecutionException.class).hasCause(failure);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, -1_000_000, Long.MIN_VALUE})
    void schedule_zeroOrNegativeDelay_runsWithoutDelay(long delay) throws Exception {
        for (TimeUnit unit : new TimeUnit[] {NANOSECONDS, SECONDS, DAYS}) {
            assertThat(valueOf(pool.schedule(() -> "value", delay, unit))).isEqualTo("value");
            assertThat((Object) valueOf(pool.schedule(() -> { }, delay, unit))).isNull();
        }
    }

    @Test
    void schedule_null_throwsNullPointerException() {
        assertThatThrownBy(() -> pool.schedule((Runnable) null, 1, SECONDS)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> pool.schedule((Callable<?>) null, 1, SECONDS)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> pool.schedule(() -> { }, 1, null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> pool.schedule(() -> "value", 1, null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void get_beforeTheDelayIsOver_throwsTimeoutException() {
        ScheduledFuture<String> future = pool.schedule(() -> "value", 1, HOURS);
        assertThatThrownBy(() -> future.get(10, MILLISECONDS)).isInstanceOf(TimeoutException.class);
        assertThat(future.isDone()).isFalse();
        assertThat(future.state()).isEqualTo(Future.State.RUNNING);
    }

    @Test
    void schedule_whileAFarOneWaits_isNotHeldUpByIt() throws Exception {
        ScheduledFuture<?> far = pool.schedule(() -> { }, 1, HOURS);
        assertThat(valueOf(pool.schedule(() -> "near", 10, MILLISECONDS))).isEqualTo("near");
        assertThat(far.isDone()).isFalse();
    }

    @Test
    void submit_whileDelayedTasksWait_isNotHeldUpByThem() throws Exception {
        for (int i = 0; i < 4 * workers; i++) pool.schedule(() -> { }, 1, HOURS);
        assertThat(valueOf(pool.submit(() -> "now"))).isEqualTo("now");
    }

    @ParameterizedTest
    @EnumSource(TimeUnit.class)
    void schedule_theLongestDelay_neitherRunsNorHoldsUpOthers(TimeUnit unit) throws Exception {
        AtomicInteger runs = new AtomicInteger();
        ScheduledFuture<?> past = pool.schedule(() -> { }, Long.MIN_VALUE, unit);
        ScheduledFuture<?> far = pool.schedule(runs::incrementAndGet, Long.MAX_VALUE, unit);
        ScheduledFuture<?> almostAsFar = pool.schedule(runs::incrementAndGet, Long.MAX_VALUE - 1, unit);
        ScheduledFuture<String> near = pool.schedule(() -> "near", 5, MILLISECONDS);
        valueOf(past);
        assertThat(valueOf(near)).isEqualTo("near");
        roundTrip();
        assertThat(runs).hasValue(0);
        assertThat(far.isDone()).isFalse();
        assertThat(far.getDelay(DAYS)).as("days left").isGreaterThan(365 * 100);
        assertThat(Integer.signum(far.compareTo(near))).isOne();
        assertThat(almostAsFar.cancel(false)).isTrue();
    }

    @Test
    void cancel_beforeDue_neverRuns() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        ScheduledFuture<?> future = pool.schedule(runs::incrementAndGet, 40, MILLISECONDS);
        ScheduledFuture<?> later = pool.schedule(() -> { }, 80, MILLISECONDS);
        assertThat(future.cancel(false)).isTrue();
        assertThat(future.isCancelled()).isTrue();
        assertThat(future.isDone()).isTrue();
        assertThatThrownBy(future::get).isInstanceOf(CancellationException.class);
        valueOf(later);
        turnAllWorkers();
        assertThat(runs).hasValue(0);
    }

    @Test
    void cancel_beforeDue_releasesItsWaiters() throws Exception {
        ScheduledFuture<String> future = pool.schedule(() -> "value", 1, HOURS);
        Background<String> waiter = Background.start(future::get);
        eventually(waiter::isWaiting);
        future.cancel(true);
        assertThatThrownBy(waiter::join).isInstanceOf(CancellationException.class);
    }

    @Test
    void cancel_ofTheNextDue_letsTheFollowingRunInTime() throws Exception {
        ScheduledFuture<?> first = pool.schedule(() -> { }, 10, MILLISECONDS);
        ScheduledFuture<String> second = pool.schedule(() -> "second", 20, MILLISECONDS);
        first.cancel(false);
        assertThat(valueOf(second)).isEqualTo("second");
    }

    @Test
    void cancelTrue_whileRunning_interruptsTheBody() throws Exception {
        Gate started = new Gate();
        Gate interrupted = new Gate();
        ScheduledFuture<?> future = pool.schedule(() -> {
            started.open();
            try {
                new Gate().pass();
            } catch (InterruptedException e) {
                interrupted.open();
            }
        }, 1, MILLISECONDS);
        started.pass();
        assertThat(future.cancel(true)).isTrue();
        interrupted.pass();
    }

    @Test
    void getDelay_whileWaiting_decreases() {
        ScheduledFuture<?> future = pool.schedule(() -> { }, 1, HOURS);
        long first = future.getDelay(NANOSECONDS);
        assertThat(first).isPositive().isLessThanOrEqualTo(HOURS.toNanos(1));
        eventually(() -> future.getDelay(NANOSECONDS) < first);
    }

    @Test
    void getDelay_inEachUnit_isTheSameTime() {
        ScheduledFuture<?> future = pool.schedule(() -> { }, 10, HOURS);
        assertThat(future.getDelay(NANOSECONDS)).isBetween(HOURS.toNanos(9), HOURS.toNanos(10));
        assertThat(future.getDelay(MILLISECONDS)).isBetween(HOURS.toMillis(9), HOURS.toMillis(10));
        assertThat(future.getDelay(SECONDS)).isBetween(HOURS.toSeconds(9), HOURS.toSeconds(10));
        assertThat(future.getDelay(MINUTES)).isBetween(HOURS.toMinutes(9), HOURS.toMinutes(10));
        assertThat(future.getDelay(HOURS)).isBetween(9L, 10L);
        assertThat(future.getDelay(DAYS)).isZero();
    }

    @Test
    void getDelay_onceRun_isNotPositive() throws Exception {
        ScheduledFuture<?> future = pool.schedule(() -> { }, 5, MILLISECONDS);
        valueOf(future);
        assertThat(future.getDelay(NANOSECONDS)).isNotPositive();
    }

    @Test
    void compareTo_differentDelays_ordersByDueTime() {
        ScheduledFuture<?> near = pool.schedule(() -> { }, 1, HOURS);
        ScheduledFuture<?> middle = pool.schedule(() -> "value", 2, HOURS);
        ScheduledFuture<?> far = pool.scheduleAtFixedRate(() -> { }, 3, 1, HOURS);
        List<Delayed> mixed = new ArrayList<>(List.of(far, near, middle));
        Collections.sort(mixed);
        assertThat(mixed).containsExactly(near, middle, far);
        assertThat(Integer.signum(near.compareTo(far))).isEqualTo(-1);
        assertThat(Integer.signum(far.compareTo(near))).isOne();
    }

    @Test
    void compareTo_itself_isZero() {
        ScheduledFuture<?> future = pool.schedule(() -> { }, 1, HOURS);
        Delayed same = future; // under another name: Error Prone refuses a comparison that looks like a slip
        assertThat(future.compareTo(same)).isZero();
    }

    @Test
    void compareTo_aForeignDelayed_ordersByDelay() {
        ScheduledFuture<?> future = pool.schedule(() -> { }, 1, HOURS);
        assertThat(Integer.signum(future.compareTo(foreign(0)))).isOne();
        assertThat(Integer.signum(future.compareTo(foreign(2)))).isEqualTo(-1);
    }

    private static Delayed foreign(long hours) {
        return new Delayed() {
            @Override
            public long getDelay(TimeUnit unit) {
                return unit.convert(hours, HOURS);
            }

            @Override
            public int compareTo(Delayed other) {
                return Long.compare(getDelay(NANOSECONDS), other.getDelay(NANOSECONDS));
            }
        };
    }

    @Test
    void schedule_sameDelayOnOneWorker_runsInOrderOfSubmission() throws Exception {
        assumeTrue(workers == 1, "with several workers nothing is said about the order");
        int tasks = 200;
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        List<Future<?>> futures = new ArrayList<>();
        for (int i = 0; i < tasks; i++) {
            int index = i;
            futures.add(pool.schedule(() -> { order.add(index); }, 30, MILLISECONDS));
        }
        for (Future<?> future : futures) valueOf(future);
        assertThat(order).isEqualTo(IntStream.range(0, tasks).boxed().toList());
    }

    @Test
    void schedule_fallingDelaysOnOneWorker_runsInOrderOfDueTime() throws Exception {
        assumeTrue(workers == 1, "with several workers nothing is said about the order");
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        List<Future<?>> futures = new ArrayList<>();
        for (int delayMillis : new int[] {150, 110, 70, 30}) {
            futures.add(pool.schedule(() -> { order.add(delayMillis); }, delayMillis, MILLISECONDS));
        }
        for (Future<?> future : futures) valueOf(future);
        assertThat(order).containsExactly(30, 70, 110, 150);
    }

    @Test
    @Tag("concurrency")
    void schedule_manyRandomDelays_runsEachOnceAndNoneEarly() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int tasks = repeated(500);
        AtomicInteger runs = new AtomicInteger();
        List<ScheduledFuture<Long>> futures = new ArrayList<>();
        for (int i = 0; i < tasks; i++) {
            int delayMicros = random.nextInt(60_000);
            long startNanos = System.nanoTime();
            futures.add(pool.schedule(() -> {
                runs.incrementAndGet();
                return System.nanoTime() - startNanos - TimeUnit.MICROSECONDS.toNanos(delayMicros);
            }, delayMicros, TimeUnit.MICROSECONDS));
        }
        for (ScheduledFuture<Long> future : futures) assertThat(valueOf(future)).as("nanoseconds late, seed %d", seed).isNotNegative();
        turnAllWorkers();
        assertThat(runs).as("seed %d", seed).hasValue(tasks);
    }

    @Test
    @Tag("concurrency")
    void schedule_fromManyThreadsWithCancels_runsExactlyTheOthers() throws Exception {
        int perThread = repeated(300);
        AtomicInteger runs = new AtomicInteger();
        AtomicInteger cancelled = new AtomicInteger();
        List<Future<?>> all = Collections.synchronizedList(new ArrayList<>());
        Background.race(4, thread -> {
            for (int i = 0; i < perThread; i++) {
                ScheduledFuture<?> future = pool.schedule(runs::incrementAndGet, i % 7, MILLISECONDS);
                all.add(future);
                if (i % 2 == 0 && future.cancel(false)) cancelled.incrementAndGet();
            }
        });
        for (Future<?> future : all) eventually(future::isDone);
        turnAllWorkers();
        assertThat(all.stream().filter(Future::isCancelled).count()).isEqualTo(cancelled.get());
        // A body that was inside when cancel came counts as a run and as cancelled: the counter may exceed by those.
        assertThat(runs.get()).isBetween(4 * perThread - cancelled.get(), 4 * perThread);
        assertThat(all.stream().filter(future -> future.state() == Future.State.SUCCESS).count()).isEqualTo(4L * perThread - cancelled.get());
    }
}
