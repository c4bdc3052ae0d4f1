package dev.skein.worker;

import dev.skein.api.MoveReason;
import dev.skein.handoff.Ledger;
import dev.skein.load.WorkerCounters;
import dev.skein.platform.SpinBudget;
import dev.skein.queue.Inbox;
import dev.skein.queue.WorkStealingDeque;
import dev.skein.task.ContinuationTask;
import dev.skein.task.TaskCell;
import org.jspecify.annotations.Nullable;

/// Finds the next task for a carrier: among its own forks, in its own queue, in the inbox of its worker, in the overflow,
/// and with others.
///
/// All of it is the carrier's own, but for `ready`, from which thieves take, and `promptness`, which others read.
final class WorkFinder {

    /// Tasks taken from another carrier at once, at most.
    private static final int STEAL_MAX = 32;
    /// Where the thief's tasks of late were short: then what a steal costs both, the lines of memory that change CPUs, is most of what the tasks cost
    /// (docs/decisions/0009).
    private static final int STEAL_MAX_SHORT = 128;
    private static final int READY_CAPACITY = 256;
    /// Tasks of a victim from which on its thief comes back at once. A worker that is sent tasks has fewer in its queue: one tick's share of its inbox.
    private static final int PLENTY = 4 * STEAL_MAX_SHORT;
    /// How often it comes back before it looks at the others too, who may have forks.
    private static final int RETURNS_MAX = 8;
    /// Victims with something to take of which the thief compares the queues. With 8 the 99th percentile of waits of 256 workers at 80 % load comes
    /// down by a tenth against taking from the first, with more of them by no more (docs/balancing.md).
    private static final int VICTIMS_COMPARED = 8;
    /// Spin hints between two looks at the own queues, some 70 ns.
    private static final int PAUSE_HINTS = 8;
    /// Looks at the own queues before a carrier whose tasks are short goes searching, some 300 ns.
    private static final int LINGER_LOOKS = 4;
    /// Of so many looks of a searcher at its own queues one goes to the others': each look takes a line of memory away from
    /// those who write there.
    private static final int LOOKS_PER_STEAL = 8;
    /// Tasks of others that come among the own ones at once, at most.
    private static final int SENT_MAX = 64;

    private final ForkCarrier carrier;
    private final WorkerPool pool;
    private final WorkStealingDeque<Runnable> ready = WorkStealingDeque.apart(READY_CAPACITY);
    private final Promptness promptness = new Promptness();
    private final Pace pace = new Pace();
    private final SpinBudget spin;
    private Inbox<Runnable> inbox;
    private Inbox<Runnable> addressed;
    private @Nullable Runnable held;
    private VictimOrder victims;
    private boolean readysTurn;
    /// From whom it stole last, or null if something has come from elsewhere since; and where its own queue ended then.
    private @Nullable Worker robbed;
    private long robbedUpTo;
    private int returns;
    private int index;
    private WorkerCounters counters = new WorkerCounters();

    WorkFinder(ForkCarrier carrier, WorkerPool pool) {
        this.carrier = carrier;
        this.pool = pool;
        this.spin = SpinBudget.ofSearcher(pool.config().availableCpus());
        this.inbox = pool.workers()[0].inbox;         // until workFor names another
        this.addressed = pool.workers()[0].addressed;
        this.victims = pool.victimsOf(pool.workers()[0]);
    }

    /// Looks for work on behalf of another worker from now on.
    void workFor(Worker worker, WorkerCounters counts) {
        index = worker.index;
        inbox = worker.inbox;
        addressed = worker.addressed;
        victims = pool.victimsOf(worker);
        robbed = null;
        counters = counts;
    }

    /// Takes a task that waits for this carrier, or one from the overflow. Null too if the carrier must take none.
    @Nullable Runnable takeOwn() {
        if (pace.countTask()) {
            pace.tick(System.nanoTime());
            vouchIfQuick();
            if (carrier.attend()) return null;
            if (promptness.lookCallsForHelp(ready.size(), inbox.size())) pool.signalWork();
            Runnable outOfTurn = takeOutOfTurn();
            if (outOfTurn != null) return outOfTurn;
        }
        return pollOwn(carrier.runner());
    }

    /// A task has been run within another one, which found it by its future and left its entry in some queue. Drops such entries where they stand first in the own
    /// queue: they would pile up while the task that waits goes on.
    void dropSpent() {
        while (ready.oldest() instanceof TaskCell<?> cell && cell.isSpent() && ready.pollIf(cell)) pool.owner().taskTaken();
    }

    /// Looks where the next task most likely comes from, while tasks are short: to announce that one searches would cost more than the task. Where spins do not
    /// pay it does not linger either.
    @Nullable Runnable takeSoon() {
        if (!promptness.vouches()) return null;
        Runnable task = stealAgain();
        return task != null || spin.nanos() == 0 ? task : lingerForOwn();
    }

    /// Takes from the same victim again, where all that was run since was stolen from it: so a thief keeps up with a producer.
    private @Nullable Runnable stealAgain() {
        Worker victim = robbed;
        robbed = null;
        if (victim == null || ready.nextIndex() != robbedUpTo || ++returns > RETURNS_MAX) return null;
        Carrier serving = victim.carrier;
        Runnable task = serving == null || serving.ready().size() < PLENTY ? null : stealReady(serving, victim);
        if (task == null) return null;
        sample(task, victim.index);
        pool.intake().callForHelp(index, promptness, ready.size());
        return task;
    }

    /// Every so often others go before what the carrier would take: what others have sent, and where there are forks, which else go before
    /// all, in turns with it what own tasks have enqueued.
    private @Nullable Runnable takeOutOfTurn() {
        if (carrier.hasForks()) {
            readysTurn = !readysTurn;
            Runnable own = readysTurn ? ready.poll(true) : null;
            if (own != null) return own;
        }
        return takeSent();
    }

    /// What others have sent goes before what own tasks have: one of it now, and of the rest some go to the end of the
    /// own queue. One for each tick alone would let those starve who come while long tasks put themselves back.
    private @Nullable Runnable takeSent() {
        Runnable first = pollSent();
        if (first == null || ready.isEmpty()) return first;
        for (int count = 1; count < SENT_MAX; count++) {
            Runnable next = pollSent();
            if (next == null || !keep(next)) break;
        }
        pool.intake().callForHelp(index, promptness, ready.size());
        return first;
    }

    /// A task whose time slice is over is about to be put back: what was sent to this worker meanwhile stands before it, or it would have its next slice
    /// after one of them. Nothing is thrown.
    void endSlice() {
        boolean any = takeIn(addressed);
        if (takeIn(inbox) || any) pool.intake().callForHelp(index, promptness, ready.size());
    }

    private boolean takeIn(Inbox<Runnable> sent) {
        int count = sent.size();
        for (int left = count; left > 0 && held == null; left--) {     // held: one that found no room in any queue
            Runnable next = sent.poll();
            if (next == null || !keep(next)) break;
        }
        return count > 0;
    }

    /// Puts a task that was taken elsewhere into the own queue. False: there is no memory for more; this one stands in some inbox, or, where these are full, goes
    /// before all that others have sent.
    boolean keep(Runnable taken) {
        try {
            ready.push(taken);
            return true;
        } catch (OutOfMemoryError noRoom) {
            if (!pool.intake().offerToAny(taken)) held = taken;      // the latter is seen by nobody else
            return false;
        }
    }

    /// Takes what nobody but this carrier has: the own queue, and what had no room in it.
    @Nullable Runnable takeLeft() {
        Runnable task = takeHeld();
        return task != null ? task : ready.poll(true);
    }

    private @Nullable Runnable takeHeld() {
        Runnable task = held;
        if (task != null) held = null;
        return task;
    }

    private @Nullable Runnable pollSent() {
        Runnable task = takeHeld();
        if (task == null) task = pool.overflow().poll();
        if (task == null) task = addressed.poll();
        return task != null ? task : inbox.poll();
    }

    /// @param namedBy who runs it at once and names it before it is taken
    private @Nullable Runnable pollOwn(@Nullable TaskRunner namedBy) {
        Runnable task = carrier.takeFork();
        if (task == null) task = namedBy == null ? ready.poll(true) : ready.poll(namedBy);
        return task != null ? task : pollUnqueued();
    }

    private @Nullable Runnable pollUnqueued() {
        Runnable task = takeHeld();
        if (task == null) task = addressed.poll();
        if (task == null) task = inbox.poll();
        if (task == null) task = pool.overflow().poll();
        if (task != null) robbed = null;
        return task;
    }

    /// While tasks are short, the next one is often about to come: to go searching for it would cost more than the task,
    /// and to chase its sender from slot to slot would slow the sender down.
    private @Nullable Runnable lingerForOwn() {
        for (int look = 0; look < LINGER_LOOKS; look++) {
            pause();
            Runnable task = pollOwn(carrier.runner());
            if (task != null) return task;
        }
        return null;
    }

    private static void pause() {
        for (int i = 0; i < PAUSE_HINTS; i++) Thread.onSpinWait();
    }

    /// Looks at the own queues and those of others for as long as experience says that it pays.
    @Nullable Runnable spinSearch() {
        long budget = spin.nanos();
        long start = System.nanoTime();
        for (int look = 0; ; look++) {
            Runnable task = pollOwn(null);       // before it is run others are woken, and where that fails it is logged
            if (task == null && look % LOOKS_PER_STEAL == 0) task = steal();
            if (task != null || System.nanoTime() - start >= budget) return task;
            pause();
        }
    }

    /// A search took that long, sleep included.
    void found(long nanos) {
        spin.waited(nanos);
    }

    /// Takes a task from another worker, or from a carrier that has lost its worker; more that stand behind it go into the
    /// own queue.
    private @Nullable Runnable steal() {
        returns = 0;
        Worker[] others = victims.shuffled();
        Worker longest = others.length > 1 ? longestOf(others) : null;
        Runnable task = longest == null ? null : stealFrom(longest);
        for (int i = 0; task == null && i < others.length; i++) task = stealFrom(others[i]);
        if (task != null) return task;
        for (Carrier detached : pool.detachedCarriers()) {
            task = stealFrom(detached, null);
            if (task != null) return task;
        }
        return null;
    }

    /// The one with the longest queue among the first that have any, near ones before far ones: who takes from the first that comes may take one task of
    /// two where another has hundreds. Or the first that has forks, which go one by one, and the oldest of which is most of the work.
    private @Nullable Worker longestOf(Worker[] others) {
        Worker longest = null;
        long most = 0;
        int compared = 0;
        for (int i = 0; i < others.length && compared < VICTIMS_COMPARED; i++) {
            if (i == victims.nearCount() && compared > 0) break;
            if (others[i].hasForks()) return others[i];
            long tasks = others[i].stealableTasks();
            if (tasks == 0) continue;
            compared++;
            if (tasks > most) {
                most = tasks;
                longest = others[i];
            }
        }
        return compared > 1 ? longest : null;
    }

    private @Nullable Runnable stealFrom(Worker victim) {
        if (victim.hasUnattended()) {
            Runnable unattended = victim.addressed.poll();
            if (unattended != null) return unattended;
        }
        if (!victim.hasStealable()) return null;
        Carrier serving = victim.carrier;
        Runnable task = serving == null ? null : stealFrom(serving, victim);
        if (task == null) task = grabFrom(victim);
        if (task != null) sample(task, victim.index);
        return task;
    }

    private @Nullable Runnable stealFrom(Carrier serving, @Nullable Worker victim) {
        Runnable fork = carrier.stealFork(serving);
        return fork != null ? fork : stealReady(serving, victim);
    }

    private @Nullable Runnable stealReady(Carrier serving, @Nullable Worker victim) {
        int count = serving.ready().stealInto(ready, pace.isQuick() ? STEAL_MAX_SHORT : STEAL_MAX);
        if (count == 0) return pollReady(serving);
        robbed = victim;
        robbedUpTo = ready.nextIndex();
        countSteal(count);
        return ready.poll(true);
    }

    /// Takes one, where another thief is about to take several: that one may be stalled.
    private @Nullable Runnable pollReady(Carrier serving) {
        Runnable task = serving.ready().poll(false);
        if (task != null) countSteal(1);
        return task;
    }

    /// Takes up to half of what stands in another's inbox.
    private @Nullable Runnable grabFrom(Worker victim) {
        Runnable first = victim.inbox.poll();
        if (first == null) return null;
        int more = Math.min(STEAL_MAX - 1, victim.inbox.size() / 2);
        int count = 1;
        for (Runnable next; count <= more && (next = victim.inbox.poll()) != null; count++) {
            if (!keep(next)) break;
        }
        countSteal(count);
        return first;
    }

    /// One steal in [Ledger#SAMPLED] is written down.
    private void sample(Runnable task, int from) {
        if (counters.get(WorkerCounters.STEALS) % Ledger.SAMPLED != 0) return;
        ContinuationTask<?> named = task instanceof ContinuationTask<?> continuation ? continuation : null;
        try {
            pool.handoffs().ledger().sample(named == null ? 0 : named.id(), named == null ? "" : named.nameOrClass(), from, index, MoveReason.STEAL);
        } catch (OutOfMemoryError | StackOverflowError noRoom) {
            return;                            // the task is in our hands, and must not be lost for a record
        }
    }

    private void countSteal(int tasks) {
        counters.bump(WorkerCounters.STEALS);
        counters.add(WorkerCounters.STOLEN_TASKS, tasks);
    }

    /// Vouches for what is queued here, if the tasks of late were short and the sentry watches; else takes the word back.
    void vouchIfQuick() {
        if (pace.isQuick() && pool.sentry().watches()) {
            promptness.vouch(pace.meanNanos());
        } else {
            promptness.revoke();
        }
    }

    WorkStealingDeque<Runnable> ready() {
        return ready;
    }

    Promptness promptness() {
        return promptness;
    }

    Pace pace() {
        return pace;
    }
}
