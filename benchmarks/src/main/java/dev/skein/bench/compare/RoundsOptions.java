package dev.skein.bench.compare;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/// What is to be measured, and how much of it: the options that all commands share which run [Rounds].
public final class RoundsOptions {

    @Option(names = "--include", defaultValue = ".*", description = "benchmarks to run, a regular expression (default: all)")
    String include;

    @Option(names = "--schedulers", split = ",", description = "only these (default: all that the benchmark names)")
    List<String> schedulers = List.of();

    @Option(names = "--param", description = "another parameter of the benchmarks, e.g. --param workers=1")
    Map<String, String> params = Map.of();

    @Option(names = "--profile", defaultValue = "standard", description = "quick (the suite in 10 minutes), standard or full (for the report); "
            + "it says what the next four options are where they are not given (default: ${DEFAULT-VALUE})")
    Profile profile;

    @Option(names = "--forks", description = "JVMs per scheduler, >= 1; publish nothing with fewer than 5")
    private @Nullable Integer forks;

    @Option(names = "--warmups", description = "warmup iterations per fork, >= 0")
    private @Nullable Integer warmups;

    @Option(names = "--iterations", description = "measured iterations per fork, >= 1")
    private @Nullable Integer iterations;

    @Option(names = "--time", description = "length of an iteration, e.g. 500ms")
    private @Nullable String time;

    @Option(names = "--gc", defaultValue = "Parallel", description = "collector: Parallel, G1, Serial or Z (default: ${DEFAULT-VALUE})")
    String collector;

    @Option(names = "--seed", defaultValue = "1", description = "of the order within rounds and of the bootstrap (default: ${DEFAULT-VALUE})")
    long seed;

    /// What the options say, and the profile where they do not.
    public ForkPlan plan() {
        ForkPlan its = profile.plan;
        return new ForkPlan(Objects.requireNonNullElse(forks, its.forks()), Objects.requireNonNullElse(warmups, its.warmups()),
                Objects.requireNonNullElse(iterations, its.iterations()), Objects.requireNonNullElse(time, its.time()));
    }

    public long seed() {
        return seed;
    }

    public String collector() {
        return collector;
    }

    /// A command with these options, ready to execute: what is not allowed is told in one line.
    public static CommandLine commandLine(Object command) {
        return new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true).setExecutionExceptionHandler((thrown, its, parsed) -> {
            if (!(thrown instanceof IllegalArgumentException)) throw thrown;
            its.getErr().println(thrown.getMessage());
            return its.getCommandSpec().exitCodeOnInvalidInput();
        });
    }
}
