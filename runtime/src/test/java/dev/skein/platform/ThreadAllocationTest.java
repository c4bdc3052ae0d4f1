package dev.skein.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ThreadAllocationTest {

    private static final int MEBIBYTE = 1 << 20;

    private static byte[] kept = {};

    @Test
    void bytes_ownThread_growByWhatItAllocates() {
        long self = Thread.currentThread().threadId();
        long before = ThreadAllocation.bytes(self);
        assumeTrue(before >= 0, "this JVM does not count what a thread allocates");
        kept = new byte[8 * MEBIBYTE];
        assertThat(ThreadAllocation.bytes(self) - before).isBetween(8L * MEBIBYTE, 9L * MEBIBYTE);
    }

    @Test
    void bytes_otherThread_growByWhatItAllocates() throws InterruptedException {
        assumeTrue(ThreadAllocation.bytes(Thread.currentThread().threadId()) >= 0, "this JVM does not count what a thread allocates");
        CountDownLatch allocated = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Thread thread = Thread.ofPlatform().daemon().start(() -> {
            kept = new byte[8 * MEBIBYTE];
            allocated.countDown();
            try {
                end.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        allocated.await();
        assertThat(ThreadAllocation.bytes(thread.threadId())).isBetween(8L * MEBIBYTE, 9L * MEBIBYTE);
        end.countDown();
        thread.join();
        assertThat(ThreadAllocation.bytes(thread.threadId())).as("it has ended").isEqualTo(-1);
    }

    @Test
    void bytes_virtualThread_areMinusOne() throws InterruptedException {
        AtomicLong bytes = new AtomicLong();
        Thread.ofVirtual().start(() -> bytes.set(ThreadAllocation.bytes(Thread.currentThread().threadId()))).join();
        assertThat(bytes).hasValue(-1);
    }

    @Test
    void bytes_idThatNoThreadHas_areMinusOne() {
        assertThat(ThreadAllocation.bytes(0)).isEqualTo(-1);
        assertThat(ThreadAllocation.bytes(-1)).isEqualTo(-1);
        assertThat(ThreadAllocation.bytes(Long.MIN_VALUE)).isEqualTo(-1);
        assertThat(ThreadAllocation.bytes(Long.MAX_VALUE)).isEqualTo(-1);
    }

    @Test
    void bytes_askedAgain_allocatesNothing() {
        long self = Thread.currentThread().threadId();
        Machine.assertAllocatesNothing(() -> ThreadAllocation.bytes(self));
    }

    @Test
    void bytes_jvmWithoutTheModules_areMinusOne() throws Exception {
        assertThat(Machine.run(OwnThreadMain.class, List.of("--limit-modules=java.base"))).isEqualToIgnoringNewLines("told=false");
        assertThat(Machine.run(OwnThreadMain.class, List.of("--limit-modules=java.management"))).isEqualToIgnoringNewLines("told=false");
        assertThat(Machine.run(OwnThreadMain.class, List.of("--limit-modules=jdk.management"))).isEqualToIgnoringNewLines("told=true");
    }

    static final class OwnThreadMain {
        public static void main(String[] arguments) {
            System.out.println("told=" + (ThreadAllocation.bytes(Thread.currentThread().threadId()) >= 0));
        }
    }
}
