package dev.skein.balance;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.skein.api.BalancePolicy;
import dev.skein.api.LoadSnapshot;
import dev.skein.meta.Seeds;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/// What a policy costs that is asked every few milliseconds.
class PoliciesCostTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static LoadSnapshot even(int workers) {
        Load[] loads = new Load[workers];
        for (int i = 0; i < workers; i++) loads[i] = Load.running(1).ready(20 + i % 3);
        return Load.snapshot(loads);
    }

    @Test
    void standard_evenLoad_allocatesNothing() {
        LoadSnapshot now = even(64);
        BalancePolicy policy = Policies.standard();
        for (int i = 0; i < 1_000; i++) policy.decide(now, now);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 1_000; i++) assertNone(policy.decide(now, now).size());
        assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).as("bytes in 1,000 ticks").isLessThan(50_000);
    }

    private static void assertNone(int orders) {
        if (orders != 0) throw new AssertionError("the load is even, but there are " + orders + " orders");
    }

    /// By the best of many, with much room: it shows an algorithm that is quadratic, and not a loaded machine.
    @Test
    void standard_aThousandWorkersInDisorder_takesFarLessThanATick() {
        LoadSnapshot now = PoliciesRandomTest.wild(Seeds.random(1), 1_024);
        BalancePolicy policy = Policies.all(Policies.energy(Load.millis(5)), Policies.standard());
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 60; i++) {
            long start = System.nanoTime();
            policy.decide(now, now);
            best = Math.min(best, System.nanoTime() - start);
        }
        assertThat(best / 1_000).as("us").isLessThan(5_000);
    }
}
