package dev.skein.engine;

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
import org.openjdk.jcstress.infra.results.ZZ_Result;

/// [Books] are read while others write in them. Those of the workers are in `load/WorkerCountersStress`.
public class BooksStress {

    /// One task is there. It leaves another to do the rest, and ends.
    private abstract static class Relay extends StressedRuntime {
        Relay() {
            books.submittedOutside();
        }

        final void submitAnotherAndEnd() {
            books.submittedOutside();
            books.ranOutside(false);
        }

        final boolean balancesWhenTheOtherHasEnded() {
            books.ranOutside(true);
            return books.balanced();
        }
    }

    @JCStressTest
    @Description("A task submits another and ends, while somebody asks whether all have ended (B1).")
    @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "not before the other has ended too")
    @Outcome(expect = FORBIDDEN, desc = "the books balance while a task has not ended, or never")
    @State
    public static class OneTask_ItSubmitsAnotherAndEnds_AnotherAsks extends Relay {

        @Actor
        public void task() {
            submitAnotherAndEnd();
        }

        @Actor
        public void asker(ZZ_Result r) {
            r.r1 = books.balanced();
        }

        @Arbiter
        public void otherEnds(ZZ_Result r) {
            r.r2 = balancesWhenTheOtherHasEnded();
        }
    }

    @JCStressTest
    @Description("While one task runs another is booked and taken back (B1).")
    @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "not before the one that runs has ended")
    @Outcome(expect = FORBIDDEN, desc = "the books balance while a task has not ended, or never")
    @State
    public static class OneTask_AnotherIsBookedAndWithdrawn_AnotherAsks extends Relay {

        @Actor
        public void submitter() {
            books.submittedOutside();
            books.withdrawn();
        }

        @Actor
        public void asker(ZZ_Result r) {
            r.r1 = books.balanced();
        }

        @Arbiter
        public void itEnds(ZZ_Result r) {
            r.r2 = balancesWhenTheOtherHasEnded();
        }
    }

    @JCStressTest
    @Description("A task finds the queues full while somebody reads how many did, and then how many were refused at all.")
    @Outcome(id = {"0, 0", "0, 1", "1, 1"}, expect = ACCEPTABLE, desc = "never more than all")
    @Outcome(expect = FORBIDDEN, desc = "a part that is more than the whole")
    @State
    public static class QueuesFull_OneIsRefused_AnotherReads extends StressedRuntime {

        @Actor
        public void submitter() {
            books.rejectedFull();
        }

        @Actor
        public void reader(II_Result r) {
            r.r1 = (int) books.rejectedFullSum();
            r.r2 = (int) books.rejectedSum();
        }
    }

    @JCStressTest
    @Description("A task submits another and ends while the statistics are read: they are not quiet before the other has ended (B1).")
    @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "as it should be")
    @Outcome(expect = FORBIDDEN, desc = "quiet while a task has not ended, or never")
    @State
    public static class TaskSubmitsAnother_StatisticsAreRead extends Relay {

        @Actor
        public void task() {
            submitAnotherAndEnd();
        }

        @Actor
        public void reader(ZZ_Result r) {
            Books.Sums sums = books.sums();
            r.r1 = sums.completed() == sums.submitted();
        }

        @Arbiter
        public void otherEnds(ZZ_Result r) {
            r.r2 = balancesWhenTheOtherHasEnded();
        }
    }

    @JCStressTest
    @Description("Who reads the submitted ones first, and then those that have ended (control of B1).")
    @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "as it should be")
    @Outcome(id = "true, true", expect = ACCEPTABLE_INTERESTING, desc = "balanced while a task has not ended: the race is seen")
    @Outcome(expect = FORBIDDEN, desc = "not even this reader does that")
    @State
    public static class SubmittedReadFirst_BrokenControl extends Relay {

        @Actor
        public void task() {
            submitAnotherAndEnd();
        }

        @Actor
        public void asker(ZZ_Result r) {
            long submitted = books.sums().submitted();
            Gap.hold();
            r.r1 = books.sums().completed() == submitted;
        }

        @Arbiter
        public void otherEnds(ZZ_Result r) {
            r.r2 = balancesWhenTheOtherHasEnded();
        }
    }
}
