package dev.skein.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ThreadClockTest {

    @Test
    void cpuNanos_busyThread_grows() throws InterruptedException {
        Machine.cpus(1);
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger tid = new AtomicInteger();
        Thread busy = Thread.ofPlatform().daemon().start(() -> {
            tid.set(Affinity.system().currentThreadId());
            while (!stop.get()) Thread.onSpinWait();
        });
        try {
            await().until(() -> tid.get() != 0);
            long before = ThreadClock.cpuNanos(tid.get());
            assertThat(before).isPositive();
            await().until(() -> ThreadClock.cpuNanos(tid.get()) - before > TimeUnit.MILLISECONDS.toNanos(20));
        } finally {
            stop.set(true);
            busy.join();
        }
    }

    @Test
    void cpuNanos_parkedThread_standsStillWhileOthersRun() {
        Machine.cpus(1);
        int self = Affinity.system().currentThreadId();
        try (ParkedThread parked = ParkedThread.after(() -> {})) {
            long before = ThreadClock.cpuNanos(parked.tid());
            long start = ThreadClock.cpuNanos(self);
            while (ThreadClock.cpuNanos(self) - start < TimeUnit.MILLISECONDS.toNanos(50)) Thread.onSpinWait();
            assertThat(before).isPositive();
            assertThat(ThreadClock.cpuNanos(parked.tid()) - before).isBetween(0L, TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    @Test
    void cpuNanos_ownThread_agreesWithTheJvm() {
        Machine.cpus(1);
        var threads = ManagementFactory.getThreadMXBean();
        long least = threads.getCurrentThreadCpuTime();
        long nanos = ThreadClock.cpuNanos(Affinity.system().currentThreadId());
        assertThat(nanos).isBetween(least, threads.getCurrentThreadCpuTime());
    }

    @Test
    void cpuNanos_deadThread_isMinusOne() {
        Machine.cpus(1);
        int tid;
        try (ParkedThread thread = ParkedThread.after(() -> {})) {
            tid = thread.tid();
            assertThat(ThreadClock.cpuNanos(tid)).isPositive();
        }
        await().until(() -> Files.notExists(Path.of("/proc/self/task/" + tid)));
        assertThat(ThreadClock.cpuNanos(tid)).isEqualTo(-1);
    }

    @Test
    void cpuNanos_notAThreadOfThisProcess_isMinusOne() {
        assertThat(ThreadClock.cpuNanos(0)).isEqualTo(-1);
        assertThat(ThreadClock.cpuNanos(-1)).isEqualTo(-1);
        assertThat(ThreadClock.cpuNanos(Integer.MAX_VALUE)).isEqualTo(-1);
        assertThat(ThreadClock.cpuNanos(Integer.MIN_VALUE)).isEqualTo(-1);
        assumeTrue(ProcessHandle.current().pid() != 1, "this process is number 1 itself");
        assertThat(ThreadClock.cpuNanos(1)).isEqualTo(-1);
    }
}
