package dev.skein.bench.migration;

import dev.skein.Skein;
import dev.skein.api.Continuation;
import dev.skein.api.Mailbox;
import dev.skein.api.SkeinStats;
import dev.skein.api.Step;
import dev.skein.api.TaskContext;
import dev.skein.bench.compare.Turns;
import dev.skein.bench.figures.Samples;
import dev.skein.bench.measuring.Extent;
import dev.skein.bench.measuring.Figure;
import dev.skein.bench.measuring.Measurement;
import dev.skein.bench.rivals.Schedulers;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Two tasks hand a lock to and fro, and who has it writes to the 64 cache lines that it guards; the other worker has nothing to do. One op is one
/// hand-over, with what is done under the lock.
///
/// There is never work for more than one, so a thief that takes the task which has just got the lock gains nothing, and makes it fetch the lines from
/// another CPU. Skein's two tasks wait for the lock as for a message (`Mailbox`), and are spawned anywhere, or both with the same worker for a hint
/// (`hinted`). Those of a pool cannot wait: to hand over is to execute the other. Virtual threads wait at a semaphore each.
public final class LockPingPong implements Measurement {

    static final List<String> CONTESTANTS = List.of("skein", "skein hinted", "skeinUnbalanced", "forkJoinFifo", "forkJoinLifo", "virtualThreads");

    private static final int ROUNDS = 7;
    private static final int WARM_UP = 50_000;
    private static final int HAND_OVERS = 500_000;
    private static final int LINES = 64;
    private static final int LONGS_PER_LINE = 8;
    private static final long LIMIT_SECONDS = 60;
    private static final String HINTED = " hinted";

    /// Two tasks, and what the lock guards: only who has the lock touches it.
    private static final class Pair {
        private final long[] guarded = new long[LINES * LONGS_PER_LINE];
        private final CountDownLatch ended = new CountDownLatch(2);
        private final int handOvers;

        /// @param handOvers an even number
        Pair(int handOvers) {
            this.handOvers = handOvers;
        }

        void writeGuarded() {
            for (int i = 0; i < guarded.length; i += LONGS_PER_LINE) guarded[i]++;
        }

        void start(String contestant, ExecutorService executor) {
            if (executor instanceof Skein skein) {
                startOnSkein(skein, contestant.endsWith(HINTED));
            } else if (contestant.equals("virtualThreads")) {
                Semaphore first = new Semaphore(1);
                Semaphore second = new Semaphore(0);
                executor.execute(() -> hold(first, second));
                executor.execute(() -> hold(second, first));
            } else {
                executor.execute(new Turn(this, executor));
            }
        }

        private void startOnSkein(Skein skein, boolean hinted) {
            Mailbox<Boolean> first = new Mailbox<>();
            Mailbox<Boolean> second = new Mailbox<>();
            for (Holder holder : List.of(new Holder(this, first, second), new Holder(this, second, first))) {
                var _ = hinted ? skein.spawn(holder, 0) : skein.spawn(holder);
            }
            first.send(true);
        }

        private void hold(Semaphore mine, Semaphore others) {
            try {
                for (int left = handOvers / 2; left > 0; left--) {
                    mine.acquire();
                    writeGuarded();
                    others.release();
                }
                ended.countDown();
            } catch (InterruptedException lost) {
                Thread.currentThread().interrupt();
            }
        }

        /// @return how often the lock was held, as each of the lines has it
        /// @throws IllegalStateException if they differ: two had it at once
        long held() {
            for (int i = 0; i < guarded.length; i += LONGS_PER_LINE) {
                if (guarded[i] != guarded[0]) {
                    throw new IllegalStateException("two tasks had the lock at once: lines were written " + guarded[0] + " and " + guarded[i] + " times");
                }
            }
            return guarded[0];
        }
    }

    private static final class Holder implements Continuation<Integer> {
        private final Pair pair;
        private final Mailbox<Boolean> mine;
        private final Mailbox<Boolean> others;
        private int left;

        Holder(Pair pair, Mailbox<Boolean> mine, Mailbox<Boolean> others) {
            this.pair = pair;
            this.mine = mine;
            this.others = others;
            this.left = pair.handOvers / 2;
        }

        @Override
        public Step<Integer> resume(TaskContext context) {
            while (mine.poll() != null) {
                pair.writeGuarded();
                others.send(true);
                if (--left == 0) {
                    pair.ended.countDown();
                    return Step.done(0);
                }
            }
            return Step.await(mine);
        }
    }

    /// A turn of either task: whose it is makes no difference to a pool.
    private record Turn(Pair pair, ExecutorService pool) implements Runnable {
        @Override
        public void run() {
            pair.writeGuarded();
            if (pair.guarded[0] < pair.handOvers) {
                pool.execute(this);
            } else {
                pair.ended.countDown();
                pair.ended.countDown();
            }
        }
    }

    /// @param changes of workers: steals, and moves by orders; empty where nobody tells
    record Outcome(double nanosPerHandOver, Optional<Changes> changes, long held) { }

    private record Changes(double steals, double moves) {
        static Optional<Changes> of(ExecutorService executor) {
            if (!(executor instanceof Skein skein)) return Optional.empty();
            SkeinStats stats = skein.stats();
            return Optional.of(new Changes(stats.steals(), stats.moves()));
        }

        Changes since(Changes before) {
            return new Changes(steals - before.steals, moves - before.moves);
        }
    }

    @Override
    public List<Figure> measure(Extent extent, PrintWriter out) throws InterruptedException {
        Samples time = new Samples("a hand-over", "ns");
        Samples steals = new Samples("steals", "in a round");
        Samples moves = new Samples("moves by orders of the balancer", "in a round");
        for (int round = 0; round < extent.rounds(ROUNDS); round++) {
            for (String contestant : Turns.of(CONTESTANTS, round)) {
                Outcome outcome = round(contestant, 2 * extent.count(WARM_UP / 2), 2 * extent.count(HAND_OVERS / 2));
                time.add(contestant, outcome.nanosPerHandOver);
                outcome.changes.ifPresent(changes -> {
                    steals.add(contestant, changes.steals);
                    moves.add(contestant, changes.moves);
                });
            }
        }
        out.println(time.table() + '\n' + steals.table() + '\n' + moves.table());
        return List.of(Figure.withoutBar("two tasks hand a lock to and fro, 64 cache lines written under it: a hand-over", time.text()));
    }

    /// @throws IllegalStateException if a hand-over was lost, or two had the lock at once
    static Outcome round(String contestant, int warmUp, int handOvers) throws InterruptedException {
        String scheduler = contestant.endsWith(HINTED) ? contestant.substring(0, contestant.length() - HINTED.length()) : contestant;
        try (ExecutorService executor = Schedulers.start(scheduler, WORKERS)) {
            play(contestant, executor, warmUp);
            Optional<Changes> before = Changes.of(executor);
            long start = System.nanoTime();
            long held = play(contestant, executor, handOvers);
            double nanos = System.nanoTime() - start;
            return new Outcome(nanos / handOvers, Changes.of(executor).map(after -> after.since(before.orElseThrow())), held);
        }
    }

    private static long play(String contestant, ExecutorService executor, int handOvers) throws InterruptedException {
        Pair pair = new Pair(handOvers);
        pair.start(contestant, executor);
        if (!pair.ended.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            executor.shutdownNow();                    // else who waits for the lock would keep it from closing
            throw new IllegalStateException("a hand-over was lost: not done after " + LIMIT_SECONDS + " s");
        }
        long held = pair.held();
        if (held != handOvers) throw new IllegalStateException("the lock was held " + held + " times after " + handOvers + " hand-overs");
        return held;
    }
}
