package dev.skein.continuation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Skein;
import dev.skein.api.Continuation;
import dev.skein.api.Step;
import dev.skein.api.Task;
import dev.skein.api.TaskContext;
import dev.skein.api.TaskDecorator;
import dev.skein.meta.Proves;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a task carries in plain fields from run to run.
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CarriedValuesTest {

    private static final int RUNS = 100_000;
    /// One run in so many ends with a chance for the other worker to steal the task; the others ask to move there.
    private static final int RUNS_PER_STEAL = 100;

    /// Adds up the numbers of its runs. All fields but `begun` are plain, and nobody who reads that runs the task next.
    private static final class Adder implements Continuation<Long> {
        private final Skein skein;
        private volatile int begun;
        private int runs;
        private long sum;
        private int lastWorker = -1;
        private boolean stealable;
        private int moved;
        private int stolen;

        Adder(Skein skein) {
            this.skein = skein;
        }

        @Override
        public Step<Long> resume(TaskContext context) {
            sum += ++runs;
            begun = runs;
            if (lastWorker >= 0 && context.worker() != lastWorker) {
                if (stealable) stolen++;
                else moved++;
            }
            lastWorker = context.worker();
            if (runs == RUNS) return Step.done(sum);
            stealable = runs % RUNS_PER_STEAL == 0;
            if (!stealable) return Step.moveTo(1 - context.worker());
            int number = runs;
            skein.execute(() -> holdUntilAfter(number));
            return Step.again();
        }

        /// Keeps the worker that the task has just left from going on with it, until the other has or 20 ms are over.
        private void holdUntilAfter(int number) {
            long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(20);
            while (begun == number && System.nanoTime() - deadline < 0) Thread.onSpinWait();
        }
    }

    @Test
    @Proves("T3")
    void fields_overAHundredThousandRunsOnChangingWorkers_keepWhatWasWritten() throws Exception {
        try (Skein skein = Skein.builder().name("carried").workers(2).start()) {
            Adder adder = new Adder(skein);
            Task<Long> task = skein.spawn(adder, 0);
            assertThat(task.get(100, TimeUnit.SECONDS)).isEqualTo((long) RUNS * (RUNS + 1) / 2);
            assertThat(adder.runs).isEqualTo(RUNS);
            int stealable = RUNS / RUNS_PER_STEAL - 1;
            // Where the other worker begins nothing for 5 ms, as it may on a loaded machine, the task is given to all instead (P4).
            assertThat(adder.moved).as("changes by a move").isBetween((RUNS - 1 - stealable) * 9 / 10, RUNS - 1 - stealable);
            assertThat(adder.stolen).as("changes by a steal, of %s chances", stealable).isGreaterThan(stealable / 10);
        }
    }

    /// A context that a decorator carries: a number in a thread local, which each run of the task counts on. The other task has a number of
    /// its own on the same threads.
    @Test
    void context_ofADecoratorOverAHundredThousandRunsOnChangingWorkers_followsEachTask() throws Exception {
        ThreadLocal<Integer> context = new ThreadLocal<>();
        try (Skein skein = Skein.builder().name("context").workers(2).decorator(() -> carry(context)).start()) {
            context.set(0);
            Task<Integer> first = skein.spawn(new CountsOn(context), 0);
            context.set(1_000_000);
            Task<Integer> second = skein.spawn(new CountsOn(context), 1);
            context.remove();
            assertThat(first.get(100, TimeUnit.SECONDS)).isEqualTo(RUNS);
            assertThat(second.get(100, TimeUnit.SECONDS)).isEqualTo(1_000_000 + RUNS);
            assertThat(skein.submit(context::get).get()).as("left behind on a worker").isNull();
        }
    }

    private static TaskDecorator.Captured carry(ThreadLocal<Integer> context) {
        int[] carried = {context.get() == null ? 0 : context.get()};
        boolean any = context.get() != null;
        return slice -> {
            if (any) context.set(carried[0]);
            try {
                slice.run();
            } finally {
                if (any) carried[0] = context.get();
                context.remove();
            }
        };
    }

    private static final class CountsOn implements Continuation<Integer> {

        private final ThreadLocal<Integer> context;
        private int runs;

        CountsOn(ThreadLocal<Integer> context) {
            this.context = context;
        }

        @Override
        public Step<Integer> resume(TaskContext here) {
            context.set(context.get() + 1);
            return ++runs == RUNS ? Step.done(context.get()) : Step.moveTo(1 - here.worker());
        }
    }
}
