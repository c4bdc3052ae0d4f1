package dev.skein.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@Tag("concurrency")
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class AsymmetricFenceTest {

    private static final int ROUNDS = 20_000;

    private final AtomicLong often = new AtomicLong();
    private final AtomicLong seldom = new AtomicLong();
    private final AtomicLong seenByOften = new AtomicLong();

    @Test
    void prepare_onLinux_makesItReady() {
        AsymmetricFence.prepare();
        assertThat(AsymmetricFence.isReady()).isTrue();
        assertThat(AsymmetricFence.heavy()).isTrue();
        assertThat(AsymmetricFence.isReady()).isTrue();
    }

    /// One counts and says up to where the other had come; the other counts and reads how far the first one is. Were a write of the first one still on its way when
    /// the second reads, each would have missed the other.
    @Test
    void fences_onBothSides_letOneOfTheTwoSeeTheOther() throws InterruptedException {
        AsymmetricFence.prepare();
        Thread first = Thread.ofPlatform().daemon().start(() -> {
            for (long count = 1; seldom.getOpaque() < ROUNDS; count++) {
                often.setOpaque(count);
                AsymmetricFence.light();
                long seen = seldom.getOpaque();
                seenByOften.setOpaque(count << 20 | seen);
            }
        });
        for (int round = 1; round <= ROUNDS; round++) {
            seldom.setOpaque(round);
            assertThat(AsymmetricFence.heavy()).isTrue();
            long reached = often.getOpaque();
            long told;
            while ((told = seenByOften.getOpaque()) >>> 20 <= reached && first.isAlive()) Thread.onSpinWait();
            if (first.isAlive()) assertThat(told & (1 << 20) - 1).as("seen at the count after %s", reached).isGreaterThanOrEqualTo(round);
        }
        first.join();
    }
}
