package dev.skein.simulator;

import dev.skein.api.BalancePolicy;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/// One scenario over several seeds, in several modes. The runs of a seed share their arrivals; different seeds run at the same time.
final class Runs {

    private final Costs costs;
    private final Rules rules;
    private final BalancePolicy policy;

    /// @param policy that of [Mode#POLICY]
    Runs(Costs costs, Rules rules, BalancePolicy policy) {
        this.costs = costs;
        this.rules = rules;
        this.policy = policy;
    }

    /// One run.
    Outcome one(Scenario scenario, Mode mode, long seed) {
        return one(scenario, mode, Arrivals.of(scenario, seed), seed);
    }

    private Outcome one(Scenario scenario, Mode mode, Arrivals arrivals, long seed) {
        return simulation(scenario, mode, arrivals, seed).run();
    }

    Simulation simulation(Scenario scenario, Mode mode, Arrivals arrivals, long seed) {
        return switch (mode) {
            case POLICY -> new WorkStealing(scenario, costs, rules, arrivals, policy, seed);
            case STEALING -> new WorkStealing(scenario, costs, rules, arrivals, null, seed);
            case NONE -> new WorkStealing(scenario, costs, rules.withSteals(false), arrivals, null, seed);
            case CENTRAL -> new CentralQueue(scenario, costs, arrivals, seed);
        };
    }

    /// All runs of a scenario.
    ///
    /// @param modes in the order in which they are to be shown
    Result all(Scenario scenario, List<Mode> modes, long firstSeed, int seeds, ExecutorService executor) throws InterruptedException {
        List<Future<Map<Mode, Outcome>>> futures = new ArrayList<>();
        for (long seed = firstSeed; seed < firstSeed + seeds; seed++) {
            long mine = seed;
            futures.add(executor.submit(() -> ofSeed(scenario, modes, mine)));
        }
        List<Map<Mode, Outcome>> outcomes = new ArrayList<>();
        for (Future<Map<Mode, Outcome>> future : futures) outcomes.add(get(future));
        return new Result(scenario, modes, firstSeed, outcomes);
    }

    private Map<Mode, Outcome> ofSeed(Scenario scenario, List<Mode> modes, long seed) {
        Arrivals arrivals = Arrivals.of(scenario, seed);
        Map<Mode, Outcome> outcomes = new EnumMap<>(Mode.class);
        for (Mode mode : modes) outcomes.put(mode, one(scenario, mode, arrivals, seed));
        return outcomes;
    }

    private static Map<Mode, Outcome> get(Future<Map<Mode, Outcome>> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) throw failure;
            if (e.getCause() instanceof Error error) throw error;
            throw new IllegalStateException(e.getCause());
        }
    }
}
