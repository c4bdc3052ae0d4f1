package dev.skein.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.skein.api.WhenFull;
import dev.skein.stress.Gap;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;
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

    @JCStressTest
    @Description("A submitter that counts the queues before it says that it waits (control of Q1).")
    @Outcome(id = {"true, true", "false, false"}, expect = ACCEPTABLE, desc = "signalled, or it saw the room")
    @Outcome(id = "true, false", expect = ACCEPTABLE_INTERESTING, desc = "asleep beside room: the race is seen")
    @Outcome(expect = FORBIDDEN, desc = "not even this limit does that")
    @State
    public static class CountsBeforeItSaysThatItWaits_BrokenControl {
        final AtomicInteger queued = new AtomicInteger(1);
        volatile boolean wanted;

        @Actor
        public void submitter(ZZ_Result r) {
            r.r1 = queued.get() == 1;
            if (!r.r1) return;
            Gap.hold();
            wanted = true;
        }

        @Actor
        public void carrier(ZZ_Result r) {
            queued.decrementAndGet();
            r.r2 = wanted;
        }
    }
}
