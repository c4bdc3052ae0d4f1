package dev.skein.contract;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/// What all contracts share: a fresh executor for each test, with 1, 2 and 8 workers, and a look that it terminates afterwards.
///
/// A subclass holds the contract of one subject. It may be put to another executor by overriding [#create].
@ParameterizedClass(name = "{0} workers")
@ValueSource(ints = {1, 2, 8})
@Timeout(value = 60, unit = SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class ExecutorContract {

    /// Races are repeated this many times their small default. For a night: `-Dskein.repeat=50`, and
    /// `-Djunit.jupiter.execution.timeout.mode=disabled` since the class's time limit cannot grow with it.
    static final int REPEAT = Math.max(1, Integer.getInteger("skein.repeat", 1));

    @Parameter
    int workers;

    ScheduledExecutorService pool;

    protected ScheduledExecutorService create(int workers) {
        return ExecutorUnderTest.create(workers);
    }

    @BeforeEach
    void startPool() {
        pool = create(workers);
    }

    @AfterEach
    void endPool() throws InterruptedException {
        pool.shutdownNow();
        assertThat(pool.awaitTermination(Gate.PATIENCE_SECONDS, SECONDS)).as("terminated after the test").isTrue();
    }

    static int repeated(int times) {
        return Math.multiplyExact(times, REPEAT);
    }

    final Occupation occupyAllWorkers() throws InterruptedException {
        return Occupation.ofAll(pool, workers);
    }

    /// Runs a task of the executor to its end; what was queued before it may or may not have run.
    final void roundTrip() throws Exception {
        valueOf(pool.submit(() -> null));
    }

    /// Passes once every worker has been taken at the same time, hence after what they ran before.
    final void turnAllWorkers() throws InterruptedException {
        occupyAllWorkers().close();
    }

    static <T> T valueOf(Future<T> future) throws Exception {
        return future.get(Gate.PATIENCE_SECONDS, SECONDS);
    }

    /// Polls without a first delay; a condition that stays false fails when the patience is over.
    static ConditionFactory eventually() {
        return Awaitility.await()
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .atMost(Duration.ofSeconds(Gate.PATIENCE_SECONDS));
    }

    static void eventually(Callable<Boolean> condition) {
        eventually().until(condition);
    }
}
