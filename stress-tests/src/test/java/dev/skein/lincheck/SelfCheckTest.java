package dev.skein.lincheck;

import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/// Whether the model checker finds anything at all here: it must reject what is broken, and nothing else.
class SelfCheckTest {

    public static class RacyCounter {
        private int value;

        @Operation
        public int increment() {
            return ++value;
        }
    }

    public static class AtomicCounter {
        private final AtomicInteger value = new AtomicInteger();

        @Operation
        public int increment() {
            return value.incrementAndGet();
        }
    }

    @Test
    void check_racyCounter_isRejected() {
        ModelChecker.mustReject(() -> ModelChecker.options().check(RacyCounter.class));
    }

    @Test
    void check_atomicCounter_passes() {
        ModelChecker.options().check(AtomicCounter.class);
    }

    @Test
    void run_wakeUpThatMayBeLost_isRejected() {
        ModelChecker.mustReject(() -> ModelChecker.run(() -> handOver(false)));
    }

    @Test
    void run_wakeUpThatCannotBeLost_passes() {
        ModelChecker.run(() -> handOver(true));
    }

    /// A thread sleeps until something has come. Who wakes it only if it seems to sleep must look after the thing is there.
    private static void handOver(boolean thingFirst) {
        AtomicInteger things = new AtomicInteger();
        AtomicInteger asleep = new AtomicInteger();
        Parker parker = new Parker();
        Together.run(() -> {
            asleep.set(1);
            while (things.get() == 0) parker.park();
        }, () -> {
            if (thingFirst) things.set(1);
            boolean seemsAsleep = asleep.get() == 1;
            if (!thingFirst) things.set(1);
            if (seemsAsleep) parker.unpark();
        });
    }
}
