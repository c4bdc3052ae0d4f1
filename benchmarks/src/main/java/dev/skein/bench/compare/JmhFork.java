package dev.skein.bench.compare;

import dev.skein.bench.figures.ForkRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.BenchmarkException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/// One JVM that measures one scheduler in one benchmark.
final class JmhFork {

    private static final int REASON_CHARS_MAX = 300;
    /// The benchmarks give up themselves after 60 s and say what is missing, which tells more than an end from outside.
    private static final long LIMIT_LEAST_SECONDS = 90;
    private static final int LIMIT_TIMES = 10;

    /// Says why there is no figure.
    static final class Failure extends Exception {
        private static final long serialVersionUID = 1L;

        Failure(String reason) {
            super(reason);
        }
    }

    private final ForkPlan plan;
    private final String collector;
    private final Duration limit;

    /// @param limit how long a fork may take
    JmhFork(ForkPlan plan, String collector, Duration limit) {
        this.plan = plan;
        this.collector = collector;
        this.limit = limit;
    }

    /// Beyond it a fork is ended: ten times as long as its iterations are meant to take, and 90 s.
    static Duration limit(ForkPlan plan) {
        TimeValue each = TimeValue.fromString(plan.time());
        return Duration.ofMillis(LIMIT_TIMES * (plan.warmups() + plan.iterations()) * each.convertTo(TimeUnit.MILLISECONDS)).plusSeconds(LIMIT_LEAST_SECONDS);
    }

    ForkRun run(Combination combination, String scheduler, int round) throws Failure {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + Pattern.quote(combination.benchmark()) + "$")
                .param(Rounds.SCHEDULER, scheduler)
                .forks(1)
                .warmupIterations(plan.warmups()).warmupTime(TimeValue.fromString(plan.time()))
                .measurementIterations(plan.iterations()).measurementTime(TimeValue.fromString(plan.time()))
                .jvmArgs(BenchJvm.memory(collector).toArray(String[]::new))
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
        combination.params().forEach(options::param);
        CountDownLatch expired = new CountDownLatch(1);
        Thread guard = Thread.ofPlatform().daemon().name("fork-guard").start(() -> killAfterLimit(expired));
        try {
            return read(new Runner(options.build()).runSingle(), combination.name(), scheduler, round);
        } catch (RunnerException failed) {
            throw new Failure(expired.getCount() == 0 ? "has not ended after " + limit.toSeconds() + " s" : reason(failed));
        } finally {
            guard.interrupt();
        }
    }

    /// JMH itself waits for a fork as long as it takes. Its JVM is the only child of this one that can be alive meanwhile.
    private void killAfterLimit(CountDownLatch expired) {
        try {
            Thread.sleep(limit);
            expired.countDown();
            ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly);
        } catch (InterruptedException done) {
            Thread.currentThread().interrupt();
        }
    }

    /// The messages from the outermost to the one that matters, without what JMH says of every failure.
    static String reason(Throwable failed) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<String> messages = new ArrayList<>();
        collect(failed, seen, messages);
        String all = messages.isEmpty() ? failed.toString() : messages.stream().distinct().collect(Collectors.joining("; "));
        String oneLine = all.replaceAll("\\s+", " ").strip();
        return oneLine.length() <= REASON_CHARS_MAX ? oneLine : oneLine.substring(0, REASON_CHARS_MAX) + "...";
    }

    private static void collect(Throwable thrown, Set<Throwable> seen, List<String> messages) {
        if (!seen.add(thrown)) return;
        boolean ofJmh = thrown instanceof RunnerException || thrown instanceof BenchmarkException;
        if (!ofJmh) messages.add(thrown.toString());
        for (Throwable suppressed : thrown.getSuppressed()) collect(suppressed, seen, messages);
        if (thrown.getCause() != null) collect(thrown.getCause(), seen, messages);
    }

    private static ForkRun read(RunResult result, String name, String scheduler, int round) throws Failure {
        List<Double> scores = new ArrayList<>();
        for (BenchmarkResult fork : result.getBenchmarkResults()) {
            fork.getIterationResults().forEach(iteration -> scores.add(iteration.getPrimaryResult().getScore()));
        }
        if (scores.isEmpty() || !scores.stream().allMatch(Double::isFinite)) throw new Failure("brought the scores " + scores);
        return new ForkRun(name, scheduler, round, result.getPrimaryResult().getScoreUnit(), result.getParams().getMode() == Mode.Throughput, scores);
    }
}
