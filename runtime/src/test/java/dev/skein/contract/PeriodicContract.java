package dev.skein.contract;

import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.MICROSECONDS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// `scheduleAtFixedRate` and `scheduleWithFixedDelay`.
abstract class PeriodicContract extends ExecutorContract {

    enum Kind {
        FIXED_RATE {
            @Override
            ScheduledFuture<?> start(ScheduledExecutorService pool, Runnable task, long initialDelay, long period, TimeUnit unit) {
                return pool.scheduleAtFixedRate(task, initialDelay, period, unit);
            }
        },
        FIXED_DELAY {
            @Override
            ScheduledFuture<?> start(ScheduledExecutorService pool, Runnable task, long initialDelay, long period, TimeUnit unit) {
                return pool.scheduleWithFixedDelay(task, initialDelay, period, unit);
            }
        };

        abstract ScheduledFuture<?> start(ScheduledExecutorService pool, Runnable task, long initialDelay, long period, TimeUnit unit);
    }

    /// Ends once several periods of 5 ms have gone by after this call, so that a run that was still to come would have come.
    private void letPeriodsPass() throws Exception {
        valueOf(pool.schedule(() -> { }, 25, MILLISECONDS));
        turnAllWorkers();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void periodic_untilCancelled_runsAgainAndAgain(Kind kind) throws Exception {
        CountDownLatch runs = new CountDownLatch(5);
        ScheduledFuture<?> future = kind.start(pool, runs::countDown, 0, 5, MILLISECONDS);
        Gate.await(runs);
        assertThat(future.isDone()).isFalse();
        assertThat(future.isCancelled()).isFalse();
        assertThat(future.state()).isEqualTo(Future.State.RUNNING);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void periodic_withInitialDelay_doesNotRunBefore(Kind kind) throws Exception {
        CompletableFuture<Long> firstNanos = new CompletableFuture<>();
        long startNanos = System.nanoTime();
        kind.start(pool, () -> firstNanos.complete(System.nanoTime()), 40, 1, MILLISECONDS);
        assertThat(valueOf(firstNanos) - startNanos).isGreaterThanOrEqualTo(MILLISECONDS.toNanos(40));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void periodic_withNegativeInitialDelay_runsWithoutDelay(Kind kind) throws Exception {
        CountDownLatch runs = new CountDownLatch(2);
        kind.start(pool, runs::countDown, -5_000, 1, MILLISECONDS);
        Gate.await(runs);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void periodic_withTheLongestPeriod_runsOnceAndHoldsUpNobody(Kind kind) throws Exception {
        for (TimeUnit unit : new TimeUnit[] {NANOSECONDS, DAYS}) {
            AtomicInteger runs = new AtomicInteger();
            ScheduledFuture<?> future = kind.start(pool, runs::incrementAndGet, 0, Long.MAX_VALUE, unit);
            eventually(() -> runs.get() > 0);
            letPeriodsPass();
            assertThat(runs).hasValue(1);
            assertThat(future.isDone()).isFalse();
            future.cancel(false);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    @Tag("concurrency")
    void periodic_slowerThanItsPeriod_neverRunsBesideItself(Kind kind) throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger overlaps = new AtomicInteger();
        CountDownLatch runs = new CountDownLatch(repeated(20));
        kind.start(pool, () -> {
            if (inside.incrementAndGet() > 1) overlaps.incrementAndGet();
            long untilNanos = System.nanoTime() + MICROSECONDS.toNanos(1_500);
            while (System.nanoTime() < untilNanos) Thread.onSpinWait();
            inside.decrementAndGet();
            runs.countDown();
        }, 0, 500, MICROSECONDS);
        Gate.await(runs);
        assertThat(overlaps).hasValue(0);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    @Tag("concurrency")
    void periodic_plainFieldOfTheTask_isSeenByItsNextRun(Kind kind) throws Exception {
        int times = 50;
        int[] plain = new int[1];
        CompletableFuture<Integer> seen = new CompletableFuture<>();
        kind.start(pool, () -> {
            if (++plain[0] == times) seen.complete(times);
        }, 0, 200, MICROSECONDS);
        assertThat(valueOf(seen)).isEqualTo(times);
    }

    @Test
    void fixedRate_eachRun_startsNotBeforeItsTurn() throws Exception {
        List<Long> startsNanos = Collections.synchronizedList(new ArrayList<>());
        long originNanos = System.nanoTime();
        pool.scheduleAtFixedRate(() -> startsNanos.add(System.nanoTime()), 10, 10, MILLISECONDS);
        eventually(() -> startsNanos.size() >= 6);
        for (int run = 0; run < 6; run++) {
            assertThat(startsNanos.get(run) - originNanos).as("run %d", run).isGreaterThanOrEqualTo(MILLISECONDS.toNanos(10 + 10 * run));
        }
    }

    /// The overdue runs follow each other more closely than the period; with a fixed delay no two ever would.
    @Test
    void fixedRate_afterASlowRun_catchesUp() throws Exception {
        long periodNanos = MILLISECONDS.toNanos(20);
        Gate firstMayEnd = new Gate();
        List<Long> startsNanos = Collections.synchronizedList(new ArrayList<>());
        long originNanos = System.nanoTime();
        pool.scheduleAtFixedRate(() -> {
            startsNanos.add(System.nanoTime());
            firstMayEnd.passIgnoringInterrupts();
        }, 0, periodNanos, NANOSECONDS);
        eventually(() -> System.nanoTime() - originNanos > 10 * periodNanos);
        assertThat(startsNanos).as("none beside the slow one").hasSize(1);
        firstMayEnd.open();
        eventually(() -> startsNanos.size() >= 10);
        long closestNanos = Long.MAX_VALUE;
        for (int run = 2; run < 10; run++) closestNanos = Math.min(closestNanos, startsNanos.get(run) - startsNanos.get(run - 1));
        assertThat(closestNanos).as("closest two of the overdue runs, ns").isLessThan(periodNanos);
    }

    @Test
    void fixedDelay_betweenRuns_keepsTheDelayFromEndToStart() throws Exception {
        List<Long> gapsNanos = Collections.synchronizedList(new ArrayList<>());
        long[] lastEndNanos = {Long.MIN_VALUE};
        pool.scheduleWithFixedDelay(() -> {
            long startNanos = System.nanoTime();
            if (lastEndNanos[0] != Long.MIN_VALUE) gapsNanos.add(startNanos - lastEndNanos[0]);
            long untilNanos = startNanos + MILLISECONDS.toNanos(3);
            while (System.nanoTime() < untilNanos) Thread.onSpinWait();
            lastEndNanos[0] = System.nanoTime();
        }, 0, 10, MILLISECONDS);
        eventually(() -> gapsNanos.size() >= 5);
        assertThat(List.copyOf(gapsNanos)).allSatisfy(gap -> assertThat(gap).isGreaterThanOrEqualTo(MILLISECONDS.toNanos(10)));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void periodic_runThatThrows_isTheLastAndGetCarriesTheException(Kind kind) throws Exception {
        PlannedFailure failure = new PlannedFailure("third run");
        AtomicInteger runs = new AtomicInteger();
        ScheduledFuture<?> future = kind.start(pool, () -> {
            if (runs.incrementAndGet() == 3) throw failure;
        }, 0, 2, MILLISECONDS);
        assertThatThrownBy(() -> valueOf(future)).isInstanceOf(ExecutionException.class).hasCause(failure);
        assertThat(future.isDone()).isTrue();
        assertThat(future.isCancelled()).isFalse();
        assertThat(future.exceptionNow()).isSameAs(failure);
        letPeriodsPass();
        assertThat(runs).hasValue(3);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void periodic_runThatThrowsAnError_isTheLastAndGetCarriesTheError(Kind kind) throws Exception {
        Error failure = new AssertionError("first run");
        AtomicInteger runs = new AtomicInteger();
        ScheduledFuture<?> future = kind.start(pool, () -> {
            runs.incrementAndGet();
            throw failure;
        }, 0, 2, MILLISECONDS);
        assertThatThrownBy(() -> valueOf(future)).isInstanceOf(ExecutionException.class);
        assertThat(future.exceptionNow()).isSameAs(failure);
        letPeriodsPass();
        assertThat(runs).hasValue(1);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void cancel_betweenRuns_stopsIt(Kind kind) throws Exception {
        AtomicInteger runs = new AtomicInteger();
        ScheduledFuture<?> future = kind.start(pool, runs::incrementAndGet, 0, 5, MILLISECONDS);
        eventually(() -> runs.get() >= 3);
        assertThat(future.cancel(false)).isTrue();
        assertThat(future.isCancelled()).isTrue();
        assertThat(future.isDone()).isTrue();
        assertThatThrownBy(future::get).isInstanceOf(CancellationException.class);
        turnAllWorkers();
        int runsWhenStopped = runs.get();
        letPeriodsPass();
        assertThat(runs).hasValue(runsWhenStopped);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void cancel_beforeTheFirstRun_neverRuns(Kind kind) throws Exception {
        AtomicInteger runs = new AtomicInteger();
        ScheduledFuture<?> future = kind.start(pool, runs::incrementAndGet, 15, 5, MILLISECONDS);
        future.cancel(false);
        letPeriodsPass();
        assertThat(runs).hasValue(0);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void cancelTrue_whileRunning_interruptsTheRunAndStopsIt(Kind kind) throws Exception {
        Gate started = new Gate();
        Gate interrupted = new Gate();
        AtomicInteger runs = new AtomicInteger();
        ScheduledFuture<?> future = kind.start(pool, () -> {
            runs.incrementAndGet();
            started.open();
            try {
                new Gate().pass();
            } catch (InterruptedException e) {
                interrupted.open();
            }
        }, 0, 2, MILLISECONDS);
        started.pass();
        assertThat(future.cancel(true)).isTrue();
        interrupted.pass();
        letPeriodsPass();
        assertThat(runs).hasValue(1);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void cancelFalse_whileRunning_letsTheRunEndUninterruptedAndStopsIt(Kind kind) throws Exception {
        Gate started = new Gate();
        Gate gate = new Gate();
        AtomicInteger runs = new AtomicInteger();
        AtomicInteger interrupts = new AtomicInteger();
        ScheduledFuture<?> future = kind.start(pool, () -> {
            runs.incrementAndGet();
            started.open();
            gate.passIgnoringInterrupts();
            if (Thread.interrupted()) interrupts.incrementAndGet();
        }, 0, 2, MILLISECONDS);
        started.pass();
        future.cancel(false);
        gate.open();
        letPeriodsPass();
        assertThat(runs).hasValue(1);
        assertThat(interrupts).hasValue(0);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void cancel_fromWithinItself_stopsAfterThatRun(Kind kind) throws Exception {
        CompletableFuture<ScheduledFuture<?>> self = new CompletableFuture<>();
        AtomicInteger runs = new AtomicInteger();
        self.complete(kind.start(pool, () -> {
            if (runs.incrementAndGet() == 2) self.join().cancel(false);
        }, 0, 3, MILLISECONDS));
        assertThatThrownBy(() -> valueOf(self.join())).isInstanceOf(CancellationException.class);
        letPeriodsPass();
        assertThat(runs).hasValue(2);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void cancelTrue_fromWithinItself_doesNotMarkOtherTasksInterrupted(Kind kind) throws Exception {
        CompletableFuture<ScheduledFuture<?>> self = new CompletableFuture<>();
        self.complete(kind.start(pool, () -> self.join().cancel(true), 0, 3, MILLISECONDS));
        assertThatThrownBy(() -> valueOf(self.join())).isInstanceOf(CancellationException.class);
        for (int i = 0; i < 4 * workers; i++) {
            assertThat(valueOf(pool.submit(() -> Thread.currentThread().isInterrupted()))).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void periodic_periodNotPositive_throwsIllegalArgumentException(Kind kind) {
        for (long period : new long[] {0, -1, Long.MIN_VALUE}) {
            assertThatThrownBy(() -> kind.start(pool, () -> { }, 0, period, SECONDS)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void periodic_null_throwsNullPointerException(Kind kind) {
        assertThatThrownBy(() -> kind.start(pool, null, 0, 1, SECONDS)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> kind.start(pool, () -> { }, 0, 1, null)).isInstanceOf(NullPointerException.class);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void getDelay_ofAPeriodicTask_isTheTimeToItsNextRun(Kind kind) {
        AtomicInteger runs = new AtomicInteger();
        ScheduledFuture<?> future = kind.start(pool, runs::incrementAndGet, 0, 1, HOURS);
        eventually(() -> runs.get() == 1 && future.getDelay(NANOSECONDS) > 0);
        assertThat(future.getDelay(NANOSECONDS)).isBetween(1L, HOURS.toNanos(1));
    }

    @Test
    void periodic_twoBesideEachOther_bothRun() throws Exception {
        CountDownLatch rateRuns = new CountDownLatch(5);
        CountDownLatch delayRuns = new CountDownLatch(5);
        pool.scheduleAtFixedRate(rateRuns::countDown, 0, 2, MILLISECONDS);
        pool.scheduleWithFixedDelay(delayRuns::countDown, 0, 2, MILLISECONDS);
        Gate.await(rateRuns);
        Gate.await(delayRuns);
    }
}
