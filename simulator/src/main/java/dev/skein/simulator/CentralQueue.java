package dev.skein.simulator;

import dev.skein.simulator.VirtualWorker.State;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;

/// The ideal that nobody can build: one queue, first in, first out, from which the fastest free worker takes without delay and without cost.
final class CentralQueue extends Simulation {

    private final TaskQueue queue = new TaskQueue();
    /// Workers from the fastest to the slowest, and the place of each among them.
    private final Integer[] bySpeed;
    private final int[] place;
    /// Places of those that run nothing.
    private final BitSet free = new BitSet();

    CentralQueue(Scenario scenario, Costs costs, Arrivals arrivals, long seed) {
        super(scenario, costs, arrivals, seed);
        bySpeed = new Integer[workers.length];
        place = new int[workers.length];
        Arrays.setAll(bySpeed, index -> index);
        rank();
    }

    @Override
    void arrives(int arrival) {
        ready(arrivals.task(arrival));
    }

    @Override
    void spawned(VirtualWorker by, int firstTask, int count) {
        for (int task = firstTask; task < firstTask + count; task++) ready(task);
    }

    @Override
    void ended(VirtualWorker worker) {
        if (queue.isEmpty()) {
            park(worker);
        } else {
            begin(worker, queue.poll());
        }
    }

    /// It goes to the end of the queue, and its worker is free: where nothing else waits and a faster one is free, the task goes there.
    @Override
    void sliceOver(VirtualWorker worker, int task) {
        queue.add(task);
        free.set(place[worker.index]);
        VirtualWorker fastest = workers[bySpeed[free.nextSetBit(0)]];
        if (fastest != worker) park(worker);
        free.clear(place[fastest.index]);
        begin(fastest, queue.poll());
    }

    @Override
    void idleEvent(VirtualWorker worker) {
        throw new IllegalStateException("worker " + worker.index + " waits for nothing");
    }

    @Override
    void speedChanged(VirtualWorker worker) {
        rank();
    }

    private void ready(int task) {
        int at = free.nextSetBit(0);
        if (at < 0) {
            queue.add(task);
        } else {
            free.clear(at);
            begin(workers[bySpeed[at]], task);
        }
    }

    private void park(VirtualWorker worker) {
        worker.task = -1;
        worker.enter(State.PARKED, now);
        timeline.set(worker.index, Timeline.NEVER);
        free.set(place[worker.index]);
    }

    private void rank() {
        Arrays.sort(bySpeed, Comparator.comparingDouble((Integer index) -> -workers[index].speed()).thenComparing(index -> index));
        free.clear();
        for (int at = 0; at < bySpeed.length; at++) {
            place[bySpeed[at]] = at;
            if (workers[bySpeed[at]].state != State.RUNNING) free.set(at);
        }
    }
}
