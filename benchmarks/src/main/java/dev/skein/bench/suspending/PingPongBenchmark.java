package dev.skein.bench.suspending;

import dev.skein.bench.compare.OneOp;
import dev.skein.bench.compare.SchedulerBenchmark;
import dev.skein.bench.load.DoneCount;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/// What does it cost tasks to wait for each other? In `ping_pong` one operation is a ping: two tasks start, tell each other something, and end. In the others
/// two tasks wait for each other in turn, and one operation is one turn: one task wakes the other and waits.
///
/// | | `ping_pong` and `throughFutures` | `throughMessages` |
/// |---|---|---|
/// | Skein | `Step.await` of a `CompletableFuture` | `Mailbox` |
/// | virtual threads | `join` of a `CompletableFuture` | the JDK's `LinkedTransferQueue`, its fastest for a hand-over |
/// | Kotlin | `await` of a `CompletableDeferred` | `Channel`, unlimited |
/// | cats-effect | `get` of a `Deferred` | `Queue`, unbounded |
///
/// `ping_pong` has its shape from tokio's benchmark of this name, which has 1,000 pings at a time.
public class PingPongBenchmark extends SchedulerBenchmark {

    static final int PINGS = 10_000;
    static final int TURNS = 100_000;
    private static final long LIMIT_SECONDS = 60;

    @Param({"skein", "skeinUnpinned", "skeinUnbalanced", "virtualThreads", "kotlin", "catsEffect"})
    String scheduler;

    @Param({"2"})
    int workers;

    private SuspendingTasks tasks;

    @Setup
    public void start() {
        tasks = SuspendingTasks.start(scheduler, workers);
    }

    @TearDown
    public void close() {
        tasks.close();
    }

    /// One task starts 10,000 others, each of which starts its partner, sends it a message and waits for the answer.
    @Benchmark
    @OperationsPerInvocation(PINGS)
    @OneOp("one of 10,000 pings: two tasks start, send each other a message, and end")
    public void ping_pong() throws InterruptedException {
        DoneCount done = new DoneCount(PINGS, workers);
        tasks.pingPong(PINGS, done::countOne);
        done.await(LIMIT_SECONDS);
    }

    /// The next future is made before the other's is completed.
    @Benchmark
    @OperationsPerInvocation(TURNS)
    @OneOp("one turn of two tasks that wait for each other, through a future for each turn")
    public void throughFutures() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(2);
        tasks.takeTurns(TURNS, done::countDown);
        await(done);
    }

    @Benchmark
    @OperationsPerInvocation(TURNS)
    @OneOp("one turn of two tasks that wait for each other, through mailboxes")
    public void throughMessages() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(2);
        tasks.passMessages(TURNS, done::countDown);
        await(done);
    }

    private static void await(CountDownLatch done) throws InterruptedException {
        if (!done.await(LIMIT_SECONDS, TimeUnit.SECONDS)) throw new IllegalStateException("the two have not ended after " + LIMIT_SECONDS + " s");
    }
}
