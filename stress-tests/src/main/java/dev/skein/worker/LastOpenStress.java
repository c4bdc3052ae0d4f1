package dev.skein.worker;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.skein.api.Availability;
import dev.skein.platform.Affinity;
import dev.skein.stress.Gap;
import dev.skein.task.QuietOwner;
import java.util.Arrays;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/// Races of [Closed] about the last worker that is open (R2). The pool is a real one with two workers that never start.
public class LastOpenStress {

    /// Two workers, and at the end the number of those that are open.
    private abstract static class TwoWorkers {
        final WorkerPool pool = new WorkerPool(
                new PoolConfig("stress", List.of(-1, -1), List.of(0, 0), 1, 0, 0, 1_000_000, null, Thread.currentThread().getThreadGroup(), null),
                Affinity.unsupported("no thread is started here"), new QuietOwner(), () -> { }, () -> { }, (task, error) -> {
                    throw new AssertionError("nothing is enqueued here", error);
                });

        final Worker worker(int index) {
            return pool.workers()[index];
        }

        final int open() {
            return (int) Arrays.stream(pool.workers()).filter(each -> !each.isClosed()).count();
        }
    }

    @JCStressTest
    @Description("Of two workers two users retire one each (R2).")
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "one of them is refused")
    @Outcome(expect = FORBIDDEN, desc = "no worker is open any more, or none was retired")
    @State
    public static class BothOpen_TwoUsersRetireOneEach extends TwoWorkers {

        @Actor
        public void oneUser() {
            var _ = pool.closed().retire(worker(0));
        }

        @Actor
        public void otherUser() {
            var _ = pool.closed().retire(worker(1));
        }

        @Arbiter
        public void count(I_Result r) {
            r.r1 = open();
        }
    }

    @JCStressTest
    @Description("Of two workers a user retires one while the balancer packs the other away (R2).")
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "the balancer is refused, or what it has packed is opened again")
    @Outcome(expect = FORBIDDEN, desc = "no worker is open any more, or none was retired")
    @State
    public static class BothOpen_UserRetires_BalancerPacks extends TwoWorkers {

        @Actor
        public void user() {
            var _ = pool.closed().retire(worker(0));
        }

        @Actor
        public void balancer() {
            var _ = pool.closed().pack(worker(1));
        }

        @Arbiter
        public void count(I_Result r) {
            r.r1 = open();
        }
    }

    @JCStressTest
    @Description("A retired worker is restored while the other is retired (R2).")
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "restored first")
    @Outcome(id = "2", expect = ACCEPTABLE, desc = "it was the last one when that user came, who is refused")
    @Outcome(expect = FORBIDDEN, desc = "no worker is open any more")
    @State
    public static class OneRetired_UserRestoresIt_AnotherRetiresTheOther extends TwoWorkers {

        public OneRetired_UserRestoresIt_AnotherRetiresTheOther() {
            var _ = pool.closed().retire(worker(0));
        }

        @Actor
        public void restorer() {
            pool.closed().restore(worker(0));
        }

        @Actor
        public void retirer() {
            var _ = pool.closed().retire(worker(1));
        }

        @Arbiter
        public void count(I_Result r) {
            r.r1 = open();
        }
    }

    @JCStressTest
    @Description("Who retires looks for another that is open, and closes this one under no lock (control of R2).")
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "one of them is refused")
    @Outcome(id = "0", expect = ACCEPTABLE_INTERESTING, desc = "no worker is open any more: the race is seen")
    @Outcome(expect = FORBIDDEN, desc = "not even this retirer does that")
    @State
    public static class RetiresWithoutALock_BrokenControl extends TwoWorkers {

        private void retire(int index) {
            if (worker(1 - index).isClosed()) return;
            Gap.hold();
            worker(index).availability = Availability.RETIRED;
        }

        @Actor
        public void oneUser() {
            retire(0);
        }

        @Actor
        public void otherUser() {
            retire(1);
        }

        @Arbiter
        public void count(I_Result r) {
            r.r1 = open();
        }
    }
}
