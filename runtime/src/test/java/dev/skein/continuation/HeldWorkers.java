package dev.skein.continuation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Skein;
import dev.skein.api.Step;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// All workers of a runtime busy with one task each that computes until [#close], so that what is enqueued meanwhile stays queued.
final class HeldWorkers implements AutoCloseable {

    /// Longest wait for what must happen.
    static final long PATIENCE_SECONDS = 30;

    private final CountDownLatch end = new CountDownLatch(1);

    static HeldWorkers allOf(Skein skein) {
        return some(skein, skein.stats().workers().size());
    }

    /// As many as there are to be, whichever they are.
    static HeldWorkers some(Skein skein, int count) {
        HeldWorkers held = new HeldWorkers();
        CountDownLatch inside = new CountDownLatch(count);
        for (int i = 0; i < count; i++) skein.execute(() -> held.compute(inside));
        await(inside);
        return held;
    }

    /// Held by one continuation whose first run, on that worker, lasts until the end.
    static HeldWorkers only(Skein skein, int worker) {
        HeldWorkers held = new HeldWorkers();
        CountDownLatch inside = new CountDownLatch(1);
        skein.spawn(context -> {
            if (context.worker() != worker) return Step.moveTo(worker);
            held.compute(inside);
            return Step.done(null);
        }, worker);
        await(inside);
        return held;
    }

    /// Called in a task: its worker is held too as soon as that task has stopped.
    ///
    /// @return counted down when the worker is held
    CountDownLatch thisWorkerNext(Skein skein) {
        CountDownLatch inside = new CountDownLatch(1);
        skein.execute(() -> compute(inside));
        return inside;
    }

    private void compute(CountDownLatch inside) {
        inside.countDown();
        while (end.getCount() > 0) Thread.onSpinWait();
    }

    static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("it came within %s s", PATIENCE_SECONDS).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /// Waits for what comes within microseconds.
    static void awaitSoon(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - deadline).as("it did not come within %s s", PATIENCE_SECONDS).isNegative();
            Thread.yield();
        }
    }

    @Override
    public void close() {
        end.countDown();
    }
}
