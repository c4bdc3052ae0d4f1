package dev.skein.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)   // elsewhere memory pages may be too large: see StackRoom
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StackRoomTest {

    private static final int STACK_BYTES = 240 << 10;
    /// Frames of [#FILL] in 6 KiB; one takes 96 bytes on x86-64, and 83 were seen to fit into the room.
    private static final int ENOUGH = 64;
    private static final int ROUNDS = 8;
    private static final int LAST_FRAMES = 800;
    /// So that it is interpreted in the first round and compiled in the last.
    private static final int CALLS_PER_ROUND = 10_000;
    /// HotSpot compiles no method that is longer than 8,000 bytes.
    private static final int TOO_LONG_TO_COMPILE = 8_100;
    private static final MethodHandle FILL = fill();

    private final int[] filled = new int[1];
    private int framesUp;
    private int round;
    private int leastWhenAsked = Integer.MAX_VALUE;
    private int least = Integer.MAX_VALUE;

    /// The rooms on a way that asks nobody show that the test can tell.
    @Test
    void require_thatReturns_leavesRoom() throws InterruptedException {
        for (round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < round * CALLS_PER_ROUND; i++) asks();
            onAThread(this::descend);
            onAThread(this::descendAndAsk);
        }

        assertThat(leastWhenAsked).as("frames that fit where there was room").isBetween(ENOUGH, Integer.MAX_VALUE - 1);
        assertThat(least).as("frames that fit where nobody asked").isLessThan(ENOUGH);
    }

    private static void onAThread(Runnable body) throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        new Thread(null, () -> {
            body.run();
            ended.countDown();
        }, "stack room", STACK_BYTES).start();
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
        filled[0] = 0;
        try {
            FILL.invokeExact(filled);
        } catch (StackOverflowError full) {
            return filled[0];
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
        return filled[0];
    }

    /// `static void fill(int[] count) { count[0]++; fill(count); }`, always interpreted, so that its frames have one size.
    private static MethodHandle fill() {
        ClassDesc owner = ClassDesc.of(StackRoomTest.class.getPackageName() + ".FillsTheStack");
        MethodTypeDesc type = MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_int.arrayType());
        byte[] bytes = ClassFile.of().build(owner, made -> made.withMethodBody("fill", type, ClassFile.ACC_STATIC, code -> {
            code.aload(0).iconst_0().dup2().iaload().iconst_1().iadd().iastore();
            code.aload(0).invokestatic(owner, "fill", type);
            for (int i = 0; i < TOO_LONG_TO_COMPILE; i++) code.nop();
            code.return_();
        }));
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            return lookup.findStatic(lookup.defineClass(bytes), "fill", MethodType.methodType(void.class, int[].class));
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
