package dev.skein.balancing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skein.Skein;
import dev.skein.api.Order;
import dev.skein.meta.LogCapture;
import dev.skein.meta.Proves;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// The balancer outlives what its policy does.
class BalancerLivesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    @Proves("A1")
    void policy_thatThrowsOrAnswersNonsense_isSkippedForTheTick() {
        AtomicInteger calls = new AtomicInteger();
        Stepper work = Stepper.of(100);
        try (LogCapture log = new LogCapture(); Skein skein = Skein.builder().name("lives").workers(2).policy((previous, now) -> switch (calls.getAndIncrement() % 5) {
            case 0 -> throw new IllegalStateException("planned");
            case 1 -> throw new StackOverflowError("planned");
            case 2 -> null;
            case 3 -> Arrays.asList((Order) null);
            default -> List.of(new Order.Unpack(7));
        }).start()) {
            skein.spawn(work);
            try {
                await().atMost(PATIENCE).until(() -> skein.balancer().skippedTicks() >= 20);
                assertThat(skein.balancer().restarts()).isZero();
                assertThat(skein.balancer().orders()).isZero();
                assertThat(log.errors()).as("once a minute").hasSize(1);
            } finally {
                work.stop();
            }
        }
    }
}
