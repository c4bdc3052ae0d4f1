package dev.skein.bench.compare;

import dev.skein.bench.figures.ForkRun;
import dev.skein.bench.figures.LostFork;
import java.util.List;
import java.util.Map;

/// What came of the rounds.
///
/// @param definitions what one op is, by benchmark as in the runs
public record Measured(List<ForkRun> runs, List<LostFork> lost, Map<String, String> definitions) {

    public boolean hasFailures() {
        return lost.stream().anyMatch(fork -> fork.kind() == LostFork.Kind.FAILED);
    }
}
