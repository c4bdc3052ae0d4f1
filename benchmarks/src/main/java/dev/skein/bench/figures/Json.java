package dev.skein.bench.figures;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Writes a comparison as JSON: every iteration of every fork, for whoever wants other statistics than ours.
public final class Json {

    private Json() { }

    public static String of(Map<String, String> environment, List<ForkRun> runs) {
        String facts = environment.entrySet().stream()
                .map(fact -> "    " + quote(fact.getKey()) + ": " + quote(fact.getValue())).collect(Collectors.joining(",\n"));
        String forks = runs.stream().map(Json::of).collect(Collectors.joining(",\n"));
        return "{\n  \"environment\": {\n" + facts + "\n  },\n  \"forks\": [\n" + forks + "\n  ]\n}\n";
    }

    private static String of(ForkRun run) {
        return "    {\"benchmark\": " + quote(run.benchmark()) + ", \"scheduler\": " + quote(run.scheduler()) + ", \"round\": " + run.round()
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
