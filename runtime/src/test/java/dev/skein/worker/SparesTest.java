package dev.skein.worker;

import static dev.skein.worker.PoolUnderTest.Options;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.meta.LogCapture;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The spares of a pool that has not been started.
class SparesTest {

    private final PoolUnderTest test = PoolUnderTest.notStarted(Options.of(1).maxSpares(2));
    private final Spares spares = test.pool.spares();

    @AfterEach
    void stop() {
        test.pool.stop();
        Awaitility.await().until(() -> test.threads().isEmpty());
    }

    @Test
    void acquire_upToTheBound_givesThreadsThatLive() {
        Carrier one = spares.acquire();
        Carrier two = spares.acquire();
        assertThat(one).isNotNull().isNotSameAs(two);
        assertThat(one.isAlive()).isTrue();
        assertThat(one.getName()).isEqualTo("skein-" + test.name + "-spare");
        assertThat(one.isDaemon()).isFalse();
        giveBack(one, two);
    }

    @Test
    void acquire_beyondTheBound_givesNoneAndWarnsOnce() {
        try (LogCapture log = new LogCapture()) {
            Carrier one = spares.acquire();
            Carrier two = spares.acquire();
            for (int i = 0; i < 10; i++) assertThat(spares.acquire()).isNull();
            assertThat(log.warnings()).singleElement().asString().contains(test.name).contains("maxSpares 2");
            giveBack(one, two);
        }
    }

    @Test
    void acquire_afterARelease_givesTheOneThatWaitedLeast() {
        Carrier one = spares.acquire();
        Carrier two = spares.acquire();
        giveBack(two, one);
        assertThat(spares.acquire()).isSameAs(one);
        assertThat(spares.acquire()).isSameAs(two);
        assertThat(spares.acquire()).isNull();
        giveBack(one, two);
    }

    @Test
    void retire_acquiredCarrier_isRefused() {
        Carrier one = spares.acquire();
        assertThat(spares.retire(one)).isFalse();
        giveBack(one);
    }

    @Test
    void retire_waitingCarrier_isAllowedOnce() {
        Carrier one = spares.acquire();
        giveBack(one);
        assertThat(spares.retire(one)).isTrue();
        assertThat(spares.retire(one)).isFalse();
        spares.release(one);
    }

    @Test
    void waitingCarrier_notNeededForLong_endsAndMakesRoom() {
        Carrier one = spares.acquire();
        Carrier two = spares.acquire();
        giveBack(one, two);
        Awaitility.await().atMost(Duration.ofSeconds(15)).until(() -> !one.isAlive() && !two.isAlive());
        Carrier three = spares.acquire();
        Carrier four = spares.acquire();
        assertThat(three).isNotNull().isNotSameAs(one);
        assertThat(four).as("the bound counts the living only").isNotNull();
        giveBack(three, four);
    }

    @Test
    void stop_waitingCarriers_end() {
        Carrier one = spares.acquire();
        giveBack(one);
        test.pool.stop();
        Awaitility.await().until(() -> !one.isAlive());
        assertThat(test.hasEnded()).as("the last carrier says so").isTrue();
    }

    @Test
    void release_afterStop_sendsTheCarrierAway() {
        Carrier one = spares.acquire();
        test.pool.stop();
        assertThat(spares.release(one)).isFalse();
        assertThat(spares.acquire()).isNull();
        one.wakeUp();
        Awaitility.await().until(() -> !one.isAlive());
    }

    @Test
    void acquire_boundOfZero_givesNone() {
        PoolUnderTest none = PoolUnderTest.notStarted(Options.of(1).maxSpares(0));
        try (LogCapture log = new LogCapture()) {
            assertThat(none.pool.spares().acquire()).isNull();
            assertThat(log.warnings()).hasSize(1);
        }
    }

    /// No system gives a thread a stack of this size.
    @Test
    void acquire_systemRefusesTheThread_countsNobody() {
        PoolUnderTest huge = PoolUnderTest.notStarted(Options.of(1).maxSpares(2).stackSize(1L << 50));
        try (LogCapture log = new LogCapture()) {
            for (int i = 0; i < 5; i++) assertThat(huge.pool.spares().acquire()).isNull();
            assertThat(log.warnings()).singleElement().asString().contains("no thread for a spare");
        }
        assertThat(huge.pool.threads()).as("carriers that live; else the pool never ends").isZero();
    }

    private void giveBack(Carrier... carriers) {
        for (Carrier carrier : carriers) spares.release(carrier);
    }
}
