package dev.skein.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.skein.stress.Gap;
import java.util.concurrent.Semaphore;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/// A caller of `invokeAny` is about to run one of its tasks itself while another one succeeds, with the orders of [AnyOf]. In the results stand whether the caller has
/// seen the report, and whether who reports has seen what is to be interrupted.
public class AnyOfStress {

    /// What both write.
    abstract static class Any {
        final Semaphore reports = new Semaphore(0);
        volatile boolean runHere;

        final boolean reports() {
            reports.release();
            return runHere;
        }

        final boolean isReported() {
            return reports.availablePermits() > 0;
        }
    }

    @JCStressTest
    @Description("A caller that names what it will run, then looks for reports, and one that reports, then looks for that name: one sees the other (E1).")
    @Outcome(id = {"true, true", "true, false", "false, true"}, expect = ACCEPTABLE, desc = "it is not run, or interrupted")
    @Outcome(expect = FORBIDDEN, desc = "it is run and nobody interrupts it")
    @State
    public static class Success_CallerRunsOne extends Any {

        @Actor
        public void caller(ZZ_Result r) {
            runHere = true;
            r.r1 = isReported();
        }

        @Actor
        public void other(ZZ_Result r) {
            r.r2 = reports();
        }
    }

    @JCStressTest
    @Description("A caller that looks for reports before it names what it will run (control of E1).")
    @Outcome(id = {"true, true", "true, false", "false, true"}, expect = ACCEPTABLE, desc = "it is not run, or interrupted")
    @Outcome(id = "false, false", expect = ACCEPTABLE_INTERESTING, desc = "it is run and nobody interrupts it: the race is seen")
    @State
    public static class LooksBeforeItNames_BrokenControl extends Any {

        @Actor
        public void caller(ZZ_Result r) {
            r.r1 = isReported();
            Gap.hold();
            runHere = true;
        }

        @Actor
        public void other(ZZ_Result r) {
            r.r2 = reports();
        }
    }
}
