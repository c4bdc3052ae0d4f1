package dev.skein.simulator;

import dev.skein.simulator.VirtualWorker.State;
import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// Who searches and who sleeps, as `dev.skein.worker.IdleWorkers` has it: half of the workers search at most.
final class Idlers {

    private final VirtualWorker[] workers;
    private final int maxSearchers;
    private final SplittableRandom random;
    private final BitSet parked = new BitSet();
    /// Those that look round and find nothing, in no order, and the place of each among them.
    private final int[] spinning;
    private final int[] placeOf;
    private int spinningCount;
    private int searchers;
    private int lastSearcher;

    Idlers(VirtualWorker[] workers, SplittableRandom random) {
        this.workers = workers;
        this.random = random;
        maxSearchers = Math.max(1, workers.length / 2);
        spinning = new int[workers.length];
        placeOf = new int[workers.length];
        Arrays.fill(placeOf, -1);
        parked.set(0, workers.length);
    }

    // Searching.

    /// Whether the worker may search now; it is then counted.
    boolean beginSearch(VirtualWorker worker) {
        if (searchers >= maxSearchers) return false;
        searchers++;
        lastSearcher = worker.index;
        return true;
    }

    /// Counts one that searches however many others do: it was woken, or has seen work at its last look.
    void countSearcher() {
        searchers++;
    }

    void endSearch() {
        searchers--;
    }

    /// Workers that search or were woken to.
    int searchers() {
        return searchers;
    }

    VirtualWorker lastSearcher() {
        return workers[lastSearcher];
    }

    void spins(VirtualWorker worker) {
        placeOf[worker.index] = spinningCount;
        spinning[spinningCount++] = worker.index;
    }

    void spinsNoMore(VirtualWorker worker) {
        int place = placeOf[worker.index];
        if (place < 0) return;
        int last = spinning[--spinningCount];
        spinning[place] = last;
        placeOf[last] = place;
        placeOf[worker.index] = -1;
    }

    /// The one that comes by first; null if nobody spins.
    @Nullable VirtualWorker anySpinning() {
        return spinningCount == 0 ? null : workers[spinning[random.nextInt(spinningCount)]];
    }

    // Sleeping.

    void parks(VirtualWorker worker) {
        if (!worker.packed) parked.set(worker.index);
    }

    void leavesPark(VirtualWorker worker) {
        parked.clear(worker.index);
    }

    /// A worker that is packed away is called for nothing; one that sleeps when that ends may be called again.
    void packedOrNot(VirtualWorker worker) {
        parked.set(worker.index, !worker.packed && worker.state == State.PARKED);
    }

    boolean isParked(VirtualWorker worker) {
        return parked.get(worker.index);
    }

    boolean anyParked() {
        return !parked.isEmpty();
    }

    /// The parked worker to be woken: this one, else the one with the lowest index, so that few stay warm; null if none is parked.
    @Nullable VirtualWorker toWake(@Nullable VirtualWorker preferred) {
        if (preferred != null && parked.get(preferred.index)) return preferred;
        int index = parked.nextSetBit(0);
        return index < 0 ? null : workers[index];
    }
}
