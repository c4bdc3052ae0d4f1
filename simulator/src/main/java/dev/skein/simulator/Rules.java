package dev.skein.simulator;

/// What workers do by themselves. The standard is what the runtime does; the rest is there to see what another rule would bring.
///
/// @param steals whether idle workers take from others
/// @param placement of tasks from outside
/// @param workersPerSearcher who has queued a task, or found one where more wait, wakes a worker if fewer search than one for so many workers, or
///     none; 1 or more
/// @param victims how many workers that have something queued a thief compares, to take from the longest queue; 1 or more
record Rules(boolean steals, Placement placement, int workersPerSearcher, int victims) {

    static final Rules STANDARD = new Rules(true, Placement.RUNTIME, 16, 8);

    Rules {
        if (workersPerSearcher < 1) throw new IllegalArgumentException("workersPerSearcher must be 1 or more, got " + workersPerSearcher);
        if (victims < 1) throw new IllegalArgumentException("victims must be 1 or more, got " + victims);
    }

    Rules withSteals(boolean whether) {
        return new Rules(whether, placement, workersPerSearcher, victims);
    }

    Rules withPlacement(Placement by) {
        return new Rules(steals, by, workersPerSearcher, victims);
    }

    Rules withWorkersPerSearcher(int count) {
        return new Rules(steals, placement, count, victims);
    }

    Rules withVictims(int count) {
        return new Rules(steals, placement, workersPerSearcher, count);
    }

    /// With how many searchers nobody else is woken.
    int searchersWanted(int workers) {
        return Math.max(1, workers / workersPerSearcher);
    }
}
