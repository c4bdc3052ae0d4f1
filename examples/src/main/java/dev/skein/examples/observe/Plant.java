package dev.skein.examples.observe;

import dev.skein.Skein;
import dev.skein.api.BalancePolicy;
import dev.skein.api.Continuation;
import dev.skein.api.Step;
import dev.skein.api.TaskContext;
import dev.skein.balance.Policies;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/// Something that goes wrong. Beside it, four tasks do a little work now and then.
enum Plant {
    /// A task computes for long and never asks whether it should yield.
    HOG("Tally computes without ever asking whether it should yield") {
        @Override
        void start(Skein skein, Season season) {
            skein.execute(new Tally(season));
        }
    },
    /// All tasks have the same home, chosen by a key that they have in common, and the balancer is off, which would mend that. They suspend again and again, so
    /// they come in by name each time, and thieves run after them in vain.
    IMBALANCE("100 tasks have worker 0 as their home, which is chosen by a key that they have in common, and the balancer is off") {
        @Override
        BalancePolicy policy() {
            return Policies.none();
        }

        @Override
        void start(Skein skein, Season season) {
            for (int key = 0; key < 100; key++) skein.spawn(new Sharded(season), 0);
        }
    },
    /// A task waits for something in a way that the runtime cannot know of.
    STUCK("Lookup waits for an answer by blocking its thread, outside Skein.blocking") {
        @Override
        void start(Skein skein, Season season) {
            skein.execute(new Lookup(season));
        }
    };

    private static final Duration PAUSE = Duration.ofMillis(5);
    private static final Duration MOMENT = Duration.ofNanos(100_000);

    final String what;

    Plant(String what) {
        this.what = what;
    }

    abstract void start(Skein skein, Season season);

    BalancePolicy policy() {
        return Policies.standard();
    }

    /// What goes on beside it.
    static void startOthers(Skein skein, Season season) {
        for (int i = 0; i < 4; i++) skein.spawn(new Heartbeat(season));
    }

    /// How long it lasts.
    static final class Season {
        final AtomicBoolean over = new AtomicBoolean();
        final CountDownLatch answer = new CountDownLatch(1);

        void end() {
            over.set(true);
            answer.countDown();
        }
    }

    private static void workFor(long nanos) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < nanos) Thread.onSpinWait();
    }

    private record Tally(Season season) implements Runnable {
        @Override
        public void run() {
            while (!season.over.get()) Thread.onSpinWait();
        }
    }

    private record Lookup(Season season) implements Runnable {
        @Override
        public void run() {
            try {
                season.answer.await();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private record Sharded(Season season) implements Continuation<String> {
        @Override
        public Step<String> resume(TaskContext context) {
            workFor(200_000);
            return season.over.get() ? Step.done("") : Step.sleep(MOMENT);
        }
    }

    private record Heartbeat(Season season) implements Continuation<String> {
        @Override
        public Step<String> resume(TaskContext context) {
            workFor(50_000);
            return season.over.get() ? Step.done("") : Step.sleep(PAUSE);
        }
    }
}
