package dev.skein.task;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIL_Result;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.ZII_Result;

/// Races of a whole [TaskCell]: the outcome, the cleanup and the threads that wait.
public class TaskCellStress {

    /// So long a waiter may take. A machine that does not run it at all for that long would be taken for a lost wake-up.
    private static final long LIMIT_NANOS = 3_000_000_000L;

    static final class Value {
        int content;
    }

    static final class Owner extends QuietOwner {
        final AtomicInteger cancelledBefore = new AtomicInteger();

        @Override
        protected void cancelledBeforeItsBody(TaskCell<?> task) {
            cancelledBefore.incrementAndGet();
        }
    }

    static final class Cell extends PlainTask<Value> {
        final Owner owner;
        final AtomicInteger released = new AtomicInteger();
        int entered;

        private Cell(Owner owner) {
            super(owner, false);
            this.owner = owner;
        }

        static Cell ready() {
            return new Cell(new Owner());
        }

        static Cell running() {
            Cell cell = ready();
            cell.tryClaim();
            return cell;
        }

        /// As a carrier does it.
        void runAsCarrier() {
            if (tryClaim()) runClaimedAsCarrier();
        }

        void runClaimedAsCarrier() {
            if (runClaimed(null) == Run.CANCELLED) leave();
        }

        /// What is in the outcome; -1 if there is none yet, -2 if the task was cancelled.
        int contentNow() {
            if (!isDone()) return -1;
            return isCancelled() ? -2 : resultNow().content;
        }

        /// Waits for the outcome; -3 if nobody woke us within the limit.
        int contentWhenWoken() {
            long start = System.nanoTime();
            try {
                blockForOutcome(true, start + LIMIT_NANOS);
            } catch (InterruptedException e) {
                throw new IllegalStateException("nobody interrupts here", e);
            }
            return System.nanoTime() - start < LIMIT_NANOS ? contentNow() : -3;
        }

        /// Waits with a limit that is over: registers, gives up, and tidies the stack of waiters.
        void waitInVain() {
            try {
                blockForOutcome(true, System.nanoTime());
            } catch (InterruptedException e) {
                throw new IllegalStateException("nobody interrupts here", e);
            }
        }

        @Override
        protected Value compute() {
            entered++;
            Value value = new Value();
            value.content = 7;
            return value;
        }

        @Override
        protected void release() {
            released.incrementAndGet();
        }

        @Override
        protected String describe() {
            return "stressed task";
        }
    }

    @JCStressTest
    @Description("A body computes a value, another thread asks whether there is one and reads it (T3).")
    @Outcome(id = "7", expect = ACCEPTABLE, desc = "the value, with what is in it")
    @Outcome(id = "-1", expect = ACCEPTABLE, desc = "not yet")
    @Outcome(expect = FORBIDDEN, desc = "done without a value, or with an empty one")
    @State
    public static class Outcome_CarrierFinishes_AnotherReads {
        final Cell cell = Cell.running();

        @Actor
        public void carrier() {
            cell.runClaimedAsCarrier();
        }

        @Actor
        public void reader(I_Result r) {
            r.r1 = cell.contentNow();
        }
    }

    @JCStressTest
    @Description("A task is claimed and run while another thread cancels it; it is cleaned up once (T4, T5).")
    @Outcome(id = "true, 0, 11", expect = ACCEPTABLE, desc = "cancelled before its body")
    @Outcome(id = "true, 1, 1", expect = ACCEPTABLE, desc = "cancelled while its body was inside")
    @Outcome(id = "false, 1, 1", expect = ACCEPTABLE, desc = "finished")
    @Outcome(expect = FORBIDDEN, desc = "entered after the cancel, or not cleaned up exactly once")
    @State
    public static class Ready_CarrierRuns_AnotherCancels {
        final Cell cell = Cell.ready();

        @Actor
        public void carrier() {
            cell.runAsCarrier();
        }

        @Actor
        public void canceller(ZII_Result r) {
            r.r1 = cell.cancel(false);
        }

        @Arbiter
        public void end(ZII_Result r) {
            r.r2 = cell.entered;
            r.r3 = cell.released.get() + 10 * cell.owner.cancelledBefore.get();
            if (!cell.isDone() || cell.isCancelled() != r.r1) r.r3 = -1;
        }
    }

    @JCStressTest
    @Description("A running task is finished and cancelled; who asks later and who asked in between agree (T3, T4).")
    @Outcome(id = "7, 7, finished", expect = ACCEPTABLE, desc = "finished, for both")
    @Outcome(id = "-2, -2, cancelled", expect = ACCEPTABLE, desc = "cancelled, for both")
    @Outcome(expect = FORBIDDEN, desc = "an outcome has changed, or is none that was given")
    @State
    public static class Running_CarrierFinishes_AnotherCancelsAndReads {
        final Cell cell = Cell.running();

        @Actor
        public void carrier() {
            cell.runClaimedAsCarrier();
        }

        @Actor
        public void canceller(IIL_Result r) {
            r.r3 = cell.cancel(true) ? "cancelled" : "finished";
            r.r1 = cell.contentNow();
        }

        @Arbiter
        public void end(IIL_Result r) {
            r.r2 = cell.contentNow();
        }
    }

    @JCStressTest
    @Description("A thread begins to wait while the task finishes: it is woken and has the value (T3, T4).")
    @Outcome(id = "7", expect = ACCEPTABLE, desc = "the value, with what is in it")
    @Outcome(id = "-3", expect = FORBIDDEN, desc = "the waiter is left behind")
    @Outcome(expect = FORBIDDEN, desc = "woken without an outcome, or with an empty one")
    @State
    public static class Waiter_Registers_CarrierFinishes {
        final Cell cell = Cell.running();

        @Actor
        public void waiter(I_Result r) {
            r.r1 = cell.contentWhenWoken();
        }

        @Actor
        public void carrier() {
            cell.runClaimedAsCarrier();
        }
    }

    @JCStressTest
    @Description("A thread begins to wait while the task is cancelled: it is woken and learns that (T4).")
    @Outcome(id = "-2", expect = ACCEPTABLE, desc = "cancelled")
    @Outcome(id = "-3", expect = FORBIDDEN, desc = "the waiter is left behind")
    @Outcome(expect = FORBIDDEN, desc = "woken without an outcome")
    @State
    public static class Waiter_Registers_AnotherCancels {
        final Cell cell = Cell.ready();

        @Actor
        public void waiter(I_Result r) {
            r.r1 = cell.contentWhenWoken();
        }

        @Actor
        public void canceller() {
            cell.cancel(false);
        }
    }

    @JCStressTest
    @Description("A waiter that gives up tidies the stack while another registers; then the task finishes (T4).")
    @Outcome(id = "7", expect = ACCEPTABLE, desc = "the other waiter is woken")
    @Outcome(id = "-3", expect = FORBIDDEN, desc = "the other waiter was swept away with the one that gave up")
    @Outcome(expect = FORBIDDEN, desc = "woken without an outcome, or with an empty one")
    @State
    public static class Waiter_Registers_AnotherGivesUpAndFinishes {
        final Cell cell = Cell.running();

        @Actor
        public void waiter(I_Result r) {
            r.r1 = cell.contentWhenWoken();
        }

        @Actor
        public void carrier() {
            cell.waitInVain();
            cell.waitInVain();
            cell.runClaimedAsCarrier();
        }
    }
}
