package dev.skein.stress;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// How to spend a limited time on many tests. jcstress 0.16 has no such option of its own.
///
/// Left alone, jcstress runs each test in 14 JVMs: each pair of compilers (interpreter, C1, C2) for the two actors, and
/// some once more with a randomized C2. Within a budget it runs each in one JVM for both actors: four kinds of JVM
/// (as it comes, randomized C2, C1 only, interpreter only) if there is time to start so many, else only the first, in
/// which both actors get from the interpreter to C2.
public record TimeBudget(Duration total) {

    private static final int ALL_KINDS = 4;
    /// Means "one kind of JVM, as it comes": jcstress takes the kinds from here, and wants at least one argument.
    private static final List<String> PLAIN_JVM_ONLY = List.of("-jvmArgs", "-XX:+TieredCompilation");
    private static final int ITERATIONS = 4;
    /// To probe the system and to write the report: 10 s. To start and stop a JVM: 0.8 s. Measured on 2 busy CPUs.
    private static final long FIXED_MS = 10_000;
    private static final long JVM_START_MS = 800;
    private static final long ITERATION_MS_MIN = 30;
    private static final long ITERATION_MS_MAX = 1_000;

    private static final Map<Character, Long> MILLIS = Map.of('s', 1_000L, 'm', 60_000L, 'h', 3_600_000L);

    public TimeBudget {
        if (total.isNegative() || total.isZero()) throw new IllegalArgumentException("the time budget must be > 0, got " + total);
    }

    /// @param text a whole number with its unit: s, m or h
    public static TimeBudget parse(String text) {
        Long unit = text.isEmpty() ? null : MILLIS.get(text.charAt(text.length() - 1));
        if (unit == null || !text.matches("\\d{1,6}[smh]")) {
            throw new IllegalArgumentException("the time budget must be a number and s, m or h, for example 90s or 2m, got " + text);
        }
        return new TimeBudget(Duration.ofMillis(unit * Long.parseLong(text.substring(0, text.length() - 1))));
    }

    /// The jcstress options for so many tests. A budget that is too small for them is overrun: none is left out.
    List<String> options(int tests) {
        boolean allKinds = iterationMs(tests * ALL_KINDS) >= ITERATION_MS_MIN;
        long iterationMs = Math.clamp(iterationMs(allKinds ? tests * ALL_KINDS : tests), ITERATION_MS_MIN, ITERATION_MS_MAX);
        return options(iterationMs, allKinds);
    }

    /// The same for tests whose time in a budget was too short: 4 s in a JVM, and two of these, for jcstress adds up the kinds of JVM that it finds when it runs twice.
    static List<String> longer() {
        return options(ITERATION_MS_MAX, false);
    }

    private static List<String> options(long iterationMs, boolean allKinds) {
        List<String> options = new ArrayList<>(List.of("-sc", "false", "-f", "1", "-fsm", "1"));
        options.addAll(List.of("-iters", Integer.toString(ITERATIONS), "-time", Long.toString(iterationMs)));
        if (!allKinds) options.addAll(PLAIN_JVM_ONLY);
        return options;
    }

    private long iterationMs(int jvms) {
        return ((total.toMillis() - FIXED_MS) / Math.max(1, jvms) - JVM_START_MS) / ITERATIONS;
    }
}
