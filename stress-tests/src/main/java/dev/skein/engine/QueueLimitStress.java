package dev.skein.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.skein.api.WhenFull;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/// Races of [QueueLimit]: a submitter goes to sleep while the last task is taken.
public class QueueLimitStress {

    /// A submitter that nobody wakes looks after that long. A machine that does not run it at all for that long would be taken for a lost wake-up.
    private static final long LOOK_NANOS = 3_000_000_000L;

    @JCStressTest
    @Description("A submitter finds the queues full while a carrier takes the only task (Q1).")
    @Outcome(id = "true", expect = ACCEPTABLE, desc = "it saw the room, or was woken")
    @Outcome(expect = FORBIDDEN, desc = "it slept until its own look")
    @State
    public static class Full_SubmitterWaits_CarrierTakes {
        final AtomicInteger queued = new AtomicInteger(1);
        final QueueLimit limit = new QueueLimit(1, WhenFull.BLOCK,
                new QueueLimit.Surroundings("stress", 1, queued::getOpaque, () -> true, () -> true), LOOK_NANOS);

        @Actor
        public void submitter(Z_Result r) {
            long start = System.nanoTime();
            limit.admit();
            r.r1 = System.nanoTime() - start < LOOK_NANOS;
        }

        @Actor
        public void carrier() {
            queued.decrementAndGet();
            limit.taken();
        }
    }
}
