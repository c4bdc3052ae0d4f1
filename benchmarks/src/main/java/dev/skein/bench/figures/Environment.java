package dev.skein.bench.figures;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/// What the figures depend on besides the code. No date and no host name: the same machine gives the same lines, but for its load and for how far apart its CPUs are.
public final class Environment {

    private static final String DISTANCE = "a line of memory to another CPU and back";

    private Environment() { }

    /// In the order to be shown; what the system does not tell is `unknown`.
    public static Map<String, String> describe() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("commit", Commit.describe(Path.of("")));
        facts.put("JVM", System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
        facts.put("kernel", System.getProperty("os.name") + " " + System.getProperty("os.version") + " " + System.getProperty("os.arch"));
        facts.put("CPU", firstLine("/proc/cpuinfo", "model name").replaceFirst("^[^:]*:\\s*", ""));
        facts.put("CPUs", Integer.toString(Runtime.getRuntime().availableProcessors()));
        facts.put(DISTANCE + ", before", CpuDistance.describe());
        facts.put("load average before (1, 5, 15 min)", firstLine("/proc/loadavg", "").replaceFirst("^(\\S+) (\\S+) (\\S+).*", "$1, $2, $3"));
        return facts;
    }

    /// Adds to the facts what may become another while the figures are taken, once for each round.
    public static void addAfterRound(Map<String, String> facts) {
        facts.merge(DISTANCE + ", after each round", CpuDistance.describe(), (before, now) -> before + ", " + now);
    }

    private static String firstLine(String file, String prefix) {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(prefix)).findFirst().orElse("unknown");
        } catch (IOException absent) {
            return "unknown";
        }
    }
}
