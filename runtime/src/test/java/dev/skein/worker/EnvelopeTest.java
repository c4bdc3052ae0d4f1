package dev.skein.worker;

import dev.skein.api.MoveReason;
import dev.skein.api.Order;
import dev.skein.handoff.Envelope;
import dev.skein.handoff.Handoff;
import dev.skein.meta.Proves;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/// What becomes of the tasks in an envelope when a carrier meets it.
class EnvelopeTest {

    private static final int ROUNDS = 50;

    private static Envelope offered(int from, int to, Runnable... tasks) {
        Handoff handoff = Handoff.requested(1, new Order.Ready(from, to, tasks.length, MoveReason.LOAD, 0), 0, Double.NaN, Double.NaN, 0);
        Envelope envelope = new Envelope(handoff, tasks.length);
        handoff.take(0);
        for (Runnable task : tasks) envelope.put(task);
        handoff.offer(tasks.length);
        return envelope;
    }

    /// Each of the tasks lasts until all three run. A carrier that the sentry has told to look at the clock calls for help
    /// anyway, so first it does that.
    @Test
    @Proves("W1")
    void open_longTasksWhileOthersSleep_wakesTheOthers() {
        try (PoolUnderTest test = PoolUnderTest.start(3)) {
            for (int round = 0; round < ROUNDS; round++) {
                CountDownLatch begun = new CountDownLatch(3);
                Runnable longTask = () -> {
                    begun.countDown();
                    PoolUnderTest.hold(begun);
                };
                test.pool.intake().send(test.pool.workers()[1], () -> { });
                while (!test.allParked() || !test.pool.workers()[1].addressed.isEmpty()) Thread.onSpinWait();
                test.pool.intake().send(test.pool.workers()[1], offered(0, 1, longTask, longTask, longTask));
                test.await(begun, "all three run in round " + round);
            }
        }
    }
}
