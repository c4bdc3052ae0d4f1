package dev.skein.bench.figures;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Writes a comparison as JSON: every iteration of every fork, for whoever wants other statistics than ours. [JsonReader] reads it.
public final class Json {

    private Json() { }

    public static String of(Map<String, String> environment, List<ForkRun> runs) {
        return "{\n  \"environment\": " + object(environment) + ",\n  \"forks\": " + array(runs.stream().map(Json::of).toList()) + "\n}\n";
    }

    /// A line for each entry.
    public static String object(Map<String, String> entries) {
        return entries.entrySet().stream().map(entry -> "    " + quote(entry.getKey()) + ": " + quote(entry.getValue()))
                .collect(Collectors.joining(",\n", "{\n", "\n  }"));
    }

    /// A line for each value, which is JSON already.
    public static String array(List<String> values) {
        return values.stream().map(value -> "    " + value).collect(Collectors.joining(",\n", "[\n", "\n  ]"));
    }

    public static String of(ForkRun run) {
        return "{\"benchmark\": " + quote(run.benchmark()) + ", \"scheduler\": " + quote(run.scheduler()) + ", \"round\": " + run.round()
                + ", \"unit\": " + quote(run.unit()) + ", \"higherIsBetter\": " + run.higherIsBetter() + ", \"scores\": " + run.scores() + "}";
    }

    public static String quote(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') out.append('\\').append(c);
            else if (c < ' ') out.append(String.format("\\u%04x", (int) c));
            else out.append(c);
        }
        return out.append('"').toString();
    }
}
