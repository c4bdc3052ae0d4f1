package dev.skein.simulator;

import dev.skein.api.BalancePolicy;
import dev.skein.simulator.VirtualWorker.State;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// The runtime's way: each worker has a queue, idle ones search and steal half of another's, sleepers are woken, and where there is a policy its
/// orders move tasks.
///
/// What `dev.skein.worker` does with threads, queues and fences happens here at instants. A worker has one queue instead of four, first in, first
/// out, open to thieves as a whole.
final class WorkStealing extends Simulation {

    private static final int NOTHING = -1;
    /// Up to this drain time of the first candidate nobody looks at the second, 1 ms, as in `dev.skein.worker.Receivers`.
    private static final long WORTH_A_LOOK_NANOS = 1_000_000;
    /// Naps in vain after which a worker sleeps, as in `dev.skein.worker.Carrier`.
    private static final int EMPTY_NAPS = 2;

    private final Rules rules;
    private final Idlers idlers;
    private final Balancer balancer;
    private final SplittableRandom random;
    /// Tasks in all queues.
    private int queued;

    WorkStealing(Scenario scenario, Costs costs, Rules rules, Arrivals arrivals, @Nullable BalancePolicy policy, long seed) {
        super(scenario, costs, arrivals, seed);
        this.rules = rules;
        this.random = new SplittableRandom(seed * 31 + 7);
        this.idlers = new Idlers(workers, random.split());
        this.balancer = new Balancer(this, policy);
    }

    // Work comes in.

    @Override
    void arrives(int arrival) {
        VirtualWorker worker = place(workers[arrivals.first(arrival)], workers[arrivals.second(arrival)]);
        // Where that worker sleeps and another one searches, that one gets the task.
        if (rules.steals() && idlers.isParked(worker) && idlers.searchers() > 0 && !idlers.lastSearcher().packed) worker = idlers.lastSearcher();
        enqueue(worker, arrivals.task(arrival));
    }

    private VirtualWorker place(VirtualWorker first, VirtualWorker second) {
        if (first.packed || second.packed) return first.packed ? openOne(second) : first;
        boolean other = switch (rules.placement()) {
            case RUNTIME -> balancer.drainNanosThen(first) > WORTH_A_LOOK_NANOS && balancer.drainNanos(second) < balancer.drainNanos(first);
            case SHORTER -> balancer.drainNanos(second) < balancer.drainNanos(first);
            case FEWER -> tasksBySpeed(second) < tasksBySpeed(first);
            case RANDOM -> false;
        };
        return other ? second : first;
    }

    private static double tasksBySpeed(VirtualWorker worker) {
        return (worker.queue.size() + (worker.state == State.RUNNING ? 1 : 0)) / worker.speed();
    }

    /// This worker, or the next one that may be given tasks; there is one at least.
    VirtualWorker openOne(VirtualWorker from) {
        int index = from.index;
        while (workers[index].packed) index = (index + 1) % workers.length;
        return workers[index];
    }

    @Override
    void spawned(VirtualWorker by, int firstTask, int count) {
        long wakes = measures.wakes();
        for (int task = firstTask; task < firstTask + count; task++) enqueue(by, task);
        by.lateNanos += (measures.wakes() - wakes) * costs.call();
    }

    /// Puts a ready task into a worker's queue, and sees that somebody comes for it.
    private void enqueue(VirtualWorker worker, int task) {
        worker.queue.add(task);
        queued++;
        if (worker.state == State.SEARCHING) {
            look(worker, now);                               // a searcher looks at its own queue all the time
        } else if (worker.state == State.NAPPING) {
            return;                                          // who sends it something wakes nobody
        } else if (!rules.steals()) {
            if (worker.state == State.PARKED) wake(worker);
        } else {
            VirtualWorker thief = idlers.anySpinning();
            if (thief != null) look(thief, now + costs.steal());
            callOne(worker);
        }
    }

    /// Puts what an order brings into the queue of the worker that it is meant for, which is woken if it sleeps.
    void deliver(VirtualWorker meant, int task) {
        VirtualWorker worker = openOne(meant);
        if (worker.state != State.PARKED) {
            enqueue(worker, task);
        } else {
            worker.queue.add(task);
            queued++;
            wake(worker);
        }
    }

    /// Wakes a worker, this one if it sleeps, unless enough search. False: nobody was woken.
    private boolean callOne(@Nullable VirtualWorker preferred) {
        if (idlers.searchers() >= rules.searchersWanted()) return false;
        VirtualWorker sleeper = idlers.toWake(preferred);
        if (sleeper != null) wake(sleeper);
        return sleeper != null;
    }

    private void wake(VirtualWorker sleeper) {
        idlers.leavesPark(sleeper);
        idlers.countSearcher();
        measures.woke();
        sleeper.enter(State.WAKING, now);
        timeline.set(sleeper.index, now + costs.wake());
    }

    // A task has ended or gives way.

    @Override
    void ended(VirtualWorker worker) {
        balancer.handoffs().ranToItsEnd(worker);
        next(worker);
    }

    @Override
    void sliceOver(VirtualWorker worker, int task) {
        if (balancer.handoffs().movesRunning(worker)) {
            worker.task = NOTHING;
            next(worker);
            return;
        }
        balancer.handoffs().carryOut(worker);
        if (worker.packed) {
            worker.task = NOTHING;
            deliver(worker, task);
            next(worker);
        } else if (worker.queue.isEmpty()) {
            begin(worker, task);
        } else {
            worker.queue.add(task);                          // nobody is woken for it: its own worker comes to it
            queued++;
            beginOwn(worker);
        }
    }

    /// Goes on with what is queued here, else with the search for other work.
    private void next(VirtualWorker worker) {
        balancer.handoffs().carryOut(worker);
        if (worker.packed) emptyOut(worker);
        if (worker.queue.isEmpty()) {
            goIdle(worker);
        } else {
            beginOwn(worker);
        }
    }

    private void beginOwn(VirtualWorker worker) {
        int task = takeOwn(worker);
        // A backlog calls for help between two tasks.
        if (rules.steals() && !worker.queue.isEmpty() && callOne(null)) worker.lateNanos += costs.call();
        begin(worker, task);
    }

    /// Takes the task at the head of a worker's queue.
    int takeOwn(VirtualWorker worker) {
        queued--;
        return worker.queue.poll();
    }

    /// Puts back a task that was there before, behind the others.
    void putBack(VirtualWorker worker, int task) {
        worker.queue.add(task);
        queued++;
    }

    // Finding work elsewhere, and sleep.

    private void goIdle(VirtualWorker worker) {
        worker.task = NOTHING;
        worker.idleSinceNanos = now;
        worker.searchEndNanos = now + worker.spin.nanos();
        if (!worker.packed && idlers.beginSearch(worker)) {
            search(worker);
        } else if (!naps(worker)) {
            lookOnceMore(worker);
        }
    }

    private void search(VirtualWorker worker) {
        if (seesWork(worker)) {
            goAndTake(worker);
        } else if (now >= worker.searchEndNanos) {
            idlers.endSearch();
            if (!naps(worker)) lookOnceMore(worker);
        } else {
            if (worker.state != State.SEARCHING) worker.enter(State.SEARCHING, now);
            idlers.spins(worker);
            timeline.set(worker.index, worker.searchEndNanos);
        }
    }

    private boolean seesWork(VirtualWorker worker) {
        return rules.steals() ? queued > 0 : !worker.queue.isEmpty();
    }

    private void goAndTake(VirtualWorker worker) {
        look(worker, worker.queue.isEmpty() ? now + costs.steal() : now);
    }

    /// It has seen that something is queued, and gets there at that instant.
    private void look(VirtualWorker worker, long atNanos) {
        idlers.spinsNoMore(worker);
        if (worker.state != State.STEALING) worker.enter(State.STEALING, now);
        timeline.set(worker.index, atNanos);
    }

    /// A worker that goes to sleep looks at all queues for the last time.
    private void lookOnceMore(VirtualWorker worker) {
        if (!worker.packed && seesWork(worker)) {
            idlers.countSearcher();
            worker.searchEndNanos = now + worker.spin.nanos();
            goAndTake(worker);
        } else {
            park(worker);
        }
    }

    /// Nobody is told of a nap, so who enqueues meanwhile wakes nobody. False: the last naps were in vain, and the worker is to sleep.
    private boolean naps(VirtualWorker worker) {
        if (worker.packed || worker.napNanos == 0 || worker.emptyNaps >= EMPTY_NAPS) return false;
        worker.emptyNaps++;
        worker.enter(State.NAPPING, now);
        timeline.set(worker.index, now + worker.napNanos);
        return true;
    }

    private void park(VirtualWorker worker) {
        worker.emptyNaps = 0;
        worker.enter(State.PARKED, now);
        idlers.parks(worker);
        timeline.set(worker.index, Timeline.NEVER);
    }

    @Override
    void idleEvent(VirtualWorker worker) {
        switch (worker.state) {
            case NAPPING -> endNap(worker);
            case STEALING, WAKING, SEARCHING -> {
                idlers.spinsNoMore(worker);
                if (worker.packed) {
                    rest(worker);
                } else if (worker.state == State.STEALING) {
                    take(worker);
                } else {
                    if (worker.state == State.WAKING) worker.searchEndNanos = now + worker.spin.nanos();
                    search(worker);
                }
            }
            default -> throw new IllegalStateException("worker " + worker.index + " waits for nothing: " + worker.state);
        }
    }

    /// A searcher was packed away; what it was coming for somebody else must come for.
    private void rest(VirtualWorker worker) {
        idlers.endSearch();
        park(worker);
        emptyOut(worker);
        if (rules.steals() && queued > 0) callOne(null);
    }

    private void endNap(VirtualWorker worker) {
        measures.woke();
        if (worker.packed) {
            park(worker);
        } else if (idlers.beginSearch(worker)) {
            worker.enter(State.WAKING, now);
            timeline.set(worker.index, now + costs.wake());
        } else if (!naps(worker)) {
            lookOnceMore(worker);
        }
    }

    private void take(VirtualWorker worker) {
        int task = !worker.queue.isEmpty() ? takeOwn(worker) : rules.steals() ? steal(worker) : NOTHING;
        if (task == NOTHING) {
            search(worker);
            return;
        }
        worker.spin.waited(now - worker.idleSinceNanos);
        worker.emptyNaps = 0;
        idlers.endSearch();
        // Enqueuers have relied on it, so it sees that the rest is looked after.
        if (rules.steals() && queued > 0 && callOne(null)) worker.lateNanos += costs.call();
        begin(worker, task);
    }

    /// Takes half of what waits with another: the first that has something, round from a random place, or the one of some that has most.
    private int steal(VirtualWorker thief) {
        int start = random.nextInt(workers.length);
        VirtualWorker victim = null;
        int compared = 0;
        for (int i = 0; queued > 0 && i < workers.length && compared < rules.victims(); i++) {
            VirtualWorker other = workers[start + i < workers.length ? start + i : start + i - workers.length];
            if (other.queue.isEmpty() || other == thief) continue;
            compared++;
            if (victim == null || other.queue.size() > victim.queue.size()) victim = other;
        }
        if (victim == null) return NOTHING;
        int count = Math.min(Costs.STEAL_MAX, (victim.queue.size() + 1) / 2);
        int task = takeOwn(victim);
        for (int more = 1; more < count; more++) thief.queue.add(victim.queue.poll());
        measures.stole(count);
        return task;
    }

    // For the balancer.

    @Override
    long tick() {
        return now + (balancer.tick() && idlers.anyParked() ? costs.hungryTick() : costs.tick());
    }

    /// Packs a worker away, or ends that.
    void pack(VirtualWorker worker, boolean whether) {
        if (worker.packed == whether) return;
        worker.packed = whether;
        idlers.packedOrNot(worker);
        if (!whether) {
            if (worker.state == State.PARKED) wake(worker);  // it looks for itself what there is
        } else if (worker.state != State.RUNNING) {
            emptyOut(worker);
        }
    }

    /// What waits with a worker that was packed away goes to others.
    private void emptyOut(VirtualWorker worker) {
        while (!worker.queue.isEmpty()) deliver(worker, takeOwn(worker));
    }

    /// Whether a task waits that nobody comes for while a worker sleeps: that must not be (W1 of the runtime). Naps are meant to let tasks wait.
    boolean hasForgottenTask() {
        boolean naps = false;
        for (VirtualWorker worker : workers) naps |= worker.state == State.NAPPING;
        return rules.steals() && queued > 0 && idlers.searchers() == 0 && idlers.anyParked() && !naps;
    }
}
