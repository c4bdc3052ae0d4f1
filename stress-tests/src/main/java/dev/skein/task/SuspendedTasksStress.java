package dev.skein.task;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/// Races in one stripe of [SuspendedTasks], where the removal of one task gives another a new place.
public class SuspendedTasksStress {

    private static final int WORKER = 3;

    private static ContinuationTask<?> task() {
        return StressedContinuation.thatEnds().task;
    }

    /// Which of two tasks are found, as a sum of 1 and 2; 10 more for each that is found again or is neither.
    private static int found(SuspendedTasks tasks, ContinuationTask<?> one, ContinuationTask<?> two) {
        int sum = 0;
        for (ContinuationTask<?> each : tasks.all()) {
            int bit = each == one ? 1 : each == two ? 2 : 0;
            sum += bit == 0 || (sum & bit) != 0 ? 10 : bit;
        }
        return sum;
    }

    @JCStressTest
    @Description("Two tasks enter the same stripe.")
    @Outcome(id = "3", expect = ACCEPTABLE, desc = "both are found")
    @Outcome(expect = FORBIDDEN, desc = "one is lost")
    @State
    public static class Stripe_TwoEnter {
        final SuspendedTasks tasks = new SuspendedTasks();
        final ContinuationTask<?> one = task();
        final ContinuationTask<?> two = task();

        @Actor
        public void carrier() {
            tasks.add(one, WORKER);
        }

        @Actor
        public void formerCarrier() {
            tasks.add(two, WORKER);
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = found(tasks, one, two);
        }
    }

    @JCStressTest
    @Description("Two tasks leave the same stripe; either gives the other, or a third, a new place.")
    @Outcome(id = "0", expect = ACCEPTABLE, desc = "both have left, and the third can leave too")
    @Outcome(expect = FORBIDDEN, desc = "one is found still, or another was taken out in its place")
    @State
    public static class Stripe_TwoLeave {
        final SuspendedTasks tasks = new SuspendedTasks();
        final ContinuationTask<?> one = task();
        final ContinuationTask<?> two = task();
        final ContinuationTask<?> third = task();

        public Stripe_TwoLeave() {
            tasks.add(one, WORKER);
            tasks.add(two, WORKER);
            tasks.add(third, WORKER);
        }

        @Actor
        public void carrier() {
            tasks.remove(one);
        }

        @Actor
        public void anotherCarrier() {
            tasks.remove(two);
        }

        @Arbiter
        public void end(L_Result r) {
            boolean onlyThird = tasks.all().size() == 1 && tasks.all().contains(third);
            tasks.remove(third);
            r.r1 = onlyThird ? found(tasks, one, two) : -1;
        }
    }

    @JCStressTest
    @Description("A task leaves while another enters and a shutdown looks for all.")
    @Outcome(id = {"1, 2", "0, 2", "2, 2"}, expect = ACCEPTABLE, desc = "seen before or after each; the one that entered is in")
    @Outcome(expect = FORBIDDEN, desc = "one is seen twice, or the one that entered is lost")
    @State
    public static class Stripe_OneLeavesAndOneEnters_AnotherLooks {
        final SuspendedTasks tasks = new SuspendedTasks();
        final ContinuationTask<?> one = task();
        final ContinuationTask<?> two = task();

        public Stripe_OneLeavesAndOneEnters_AnotherLooks() {
            tasks.add(one, WORKER);
        }

        @Actor
        public void carrier() {
            tasks.remove(one);
            tasks.add(two, WORKER);
        }

        @Actor
        public void shutdown(II_Result r) {
            r.r1 = found(tasks, one, two);
        }

        @Arbiter
        public void end(II_Result r) {
            r.r2 = found(tasks, one, two);
        }
    }
}
