package dev.skein.worker;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.skein.stress.Gap;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZI_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/// Handshakes of sleeping with a fault each, all of which the launcher wants to be seen: the counterpart of
/// [IdleWorkersStress].
public class BrokenIdleWorkersStress {

    /// One worker and one task. Accesses are opaque: the compiler may not drop them, but nothing orders them.
    abstract static class Handshake {
        private static final VarHandle TASK;
        private static final VarHandle PARKED;

        static {
            try {
                TASK = MethodHandles.lookup().findVarHandle(Handshake.class, "task", boolean.class);
                PARKED = MethodHandles.lookup().findVarHandle(Handshake.class, "parked", boolean.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        private boolean task;
        private boolean parked;

        final void enqueueOpaque() {
            TASK.setOpaque(this, true);
        }

        final void announceOpaque() {
            PARKED.setOpaque(this, true);
        }

        final boolean hasWorkOpaque() {
            return (boolean) TASK.getOpaque(this);
        }

        final boolean isParkedOpaque() {
            return (boolean) PARKED.getOpaque(this);
        }
    }

    @JCStressTest
    @Description("A sleeper that looks for work before it announces itself misses its wake-up (control of W1).")
    @Outcome(id = "false, true", expect = ACCEPTABLE_INTERESTING, desc = "asleep and not woken: the race is seen")
    @Outcome(id = {"true, true", "false, false"}, expect = ACCEPTABLE, desc = "woken, or the task was seen")
    @Outcome(expect = FORBIDDEN, desc = "not even this handshake does that")
    @State
    public static class LooksBeforeItAnnounces_BrokenControl extends Handshake {

        @Actor
        public void enqueuer(ZZ_Result r) {
            enqueueOpaque();
            VarHandle.fullFence();
            r.r1 = isParkedOpaque();
        }

        @Actor
        public void sleeper(ZZ_Result r) {
            r.r2 = !hasWorkOpaque();
            if (r.r2) announceOpaque();
        }
    }

    @JCStressTest
    @Description("Without fences the announcement comes after the look, the enqueue after the look at the bits (control of W1).")
    @Outcome(id = "false, true", expect = ACCEPTABLE_INTERESTING, desc = "asleep and not woken: the race is seen")
    @Outcome(expect = ACCEPTABLE, desc = "woken, or the task was seen, or both")
    @State
    public static class NoFences_BrokenControl extends Handshake {

        @Actor
        public void enqueuer(ZZ_Result r) {
            enqueueOpaque();
            r.r1 = isParkedOpaque();
        }

        @Actor
        public void sleeper(ZZ_Result r) {
            announceOpaque();
            r.r2 = !hasWorkOpaque();
        }
    }

    @JCStressTest
    @Description("Claimers that read the bit and then write it both get the worker (control of W2).")
    @Outcome(id = {"true, false", "false, true"}, expect = ACCEPTABLE, desc = "one of them has it")
    @Outcome(id = "true, true", expect = ACCEPTABLE_INTERESTING, desc = "claimed twice: the race is seen")
    @Outcome(expect = FORBIDDEN, desc = "not even this claim does that")
    @State
    public static class ClaimWithoutCas_BrokenControl {
        volatile long bits = 1;

        private boolean claim() {
            long seen = bits;
            if (seen == 0) return false;
            bits = seen & ~1;
            return true;
        }

        @Actor
        public void firstEnqueuer(ZZ_Result r) {
            r.r1 = claim();
        }

        @Actor
        public void secondEnqueuer(ZZ_Result r) {
            r.r2 = claim();
        }
    }

    @JCStressTest
    @Description("A claimer that counts its worker as a searcher before it knows that it has it: that one woke by itself; worker 1 is parked (control of W3).")
    @Outcome(id = "true, 1", expect = ACCEPTABLE, desc = "the enqueuer wakes worker 1")
    @Outcome(id = "false, 0", expect = ACCEPTABLE_INTERESTING, desc = "it relied on a searcher who never was: the race is seen")
    @Outcome(expect = FORBIDDEN, desc = "not even this count does that")
    @State
    public static class CountsBeforeItHasClaimed_BrokenControl {
        final AtomicInteger searchers = new AtomicInteger();
        final AtomicLong parked = new AtomicLong(2);

        private boolean clear(long bit) {
            return (parked.getAndAccumulate(bit, (seen, cleared) -> seen & ~cleared) & bit) != 0;
        }

        @Actor
        public void claimer() {
            searchers.incrementAndGet();
            Gap.hold();
            if (!clear(1)) searchers.decrementAndGet();
        }

        @Actor
        public void enqueuer(ZI_Result r) {
            if (searchers.get() > 0 || !clear(2)) return;
            r.r1 = true;
            searchers.incrementAndGet();
        }

        @Arbiter
        public void searchers(ZI_Result r) {
            r.r2 = searchers.get();
        }
    }
}
