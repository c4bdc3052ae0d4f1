package dev.skein.bench.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.skein.bench.figures.Comparison;
import dev.skein.bench.figures.ForkRun;
import dev.skein.bench.figures.Json;
import dev.skein.bench.figures.LostFork;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// All that the pages are made of; as JSON it is `report.json`.
///
/// @param environment what the figures depend on besides the code
/// @param method how they were measured
/// @param definitions what one op is, by benchmark; where it is no JMH benchmark, a sentence about what is measured
/// @param seed of the bootstrap
/// @param lost forks that brought no figure that counts
record ReportFile(Map<String, String> environment, Map<String, String> method, Map<String, String> definitions, long seed,
        @JsonProperty("forks") List<ForkRun> runs, List<LostFork> lost) {

    Comparison comparison() {
        return new Comparison(runs, seed);
    }

    /// With the runs of another program's file; benchmarks that this one has already are replaced.
    ///
    /// @param theirs definitions of those
    ReportFile with(List<ForkRun> others, Map<String, String> theirs) {
        List<ForkRun> all = new ArrayList<>(runs);
        all.removeIf(run -> others.stream().anyMatch(other -> other.benchmark().equals(run.benchmark())));
        all.addAll(others);
        Map<String, String> allDefinitions = new LinkedHashMap<>(definitions);
        allDefinitions.putAll(theirs);
        return new ReportFile(environment, method, allDefinitions, seed, all, lost);
    }

    String json() {
        return Json.of(this);
    }

    /// @throws IllegalArgumentException if it is no such file, saying what is missing
    static ReportFile read(String json) {
        return Json.read(json, ReportFile.class);
    }
}
