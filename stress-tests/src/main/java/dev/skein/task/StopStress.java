package dev.skein.task;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.skein.stress.Gap;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.LII_Result;

/// A runtime is stopped while a task suspends or is woken: no task that waits is left behind. Who stops it raises a flag and then cancels all that it finds
/// suspended; a carrier looks at the flag when its task has suspended.
public class StopStress {

    private static final String CANCELLED = "CANCELLED";
    private static final String LEFT_BEHIND = "LEFT BEHIND";

    /// Waits for an event that the test may bring about.
    private abstract static class Waiting {
        final StressedEvent event = new StressedEvent();
        final StressedContinuation it = StressedContinuation.thatAwaits(event);

        final void stop() {
            it.owner.stops = true;
            cancelAll(it.owner.suspendedTasks().all());
        }

        static void cancelAll(List<ContinuationTask<?>> found) {
            for (ContinuationTask<?> task : found) task.cancel(true);
        }

        /// Carriers meet what was enqueued.
        final void drain() {
            for (int entries = it.enqueued.get(); entries > 0; entries--) it.run();
        }

        final String end() {
            return it.task.isCancelled() ? CANCELLED : it.task.isDone() ? "COMPLETED" : LEFT_BEHIND;
        }
    }

    @JCStressTest
    @Description("A task suspends while the runtime is stopped: one of the two cancels it, and its wait is let go (T4, T5).")
    @Outcome(id = "CANCELLED, 1, 0", expect = ACCEPTABLE, desc = "cancelled, cleaned up after once, and its event is told")
    @Outcome(expect = FORBIDDEN, desc = "left behind, not cleaned up after exactly once, or its event keeps it")
    @State
    public static class Running_CarrierSuspends_RuntimeStops extends Waiting {

        @Actor
        public void carrier() {
            it.run();
        }

        @Actor
        public void stopper() {
            stop();
        }

        @Arbiter
        public void end(LII_Result r) {
            drain();
            r.r1 = end();
            r.r2 = it.cleanups.get();
            r.r3 = event.registered.get() - event.abandoned.get();
        }
    }

    @JCStressTest
    @Description("A suspended task is woken while the runtime is stopped: enqueued by one of the two, and not run any more (T2, T5).")
    @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "enqueued once, cleaned up after once, its body not entered again")
    @Outcome(expect = FORBIDDEN, desc = "enqueued twice or not at all, run on, or not cleaned up after exactly once")
    @State
    public static class Suspended_EventWakes_RuntimeStops extends Waiting {

        public Suspended_EventWakes_RuntimeStops() {
            it.run();
        }

        @Actor
        public void event() {
            event.waker.wake();
        }

        @Actor
        public void stopper() {
            stop();
        }

        @Arbiter
        public void end(III_Result r) {
            r.r1 = it.enqueued.get();
            drain();
            r.r2 = it.cleanups.get();
            r.r3 = it.resumes.get();
        }
    }

    @JCStressTest
    @Description("Who looks for suspended tasks before the flag is raised misses one that suspends in between (control of shutdown against wakes).")
    @Outcome(id = "CANCELLED, 1, 0", expect = ACCEPTABLE, desc = "cancelled, and cleaned up after once")
    @Outcome(id = "LEFT BEHIND, 0, 1", expect = ACCEPTABLE_INTERESTING, desc = "it waits for ever: the race is seen")
    @Outcome(expect = FORBIDDEN, desc = "not even this stop does that")
    @State
    public static class LooksBeforeItRaisesTheFlag_BrokenControl extends Waiting {

        @Actor
        public void carrier() {
            it.run();
        }

        @Actor
        public void stopper() {
            List<ContinuationTask<?>> found = it.owner.suspendedTasks().all();
            Gap.hold();
            it.owner.stops = true;
            cancelAll(found);
        }

        @Arbiter
        public void end(LII_Result r) {
            drain();
            r.r1 = end();
            r.r2 = it.cleanups.get();
            r.r3 = event.registered.get() - event.abandoned.get();
        }
    }
}
