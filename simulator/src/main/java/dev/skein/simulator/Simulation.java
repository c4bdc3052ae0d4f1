package dev.skein.simulator;

import dev.skein.simulator.VirtualWorker.State;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// One run: virtual time goes from event to event. What all ways to schedule have in common stands here: the arrivals, the CPUs and what
/// others take of them, and how a task runs there in slices until it ends.
///
/// It is one thread's, and depends on its input alone: the same seed gives the same run, whatever the machine.
abstract class Simulation {

    /// A run that is not over by then makes no progress, and that is a defect.
    private static final long PATIENCE_NANOS = 3_600_000_000_000L;

    final Scenario scenario;
    final Costs costs;
    final Arrivals arrivals;
    final Tasks tasks;
    final VirtualWorker[] workers;
    final Timeline timeline;
    final Measures measures = new Measures();
    long now;

    private final List<Interference.Change> changes;
    private final int arrivalSource;
    private final int changeSource;
    private final int tickSource;
    private int nextArrival;
    private int nextChange;

    Simulation(Scenario scenario, Costs costs, Arrivals arrivals, long seed) {
        this.scenario = scenario;
        this.costs = costs;
        this.arrivals = arrivals;
        this.tasks = new Tasks(arrivals, scenario.isEndless());
        this.workers = new VirtualWorker[scenario.workers()];
        Arrays.setAll(workers, index -> new VirtualWorker(index, scenario.capacities().of(index)));
        this.changes = scenario.interference().changes(workers.length, scenario.durationNanos(), new SplittableRandom(~seed));
        this.arrivalSource = workers.length;
        this.changeSource = workers.length + 1;
        this.tickSource = workers.length + 2;
        this.timeline = new Timeline(workers.length + 3);
    }

    // What each way to schedule does.

    /// A task has come from outside.
    abstract void arrives(int arrival);

    /// A running task has started others, which are ready.
    abstract void spawned(VirtualWorker by, int firstTask, int count);

    /// The worker's task has ended.
    abstract void ended(VirtualWorker worker);

    /// The slice of the worker's task is over.
    abstract void sliceOver(VirtualWorker worker, int task);

    /// What a worker waited for that runs nothing has come.
    abstract void idleEvent(VirtualWorker worker);

    /// Others take another share of the worker's CPU.
    void speedChanged(VirtualWorker worker) {}

    /// The balancer's tick.
    ///
    /// @return when the next one is
    long tick() {
        return Timeline.NEVER;
    }

    // The run.

    /// Runs to the end: until all tasks have ended, or of endless ones for the given time.
    final Outcome run() {
        long horizon = scenario.isEndless() ? scenario.durationNanos() : scenario.durationNanos() + PATIENCE_NANOS;
        timeline.set(tickSource, 0);
        scheduleArrival();
        scheduleChange();
        while (!tasks.allEnded() && timeline.firstNanos() <= horizon) {
            if (timeline.firstNanos() < now) throw new IllegalStateException("time ran backwards, from " + now + " to " + timeline.firstNanos());
            now = timeline.firstNanos();
            dispatch(timeline.first());
        }
        if (!scenario.isEndless() && !tasks.allEnded()) {
            throw new IllegalStateException("%,d of %,d tasks have not ended".formatted(tasks.count - tasks.ended(), tasks.count));
        }
        if (scenario.isEndless()) settleAll(horizon);
        return Outcomes.of(this);
    }

    private void dispatch(int source) {
        if (source < workers.length) {
            VirtualWorker worker = workers[source];
            if (worker.state == State.RUNNING) atBoundary(worker);
            else idleEvent(worker);
        } else if (source == arrivalSource) {
            int arrival = nextArrival++;
            scheduleArrival();
            tasks.readyNanos[arrivals.task(arrival)] = now;
            arrives(arrival);
        } else if (source == changeSource) {
            change(changes.get(nextChange++));
            scheduleChange();
        } else {
            timeline.set(tickSource, tick());
        }
    }

    private void scheduleArrival() {
        timeline.set(arrivalSource, nextArrival < arrivals.fromOutside() ? arrivals.nanos(nextArrival) : Timeline.NEVER);
    }

    private void scheduleChange() {
        timeline.set(changeSource, nextChange < changes.size() ? changes.get(nextChange).nanos() : Timeline.NEVER);
    }

    private void change(Interference.Change change) {
        VirtualWorker worker = workers[change.worker()];
        boolean running = worker.state == State.RUNNING;
        if (running) settle(worker);
        worker.interfere(change.foreignShare(), now);
        if (running) schedule(worker);
        speedChanged(worker);
    }

    private void settleAll(long horizon) {
        now = horizon;
        for (VirtualWorker worker : workers) {
            if (worker.state == State.RUNNING) settle(worker);
        }
    }

    // A task on a worker.

    /// Lets a worker run a task until its slice is over or it ends.
    final void begin(VirtualWorker worker, int task) {
        boolean first = tasks.begins(task);
        if (first || scenario.isEndless()) waited(task);
        if (worker.task != task || first) tasks.runsOn(task, worker.index, now);
        worker.begin(task, now, costs.slice());
        schedule(worker);
        int spawns = first ? arrivals.spawns(task) : 0;
        if (spawns == 0) return;
        for (int child = task + 1; child <= task + spawns; child++) tasks.readyNanos[child] = now;
        spawned(worker, task + 1, spawns);
    }

    private void waited(int task) {
        long ready = tasks.readyNanos[task];
        if (ready >= scenario.warmUpNanos()) measures.waited(now - ready);
    }

    private void schedule(VirtualWorker worker) {
        timeline.set(worker.index, worker.boundaryNanos(tasks.left[worker.task], scenario.yields()));
    }

    private void settle(VirtualWorker worker) {
        int task = worker.task;
        double work = worker.settle(tasks.left[task], now);
        tasks.left[task] -= work;
        if (scenario.isEndless()) tasks.done[task] += work;
    }

    private void atBoundary(VirtualWorker worker) {
        settle(worker);
        int task = worker.task;
        tasks.ranNanos[task] = now;
        // Ends are rounded up to whole nanoseconds, so less than the last one is left only by the error of the division.
        if (tasks.left[task] < 0.001) {
            tasks.ends(task);
            long ready = tasks.readyNanos[task];
            if (ready >= scenario.warmUpNanos()) measures.took(now - ready);
            worker.task = -1;
            ended(worker);
        } else {
            tasks.readyNanos[task] = scenario.isEndless() ? now : tasks.readyNanos[task];
            sliceOver(worker, task);
        }
    }
}
