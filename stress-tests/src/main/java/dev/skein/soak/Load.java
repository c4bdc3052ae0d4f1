package dev.skein.soak;

import dev.skein.Skein;
import dev.skein.api.Task;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/// Gives tasks of all kinds to a runtime, waits for their ends, and counts these. One thread.
final class Load {

    private static final long LOST_AFTER_SECONDS = 60;
    private static final int AT_ONCE = 4_000;
    private static final int ROVER_STEPS_MAX = 2_000;
    private static final int DELAY_MICROS_MAX = 2_000;
    private static final int FIB = 12;
    private static final long PERIOD_MICROS = 500;

    private final Skein skein;
    private final Tally tally;
    private final Prey prey;
    private final Dice dice;
    private final int workers;
    private final Queue<Future<?>> open = new ArrayDeque<>();
    private final List<ScheduledFuture<?>> periodic = new ArrayList<>();
    private final AtomicBoolean residentsEnd = new AtomicBoolean();
    private long submitted;
    private long plain;
    private long completed;
    private long failed;
    private long cancelled;

    /// @param prey is told of the tasks that may be cancelled and moved
    Load(Skein skein, Tally tally, Prey prey, long seed, int workers) {
        this.skein = skein;
        this.tally = tally;
        this.prey = prey;
        this.dice = new Dice(seed);
        this.workers = workers;
    }

    /// Tasks that stay until [#dismissResidents]. Nobody cancels them.
    List<Task<Integer>> settleIn(int residents) {
        List<Task<Integer>> all = new ArrayList<>();
        for (int i = 0; i < residents; i++) {
            all.add(skein.spawn(Rover.resident(tally, new Dice(dice.roll()), workers, residentsEnd::get)));
            submitted++;
        }
        return all;
    }

    void dismissResidents(List<Task<Integer>> residents) throws InterruptedException {
        residentsEnd.set(true);
        for (Task<Integer> each : residents) await(each);
    }

    /// Gives tasks for that long, no more than some thousands at once.
    void give(Duration time) throws InterruptedException {
        long start = System.nanoTime();
        while (System.nanoTime() - start < time.toNanos()) {
            giveOne();
            while (open.size() > AT_ONCE) await(open.remove());
        }
    }

    private void giveOne() {
        switch (dice.below(16)) {
            case 0, 1, 2, 3 -> rover();
            case 4, 5, 6, 7, 8, 9 -> runnable();
            case 10, 11 -> callable();
            case 12 -> track(skein.submit(this::tree));
            case 13 -> delayed();
            case 14 -> players();
            default -> waiting();
        }
    }

    private void rover() {
        Rover body = Rover.passing(tally, new Dice(dice.roll()), workers, ROVER_STEPS_MAX);
        track(dice.oneIn(3) ? skein.spawn(body, dice.below(workers)) : skein.spawn(body));
    }

    private void runnable() {
        boolean throwing = dice.oneIn(100);
        Dice its = new Dice(dice.roll());
        AtomicBoolean entered = new AtomicBoolean();
        submitted++;
        plain++;
        skein.execute(() -> {
            if (!entered.compareAndSet(false, true)) tally.wrong("a Runnable was run twice");
            tally.plainRuns.increment();
            if (throwing) {
                tally.plainThrows.increment();
                Faults.throwOne(its);
            }
        });
    }

    private void callable() {
        int result = dice.below(1_000);
        Dice its = new Dice(dice.roll());
        Future<Integer> future = skein.submit(() -> {
            if (its.oneIn(20)) Faults.throwOne(its);
            return result;
        });
        track(future);
    }

    private int tree() {
        int sum = new Fib(FIB).invoke();
        if (sum != Fib.of(FIB)) tally.wrong("forks came to " + sum + " instead of " + Fib.of(FIB));
        tally.forks.add(Fib.of(FIB));
        return sum;
    }

    private void delayed() {
        if (periodic.size() < workers && dice.oneIn(50)) {
            ScheduledFuture<?> its = skein.scheduleAtFixedRate(tally.periodicRuns::increment, 0, PERIOD_MICROS, TimeUnit.MICROSECONDS);
            submitted++;
            periodic.add(its);
            return;
        }
        ScheduledFuture<Integer> future = skein.schedule(() -> 1, dice.below(DELAY_MICROS_MAX), TimeUnit.MICROSECONDS);
        if (dice.oneIn(2)) future.cancel(false);
        track(future);
    }

    private void players() {
        for (Player each : Player.pair(tally)) track(skein.spawn(each));
    }

    /// A task that waits on its worker for another one.
    private void waiting() {
        Future<Integer> inner = skein.submit(() -> 1);
        track(inner);
        track(skein.submit(() -> inner.get(LOST_AFTER_SECONDS, TimeUnit.SECONDS)));
    }

    private void track(Future<?> future) {
        submitted++;
        open.add(future);
        prey.offer(future);
    }

    /// Waits until all but the residents have ended.
    void settle() throws InterruptedException {
        for (ScheduledFuture<?> each : periodic) {
            each.cancel(false);
            await(each);
        }
        periodic.clear();
        while (!open.isEmpty()) await(open.remove());
    }

    private void await(Future<?> future) throws InterruptedException {
        try {
            var _ = future.get(tally.firstWrong().isEmpty() ? LOST_AFTER_SECONDS : 1, TimeUnit.SECONDS);
        } catch (ExecutionException | IllegalStateException planned) {
            // Its state tells. The second is a cancellation, or of a failure that throws when it is asked what it is, as the cause of an ExecutionException is.
        } catch (TimeoutException lost) {
            tally.wrong("lost, or not ended within " + LOST_AFTER_SECONDS + " s: " + future);
            return;
        }
        switch (future.state()) {
            case SUCCESS -> completed++;
            case FAILED -> failed++;
            default -> cancelled++;
        }
    }

    /// What the runtime's books must come to. Exact when all has settled.
    Books expected() {
        long thrown = tally.plainThrows.sum();
        return new Books(submitted, completed + plain - thrown, failed + thrown, cancelled);
    }

    /// Runnables given whose runs have not been counted; negative if more ran than were given.
    long plainMissing() {
        return plain - tally.plainRuns.sum();
    }
}
