package dev.skein.platform;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/// Races of [CpuClaims]: two runtimes start at once, or one starts while another ends.
public class CpuClaimsStress {

    private static final List<Integer> ORDER = List.of(0, 1);

    @JCStressTest
    @Description("Two runtimes of one worker start at once on two CPUs (U1).")
    @Outcome(id = {"0, 1", "1, 0"}, expect = ACCEPTABLE, desc = "each has a CPU of its own")
    @Outcome(expect = FORBIDDEN, desc = "they share a CPU while the other is free")
    @State
    public static class TwoFree_RuntimeClaims_RuntimeClaims {
        final CpuClaims claims = new CpuClaims();

        @Actor
        public void one(II_Result r) {
            r.r1 = claims.claim(ORDER, 1).getFirst();
        }

        @Actor
        public void two(II_Result r) {
            r.r2 = claims.claim(ORDER, 1).getFirst();
        }
    }

    @JCStressTest
    @Description("A runtime starts while one that has the first CPU ends (U1).")
    @Outcome(id = "0, 1, 0", expect = ACCEPTABLE, desc = "it came later, and has the CPU that was given back")
    @Outcome(id = "1, 0, 1", expect = ACCEPTABLE, desc = "it came first, and has the other one")
    @Outcome(expect = FORBIDDEN, desc = "a count went astray")
    @State
    public static class OneClaimed_OwnerReleases_RuntimeClaims {
        final CpuClaims claims = new CpuClaims();
        final List<Integer> held = claims.claim(ORDER, 1);

        @Actor
        public void owner() {
            claims.release(held);
        }

        @Actor
        public void runtime(III_Result r) {
            r.r1 = claims.claim(ORDER, 1).getFirst();
        }

        @Arbiter
        public void counts(III_Result r) {
            r.r2 = claims.workersOn(0);
            r.r3 = claims.workersOn(1);
        }
    }

    @JCStressTest
    @Description("Counts that are read, and then raised (control of U1).")
    @Outcome(id = {"0, 1", "1, 0"}, expect = ACCEPTABLE, desc = "each has a CPU of its own")
    @Outcome(id = "0, 0", expect = ACCEPTABLE_INTERESTING, desc = "they share a CPU while the other is free: the race is seen")
    @Outcome(expect = FORBIDDEN, desc = "not even these counts do that")
    @State
    public static class CountIsReadThenRaised_BrokenControl {
        final AtomicIntegerArray workersOn = new AtomicIntegerArray(2);

        private int claim() {
            int cpu = workersOn.get(0) <= workersOn.get(1) ? 0 : 1;
            workersOn.incrementAndGet(cpu);
            return cpu;
        }

        @Actor
        public void one(II_Result r) {
            r.r1 = claim();
        }

        @Actor
        public void two(II_Result r) {
            r.r2 = claim();
        }
    }
}
