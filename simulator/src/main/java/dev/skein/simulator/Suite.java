package dev.skein.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;

/// What `docs/balancing.md` shows: which scenarios, under which rules, at how many workers.
///
/// A run of the suite takes a minute or two, so what is there to compare rules or numbers of workers has fewer seeds than the scenarios themselves.
final class Suite {

    private static final int AT_ONCE = 64;
    /// Tasks of a run of the chart, and its shortest duration.
    private static final double CHART_TASKS = 200_000;
    private static final long CHART_NANOS_MIN = 1_000_000_000;
    private static final int CHART_SEEDS = 5;

    private final int seeds;
    private final long firstSeed;
    private final ExecutorService executor;
    private final Consumer<String> log;
    private final Runs standard;
    private final Costs costs;
    private final String policy;

    Suite(String policy, int seeds, long firstSeed, ExecutorService executor, Consumer<String> log) {
        this.policy = policy;
        this.seeds = seeds;
        this.firstSeed = firstSeed;
        this.executor = executor;
        this.log = log;
        this.costs = Costs.standard();
        this.standard = new Runs(costs, Rules.STANDARD, PolicyNames.of(policy));
    }

    /// A result and the name it is shown by.
    record Named(String name, Result result) {}

    /// Results by number of workers.
    record Curve(String name, Mode mode, List<Result> byWorkers) {}

    /// The rules that the page proposes: a sixteenth of the workers search when there is something to do, and a thief compares eight victims.
    static Rules proposed(int workers) {
        return Rules.STANDARD.withSearchersWanted(Math.max(1, workers / 16)).withVictims(8);
    }

    private static Scenario base() {
        return Scenario.standard();
    }

    private static Scenario atOnce() {
        return base().withBurst(AT_ONCE);
    }

    private static Scenario shortTasks() {
        return atOnce().withMean(100_000).withDuration(200_000_000);
    }

    private static Scenario spawning() {
        return base().withSpawns(AT_ONCE);
    }

    // Waits.

    List<Named> waits() throws InterruptedException {
        List<Named> results = new ArrayList<>();
        add(results, "one by one", base(), seeds);
        add(results, "one by one, load 95 %", base().withLoad(0.95), fewer());
        add(results, "64 at once", atOnce(), seeds);
        add(results, "each starts 64", spawning(), seeds);
        add(results, "each starts 64, exponential", spawning().withService(ServiceTimes.EXPONENTIAL), fewer());
        add(results, "64 at once, mean 100 us", shortTasks(), fewer());
        add(results, "64 at once, every other worker half as fast", atOnce().withCapacities(Capacities.BIG_LITTLE), fewer());
        add(results, "64 at once, others take half of an eighth of the CPUs half of the time", atOnce().withInterference(Interference.LASTING), fewer());
        return results;
    }

    private int fewer() {
        return Math.max(1, seeds / 2);
    }

    private int few() {
        return Math.max(1, seeds / 4);
    }

    private void add(List<Named> results, String name, Scenario scenario, int count) throws InterruptedException {
        results.add(new Named(name, run(standard, name, scenario, List.of(Mode.values()), count)));
    }

    private Result run(Runs runs, String name, Scenario scenario, List<Mode> modes, int count) throws InterruptedException {
        Result result = runs.all(scenario, modes, firstSeed, count, executor);
        log.accept(name + ":");
        Report.of(result).forEach(line -> log.accept("  " + line));
        return result;
    }

    // Rules.

    /// The same scenarios under other rules; in each the first is as it is.
    List<List<Named>> rules() throws InterruptedException {
        int workers = base().workers();
        List<List<Named>> tables = new ArrayList<>();
        for (Scenario scenario : List.of(base(), atOnce(), spawning(), shortTasks())) {
            List<Named> rows = new ArrayList<>();
            addRule(rows, "as the runtime does it", scenario, costs, Rules.STANDARD, Mode.STEALING);
            addRule(rows, "the same, with steals and wake-ups for nothing", scenario, costs.free(), Rules.STANDARD, Mode.STEALING);
            addRule(rows, "wakes while fewer than a sixteenth search", scenario, costs, Rules.STANDARD.withSearchersWanted(workers / 16), Mode.STEALING);
            addRule(rows, "steals from the longest of 8 queues", scenario, costs, Rules.STANDARD.withVictims(8), Mode.STEALING);
            addRule(rows, "both", scenario, costs, proposed(workers), Mode.STEALING);
            addRule(rows, "both, and the policy", scenario, costs, proposed(workers), Mode.POLICY);
            addRule(rows, "both, placed at the emptier of two at this instant", scenario, costs, proposed(workers).withPlacement(Placement.FEWER), Mode.STEALING);
            tables.add(rows);
        }
        return tables;
    }

    private void addRule(List<Named> rows, String name, Scenario scenario, Costs of, Rules rules, Mode mode) throws InterruptedException {
        Runs runs = new Runs(of, rules, PolicyNames.of(policy));
        rows.add(new Named(name, run(runs, name, scenario, List.of(mode, Mode.CENTRAL), few())));
    }

    // Endless tasks.

    List<Named> endless() throws InterruptedException {
        Scenario four = base().withService(ServiceTimes.ENDLESS).withLoad(4);
        List<Named> results = new ArrayList<>();
        add(results, "equal workers", four, fewer());
        add(results, "every other worker half as fast", four.withCapacities(Capacities.BIG_LITTLE), fewer());
        add(results, "others take half of an eighth of the CPUs half of the time", four.withInterference(Interference.LASTING), fewer());
        return results;
    }

    // The chart.

    List<Curve> curves() throws InterruptedException {
        List<Result> asIs = new ArrayList<>();
        List<Result> otherRules = new ArrayList<>();
        for (int workers = 2; workers <= Scenario.WORKERS_MAX; workers *= 2) {
            long nanos = (long) Math.max(CHART_NANOS_MIN, CHART_TASKS / (base().load() * workers) * base().meanNanos());
            Scenario scenario = base().withWorkers(workers).withBurst(Math.max(1, workers / 4)).withDuration(nanos);
            asIs.add(run(standard, workers + " workers", scenario, List.of(Mode.values()), CHART_SEEDS));
            Runs runs = new Runs(costs, proposed(workers), PolicyNames.of(policy));
            otherRules.add(run(runs, workers + " workers, other rules", scenario, List.of(Mode.STEALING, Mode.CENTRAL), CHART_SEEDS));
        }
        return List.of(
                new Curve("no balancing", Mode.NONE, asIs),
                new Curve("stealing alone", Mode.STEALING, asIs),
                new Curve("stealing and policy", Mode.POLICY, asIs),
                new Curve("stealing, other rules", Mode.STEALING, otherRules));
    }
}
