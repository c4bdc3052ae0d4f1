package dev.skein.soak;

import dev.skein.Skein;
import dev.skein.api.Task;
import java.util.concurrent.locks.LockSupport;

/// The thread that retires and restores workers, cancels and moves tasks, and interrupts who waits, at random, until it is closed.
final class Operator implements AutoCloseable {

    private static final long PAUSE_NANOS = 500_000;
    private static final int CANCELS = 4;
    private static final int MOVES = 16;

    private final Skein skein;
    private final Prey prey;
    private final Dice dice;
    private final int workers;
    private final Thread thread;
    private volatile boolean closed;
    private volatile long retirements;

    Operator(Skein skein, Prey prey, long seed, int workers) {
        this.skein = skein;
        this.prey = prey;
        this.dice = new Dice(seed);
        this.workers = workers;
        this.thread = Thread.ofPlatform().daemon().name("soak-operator").start(this::run);
    }

    long retirements() {
        return retirements;
    }

    private void run() {
        while (!closed) {
            int worker = dice.below(workers);
            switch (dice.below(8)) {
                case 0 -> {
                    skein.retire(worker);
                    retirements = retirements + 1;      // by this thread only
                }
                case 1, 2 -> skein.restore(worker);
                case 3, 4 -> {
                    for (int i = 0; i < CANCELS; i++) prey.any(dice).ifPresent(its -> its.cancel(dice.oneIn(2)));
                }
                default -> {
                    for (int i = 0; i < MOVES; i++) prey.any(dice).ifPresent(this::move);
                }
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        for (int worker = 0; worker < workers; worker++) skein.restore(worker);
    }

    private void move(Object future) {
        if (future instanceof Task<?> task) task.requestMove(dice.below(workers));
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
    }
}
