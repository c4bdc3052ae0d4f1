package dev.skein.examples.observe;

import dev.skein.Skein;
import dev.skein.SkeinBuilder;
import dev.skein.api.Trace;
import dev.skein.micrometer.SkeinMetrics;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// The command: plants something that goes wrong, and prints what the tools say.
@Command(name = "observe", sortOptions = false,
        description = "Plants a hog, an imbalance or a stuck task, and shows it in the trace line, the dump, the Flight Recorder and the meters.",
        exitCodeListHeading = "%nExit codes:%n", exitCodeList = {"0:shown", "2:an option cannot be used"})
public final class Observe implements Callable<Integer> {

    private static final int SECONDS_MAX = 3_600;
    /// Of the meters those in which one of the plants shows.
    private static final List<String> TELLING = List.of("skein.tasks.stuck", "skein.moves", "skein.worker.queued", "skein.worker.busy", "skein.balancer.imbalance");

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "PLANT", description = "HOG, IMBALANCE or STUCK, in any case.")
    private Plant plant;

    @Option(names = "--seconds", paramLabel = "N", defaultValue = "3",
            description = "How long it lasts before the tools are asked, 1 to " + SECONDS_MAX + ". Default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(names = "--workers", paramLabel = "N", defaultValue = "2", description = "Workers, 1 to " + SkeinBuilder.MAX_WORKERS + ". Default: ${DEFAULT-VALUE}.")
    private int workers;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help and exit.")
    private boolean help;

    private Observe() {}

    /// Runs the command and ends the process with its exit code.
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /// The command, ready to execute.
    static CommandLine commandLine() {
        return new CommandLine(new Observe()).setCaseInsensitiveEnumValuesAllowed(true);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        checkRange("--seconds", seconds, 1, SECONDS_MAX);
        checkRange("--workers", workers, 1, SkeinBuilder.MAX_WORKERS);
        Plant.Season season = new Plant.Season();
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (Skein skein = Skein.builder().name("observed").workers(workers).policy(plant.policy()).start(); Flight flight = new Flight()) {
            try {
                new SkeinMetrics(skein).bindTo(registry);
                Plant.startOthers(skein, season);
                plant.start(skein, season);
                say("Planted: " + plant.what);
                watch(skein);
                say("\n== dump ==\n" + skein.dump());
                say("== Flight Recorder ==\n" + flight.summary());
                say("== meters ==");
                for (Meter meter : registry.getMeters()) {
                    if (TELLING.contains(meter.getId().getName())) say(meter.getId().getName() + ' ' + meter.getId().getTags() + ' ' + meter.measure());
                }
            } finally {
                season.end();
            }
        }
        return 0;
    }

    private void watch(Skein skein) throws InterruptedException {
        say("== trace ==");
        try (Trace _ = skein.trace(Duration.ofSeconds(1), spec.commandLine().getOut())) {
            Thread.sleep(Duration.ofSeconds(seconds).plusMillis(200));
        }
    }

    private void checkRange(String option, int value, int min, int max) {
        if (value < min || value > max) {
            throw new CommandLine.ParameterException(spec.commandLine(), option + " must be " + min + " to " + max + ", got " + value);
        }
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
