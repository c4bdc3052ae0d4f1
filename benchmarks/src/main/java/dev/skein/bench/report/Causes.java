package dev.skein.bench.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What decides a row, where it is known: the text that stands beneath a panel. A row that is lost is shown with it.
///
/// The text has `[benchmark]` in a line of its own before each cause, and comments after `#`. A benchmark without parameters stands for all of its values.
final class Causes {

    private final Map<String, String> byBenchmark;

    private Causes(Map<String, String> byBenchmark) {
        this.byBenchmark = byBenchmark;
    }

    /// Those in `causes.txt` beside this class.
    static Causes load() {
        try (InputStream text = Causes.class.getResourceAsStream("causes.txt")) {
            if (text == null) throw new IllegalStateException("causes.txt is not packed beside " + Causes.class.getName());
            return parse(new String(text.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    static Causes parse(String text) {
        Map<String, String> causes = new LinkedHashMap<>();
        String benchmark = null;
        for (String line : text.lines().map(String::strip).toList()) {
            if (line.isEmpty() || line.startsWith("#")) continue;
            if (line.startsWith("[") && line.endsWith("]")) {
                benchmark = line.substring(1, line.length() - 1);
                if (causes.put(benchmark, "") != null) throw new IllegalArgumentException("causes must name each benchmark once, got twice: " + benchmark);
            } else if (benchmark == null) {
                throw new IllegalArgumentException("causes must begin with a [benchmark], got: " + line);
            } else {
                causes.merge(benchmark, line, (before, next) -> before.isEmpty() ? next : before + " " + next);
            }
        }
        return new Causes(causes);
    }

    Set<String> benchmarks() {
        return byBenchmark.keySet();
    }

    /// @param benchmark with its parameters
    Optional<String> of(String benchmark) {
        String withoutParams = benchmark.contains("=") ? benchmark.substring(0, benchmark.indexOf(' ')) : benchmark;
        return Optional.ofNullable(byBenchmark.getOrDefault(benchmark, byBenchmark.get(withoutParams)));
    }
}
