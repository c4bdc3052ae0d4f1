package dev.skein.load;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.skein.stress.Gap;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/// [WorkerCounters] are read while their worker counts. Those of threads outside are in `engine/BooksStress`.
public class WorkerCountersStress {

    /// A worker and what its task writes, which is plain.
    private abstract static class Counted {
        final WorkerCounters counters = new WorkerCounters();
        int written;

        final int get(int counter) {
            return (int) counters.get(counter);
        }
    }

    @JCStressTest
    @Description("A task writes and is counted as ended: who reads the count sees what the task did.")
    @Outcome(id = "-1", expect = ACCEPTABLE, desc = "not counted yet")
    @Outcome(id = "7", expect = ACCEPTABLE, desc = "counted, and all of it is seen")
    @Outcome(expect = FORBIDDEN, desc = "ended without what it did")
    @State
    public static class TaskEnds_AnotherReadsTheCount extends Counted {

        @Actor
        public void worker() {
            written = 7;
            counters.bump(WorkerCounters.COMPLETED);
        }

        @Actor
        public void reader(I_Result r) {
            r.r1 = counters.ended() == 0 ? -1 : written;
        }
    }

    @JCStressTest
    @Description("A task is counted as submitted and then as ended; who reads them in the other order finds no end without its beginning (B1).")
    @Outcome(id = {"0, 0", "0, 1", "1, 1"}, expect = ACCEPTABLE, desc = "never more ended than submitted")
    @Outcome(expect = FORBIDDEN, desc = "ended and not submitted")
    @State
    public static class TaskComesAndEnds_AnotherReadsBothCounts extends Counted {

        @Actor
        public void worker() {
            counters.bump(WorkerCounters.SUBMITTED);
            counters.bump(WorkerCounters.COMPLETED);
        }

        @Actor
        public void reader(II_Result r) {
            r.r1 = (int) counters.ended();
            r.r2 = get(WorkerCounters.SUBMITTED);
        }
    }

    @JCStressTest
    @Description("A worker that counts a task before that has written all it writes (control of a count and what it counts).")
    @Outcome(id = {"-1", "7"}, expect = ACCEPTABLE, desc = "as it should be")
    @Outcome(id = "0", expect = ACCEPTABLE_INTERESTING, desc = "ended without what it did: the race is seen")
    @Outcome(expect = FORBIDDEN, desc = "not even this worker does that")
    @State
    public static class CountedBeforeItsEnd_BrokenControl extends Counted {

        @Actor
        public void worker() {
            counters.bump(WorkerCounters.COMPLETED);
            Gap.hold();
            written = 7;
        }

        @Actor
        public void reader(I_Result r) {
            r.r1 = counters.ended() == 0 ? -1 : written;
        }
    }

    @JCStressTest
    @Description("Who reads the submitted ones before those that have ended (control of two counts).")
    @Outcome(id = {"0, 0", "0, 1", "1, 1"}, expect = ACCEPTABLE, desc = "as it should be")
    @Outcome(id = "1, 0", expect = ACCEPTABLE_INTERESTING, desc = "ended and not submitted: the race is seen")
    @Outcome(expect = FORBIDDEN, desc = "not even this reader does that")
    @State
    public static class SubmittedReadFirst_BrokenControl extends Counted {

        @Actor
        public void worker() {
            counters.bump(WorkerCounters.SUBMITTED);
            counters.bump(WorkerCounters.COMPLETED);
        }

        @Actor
        public void reader(II_Result r) {
            r.r2 = get(WorkerCounters.SUBMITTED);
            Gap.hold();
            r.r1 = (int) counters.ended();
        }
    }
}
