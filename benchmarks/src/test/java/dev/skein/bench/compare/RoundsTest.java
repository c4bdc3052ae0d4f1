package dev.skein.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.bench.figures.ForkRun;
import dev.skein.bench.figures.LostFork;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RoundsTest {

    private final ByteArrayOutputStream progress = new ByteArrayOutputStream();

    /// Whoever measures beside this test has the lock of JMH.
    @BeforeAll
    static void ignoreLock() {
        System.setProperty("jmh.ignoreLock", "true");
    }

    /// Beside a machine that is at work the other fork may be dropped by rule: it has run all the same.
    @Test
    void run_whereOneSchedulerFails_notesItAndRunsTheOther() {
        List<Measured> soFar = new ArrayList<>();
        Measured measured = rounds("--include", "DispatchBenchmark.chained", "--schedulers", "noSuchScheduler,threadPool", "--param", "workers=1",
                "--forks", "1", "--warmups", "0", "--iterations", "1", "--time", "50ms").run(soFar::add);
        assertThat(measured.hasFailures()).isTrue();
        assertThat(measured.lost()).filteredOn(fork -> fork.kind() == LostFork.Kind.FAILED).singleElement().satisfies(fork -> {
            assertThat(fork.scheduler()).isEqualTo("noSuchScheduler");
            assertThat(fork.benchmark()).isEqualTo("DispatchBenchmark.chained workers=1");
            assertThat(fork.reason()).contains("got noSuchScheduler");
        });
        Stream<String> dropped = measured.lost().stream().filter(fork -> fork.kind() == LostFork.Kind.DROPPED).map(LostFork::scheduler);
        assertThat(Stream.concat(dropped, measured.runs().stream().map(ForkRun::scheduler)).distinct()).containsExactly("threadPool");
        assertThat(measured.definitions()).containsKey("DispatchBenchmark.chained workers=1");
        assertThat(soFar).containsExactly(measured);
        assertThat(progress.toString(StandardCharsets.UTF_8)).contains("failed: ").contains("threadPool");
    }

    /// What a slow minute of the machine costs must not all fall on one benchmark.
    @Test
    void run_ofTwoBenchmarks_endsARoundOfBothBeforeTheNextBegins() {
        List<Measured> soFar = new ArrayList<>();
        Measured measured = rounds("--include", "DispatchBenchmark.(chained|inner)", "--schedulers", "threadPool", "--param", "workers=1",
                "--forks", "2", "--warmups", "0", "--iterations", "1", "--time", "50ms").run(soFar::add);
        List<String> begun = progress.toString(StandardCharsets.UTF_8).lines().map(line -> line.replaceFirst(" {2}threadPool.*", "")).distinct().toList();
        assertThat(begun).containsExactly(
                "round 1 of 2  DispatchBenchmark.chained workers=1", "round 1 of 2  DispatchBenchmark.inner workers=1",
                "round 2 of 2  DispatchBenchmark.chained workers=1", "round 2 of 2  DispatchBenchmark.inner workers=1");
        double least = Runtime.getRuntime().availableProcessors() > 1 ? Double.MIN_VALUE : 0;
        assertThat(measured.runs()).allSatisfy(run -> assertThat(run.cpuDistanceNanos()).isGreaterThanOrEqualTo(least));
        assertThat(soFar).hasSize(2).last().isEqualTo(measured);
        assertThat(soFar.getFirst().runs()).allSatisfy(run -> assertThat(run.round()).isOne());
    }

    @Test
    void run_whereNoBenchmarkIsMeant_isRefused() {
        assertThatThrownBy(() -> rounds("--include", "noSuchBenchmark").run(soFar -> { })).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("noSuchBenchmark");
    }

    private Rounds rounds(String... arguments) {
        Compare compare = new Compare();
        RoundsOptions.commandLine(compare).parseArgs(arguments);
        return new Rounds(compare.options, new PrintStream(progress, true, StandardCharsets.UTF_8));
    }
}
