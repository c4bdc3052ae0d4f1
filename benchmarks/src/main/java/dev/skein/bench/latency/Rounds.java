package dev.skein.bench.latency;

import dev.skein.bench.balancing.ForeignSpinner;
import dev.skein.bench.compare.Turns;
import dev.skein.bench.load.ArrivalPlan;
import dev.skein.bench.load.IdealQueue;
import dev.skein.bench.load.OpenLoop;
import dev.skein.bench.load.ProcessCpu;
import dev.skein.bench.load.ServiceTime;
import dev.skein.bench.load.WorkSpeed;
import dev.skein.platform.Affinity;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Lets the contestants take turns. In each round a cell has its own seed, the same for all of them: they get the same tasks at the same times.
///
/// A contestant is started for its turn and ends with it. Before what counts it gets some tasks of another seed, so that its code is
/// compiled and it has learnt what it learns; the hog is at it by then. What the one before has left on the heap is collected first.
final class Rounds {

    private static final int WARM_UP_LOAD = 60;
    private static final Duration PILOT = Duration.ofMillis(300);

    private final Layout layout;
    private final Duration mean;
    private final Duration slice;
    private final int tasks;
    private final Duration warmUp;
    private final long seed;

    /// @param mean service time
    /// @param slice of our runtimes
    /// @param tasks in a turn
    /// @param warmUp length of the plan before it
    Rounds(Layout layout, Duration mean, Duration slice, int tasks, Duration warmUp, long seed) {
        this.layout = layout;
        this.mean = mean;
        this.slice = slice;
        this.tasks = tasks;
        this.warmUp = warmUp;
        this.seed = seed;
    }

    /// Has the code of all contestants compiled before anything counts.
    void warmUp(List<Contestant> contestants) throws InterruptedException {
        Cell cell = new Cell(ServiceTime.EXPONENTIAL, WARM_UP_LOAD, false);
        long steps = WorkSpeed.stepsIn(mean, Affinity.system().processCpus().size());
        double perSecond = perSecond(cell, steps);
        ArrivalPlan plan = ArrivalPlan.of(cell.service(), perSecond, tasksIn(warmUp, perSecond), steps, seed);
        for (Contestant each : contestants) {
            var _ = turn(cell, each, 0, plan, plan);
        }
    }

    /// One round of all contestants; hands over each turn as it ends, and before them what would be ideal, unless there is a hog.
    ///
    /// @param hog waits to be told; used where the cell has one
    void round(Cell cell, List<Contestant> contestants, int round, ForeignSpinner hog, Consumer<Ideal> ideals, Consumer<Turn> results)
            throws IOException, InterruptedException {
        long steps = WorkSpeed.stepsIn(mean, Affinity.system().processCpus().size());
        double perSecond = perSecond(cell, steps);
        long roundSeed = seed + 1_000L * round;
        ArrivalPlan before = ArrivalPlan.of(cell.service(), perSecond, tasksIn(warmUp, perSecond), steps, roundSeed + 1);
        ArrivalPlan plan = ArrivalPlan.of(cell.service(), perSecond, tasks, steps, roundSeed);
        if (!cell.hog()) ideals.accept(ideal(cell, round, plan, (double) mean.toNanos() / steps));
        Map<String, Contestant> byName = new TreeMap<>();
        for (Contestant each : contestants) byName.put(each.toString(), each);
        for (Map.Entry<String, Contestant> each : Turns.of(byName, round)) {
            if (cell.hog()) hog.spinOn(layout.hogCpu());
            try {
                results.accept(turn(cell, each.getValue(), round, before, plan));
            } finally {
                if (cell.hog()) hog.stop();
            }
        }
    }

    private Ideal ideal(Cell cell, int round, ArrivalPlan plan, double nanosPerStep) {
        return new Ideal(cell, round, IdealQueue.firstComeFirstServed(plan, nanosPerStep, layout.workers()),
                IdealQueue.sliced(plan, nanosPerStep, layout.workers(), slice), IdealQueue.sliced(plan, nanosPerStep, layout.workers(), Contestant.SHORT_SLICE));
    }

    private Turn turn(Cell cell, Contestant contestant, int round, ArrivalPlan before, ArrivalPlan plan) throws InterruptedException {
        System.gc();
        try (Contestant.Running running = contestant.start(layout, slice)) {
            return layout.asGenerator(() -> {
                var _ = OpenLoop.run(before, layout.pace(), running.sink());
                ProcessCpu cpuBefore = ProcessCpu.now();
                long delayBefore = running.threads().runDelayNanos();
                OpenLoop.Outcome outcome = OpenLoop.run(plan, layout.pace(), running.sink());
                double wall = outcome.wallNanos();
                double cpu = ProcessCpu.now().nanosSince(cpuBefore) - outcome.generatorCpuNanos();
                return new Turn(cell, contestant, round, outcome.sojournNanos(), outcome.lateNanos(), cpu / wall / layout.workers(),
                        (running.threads().runDelayNanos() - delayBefore) / wall / layout.workers());
            });
        }
    }

    /// So many that the workers' CPUs are used to the load of the cell; with the generator's own time, where it shares them.
    private double perSecond(Cell cell, long steps) throws InterruptedException {
        double capacity = layout.capacity(cell.hog());
        double workersAlone = perSecond(cell.loadPercent(), capacity, mean.toNanos());
        if (layout.generatorCpu().isPresent()) return workersAlone;
        ArrivalPlan pilot = ArrivalPlan.of(ServiceTime.CONSTANT, workersAlone, tasksIn(PILOT, workersAlone), steps, seed);
        OpenLoop.Outcome outcome = layout.asGenerator(() -> OpenLoop.run(pilot, layout.pace(), OpenLoop.Arrival::ended));
        return perSecond(cell.loadPercent(), capacity, mean.toNanos() + (double) outcome.generatorCpuNanos() / pilot.tasks());
    }

    /// How many tasks make that load.
    ///
    /// @param capacity in CPUs
    /// @param nanosPerTask of CPU time
    static double perSecond(int loadPercent, double capacity, double nanosPerTask) {
        return loadPercent / 100.0 * capacity * 1e9 / nanosPerTask;
    }

    private static int tasksIn(Duration time, double perSecond) {
        return (int) Math.max(1, Math.round(time.toNanos() / 1e9 * perSecond));
    }

    /// All that these make with each other, in the order of the table.
    static List<Cell> cells(List<ServiceTime> services, List<Integer> loads, List<Boolean> hogs) {
        List<Cell> cells = new ArrayList<>();
        for (boolean hog : hogs) {
            for (ServiceTime service : services) {
                for (int load : loads) cells.add(new Cell(service, load, hog));
            }
        }
        return cells;
    }
}
