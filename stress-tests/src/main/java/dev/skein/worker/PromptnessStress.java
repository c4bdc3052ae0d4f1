package dev.skein.worker;

import static dev.skein.worker.IdleWorkersStress.NOBODY;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.skein.queue.Inbox;
import dev.skein.stress.Gap;
import java.lang.invoke.VarHandle;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IL_Result;

/// Races of [Promptness]: an enqueuer relies on a carrier's word while the carrier takes it back. The steps stand here in
/// the order in which [WorkerPool] and [Carrier] take them.
public class PromptnessStress {

    /// What an enqueuer did: relied on the word. Else the number of the worker that it woke, or -1 for nobody.
    private static final int RELIED = 100;

    private static final long MEAN_NANOS = 10;

    private static Promptness vouching() {
        Promptness promptness = new Promptness();
        promptness.vouch(MEAN_NANOS);
        return promptness;
    }

    /// As `WorkerPool.enqueueFromOutside`.
    private static int enqueueFromOutside(Inbox<Integer> inbox, Promptness promptness, IdleWorkers idle) {
        inbox.offer(1);
        VarHandle.fullFence();
        return promptness.vouches() ? RELIED : IdleWorkersStress.call(idle);
    }

    @JCStressTest
    @Description("A task is sent to a carrier that vouches, while the carrier finds nothing more to do and goes to sleep (P1, W1).")
    @Outcome(id = {"100, looks again", "-1, looks again"}, expect = ACCEPTABLE, desc = "the carrier saw the task")
    @Outcome(id = {"0, asleep", "0, claimed"}, expect = ACCEPTABLE, desc = "the enqueuer wakes the carrier")
    @Outcome(id = "100, asleep", expect = FORBIDDEN, desc = "the carrier broke its word: it sleeps, a task waits")
    @Outcome(expect = FORBIDDEN, desc = "a lost wake-up, or a worker claimed twice")
    @State
    public static class Vouching_EnqueuerRelies_CarrierParks {
        final IdleWorkers idle = new IdleWorkers(2);
        final Inbox<Integer> inbox = new Inbox<>(2);
        final Promptness promptness = vouching();

        @Actor
        public void enqueuer(IL_Result r) {
            r.r1 = enqueueFromOutside(inbox, promptness, idle);
        }

        @Actor
        public void carrier(IL_Result r) {
            promptness.revoke();
            idle.beginSearch(0);
            r.r2 = IdleWorkersStress.sleep(idle, 0, () -> promptness.worthStealing(inbox.size()));
        }
    }

    @JCStressTest
    @Description("A task is sent to a carrier that vouches, while the sentry takes its word back and looks; worker 1 is parked (P1).")
    @Outcome(id = "100, 1", expect = ACCEPTABLE, desc = "the enqueuer relied on the word, the sentry wakes worker 1")
    @Outcome(id = "1, -1", expect = ACCEPTABLE, desc = "the enqueuer wakes worker 1 itself")
    @Outcome(id = "-1, 1", expect = ACCEPTABLE, desc = "the enqueuer found the worker claimed already, or a searcher")
    @Outcome(expect = FORBIDDEN, desc = "a lost wake-up, or a worker claimed twice")
    @State
    public static class Vouching_EnqueuerRelies_SentryRevokes {
        final IdleWorkers idle = new IdleWorkers(2);
        final Inbox<Integer> inbox = new Inbox<>(2);
        final Promptness promptness = vouching();

        public Vouching_EnqueuerRelies_SentryRevokes() {
            IdleWorkersStress.park(idle, 1);
        }

        @Actor
        public void enqueuer(IL_Result r) {
            r.r1 = enqueueFromOutside(inbox, promptness, idle);
        }

        @Actor
        public void sentry(IL_Result r) {
            promptness.revoke();
            VarHandle.fullFence();
            r.r2 = promptness.callsForHelp(inbox.size()) ? IdleWorkersStress.call(idle) : NOBODY;
        }
    }

    @JCStressTest
    @Description("A sentry that looks at the queue first and takes the word back then leaves a task behind (control of P1).")
    @Outcome(id = {"100, 1", "1, -1", "-1, 1"}, expect = ACCEPTABLE, desc = "one of the two wakes worker 1")
    @Outcome(id = "100, -1", expect = ACCEPTABLE_INTERESTING, desc = "a task waits and nobody comes: the race is seen")
    @Outcome(expect = FORBIDDEN, desc = "not even this sentry does that")
    @State
    public static class LooksBeforeItRevokes_BrokenControl {
        final IdleWorkers idle = new IdleWorkers(2);
        final Inbox<Integer> inbox = new Inbox<>(2);
        final Promptness promptness = vouching();

        public LooksBeforeItRevokes_BrokenControl() {
            IdleWorkersStress.park(idle, 1);
        }

        @Actor
        public void enqueuer(IL_Result r) {
            r.r1 = enqueueFromOutside(inbox, promptness, idle);
        }

        @Actor
        public void sentry(IL_Result r) {
            boolean queued = inbox.size() > 0;
            Gap.hold();
            promptness.revoke();
            r.r2 = queued ? IdleWorkersStress.call(idle) : NOBODY;
        }
    }
}
