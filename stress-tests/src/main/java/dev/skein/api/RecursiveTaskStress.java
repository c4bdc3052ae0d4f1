package dev.skein.api;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.skein.queue.WorkStealingDeque;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.ZI_Result;

/// Races of a fork: its end against those who register, and the pop of its joiner against a thief.
///
/// An actor is no host's thread; it plays a host by calling what the host's methods call.
public class RecursiveTaskStress {

    private static final Host MAKER = new Host();
    private static final Host THIEF = new Host();

    /// A host that is named, and never started.
    static final class Host extends ForkHost {
        Host() {
            super(Thread.currentThread().getThreadGroup(), "played", 0);
        }

        @Override
        protected void push(RecursiveTask<?> fork) {
            throw new AssertionError("played by an actor");
        }

        @Override
        protected RecursiveTask<?> pop() {
            throw new AssertionError("played by an actor");
        }

        @Override
        protected boolean popIf(RecursiveTask<?> fork) {
            throw new AssertionError("played by an actor");
        }

        @Override
        protected void await(RecursiveTask<?> fork) {
            throw new AssertionError("played by an actor");
        }
    }

    static final class Fork extends RecursiveTask<Fork> {
        int runs;

        @Override
        protected Fork compute() {
            runs++;
            return this;
        }
    }

    static final class CountingWaker extends AtomicInteger implements Waker {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean wake() {
            return incrementAndGet() == 1;
        }
    }

    @JCStressTest
    @Description("A thief ends the fork while a waiter registers: fence against fence (J3, case 1).")
    @Outcome(id = {"true, 1", "false, 0"}, expect = ACCEPTABLE, desc = "registered and woken, or told that it is done")
    @Outcome(expect = FORBIDDEN, desc = "left behind, or woken twice")
    @State
    public static class Stolen_ThiefEnds_WaiterRegisters {
        final Fork fork = new Fork();
        final LateWaiters late = new LateWaiters();
        final CountingWaker waker = new CountingWaker();

        @Actor
        public void thief() {
            fork.run(THIEF, true);
        }

        @Actor
        public void waiter(ZI_Result r) {
            r.r1 = fork.register(waker, late);
        }

        @Arbiter
        public void count(ZI_Result r) {
            r.r2 = waker.get();
        }
    }

    @JCStressTest
    @Description("A thief ends a fork that one waits for already, while a second waiter registers (J3).")
    @Outcome(id = {"true, 1", "false, 0"}, expect = ACCEPTABLE, desc = "registered and woken, or told that it is done")
    @Outcome(expect = FORBIDDEN, desc = "left behind, or woken twice")
    @State
    public static class Stolen_ThiefEnds_SecondWaiterRegisters {
        final Fork fork = new Fork();
        final LateWaiters late = new LateWaiters();
        final CountingWaker waker = new CountingWaker();

        public Stolen_ThiefEnds_SecondWaiterRegisters() {
            fork.register(new CountingWaker(), late);
        }

        @Actor
        public void thief() {
            fork.run(THIEF, true);
        }

        @Actor
        public void waiter(ZI_Result r) {
            r.r1 = fork.register(waker, late);
        }

        @Arbiter
        public void count(ZI_Result r) {
            r.r2 = waker.get();
        }
    }

    @JCStressTest
    @Description("Its maker ends the fork, without a fence, while a waiter registers; the sentry looks afterwards (J3, case 3).")
    @Outcome(id = {"true, 1", "false, 0"}, expect = ACCEPTABLE, desc = "registered and woken, or told that it is done")
    @Outcome(expect = FORBIDDEN, desc = "left behind, or woken twice")
    @State
    public static class Popped_MakerEnds_WaiterRegisters {
        final Fork fork = new Fork();
        final LateWaiters late = new LateWaiters();
        final CountingWaker waker = new CountingWaker();

        @Actor
        public void maker() {
            fork.run(MAKER, false);
        }

        @Actor
        public void waiter(ZI_Result r) {
            r.r1 = fork.register(waker, late);
        }

        @Arbiter
        public void sentry(ZI_Result r) {
            late.wake();
            r.r2 = waker.get();
        }
    }

    @JCStressTest
    @Description("Its maker ends the fork while the sentry looks for those it may have overlooked (J3).")
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "woken once, by one of them")
    @Outcome(expect = FORBIDDEN, desc = "left behind, or woken twice")
    @State
    public static class Registered_MakerEnds_SentryLooks {
        final Fork fork = new Fork();
        final LateWaiters late = new LateWaiters();
        final CountingWaker waker = new CountingWaker();

        public Registered_MakerEnds_SentryLooks() {
            fork.register(waker, late);
        }

        @Actor
        public void maker() {
            fork.run(MAKER, false);
        }

        @Actor
        public void sentry() {
            late.wake();
        }

        @Arbiter
        public void count(I_Result r) {
            late.wake();
            r.r1 = waker.get();
        }
    }

    @JCStressTest
    @Description("The fork ends while one of two waiters gives up: the other is woken all the same (J3).")
    @Outcome(id = {"1, 0", "1, 1"}, expect = ACCEPTABLE, desc = "who gave up was in time, or not")
    @Outcome(expect = FORBIDDEN, desc = "the one that stays is left behind, or one is woken twice")
    @State
    public static class TwoRegistered_ThiefEnds_OneAbandons {
        final Fork fork = new Fork();
        final LateWaiters late = new LateWaiters();
        final CountingWaker stays = new CountingWaker();
        final CountingWaker leaves = new CountingWaker();

        public TwoRegistered_ThiefEnds_OneAbandons() {
            fork.register(stays, late);
            fork.register(leaves, late);
        }

        @Actor
        public void thief() {
            fork.run(THIEF, true);
        }

        @Actor
        public void waiter() {
            fork.abandon(leaves);
        }

        @Arbiter
        public void count(II_Result r) {
            r.r1 = stays.get();
            r.r2 = leaves.get();
        }
    }

    @JCStressTest
    @Description("One waiter registers while another gives up: the stack keeps the new one (J3).")
    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "as it should be")
    @Outcome(expect = FORBIDDEN, desc = "the new one is left behind, or who gave up is woken")
    @State
    public static class OneRegistered_AnotherRegisters_OneAbandons {
        final Fork fork = new Fork();
        final LateWaiters late = new LateWaiters();
        final CountingWaker comes = new CountingWaker();
        final CountingWaker leaves = new CountingWaker();

        public OneRegistered_AnotherRegisters_OneAbandons() {
            fork.register(leaves, late);
        }

        @Actor
        public void newcomer() {
            fork.register(comes, late);
        }

        @Actor
        public void waiter() {
            fork.abandon(leaves);
        }

        @Arbiter
        public void end(II_Result r) {
            fork.run(MAKER, false);
            r.r1 = comes.get();
            r.r2 = leaves.get();
        }
    }

    @JCStressTest
    @Description("A joiner sees the fork's end and then what the fork did, a plain field (J2).")
    @Outcome(id = {"-1", "1"}, expect = ACCEPTABLE, desc = "not done yet, or all of it")
    @Outcome(expect = FORBIDDEN, desc = "done without what was done")
    @State
    public static class Popped_MakerEnds_JoinerLooks {
        final Fork fork = new Fork();

        @Actor
        public void maker() {
            fork.run(MAKER, false);
        }

        @Actor
        public void joiner(I_Result r) {
            r.r1 = fork.isDone() ? fork.join().runs : -1;
        }
    }

    @JCStressTest
    @Description("The maker joins its only fork while a thief takes it (J1, D3).")
    @Outcome(id = {"1, 0", "1, 1"}, expect = ACCEPTABLE, desc = "run once, by one of them")
    @Outcome(expect = FORBIDDEN, desc = "run twice, or not at all")
    @State
    public static class OnlyFork_MakerPopsIt_ThiefSteals {
        final Fork fork = new Fork();
        final WorkStealingDeque<Fork> forks = new WorkStealingDeque<>(2);

        public OnlyFork_MakerPopsIt_ThiefSteals() {
            forks.push(fork);
        }

        @Actor
        public void maker() {
            if (forks.popIf(fork)) fork.run(MAKER, false);
        }

        @Actor
        public void thief(II_Result r) {
            Fork stolen = forks.poll(false);
            if (stolen == null) return;
            r.r2 = 1;
            stolen.run(THIEF, true);
        }

        @Arbiter
        public void count(II_Result r) {
            r.r1 = fork.isDone() ? fork.runs : -1;
        }
    }

    @JCStressTest
    @Description("The maker joins the younger of two forks, then the older, while a thief takes twice (J1, D2).")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "each is run once")
    @Outcome(expect = FORBIDDEN, desc = "one is run twice, or not at all")
    @State
    public static class TwoForks_MakerPopsThem_ThiefStealsTwice {
        final Fork older = new Fork();
        final Fork younger = new Fork();
        final WorkStealingDeque<Fork> forks = new WorkStealingDeque<>(2);

        public TwoForks_MakerPopsThem_ThiefStealsTwice() {
            forks.push(older);
            forks.push(younger);
        }

        @Actor
        public void maker() {
            if (forks.popIf(younger)) younger.run(MAKER, false);
            if (forks.popIf(older)) older.run(MAKER, false);
        }

        @Actor
        public void thief() {
            for (int i = 0; i < 2; i++) {
                Fork stolen = forks.poll(false);
                if (stolen != null) stolen.run(THIEF, true);
            }
        }

        @Arbiter
        public void count(II_Result r) {
            r.r1 = older.isDone() ? older.runs : -1;
            r.r2 = younger.isDone() ? younger.runs : -1;
        }
    }
}
