package dev.skein.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.skein.platform.Daemons;
import dev.skein.stress.Gap;
import dev.skein.task.PlainTask;
import dev.skein.task.QuietOwner;
import dev.skein.task.TaskCell;
import dev.skein.task.Timed;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZII_Result;

/// A delayed task comes into the [Timers] while their runtime is stopped, by the steps of `Scheduling.arm` and `Closing.shutdownNow`; the thread of the timers never
/// starts. In the results stand whether the task was cancelled, how many are left in the timers, and how many cancels were booked.
public class TimersStress {

    /// Suspended until its time comes, which is far off.
    private static final class Delayed extends PlainTask<Integer> implements Timed {
        private int heapIndex = NOWHERE;

        Delayed(StoppedTimers owner) {
            super(owner, true);
        }

        @Override
        protected Integer compute() {
            return 7;
        }

        @Override
        protected void release() { }

        @Override
        protected String describe() {
            return "Delayed";
        }

        @Override
        public long dueNanos() {
            return Long.MAX_VALUE;
        }

        @Override
        public long sequence() {
            return 0;
        }

        @Override
        public int heapIndex() {
            return heapIndex;
        }

        @Override
        public void heapIndex(int index) {
            heapIndex = index;
        }
    }

    /// As the engine does it.
    private static final class StoppedTimers extends QuietOwner {
        final StressedRuntime runtime = new StressedRuntime();
        final Timers timers = new Timers(Daemons.of("stress", body -> body), due -> { }, (what, failure) -> { });
        final AtomicInteger cancels = new AtomicInteger();

        void look(Delayed task) {
            if (runtime.phases.isStopped()) task.cancelWithRoom(false);
        }

        void arm(Delayed task) {
            timers.add(task);
            if (task.isDone()) timers.remove(task);
            look(task);
        }

        void shutdownNow() {
            runtime.phases.stop();
            for (Timed entry : timers.all()) {
                if (entry instanceof Delayed task) task.cancelWithRoom(false);
            }
        }

        @Override
        protected void cancelledBeforeItsBody(TaskCell<?> task) {
            timers.remove((Delayed) task);
            cancels.incrementAndGet();
        }
    }

    private abstract static class Arming {
        final StoppedTimers engine = new StoppedTimers();
        final Delayed task = new Delayed(engine);

        final void look(ZII_Result r) {
            r.r1 = task.isCancelled();
            r.r2 = engine.timers.all().size();
            r.r3 = engine.cancels.get();
        }
    }

    @JCStressTest
    @Description("A delayed task is armed while the runtime is stopped: one of the two cancels it (L1, T4).")
    @Outcome(id = "true, 0, 1", expect = ACCEPTABLE, desc = "cancelled once, and gone from the timers")
    @Outcome(expect = FORBIDDEN, desc = "left behind, or cancelled twice")
    @State
    public static class Open_OneArms_RuntimeStops extends Arming {

        @Actor
        public void submitter() {
            engine.arm(task);
        }

        @Actor
        public void stopper() {
            engine.shutdownNow();
        }

        @Arbiter
        public void end(ZII_Result r) {
            look(r);
        }
    }

    @JCStressTest
    @Description("A periodic task is armed anew while its user cancels it: it does not stay in the timers.")
    @Outcome(id = "true, 0, 1", expect = ACCEPTABLE, desc = "cancelled once, and gone from the timers")
    @Outcome(expect = FORBIDDEN, desc = "it stays in the timers until its time comes, or is cancelled twice")
    @State
    public static class Suspended_CarrierArms_UserCancels extends Arming {

        @Actor
        public void carrier() {
            engine.arm(task);
        }

        @Actor
        public void user() {
            task.cancelWithRoom(false);
        }

        @Arbiter
        public void end(ZII_Result r) {
            look(r);
        }
    }

    @JCStressTest
    @Description("Who looks whether the runtime is stopped before the task is in the timers leaves it there (control of shutdown against timers).")
    @Outcome(id = "true, 0, 1", expect = ACCEPTABLE, desc = "as it should be")
    @Outcome(id = "false, 1, 0", expect = ACCEPTABLE_INTERESTING, desc = "it stays in the timers, and nobody cancels it: the race is seen")
    @Outcome(expect = FORBIDDEN, desc = "not even this submitter does that")
    @State
    public static class LooksBeforeItArms_BrokenControl extends Arming {

        @Actor
        public void submitter() {
            engine.look(task);
            Gap.hold();
            if (!task.isDone()) engine.timers.add(task);
        }

        @Actor
        public void stopper() {
            engine.shutdownNow();
        }

        @Arbiter
        public void end(ZII_Result r) {
            look(r);
        }
    }
}
