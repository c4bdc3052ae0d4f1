package dev.skein.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.meta.Proves;
import dev.skein.meta.Repeat;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class DozeTest {

    private final Doze doze = new Doze();

    @Test
    void announce_thenRetract_isAsleepInBetween() {
        assertThat(doze.isAsleep()).isFalse();
        doze.announce();
        assertThat(doze.isAsleep()).isTrue();
        doze.retract();
        assertThat(doze.isAsleep()).isFalse();
    }

    @Test
    void ensureAwake_beforeThereIsAThread_endsTheAnnouncement() {
        doze.announce();
        doze.ensureAwake();
        assertThat(doze.isAsleep()).isFalse();
    }

    @Test
    void hasStirred_afterAWorkerHasLeftPark_isTrueOnce() {
        assertThat(doze.hasStirred()).isFalse();
        doze.ensureAwake();
        doze.ensureAwake();
        assertThat(doze.hasStirred()).isTrue();
        assertThat(doze.hasStirred()).isFalse();
    }

    /// Nobody pays for a balancer that is awake: not even a permit that would end its next pause.
    @Test
    void ensureAwake_ofOneThatIsAwake_leavesItsThreadAlone() {
        doze.enter();
        doze.ensureAwake();
        long before = System.nanoTime();
        LockSupport.parkNanos(20_000_000);
        assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(15_000_000);
    }

    @Test
    void ensureAwake_afterTheThreadWasReplaced_wakesTheNewOne() throws InterruptedException {
        Thread first = Thread.ofPlatform().daemon().start(doze::enter);
        first.join();
        AtomicBoolean awake = new AtomicBoolean();
        Thread second = Thread.ofPlatform().daemon().start(() -> {
            doze.enter();
            doze.announce();
            while (doze.isAsleep()) LockSupport.park(doze);
            awake.set(true);
        });
        Awaitility.await().until(doze::isAsleep);
        doze.ensureAwake();
        second.join(20_000);
        assertThat(awake).isTrue();
    }

    /// The last worker leaves park while the balancer falls asleep: it sees that the worker is up, or the worker sees that it sleeps.
    @Test
    @Tag("concurrency")
    @Proves("H5")
    void ensureAwake_whileTheBalancerFallsAsleep_isNeverLost() throws InterruptedException {
        int rounds = Repeat.times(1_000);
        AtomicBoolean parked = new AtomicBoolean();               // the bit of the only worker
        AtomicInteger turn = new AtomicInteger();
        AtomicInteger awake = new AtomicInteger();
        Thread balancer = Thread.ofPlatform().daemon().start(() -> {
            doze.enter();
            for (int i = 1; i <= rounds; i++) {
                while (turn.get() < i) Thread.yield();
                doze.announce();
                while (doze.isAsleep() && parked.get()) LockSupport.park(doze);
                doze.retract();
                awake.set(i);
            }
        });
        for (int i = 1; i <= rounds; i++) {
            parked.set(true);
            turn.set(i);
            while (i % 4 != 0 && !doze.isAsleep()) Thread.onSpinWait();     // most of the time it is on the very way
            for (int spin = i % 200; spin > 0; spin--) Thread.onSpinWait();
            parked.set(false);
            doze.ensureAwake();
            long since = System.nanoTime();
            while (awake.get() < i) {
                Thread.yield();
                assertThat(System.nanoTime() - since).as("round %s: it sleeps on while the worker is up", i).isLessThan(20_000_000_000L);
            }
        }
        balancer.join();
    }
}
