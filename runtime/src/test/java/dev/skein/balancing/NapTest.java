package dev.skein.balancing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skein.Skein;
import dev.skein.api.Order;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Workers that nap before they sleep.
class NapTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// The last task ends after the runtime was shut down, so its carrier is the one that sees the end.
    @Test
    void shutdown_whenTheLastTaskEndsBeforeANap_endsTheRuntimeWithoutIt() throws Exception {
        Ordered policy = new Ordered();
        try (Skein skein = Skein.builder().name("naps").workers(1).policy(policy).start()) {
            CountDownLatch end = new CountDownLatch(1);
            skein.execute(() -> hold(end));
            policy.give(new Order.Nap(0, Order.Nap.MAX_NANOS));
            await().atMost(PATIENCE).until(() -> skein.balancer().orders() == 1);
            skein.shutdown();
            long start = System.nanoTime();
            end.countDown();
            assertThat(skein.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
            assertThat(System.nanoTime() - start).as("ns until the end; two naps are 2 s").isLessThan(Order.Nap.MAX_NANOS);
        }
    }

    private static void hold(CountDownLatch end) {
        try {
            assertThat(end.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
