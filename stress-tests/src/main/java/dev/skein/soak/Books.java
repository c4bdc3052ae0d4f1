package dev.skein.soak;

import dev.skein.api.SkeinStats;
import java.util.Optional;

/// How many tasks were given to a runtime and how they ended: as we have counted, or as the runtime has. Tasks that stay are among the submitted.
record Books(long submitted, long completed, long failed, long cancelled) {

    static Books of(SkeinStats stats) {
        return new Books(stats.submitted(), stats.completed(), stats.failed(), stats.cancelled());
    }

    /// Tasks that have not ended.
    long open() {
        return submitted - completed - failed - cancelled;
    }

    /// What is wrong with these books of a runtime, if anything is.
    ///
    /// @param expected what was counted outside it
    /// @param plainMissing Runnables that were given and did not run
    /// @param staying tasks that should not have ended
    Optional<String> faults(Books expected, long plainMissing, int staying) {
        if (plainMissing != 0) return Optional.of("Runnables that did not run, or ran twice if below 0: " + plainMissing);
        if (!equals(expected)) return Optional.of("the books are " + this + " instead of " + expected);
        return open() == staying ? Optional.empty() : Optional.of("tasks that have not ended: " + open() + " instead of " + staying);
    }
}
