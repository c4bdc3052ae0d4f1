package dev.skein.simulator;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// The options that say what is simulated. Ranges are checked by what is made of them.
final class ScenarioOptions {

    @Option(names = "--workers", paramLabel = "N", defaultValue = "256", description = "1 to 1,024. Default: ${DEFAULT-VALUE}.")
    private int workers;

    @Option(names = "--load", paramLabel = "PART", defaultValue = "0.8",
            description = "Offered work by what all CPUs can do, up to 2; with endless tasks: tasks for each worker. Default: ${DEFAULT-VALUE}.")
    private double load;

    @Option(names = "--service", paramLabel = "KIND", defaultValue = "pareto", description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private ServiceTimes service;

    @Option(names = "--mean", paramLabel = "TIME", defaultValue = "1ms", converter = Nanos.class, description = "Mean service, 20us to 1s. Default: ${DEFAULT-VALUE}.")
    private long meanNanos;

    @Option(names = "--tail", paramLabel = "X", defaultValue = "1.5",
            description = "Exponent of the Pareto tail, above 1 to 5; the smaller, the heavier. Default: ${DEFAULT-VALUE}.")
    private double tail;

    @Option(names = "--spawn", paramLabel = "N", defaultValue = "0",
            description = "Tasks that each one from outside starts when it begins. Default: ${DEFAULT-VALUE}.")
    private int spawns;

    @Option(names = "--burst", paramLabel = "N", defaultValue = "1", description = "Tasks that come from outside at once. Default: ${DEFAULT-VALUE}.")
    private int burst;

    @Option(names = "--capacities", paramLabel = "KIND", defaultValue = "equal", description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Capacities capacities;

    @Option(names = "--interference", paramLabel = "KIND", defaultValue = "none",
            description = "Other programs on the CPUs: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Interference interference;

    @Option(names = "--duration", paramLabel = "TIME", defaultValue = "2s", converter = Nanos.class,
            description = "Until the last arrival, 10ms to 1h (3600s). Default: ${DEFAULT-VALUE}.")
    private long durationNanos;

    @Option(names = "--plain", description = "Tasks do not give way when their slice is over.")
    private boolean plain;

    @Option(names = "--placement", paramLabel = "RULE", defaultValue = "runtime",
            description = "Which of two candidates a task from outside goes to: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Placement placement;

    @Option(names = "--searchers", paramLabel = "N", defaultValue = "1",
            description = "Who has queued a task wakes a worker if fewer than so many search; the runtime: 1. Default: ${DEFAULT-VALUE}.")
    private int searchersWanted;

    @Option(names = "--victims", paramLabel = "N", defaultValue = "1",
            description = "Workers with something queued that a thief compares; the runtime: 1. Default: ${DEFAULT-VALUE}.")
    private int victims;

    Scenario scenario() {
        return new Scenario(workers, load, service, meanNanos, tail, spawns, burst, capacities, interference, !plain, durationNanos);
    }

    Rules rules() {
        return new Rules(true, placement, searchersWanted, victims);
    }

    /// A time with its unit.
    static final class Nanos implements ITypeConverter<Long> {

        private static final Pattern TIME = Pattern.compile("(\\d{1,9})(us|ms|s)");

        @Override
        public Long convert(String text) {
            Matcher matcher = TIME.matcher(text);
            if (!matcher.matches()) throw new TypeConversionException("a time must be a number with us, ms or s, as 100us, got " + text);
            long number = Long.parseLong(matcher.group(1));
            return switch (matcher.group(2)) {
                case "us" -> number * 1_000;
                case "ms" -> number * 1_000_000;
                default -> number * 1_000_000_000;
            };
        }
    }
}
