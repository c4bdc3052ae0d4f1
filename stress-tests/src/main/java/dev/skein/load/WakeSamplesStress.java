package dev.skein.load;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.skein.stress.Gap;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/// Races of [WakeSamples] with one slot, which two wakers want: a wait that is measured is the one of that task. In the results 0 stands for no sample.
public class WakeSamplesStress {

    private static final long EARLY = 100;
    private static final long LATE = 205;
    private static final long RUN = 206;

    private static int longest(WakeSamples samples) {
        double max = samples.stats().maxNanos();
        return Double.isNaN(max) ? 0 : (int) max;
    }

    @JCStressTest
    @Description("Two wakers take the same slot; the second task runs 1 ns after its wake (N1).")
    @Outcome(id = "0", expect = ACCEPTABLE, desc = "the first waker had the slot, so the second task is not measured")
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "the second task is measured")
    @Outcome(expect = FORBIDDEN, desc = "measured from the wake of another task")
    @State
    public static class OneSlot_TwoWakers {
        final WakeSamples samples = new WakeSamples(1);
        final Object first = new Object();
        final Object second = new Object();

        @Actor
        public void wakerOfFirst() {
            samples.put(first, EARLY);
        }

        @Actor
        public void wakerOfSecondWhichRuns() {
            if (samples.put(second, LATE)) samples.begins(second, RUN);
        }

        @Arbiter
        public void measured(I_Result r) {
            r.r1 = longest(samples);
        }
    }

    @JCStressTest
    @Description("A task runs while a waker of another takes its slot (N1).")
    @Outcome(id = {"0, 1", "7, 0", "7, 1"}, expect = ACCEPTABLE, desc = "measured from its own wake, or its slot was taken")
    @Outcome(expect = FORBIDDEN, desc = "measured from the wake of another task, or neither has the slot")
    @State
    public static class OneSlot_OneRuns_AnotherIsWoken {
        final WakeSamples samples = new WakeSamples(1);
        final Object first = new Object();
        final Object second = new Object();

        public OneSlot_OneRuns_AnotherIsWoken() {
            samples.put(first, RUN - 7);
        }

        @Actor
        public void firstRuns() {
            samples.begins(first, RUN);
        }

        @Actor
        public void wakerOfSecond(II_Result r) {
            r.r2 = samples.put(second, LATE) ? 1 : 0;
        }

        @Arbiter
        public void measured(II_Result r) {
            r.r1 = longest(samples);
        }
    }

    /// One slot that is emptied, not claimed, before its time changes.
    static final class EmptiedSlot {
        volatile Object task;
        volatile long time;

        void put(Object next, long now) {
            task = null;
            time = now;
            task = next;
        }

        long woken(Object mine) {
            if (task != mine) return 0;
            Gap.hold();
            return time;
        }
    }

    @JCStressTest
    @Description("A slot that is not claimed has the time of another waker (control of N1).")
    @Outcome(id = {"0", "205"}, expect = ACCEPTABLE, desc = "its own time, or another task")
    @Outcome(id = "100", expect = ACCEPTABLE_INTERESTING, desc = "the time of another task: the race is seen")
    @Outcome(expect = FORBIDDEN, desc = "not even this slot does that")
    @State
    public static class EmptiedSlot_BrokenControl {
        final EmptiedSlot slot = new EmptiedSlot();
        final Object first = new Object();
        final Object second = new Object();

        @Actor
        public void wakerOfFirst() {
            slot.put(first, EARLY);
        }

        @Actor
        public void wakerOfSecondWhichRuns(I_Result r) {
            slot.put(second, LATE);
            r.r1 = (int) slot.woken(second);
        }
    }
}
