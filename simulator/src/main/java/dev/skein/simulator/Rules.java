package dev.skein.simulator;

/// What workers do by themselves. The standard is what the runtime does; the rest is there to see what another rule would bring.
///
/// @param steals whether idle workers take from others
/// @param placement of tasks from outside
/// @param searchersWanted who has queued a task, or found one where more wait, wakes a worker if fewer than so many search; 1 or more
/// @param victims how many workers that have something queued a thief compares, to take from the longest queue; 1 or more
record Rules(boolean steals, Placement placement, int searchersWanted, int victims) {

    static final Rules STANDARD = new Rules(true, Placement.RUNTIME, 1, 1);

    Rules {
        if (searchersWanted < 1) throw new IllegalArgumentException("searchersWanted must be 1 or more, got " + searchersWanted);
        if (victims < 1) throw new IllegalArgumentException("victims must be 1 or more, got " + victims);
    }

    Rules withSteals(boolean whether) {
        return new Rules(whether, placement, searchersWanted, victims);
    }

    Rules withPlacement(Placement by) {
        return new Rules(steals, by, searchersWanted, victims);
    }

    Rules withSearchersWanted(int count) {
        return new Rules(steals, placement, count, victims);
    }

    Rules withVictims(int count) {
        return new Rules(steals, placement, searchersWanted, count);
    }
}
