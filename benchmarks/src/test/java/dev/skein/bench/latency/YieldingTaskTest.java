package dev.skein.bench.latency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.api.Step;
import dev.skein.api.TaskContext;
import dev.skein.bench.load.ArrivalPlan;
import dev.skein.bench.load.OpenLoop;
import dev.skein.bench.load.ServiceTime;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YieldingTaskTest {

    /// Of 10,000 steps each, which are four chunks.
    private static final ArrivalPlan PLAN = ArrivalPlan.of(ServiceTime.CONSTANT, 1_000, 10, 10_000, 5);

    private record Context(boolean shouldYield) implements TaskContext {
        @Override
        public int worker() {
            return 0;
        }

        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public boolean timedOut() {
            return false;
        }

        @Override
        public void movable(boolean movable) { }
    }

    /// A task that has nothing left does not stand in line once more to say so.
    @ParameterizedTest
    @CsvSource({"true, 3", "false, 0"})
    void resume_givesWayBetweenChunksIfItShould(boolean should, int expected) throws InterruptedException {
        AtomicInteger again = new AtomicInteger();
        OpenLoop.Outcome outcome = OpenLoop.run(PLAN, OpenLoop.Pace.PARKING, arrival -> {
            YieldingTask task = new YieldingTask(arrival);
            while (task.resume(new Context(should)) == Step.<Boolean>again()) again.incrementAndGet();
        });
        assertThat(again.get()).isEqualTo(expected * PLAN.tasks());
        assertThat(outcome.sojournNanos().getTotalCount()).isEqualTo(PLAN.tasks());
    }
}
