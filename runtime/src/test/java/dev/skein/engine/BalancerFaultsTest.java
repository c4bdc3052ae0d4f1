package dev.skein.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skein.api.BalancePolicy;
import dev.skein.api.BalancerStats;
import dev.skein.api.MoveReason;
import dev.skein.api.Order;
import dev.skein.api.OrderRecord;
import dev.skein.api.Pinning;
import dev.skein.api.Step;
import dev.skein.api.WhenFull;
import dev.skein.balance.Balancer;
import dev.skein.balance.BalancerSetup;
import dev.skein.meta.LogCapture;
import dev.skein.meta.Proves;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whole runtimes whose balancer dies under load, or never comes back from its policy.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BalancerFaultsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration CLOSES_WITHIN = Duration.ofSeconds(5);
    private static final int WORKERS = 2;

    private final AtomicBoolean end = new AtomicBoolean();

    private static Engine start(BalancePolicy policy) {
        Engine engine = Engine.create(new EngineConfig("faults", WORKERS, Pinning.AUTO, 0, 4, 10_000_000, null, EngineConfig.NO_LIMIT, WhenFull.REJECT, null, policy,
                2_000_000, 100_000_000, 0, false));
        engine.start();
        return engine;
    }

    private void close(Engine engine) throws InterruptedException {
        end.set(true);
        engine.shutdown();
        assertThat(engine.awaitTermination(CLOSES_WITHIN.toMillis(), TimeUnit.MILLISECONDS)).as("terminated: %s", engine.figures()).isTrue();
        assertThat(engine.stats().quiet()).isTrue();
    }

    /// Continuations that compute in short slices on worker 0 until the end.
    private void load(Engine engine) {
        for (int i = 0; i < 8; i++) {
            engine.spawn(context -> {
                for (int spin = 0; spin < 1_000; spin++) Thread.onSpinWait();
                return end.get() ? Step.done(0) : Step.again();
            }, 0);
        }
    }

    private static void assertTasksRun(Engine engine) throws Exception {
        List<Future<Integer>> tasks = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            int value = i;
            tasks.add(engine.submit(() -> value));
        }
        for (int i = 0; i < tasks.size(); i++) assertThat(tasks.get(i).get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(i);
    }

    /// Nothing that a user can give to a runtime kills its balancer, so what counts the tasks of the overflow is replaced by what throws once.
    private static void killOnce(Engine engine, AtomicInteger deaths) throws ReflectiveOperationException {
        Field balancerField = Balancing.class.getDeclaredField("balancer");
        balancerField.setAccessible(true);
        Balancer balancer = (Balancer) balancerField.get(engine.balancing());
        Field setupField = Balancer.class.getDeclaredField("setup");
        setupField.setAccessible(true);
        BalancerSetup was = (BalancerSetup) setupField.get(balancer);
        LongSupplier throwsOnce = () -> {
            if (deaths.getAndIncrement() == 0) throw new AssertionError("planned death");
            return was.overflowTasks().getAsLong();
        };
        setupField.set(balancer, new BalancerSetup(was.name(), was.policy(), was.intervalNanos(), was.workers(), was.sampler(), was.desk(), was.ledger(),
                was.doze(), was.allParked(), throwsOnce, was.daemons(), was.threadId(), was.warn(), was.fail()));
    }

    @Test
    @Proves("A2")
    void balancer_thatDiesUnderLoad_isStartedAgainByTheSentryAndItsNextOrdersSettle() throws Exception {
        AtomicInteger deaths = new AtomicInteger();
        AtomicBoolean orders = new AtomicBoolean();
        BalancePolicy policy = (previous, now) -> orders.get() ? List.of(new Order.Ready(0, 1, 2, MoveReason.CAPABILITY, 0)) : List.of();
        try (LogCapture log = new LogCapture()) {
            Engine engine = start(policy);
            try {
                load(engine);
                await().atMost(PATIENCE).until(() -> engine.balancing().stats().ticks() > 3);
                killOnce(engine, deaths);
                await().atMost(PATIENCE).until(() -> deaths.get() > 0);
                assertTasksRun(engine);
                await().atMost(Duration.ofSeconds(2)).until(() -> engine.balancing().stats().restarts() == 1);
                BalancerStats before = engine.balancing().stats();
                await().atMost(PATIENCE).until(() -> engine.balancing().stats().ticks() > before.ticks() + 3);
                assertThat(engine.balancing().stats().orders()).isZero();
                orders.set(true);
                await().atMost(PATIENCE).until(() -> engine.balancing().orders().stream().anyMatch(each -> each.outcome() == OrderRecord.Outcome.SETTLED));
                assertTasksRun(engine);
                assertThat(engine.balancing().stats().restarts()).isEqualTo(1);
                assertThat(log.errors()).filteredOn(each -> each.contains("the balancer died, and is started again")).hasSize(1);
            } finally {
                close(engine);
            }
        }
    }

    /// How a policy does not return.
    enum Stays { WAITS, COMPUTES }

    @ParameterizedTest
    @EnumSource
    void policy_thatNeverReturns_keepsNoTaskFromRunningNorTheRuntimeFromEnding(Stays how) throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        BalancePolicy policy = (previous, now) -> stay(how, calls, released);
        try (LogCapture log = new LogCapture()) {
            Engine engine = start(policy);
            try {
                load(engine);
                await().atMost(PATIENCE).until(() -> calls.get() == 1);
                assertTasksRun(engine);
                engine.balancing().retire(1).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                assertTasksRun(engine);
                engine.balancing().restore(1);
                assertThat(engine.scheduling().schedule(() -> 7, 1_000_000, 0).get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(7);
                assertThat(calls).as("it is inside still").hasValue(1);
                assertThat(engine.balancing().stats().restarts()).as("and lives").isZero();
                close(engine);
            } finally {
                end.set(true);
                released.countDown();
                engine.shutdownNow();
            }
            assertThat(log.errors()).as("after 10 s, which this test reaches on a slow machine only").allMatch(each -> each.contains("the policy has not returned"));
        }
    }

    private static List<Order> stay(Stays how, AtomicInteger calls, CountDownLatch released) {
        calls.incrementAndGet();
        while (released.getCount() > 0) {
            if (how == Stays.COMPUTES) {
                Thread.onSpinWait();
                continue;
            }
            try {
                released.await();
            } catch (InterruptedException stopped) {
                continue;
            }
        }
        return List.of();
    }
}
