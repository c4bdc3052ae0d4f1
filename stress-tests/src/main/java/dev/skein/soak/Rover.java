package dev.skein.soak;

import dev.skein.Skein;
import dev.skein.api.Continuation;
import dev.skein.api.Step;
import dev.skein.api.TaskContext;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// A task that gives way, sleeps, moves, blocks, runs for long and throws, at random. Most of its steps only give way: millions in a second are wanted.
final class Rover implements Continuation<Integer> {

    private static final int SLEEP_NANOS_MAX = 200_000;
    private static final long LONG_RUN_NANOS = 300_000;
    private static final long MANAGED_BLOCK_NANOS = 20_000;
    /// Three times [Soak#STUCK_AFTER]: a spare takes the worker over.
    private static final long BLOCK_NANOS = 3 * Soak.STUCK_AFTER.toNanos();
    private static final int BLOCKS_ONE_IN = 2_000;
    private static final int STEPS_PER_NOTE = 4_096;
    private static final long FOOTPRINT = 1_000;

    private final Tally tally;
    private final Alone alone;
    private final Dice dice;
    private final int workers;
    private final BooleanSupplier ends;
    private int steps;

    private Rover(Tally tally, Dice dice, int workers, BooleanSupplier ends) {
        this.tally = tally;
        this.alone = new Alone(tally);
        this.dice = dice;
        this.workers = workers;
        this.ends = ends;
    }

    /// One that ends by itself, after 0 to `stepsMax` steps.
    static Rover passing(Tally tally, Dice dice, int workers, int stepsMax) {
        int[] left = {dice.below(stepsMax + 1)};
        return new Rover(tally, dice, workers, () -> left[0]-- <= 0);
    }

    /// One that stays until it is told to end.
    static Rover resident(Tally tally, Dice dice, int workers, BooleanSupplier ends) {
        return new Rover(tally, dice, workers, ends);
    }

    @Override
    public Step<Integer> resume(TaskContext context) throws Exception {
        alone.enter();
        boolean goesOn = false;
        try {
            if (ends.getAsBoolean()) return end();
            if (++steps % STEPS_PER_NOTE == 0) tally.steps.add(STEPS_PER_NOTE);
            Step<Integer> next = onward(context);
            goesOn = true;
            return next;
        } finally {
            if (goesOn) alone.leave();
            else alone.end();
        }
    }

    private Step<Integer> end() {
        tally.steps.add(steps % STEPS_PER_NOTE + 1);
        if (dice.oneIn(50)) Faults.throwOne(dice);
        return Step.done(steps);
    }

    private Step<Integer> onward(TaskContext context) throws Exception {
        if (!dice.oneIn(64)) return Step.again();
        switch (dice.below(16)) {
            case 0, 1, 2, 3 -> {
                return Step.moveTo(dice.below(workers));
            }
            case 4 -> {
                return Step.sleep(Duration.ofNanos(dice.below(SLEEP_NANOS_MAX)));
            }
            case 5 -> context.movable(!dice.oneIn(8));
            case 6 -> runFor(LONG_RUN_NANOS, context);
            case 7 -> {
                boolean unused = Skein.blocking(() -> {
                    LockSupport.parkNanos(MANAGED_BLOCK_NANOS);
                    return true;
                });
            }
            case 8 -> {
                if (dice.oneIn(BLOCKS_ONE_IN)) block();
            }
            default -> { }
        }
        return Step.again();
    }

    private static void runFor(long nanos, TaskContext context) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < nanos && !context.shouldYield()) Thread.onSpinWait();
    }

    private void block() {
        tally.blocked.increment();
        long start = System.nanoTime();
        for (long left; (left = BLOCK_NANOS - (System.nanoTime() - start)) > 0; ) LockSupport.parkNanos(left);
    }

    @Override
    public void cancelled() {
        alone.cleanUp();
        tally.steps.add(steps % STEPS_PER_NOTE);
    }

    @Override
    public long footprintBytes() {
        return (steps & 7) == 1 ? FOOTPRINT : 0;
    }
}
