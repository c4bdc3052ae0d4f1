package dev.skein.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)   // elsewhere memory pages may be too large: see StackRoom
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StackRoomTest {

    private static final int STACK_BYTES = 256 << 10;
    /// 8 KiB less what the test's own frames take, and half a frame that did not fit.
    private static final long ROOM_BYTES = 7 << 10;
    private static final int ROUNDS = 8;
    private static final int LAST_FRAMES = 800;

    private int filled;
    private int framesUp;
    private int round;
    private int leastWhenAsked = Integer.MAX_VALUE;
    private int least = Integer.MAX_VALUE;

    /// Rooms are measured in frames of [#fill], and those by what a thread with twice the stack has more of. The rooms on a
    /// way that asks nobody show that the test can tell.
    @Test
    void require_thatReturns_leaves8KiB() throws InterruptedException {
        for (int i = 0; i < 60; i++) onAThread(STACK_BYTES, this::framesThatFit);     // until it is compiled for good
        int small = framesOfAThread(STACK_BYTES);
        int large = framesOfAThread(2 * STACK_BYTES);
        double bytes = (double) STACK_BYTES / (large - small);
        for (round = 0; round < ROUNDS; round++) {
            onAThread(STACK_BYTES, this::descend);
            onAThread(STACK_BYTES, this::descendAndAsk);
        }

        assertThat(leastWhenAsked).as("frames of %s bytes that fit where there was room", bytes).isNotEqualTo(Integer.MAX_VALUE);
        assertThat(leastWhenAsked * bytes).as("bytes left where there was room").isGreaterThan(ROOM_BYTES);
        assertThat(least * bytes).as("bytes left where nobody asked").isLessThan(ROOM_BYTES);
    }

    private int framesOfAThread(int stackBytes) throws InterruptedException {
        onAThread(stackBytes, this::framesThatFit);
        return filled;
    }

    private static void onAThread(int stackBytes, Runnable body) throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        new Thread(null, () -> {
            body.run();
            ended.countDown();
        }, "stack room", stackBytes).start();
        assertThat(ended.await(20, TimeUnit.SECONDS)).as("the thread ends as it should").isTrue();
    }

    @SuppressWarnings("InfiniteRecursion")
    private void descend() {
        try {
            descend();
        } catch (StackOverflowError end) {
            framesUp = 0;
        }
        framesUp++;
        if (framesUp <= LAST_FRAMES && framesUp % ROUNDS == round) least = Math.min(least, framesThatFit());
    }

    @SuppressWarnings("InfiniteRecursion")
    private void descendAndAsk() {
        try {
            descendAndAsk();
        } catch (StackOverflowError end) {
            framesUp = 0;
        }
        framesUp++;
        if (framesUp <= LAST_FRAMES && framesUp % ROUNDS == round && asks()) leastWhenAsked = Math.min(leastWhenAsked, framesThatFit());
    }

    private static boolean asks() {
        try {
            StackRoom.require();
            return true;
        } catch (StackOverflowError noRoom) {
            return false;
        }
    }

    private int framesThatFit() {
        filled = 0;
        try {
            fill();
        } catch (StackOverflowError full) {
            return filled;
        }
        return filled;
    }

    @SuppressWarnings("InfiniteRecursion")
    private void fill() {
        filled++;
        fill();
    }
}
