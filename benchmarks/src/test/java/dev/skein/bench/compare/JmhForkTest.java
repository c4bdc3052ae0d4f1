package dev.skein.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.runner.BenchmarkException;
import org.openjdk.jmh.runner.RunnerException;

class JmhForkTest {

    private static final Combination CHAINED = new Combination("dev.skein.bench.dispatch.DispatchBenchmark.chained", Map.of("workers", "1"));

    /// Whoever measures beside this test has the lock of JMH.
    @BeforeAll
    static void ignoreLock() {
        System.setProperty("jmh.ignoreLock", "true");
    }

    @Test
    void run_whereTheForkThrows_failsWithWhatItThrew() {
        JmhFork fork = new JmhFork(new ForkPlan(1, 0, 1, "100ms"), "Parallel", Duration.ofMinutes(2));
        assertThatThrownBy(() -> fork.run(CHAINED, "noSuchScheduler", 1)).isInstanceOf(JmhFork.Failure.class).hasMessageContaining("got noSuchScheduler");
    }

    @Test
    void run_whereTheForkDoesNotEnd_endsItAndSaysSo() {
        JmhFork fork = new JmhFork(new ForkPlan(1, 0, 1, "10min"), "Parallel", Duration.ofSeconds(3));
        assertThatThrownBy(() -> fork.run(CHAINED, "threadPool", 1)).isInstanceOf(JmhFork.Failure.class).hasMessage("has not ended after 3 s");
        assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void reason_isWhatTheForkThrew_notWhatJmhSaysOfEveryFailure() {
        Throwable failed = new RunnerException("Benchmark caught the exception",
                new BenchmarkException("Benchmark error", List.of(new IllegalStateException("17 tasks\n  have not ended"))));
        assertThat(JmhFork.reason(failed)).isEqualTo("java.lang.IllegalStateException: 17 tasks have not ended");
    }

    @Test
    void reason_withoutAnother_isWhatJmhSays() {
        assertThat(JmhFork.reason(new RunnerException("no fork"))).contains("no fork");
    }

    @Test
    void reason_thatIsLong_isCut() {
        assertThat(JmhFork.reason(new IllegalStateException("x".repeat(10_000)))).hasSizeLessThan(400).endsWith("...");
    }

    @Test
    void limit_isFarAboveWhatTheIterationsTake() {
        assertThat(JmhFork.limit(new ForkPlan(7, 5, 3, "500ms"))).isEqualTo(Duration.ofSeconds(90 + 40));
    }

    @Test
    void memory_ofTheDefaultCollector_isWhatTheBenchmarksSayOfThemselves() {
        Fork fork = SchedulerBenchmark.class.getAnnotation(Fork.class);
        assertThat(BenchJvm.memory("Parallel")).containsExactly(fork.jvmArgs());
    }
}
