package dev.skein.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.meta.LogCapture;
import dev.skein.meta.Proves;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// Carriers that have no memory for the look which every one of them owes before it sleeps.
class IdleThrowsTest {

    private static final int THROWS = 5;

    /// An announcement that stood would have the carrier leave the searchers again, without being one of them.
    @Test
    @Proves({"W3", "C5"})
    void sleep_whenTheLookForTheEndThrows_isTriedAgainAndCountsTheSearchers() throws Exception {
        try (LogCapture log = new LogCapture(); PoolUnderTest test = PoolUnderTest.start(1)) {
            test.awaitParked();
            AtomicInteger left = new AtomicInteger(THROWS);
            test.whenIdle = () -> {
                if (left.getAndDecrement() > 0) throw new OutOfMemoryError("planned");
            };
            assertThat(test.call(() -> 7)).isEqualTo(7);
            Awaitility.await().until(() -> left.get() < 0 && test.allParked());
            assertThat(test.pool.idle().searchers()).isZero();
            assertThat(log.errors()).hasSize(THROWS);
            assertThat(test.call(() -> 8)).isEqualTo(8);
        }
    }
}
