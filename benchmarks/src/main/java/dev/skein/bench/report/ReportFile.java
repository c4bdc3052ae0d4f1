package dev.skein.bench.report;

import dev.skein.bench.figures.Comparison;
import dev.skein.bench.figures.ForkRun;
import dev.skein.bench.figures.Json;
import dev.skein.bench.figures.JsonReader;
import dev.skein.bench.figures.LostFork;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// All that the pages are made of; as JSON it is `report.json`.
///
/// @param environment what the figures depend on besides the code
/// @param method how they were measured
/// @param definitions what one op is, by benchmark; where it is no JMH benchmark, a sentence about what is measured
/// @param seed of the bootstrap
/// @param lost forks that brought no figure that counts
record ReportFile(Map<String, String> environment, Map<String, String> method, Map<String, String> definitions, long seed, List<ForkRun> runs, List<LostFork> lost) {

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
        return "{\n  \"environment\": " + Json.object(environment) + ",\n  \"method\": " + Json.object(method) + ",\n  \"definitions\": " + Json.object(definitions)
                + ",\n  \"seed\": " + Json.quote(Long.toString(seed)) + ",\n  \"forks\": " + Json.array(runs.stream().map(Json::of).toList())
                + ",\n  \"lost\": " + Json.array(lost.stream().map(ReportFile::json).toList()) + "\n}\n";
    }

    private static String json(LostFork fork) {
        return "{\"benchmark\": " + Json.quote(fork.benchmark()) + ", \"scheduler\": " + Json.quote(fork.scheduler()) + ", \"round\": " + fork.round()
                + ", \"kind\": " + Json.quote(fork.kind().name().toLowerCase(Locale.ROOT)) + ", \"reason\": " + Json.quote(fork.reason()) + "}";
    }

    /// @throws IllegalArgumentException if it is no such file, saying what is missing
    static ReportFile read(String json) {
        Object file = JsonReader.read(json);
        List<LostFork> lost = new ArrayList<>();
        for (Object fork : JsonReader.list(JsonReader.member(file, "lost"))) {
            lost.add(new LostFork(JsonReader.string(fork, "benchmark"), JsonReader.string(fork, "scheduler"), JsonReader.integer(fork, "round"),
                    LostFork.Kind.valueOf(JsonReader.string(fork, "kind").toUpperCase(Locale.ROOT)), JsonReader.string(fork, "reason")));
        }
        return new ReportFile(JsonReader.strings(file, "environment"), JsonReader.strings(file, "method"), JsonReader.strings(file, "definitions"),
                Long.parseLong(JsonReader.string(file, "seed")), JsonReader.forks(file), lost);
    }
}
