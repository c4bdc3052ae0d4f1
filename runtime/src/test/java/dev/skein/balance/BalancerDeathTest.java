package dev.skein.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skein.handoff.Doze;
import dev.skein.handoff.Ledger;
import dev.skein.meta.Proves;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// A balancer whose thread dies.
class BalancerDeathTest {

    /// It dies where it makes its sensors, each time anew.
    @Test
    @Proves("A2")
    void ensureAlive_afterADeath_startsAnotherThreadAndCountsIt() {
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger told = new AtomicInteger();
        Balancer balancer = new Balancer(new BalancerSetup("dying", (previous, now) -> List.of(), 1_000_000, 1, () -> {
            begun.incrementAndGet();
            throw new OutOfMemoryError("planned");
        }, null, new Ledger(), new Doze(), () -> true, () -> 0, () -> {}, () -> -1, what -> {}, (what, failure) -> told.incrementAndGet()));
        balancer.start();
        for (int deaths = 1; deaths <= 3; deaths++) {
            int restarts = deaths;
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                balancer.ensureAlive();
                return balancer.stats().restarts() >= restarts;
            });
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> begun.get() >= 4 && told.get() >= 3);
        balancer.stop();
        int restarts = balancer.stats().restarts();
        balancer.ensureAlive();
        assertThat(balancer.stats().restarts()).as("not after the end").isEqualTo(restarts);
    }
}
