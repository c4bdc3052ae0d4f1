package dev.skein.bench.suspending;

import dev.skein.Skein;
import dev.skein.api.Continuation;
import dev.skein.api.Mailbox;
import dev.skein.api.Step;
import dev.skein.api.TaskContext;
import dev.skein.bench.compare.SchedulerBenchmark;
import dev.skein.bench.rivals.Schedulers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/// What does it cost two tasks to wait for each other in turn? One operation is one turn: one task wakes the other and waits.
///
/// `throughFutures`: both sides pass a `CompletableFuture` for each turn, and make the next before they complete the other's: ours return
/// `Step.await(future)`, virtual threads call `future.join()`. `throughMessages`: ours send to a [Mailbox], virtual threads to the JDK's
/// `LinkedTransferQueue`, its fastest for a hand-over.
public class PingPongBenchmark extends SchedulerBenchmark {

    static final int TURNS = 100_000;
    private static final long LIMIT_SECONDS = 60;

    @Param({"skein", "skeinUnpinned", "virtualThreads"})
    String scheduler;

    @Param({"2"})
    int workers;

    private ExecutorService executor;

    @Setup
    public void start() {
        executor = Schedulers.start(scheduler, workers);
    }

    @TearDown
    public void close() {
        executor.close();
    }

    @Benchmark
    @OperationsPerInvocation(TURNS)
    public void throughFutures() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(2);
        Player first = new Player(done);
        Player second = new Player(done);
        first.other = second;
        second.other = first;
        if (executor instanceof Skein skein) {
            skein.spawn(first);
            skein.spawn(second);
        } else {
            executor.execute(first::play);
            executor.execute(second::play);
        }
        first.turn.complete(true);
        if (!done.await(LIMIT_SECONDS, TimeUnit.SECONDS)) throw new IllegalStateException("the two have not ended after " + LIMIT_SECONDS + " s");
    }

    @Benchmark
    @OperationsPerInvocation(TURNS)
    public void throughMessages() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(2);
        if (executor instanceof Skein skein) {
            Mailbox<Integer> here = new Mailbox<>();
            Mailbox<Integer> there = new Mailbox<>();
            skein.spawn(new Receiver(here, there, done));
            skein.spawn(new Receiver(there, here, done));
            here.send(1);
        } else {
            LinkedTransferQueue<Integer> here = new LinkedTransferQueue<>();
            LinkedTransferQueue<Integer> there = new LinkedTransferQueue<>();
            executor.execute(() -> passOn(here, there, done));
            executor.execute(() -> passOn(there, here, done));
            here.add(1);
        }
        if (!done.await(LIMIT_SECONDS, TimeUnit.SECONDS)) throw new IllegalStateException("the two have not ended after " + LIMIT_SECONDS + " s");
    }

    private static void passOn(LinkedTransferQueue<Integer> from, LinkedTransferQueue<Integer> to, CountDownLatch done) {
        try {
            for (int left = TURNS / 2; left > 0; left--) to.add(from.take());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        done.countDown();
    }

    private static final class Receiver implements Continuation<Integer> {

        private final Mailbox<Integer> from;
        private final Mailbox<Integer> to;
        private final CountDownLatch done;
        private int left = TURNS / 2;

        Receiver(Mailbox<Integer> from, Mailbox<Integer> to, CountDownLatch done) {
            this.from = from;
            this.to = to;
            this.done = done;
        }

        @Override
        public Step<Integer> resume(TaskContext context) {
            for (Integer message; (message = from.poll()) != null; ) {
                to.send(message);
                if (--left == 0) {
                    done.countDown();
                    return Step.done(0);
                }
            }
            return Step.await(from);
        }
    }

    /// turn: volatile, since the other player reads it.
    private static final class Player implements Continuation<Integer> {

        private final CountDownLatch done;
        private volatile CompletableFuture<Boolean> turn = new CompletableFuture<>();
        private Player other;
        private int left = TURNS / 2;

        Player(CountDownLatch done) {
            this.done = done;
        }

        @Override
        public Step<Integer> resume(TaskContext context) {
            while (left > 0) {
                if (!turn.isDone()) return Step.await(turn);
                takeTurn();
            }
            done.countDown();
            return Step.done(0);
        }

        void play() {
            while (left > 0) {
                turn.join();
                takeTurn();
            }
            done.countDown();
        }

        private void takeTurn() {
            turn = new CompletableFuture<>();
            left--;
            other.turn.complete(true);
        }
    }
}
