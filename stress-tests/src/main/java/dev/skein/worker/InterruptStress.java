package dev.skein.worker;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.skein.Skein;
import dev.skein.api.Continuation;
import dev.skein.api.Pinning;
import dev.skein.api.Step;
import dev.skein.api.Task;
import dev.skein.api.TaskContext;
import dev.skein.stress.Gap;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.CountDownLatch;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;
import org.openjdk.jcstress.infra.results.Z_Result;

/// A cancel with interrupt meets the carrier that leaves the body ([RunningTask]). A thread's flag can be cleared by that thread only, so
/// here the carrier is a real one of a real runtime, to which the actor hands the task.
public class InterruptStress {

    /// One for all samples of a JVM. Workers are no daemons, so it is ended when the thread ends that runs the samples.
    private static final class Runtime {
        static final Skein SKEIN = Skein.builder().name("interrupts").workers(1).pinning(Pinning.NONE).start();

        static {
            Thread main = Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().equals("main")).findAny().orElseThrow();
            Thread.ofPlatform().daemon().start(() -> {
                try {
                    main.join();
                } catch (InterruptedException e) {
                    throw new IllegalStateException("nobody interrupts here", e);
                }
                SKEIN.shutdownNow();
            });
        }
    }

    /// Ends at its second run, and notes whether its cleanup found an interrupt.
    static final class Victim implements Continuation<Object> {
        volatile boolean flagInCleanup;
        private boolean begun;

        @Override
        public Step<Object> resume(TaskContext context) {
            if (begun) return Step.done("done");
            begun = true;
            return Step.again();
        }

        @Override
        public void cancelled() {
            flagInCleanup = Thread.currentThread().isInterrupted();
        }
    }

    @JCStressTest
    @Description("A cancel with interrupt comes while the body is left; the next task on that carrier looks for the flag (C1, C2).")
    @Outcome(id = {"true, false", "false, false"}, expect = ACCEPTABLE, desc = "cancelled or not, the interrupt stays with its task")
    @Outcome(expect = FORBIDDEN, desc = "the next task, or the cleanup, finds an interrupt that was not meant for it")
    @State
    public static class Running_CarrierLeaves_AnotherInterrupts {
        final Victim victim = new Victim();
        volatile Task<Object> task;

        @Actor
        public void carrier(ZZ_Result r) {
            task = Runtime.SKEIN.spawn(victim);
            boolean[] flag = new boolean[1];
            CountDownLatch looked = new CountDownLatch(1);
            Runtime.SKEIN.execute(() -> {
                flag[0] = Thread.currentThread().isInterrupted();
                looked.countDown();
            });
            while (looked.getCount() > 0) Thread.onSpinWait();
            r.r2 = flag[0] || victim.flagInCleanup;
        }

        @Actor
        public void canceller(ZZ_Result r) {
            Task<Object> running;
            while ((running = task) == null) Thread.onSpinWait();
            r.r1 = running.cancel(true);
        }
    }

    @JCStressTest
    @Description("Without a gate an interrupt that is on its way when the flag is cleared hits the next task (control of C1, C2).")
    @Outcome(id = {"true, false", "false, false"}, expect = ACCEPTABLE, desc = "the interrupt came in time, or not at all")
    @Outcome(id = "true, true", expect = ACCEPTABLE_INTERESTING, desc = "the next task is interrupted: the race is seen")
    @Outcome(expect = FORBIDDEN, desc = "not even this carrier does that")
    @State
    public static class NoGate_BrokenControl {
        volatile boolean running = true;
        volatile boolean flag;

        @Actor
        public void carrier(ZZ_Result r) {
            running = false;
            flag = false;
            Gap.hold();                    // the next task begins
            r.r2 = flag;
        }

        @Actor
        public void canceller(ZZ_Result r) {
            r.r1 = running;
            Gap.hold();
            if (r.r1) flag = true;
        }
    }

    /// What carrier and stopper write, with the orders that [TaskRunner] uses for a plain task.
    abstract static class NamedRun {
        static final VarHandle CURRENT;

        static {
            try {
                CURRENT = MethodHandles.lookup().findVarHandle(NamedRun.class, "current", boolean.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        boolean current;
        volatile boolean stops;

        final boolean begins() {
            CURRENT.setOpaque(this, true);
            return stops;
        }

        final boolean isSeenByStopper() {
            stops = true;
            return (boolean) CURRENT.getVolatile(this);
        }
    }

    @JCStressTest
    @Description("A plain task is named without a fence while the runtime is stopped; before a tick of the sentry looks (control of S3).")
    @Outcome(id = {"true, true", "true, false", "false, true"}, expect = ACCEPTABLE, desc = "one of the two, or both, saw the other")
    @Outcome(id = "false, false", expect = ACCEPTABLE_INTERESTING, desc = "both missed each other: why the sentry looks again")
    @State
    public static class NamedWithoutFence_BrokenControl extends NamedRun {

        @Actor
        public void carrier(ZZ_Result r) {
            r.r1 = begins();
        }

        @Actor
        public void stopper(ZZ_Result r) {
            r.r2 = isSeenByStopper();
        }
    }

    @JCStressTest
    @Description("As before, and when both are through, as at the next tick, the name is there to be found (S3).")
    @Outcome(id = "true", expect = ACCEPTABLE, desc = "the run is found")
    @Outcome(expect = FORBIDDEN, desc = "missed for good")
    @State
    public static class NamedWithoutFence_SentryLooksAgain extends NamedRun {
        boolean seen;

        @Actor
        public void carrier() {
            if (begins()) seen = true;
        }

        @Actor
        public void stopper() {
            isSeenByStopper();
        }

        @Arbiter
        public void tick(Z_Result r) {
            r.r1 = seen || (boolean) CURRENT.getVolatile(this);
        }
    }
}
