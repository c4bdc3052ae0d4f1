package dev.skein.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skein.api.Availability;
import dev.skein.api.BalancePolicy;
import dev.skein.api.BalancerAction;
import dev.skein.api.BalancerStats;
import dev.skein.api.LoadSnapshot;
import dev.skein.api.MoveReason;
import dev.skein.api.Order;
import dev.skein.api.TaskLoad;
import dev.skein.api.WorkerHealth;
import dev.skein.api.WorkerState;
import dev.skein.handoff.Doze;
import dev.skein.handoff.Handoff;
import dev.skein.handoff.Ledger;
import dev.skein.load.DrainBoard;
import dev.skein.load.FakeProbe;
import dev.skein.load.FootprintSource;
import dev.skein.load.Sampler;
import dev.skein.meta.Proves;
import dev.skein.platform.Affinity;
import dev.skein.platform.CpuTimes;
import dev.skein.platform.Daemons;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The balancer's thread over workers that show what a test says. Times are bounds for a machine that others use too.
class BalancerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long MILLI = 1_000_000;
    private static final long STUCK_AFTER = 20 * MILLI;
    /// Time after a start before which a balancer that has died is not started again.
    private static final long RESTART = 500 * MILLI;

    private final FakeDesk desk = new FakeDesk(2);
    private final Ledger ledger = new Ledger("test");
    private final Doze doze = new Doze();
    private final List<FakeProbe> probes = List.of(new FakeProbe(), new FakeProbe());
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final AtomicInteger samplers = new AtomicInteger();
    private final AtomicReference<Thread> thread = new AtomicReference<>();
    private volatile BalancePolicy policy = (previous, now) -> List.of();
    private volatile boolean allParked;
    private volatile long overflow;
    private volatile Error samplerFails;
    private volatile Error tickFails;
    private Balancer balancer;
    private long startedNanos;

    private void start(long intervalMillis) {
        balancer = new Balancer(new BalancerSetup("test", (previous, now) -> policy.decide(previous, now), intervalMillis * MILLI, 2,
                this::sampler, desk, ledger, doze, this::allParked, () -> overflow, Daemons.of("test", this::noted),
                Affinity.system()::currentThreadId, what -> { }, (what, failure) -> failures.add(failure)));
        startedNanos = System.nanoTime();
        balancer.start();
    }

    private Runnable noted(Runnable body) {
        return () -> {
            thread.set(Thread.currentThread());
            body.run();
        };
    }

    private Sampler sampler() {
        samplers.incrementAndGet();
        Error failure = samplerFails;
        if (failure != null) throw failure;
        return new Sampler(probes, STUCK_AFTER, CpuTimes.open(), 1, cpu -> 1, new FootprintSource() {
            @Override
            public List<TaskLoad> tasks() {
                return List.of();
            }

            @Override
            public long bytes(int worker) {
                return 0;
            }
        }, 0, new DrainBoard(2), System.nanoTime());
    }

    /// Asked at the end of a tick too, where whatever it throws ends the thread.
    private boolean allParked() {
        Error failure = tickFails;
        if (failure != null) throw failure;
        return allParked;
    }

    @AfterEach
    void stop() {
        if (balancer == null) return;
        balancer.stop();
        await().atMost(PATIENCE).until(() -> thread.get() == null || !thread.get().isAlive());
    }

    private long ticks() {
        return balancer.stats().ticks();
    }

    private void awaitTicks(int more) {
        long before = ticks();
        await().atMost(PATIENCE).until(() -> ticks() >= before + more);
    }

    private long ticksWithin(long millis) {
        long before = ticks();
        long start = System.nanoTime();
        await().pollInterval(Duration.ofMillis(1)).atMost(PATIENCE).until(() -> System.nanoTime() - start >= millis * MILLI);
        return (ticks() - before) * millis * MILLI / Math.max(1, System.nanoTime() - start);
    }

    private void awaitDeath() {
        await().atMost(PATIENCE).until(() -> thread.get() != null && !thread.get().isAlive() && !failures.isEmpty());
    }

    /// It dies at a tick, after it has lived for long enough to be replaced at once.
    private void die(Error failure) {
        awaitTicks(1);
        await().atMost(PATIENCE).until(() -> System.nanoTime() - startedNanos > RESTART + 50 * MILLI);
        tickFails = failure;
        awaitDeath();
        tickFails = null;
    }

    // Its life.

    @Test
    void start_ofABalancer_ticksOnADaemonThreadOfItsName() {
        start(5);
        awaitTicks(3);
        assertThat(thread.get().isDaemon()).isTrue();
        assertThat(thread.get().getName()).isEqualTo("skein-test-balancer");
        assertThat(balancer.stats().ageNanos()).isLessThan(PATIENCE.toNanos());
    }

    @Test
    void stop_whileItTicks_endsTheThreadAndItsClockIsNoOthers() {
        start(5);
        awaitTicks(1);
        boolean clocked = balancer.stats().cpuNanos() > 0;
        assertThat(clocked).isEqualTo(Affinity.system().isSupported());
        balancer.stop();
        await().atMost(PATIENCE).until(() -> !thread.get().isAlive());
        assertThat(balancer.stats().cpuNanos()).isEqualTo(-1);
        balancer.ensureAlive();
        assertThat(balancer.stats().restarts()).isZero();
    }

    @Test
    void stop_whileItSleeps_endsTheThread() {
        allParked = true;
        start(5);
        await().atMost(PATIENCE).until(doze::isAsleep);
        balancer.stop();
        await().atMost(PATIENCE).until(() -> !thread.get().isAlive());
    }

    @Test
    void ensureAlive_ofOneThatLives_doesNothing() {
        start(5);
        awaitTicks(1);
        Thread first = thread.get();
        for (int i = 0; i < 100; i++) balancer.ensureAlive();
        awaitTicks(2);
        assertThat(thread.get()).isSameAs(first);
        assertThat(balancer.stats().restarts()).isZero();
    }

    @Test
    void ensureAlive_beforeTheStart_doesNothing() {
        new Balancer(new BalancerSetup("b", policy, 1, 2, this::sampler, desk, ledger, doze, () -> true, () -> 0, Daemons.of("b", body -> body), () -> -1,
                what -> { }, (what, failure) -> { })).ensureAlive();
        assertThat(samplers).hasValue(0);
    }

    @Test
    void policy_atTheFirstTick_seesOneSnapshotTwiceAndThenTheOneBefore() {
        List<LoadSnapshot> seen = new CopyOnWriteArrayList<>();
        policy = (previous, now) -> {
            seen.add(previous);
            seen.add(now);
            return List.of();
        };
        start(5);
        await().atMost(PATIENCE).until(() -> seen.size() >= 6);
        assertThat(seen.get(0)).isSameAs(seen.get(1));
        assertThat(seen.get(2)).isSameAs(seen.get(1));
        assertThat(seen.get(4)).isSameAs(seen.get(3));
    }

    // Policies that do harm (A1).

    @Test
    @Proves("A1")
    void policy_thatThrows_isAskedAgainAtTheNextTick() {
        List<Throwable> planned = List.of(new IllegalStateException("planned"), new StackOverflowError(), new OutOfMemoryError());
        AtomicInteger asked = new AtomicInteger();
        policy = (previous, now) -> {
            Throwable failure = planned.get(asked.getAndIncrement() % 3);
            if (failure instanceof Error error) throw error;
            throw (RuntimeException) failure;
        };
        start(2);
        await().atMost(PATIENCE).until(() -> asked.get() >= 9);
        assertThat(failures).as("once a minute").containsExactly(planned.getFirst());
        assertThat(balancer.stats().skippedTicks()).isGreaterThanOrEqualTo(8);
        policy = (previous, now) -> List.of(new Order.Pack(1));
        await().atMost(PATIENCE).until(() -> desk.packed.contains(1));
    }

    /// Its own ticks must not come to look late: a late one judges no worker.
    @Test
    @Proves("A1")
    void policy_thatTakesLong_doesNotKeepStuckWorkersFromBeingFound() {
        List<WorkerHealth> seen = new CopyOnWriteArrayList<>();
        policy = (previous, now) -> {
            seen.add(now.workers().getFirst().health());
            long start = System.nanoTime();
            while (System.nanoTime() - start < 80 * MILLI) Thread.onSpinWait();
            return List.of();
        };
        probes.getFirst().begins(17);
        start(5);
        await().atMost(PATIENCE).until(() -> seen.contains(WorkerHealth.HOGGED));
        assertThat(seen.indexOf(WorkerHealth.HOGGED)).as("ticks until it was found").isLessThanOrEqualTo(20);
    }

    /// An interrupt ends every pause at once. Were the pauses to add up, the balancer would stand still for seconds afterwards.
    @Test
    @Proves("A1")
    void policy_thatInterruptsItsThread_makesItNeitherRaceNorStandStill() {
        policy = (previous, now) -> {
            Thread.currentThread().interrupt();
            return List.of();
        };
        start(20);
        awaitTicks(20);
        long cpu = balancer.stats().cpuNanos();
        assertThat(ticksWithin(400)).isLessThanOrEqualTo(25);
        assertThat(balancer.stats().cpuNanos() - cpu).as("CPU time in 400 ms").isLessThan(40 * MILLI);
        policy = (previous, now) -> List.of();
        long start = System.nanoTime();
        awaitTicks(3);
        assertThat(System.nanoTime() - start).isLessThan(5_000 * MILLI);
    }

    /// Workers that have seen it asleep come late, again and again.
    @Test
    void permits_thatComeLate_makeNoTicks() {
        start(20);
        awaitTicks(1);
        Thread running = thread.get();
        long before = ticks();
        long start = System.nanoTime();
        while (System.nanoTime() - start < 400 * MILLI) LockSupport.unpark(running);
        assertThat(ticks() - before).isLessThanOrEqualTo((System.nanoTime() - start) / (20 * MILLI) + 5);
        long end = System.nanoTime();
        awaitTicks(3);
        assertThat(System.nanoTime() - end).isLessThan(5_000 * MILLI);
    }

    // Death (A2).

    @Test
    @Proves("A2")
    void death_atATick_isMendedByOneLookCountedAndTold() {
        start(5);
        desk.packed.add(1);
        Error failure = new NoClassDefFoundError("planned");
        die(failure);
        Thread dead = thread.get();
        assertThat(failures).containsExactly(failure);
        assertThat(balancer.stats().restarts()).isZero();
        balancer.ensureAlive();
        assertThat(balancer.stats().restarts()).isEqualTo(1);
        awaitTicks(3);
        assertThat(thread.get()).isNotSameAs(dead);
        assertThat(samplers).as("sensors of its own").hasValue(2);
        assertThat(desk.packed).as("who packed it is no more").isEmpty();
        assertThat(desk.asked).contains("nap 0 0", "nap 1 0");
    }

    @Test
    @Proves("A2")
    void death_beforeTheFirstTick_isMendedWithinASecond() {
        samplerFails = new OutOfMemoryError("planned");
        start(5);
        awaitDeath();
        samplerFails = null;
        await().pollInterval(Duration.ofMillis(1)).atMost(PATIENCE).until(() -> {
            balancer.ensureAlive();
            return balancer.stats().restarts() == 1;
        });
        assertThat(System.nanoTime() - startedNanos).as("restarted after").isBetween(RESTART, 5_000 * MILLI);
        awaitTicks(3);
    }

    /// Who watches it looks a thousand times a second.
    @Test
    @Proves("A2")
    void death_atEachFirstTick_isMendedNotMoreThanTwiceASecond() {
        tickFails = new StackOverflowError();
        start(5);
        await().pollInterval(Duration.ofMillis(1)).atMost(PATIENCE).until(() -> {
            balancer.ensureAlive();
            return System.nanoTime() - startedNanos > 1_400 * MILLI;
        });
        assertThat((long) balancer.stats().restarts()).isBetween(1L, (System.nanoTime() - startedNanos) / RESTART);
        tickFails = null;
        await().atMost(PATIENCE).until(() -> {
            balancer.ensureAlive();
            return ticks() > 0;
        });
    }

    @Test
    @Proves("A2")
    void death_afterAnOrderWasGiven_losesNone() {
        start(5);
        awaitTicks(1);
        await().atMost(PATIENCE).until(() -> System.nanoTime() - startedNanos > RESTART + 50 * MILLI);
        Order order = new Order.Ready(0, 1, 3, MoveReason.LOAD, 0);
        policy = (previous, now) -> {
            tickFails = new AssertionError("planned");
            return List.of(order);
        };
        awaitDeath();
        assertThat(desk.slots.hasReady(0)).as("a carrier finds it").isTrue();
        tickFails = null;
        policy = (previous, now) -> List.of(order);
        balancer.ensureAlive();
        awaitTicks(2);
        assertThat(balancer.stats().refusedOrders()).as("while it stands there is no room for another").isPositive();
        assertThat(desk.placed).hasSize(1);
        Handoff handoff = desk.slots.takeReady(0).handoff();
        assertThat(handoff.take(System.nanoTime())).isTrue();
        await().atMost(PATIENCE).until(() -> desk.placed.size() > 1);
    }

    // Sleep (H5).

    @Test
    @Proves("H5")
    void allParked_withNothingUnderWay_letsItSleepUntilAWorkerWakes() {
        start(2);
        awaitTicks(5);
        for (int round = 0; round < 3; round++) {
            allParked = true;
            await().atMost(PATIENCE).until(() -> doze.isAsleep() && thread.get().getState() == Thread.State.WAITING);
            assertThat(ticksWithin(100)).as("ticks while it sleeps").isZero();
            allParked = false;                  // a worker leaves park, then looks whether it must wake us
            doze.ensureAwake();
            awaitTicks(5);
            assertThat(doze.isAsleep()).isFalse();
        }
    }

    @Test
    void sleep_thatAnInterruptOrAPermitEnds_goesOn() {
        allParked = true;
        start(2);
        await().atMost(PATIENCE).until(() -> doze.isAsleep() && thread.get().getState() == Thread.State.WAITING);
        long before = ticks();
        thread.get().interrupt();
        LockSupport.unpark(thread.get());
        await().atMost(PATIENCE).until(() -> !thread.get().isInterrupted() && thread.get().getState() == Thread.State.WAITING);
        assertThat(ticksWithin(100)).isZero();
        assertThat(ticks()).isEqualTo(before);
    }

    @Test
    void allParked_whileAnOrderIsUnderWay_keepsItAwake() {
        allParked = true;
        policy = (previous, now) -> List.of(new Order.Ready(0, 1, 3, MoveReason.LOAD, 0));
        start(2);
        await().atMost(PATIENCE).until(() -> !desk.placed.isEmpty() && desk.placed.getLast().handoff().take(System.nanoTime()));
        policy = (previous, now) -> List.of();
        assertThat(ticksWithin(200)).isPositive();
        assertThat(doze.isAsleep()).isFalse();
        desk.placed.getLast().handoff().refuse(Handoff.State.TAKEN, "nothing to move");
        await().atMost(PATIENCE).until(doze::isAsleep);
    }

    // Pace.

    @Test
    void ticks_whileATaskWaitsAndAWorkerSleeps_comeEachMillisecond() {
        start(100);
        probes.getFirst().begins(17);
        awaitTicks(2);
        long calm = ticksWithin(500);
        assertThat(calm).as("ticks in 500 ms, of 100 ms each").isLessThanOrEqualTo(7);
        overflow = 1;
        awaitTicks(2);
        assertThat(ticksWithin(500)).isGreaterThan(40);
        overflow = 0;
        awaitTicks(2);
        assertThat(ticksWithin(500)).isLessThanOrEqualTo(calm + 7);
    }

    /// Nobody who sleeps could take it.
    @Test
    void ticks_whileATaskWaitsAndOnlyARetiredWorkerSleeps_comeAsEver() {
        start(100);
        probes.getFirst().begins(17);
        probes.get(1).availability = Availability.RETIRED;
        overflow = 1;
        awaitTicks(2);
        assertThat(ticksWithin(500)).isLessThanOrEqualTo(7);
        probes.get(1).availability = Availability.PACKED;
        awaitTicks(2);
        assertThat(ticksWithin(500)).as("that one could be unpacked").isGreaterThan(40);
        probes.get(1).state = WorkerState.RUNNING;
        awaitTicks(2);
        assertThat(ticksWithin(500)).as("nobody sleeps").isLessThanOrEqualTo(7);
    }

    @Test
    void stats_afterOrdersOfEachKind_countThem() {
        List<Order> once = new ArrayList<>(List.of(new Order.Pack(1), new Order.Pack(1), new Order.Nap(0, 5)));
        policy = (previous, now) -> {
            List<Order> given = List.copyOf(once);
            once.clear();
            return given;
        };
        start(2);
        awaitTicks(3);
        assertThat(balancer.stats().orders()).isEqualTo(2);
        assertThat(balancer.stats().refusedOrders()).isEqualTo(1);
        assertThat(balancer.stats().skippedTicks()).isZero();
        assertThat(balancer.stats().stuck()).isZero();
    }

    @Test
    void stats_afterSomeTicks_tellTheirTimeWhatCameOfThemAndTheImbalance() {
        start(2);
        assertThat(balancer.stats().decisions()).containsKeys(BalancerAction.values());
        awaitTicks(3);
        BalancerStats stats = balancer.stats();
        assertThat(stats.tickNanos()).isPositive();
        assertThat(stats.decisions().get(BalancerAction.HOLD)).isGreaterThanOrEqualTo(2);
        await().atMost(PATIENCE).until(() -> balancer.stats().imbalance() == 1);
        probes.getFirst().begins(17);
        await("a thread of which the kernel tells nothing").atMost(PATIENCE).until(() -> Double.isNaN(balancer.stats().imbalance()));
    }
}
