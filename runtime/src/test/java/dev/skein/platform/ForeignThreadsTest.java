package dev.skein.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skein.meta.Proves;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// On the real machine: real threads, the kernel's own masks. The rules one by one are in [ForeignThreadsRulesTest].
class ForeignThreadsTest {

    private final Affinity affinity = Affinity.system();
    private int cpu;
    private int otherCpu;
    private CpuSet process;
    private ForeignThreads foreign;

    @BeforeEach
    void needTwoCpus() {
        List<Integer> cpus = Machine.cpus(2);
        cpu = cpus.getFirst();
        otherCpu = cpus.getLast();
        process = CpuSet.of(cpus);
        foreign = new ForeignThreads(affinity);
    }

    @AfterEach
    void leaveNoMaskBehind() {
        if (process != null) assertThat(affinity.processCpus()).isEqualTo(process);   // null: the test was skipped
    }

    @Test
    @Proves("F2")
    void scanIfThreadsStarted_threadStartedByACarrier_hasTheMaskOfTheProcess() {
        try (Carrier carrier = new Carrier(foreign, cpu, () -> {})) {
            assertThat(affinity.cpusOf(carrier.childTid())).as("inherited").contains(CpuSet.of(cpu));
            assertThat(foreign.scanIfThreadsStarted()).isEqualTo(1);
            assertThat(affinity.cpusOf(carrier.childTid())).contains(process);
            assertThat(affinity.cpusOf(carrier.tid())).as("the carrier itself").contains(CpuSet.of(cpu));
        }
    }

    @Test
    void scanIfThreadsStarted_threadBoundToACpuWithoutWorker_keepsIt() {
        try (Carrier carrier = new Carrier(foreign, cpu, () -> affinity.pin(otherCpu))) {
            assertThat(foreign.scanIfThreadsStarted()).isZero();
            assertThat(affinity.cpusOf(carrier.childTid())).contains(CpuSet.of(otherCpu));
        }
    }

    @Test
    void scanIfThreadsStarted_threadThatChoseTwoCpus_keepsThem() {
        List<Integer> cpus = Machine.cpus(3);
        CpuSet chosen = CpuSet.of(cpus.get(0), cpus.get(1));
        try (Carrier carrier = new Carrier(foreign, cpu, () -> affinity.setCpus(0, chosen))) {
            assertThat(foreign.scanIfThreadsStarted()).isZero();
            assertThat(affinity.cpusOf(carrier.childTid())).contains(chosen);
        }
    }

    @Test
    void scan_carriersOfTwoRuntimesOnTheSameCpu_leavesBoth() {
        ForeignThreads second = new ForeignThreads(affinity);
        try (Carrier one = new Carrier(foreign, cpu, () -> {}); Carrier two = new Carrier(second, cpu, () -> {})) {
            assertThat(foreign.scan()).as("both children").isEqualTo(2);
            assertThat(second.scan()).isZero();
            assertThat(affinity.cpusOf(one.tid())).contains(CpuSet.of(cpu));
            assertThat(affinity.cpusOf(two.tid())).contains(CpuSet.of(cpu));
        }
    }

    @Test
    void carrierLeaves_afterPinning_givesTheMaskBack() {
        Machine.inFreshThread(() -> {
            assertThat(foreign.carrierPins(cpu)).isEqualTo(PinResult.PINNED);
            foreign.carrierLeaves();
            assertThat(affinity.cpusOf(0)).contains(process);
            return null;
        });
    }

    @Test
    void carrierPins_absentCpuInAThreadThatInheritedAPin_unpinsIt() {
        Machine.inFreshThread(() -> {
            affinity.pin(cpu);
            assertThat(foreign.carrierPins(CpuSet.MAX_CPU).reason()).contains("EINVAL");
            assertThat(affinity.cpusOf(0)).contains(process);
            foreign.carrierLeaves();
            return null;
        });
    }

    @Test
    void scanIfThreadsStarted_virtualThreadsFirstUsedByACarrier_freesTheirCarriers() throws Exception {
        String output = Machine.run(VirtualThreadsMain.class, List.of("--enable-native-access=ALL-UNNAMED"));
        assertThat(output.strip()).isEqualTo("before " + cpu + ", after " + process);
    }

    /// F1. The carriers are started by a pinned thread, so that each is born with the mask that scans look for.
    @Test
    @Tag("concurrency")
    @Proves("F1")
    void carrierPins_whileAnotherThreadScans_isNeverUndone() {
        assertThat(lostPins(2_000, () -> foreign.carrierPins(cpu), foreign::carrierLeaves)).isZero();
    }

    /// F1. The carriers are bound by another thread, as those are whose worker gets a CPU only later.
    @Test
    @Tag("concurrency")
    @Proves("F1")
    void carrierMoves_whileAThirdThreadScans_isNeverUndone() {
        try (ExecutorService mover = Executors.newSingleThreadExecutor()) {
            Runnable bindByAnother = () -> {
                Thread me = Thread.currentThread();
                int tid = affinity.currentThreadId();
                CompletableFuture.runAsync(() -> foreign.carrierMoves(me, tid, cpu), mover).join();
            };
            assertThat(lostPins(1_000, bindByAnother, foreign::carrierLeaves)).isZero();
        }
    }

    @Test
    @Tag("concurrency")
    void pin_withoutRegistrationWhileAnotherThreadScans_isUndone() {
        assertThat(lostPins(500, () -> affinity.pin(cpu), () -> {})).as("the control: the loop above can see a lost pin").isPositive();
    }

    /// Starts `rounds` threads from a carrier; each pins, lets two scans pass, and looks at its mask.
    ///
    /// @return how many of them found another mask than they had set
    private int lostPins(int rounds, Runnable pin, Runnable leave) {
        AtomicInteger scans = new AtomicInteger();
        AtomicBoolean stop = new AtomicBoolean();
        Thread scanner = Thread.ofPlatform().daemon().start(() -> {
            while (!stop.get()) {
                foreign.scan();
                scans.incrementAndGet();
            }
        });
        try {
            return Machine.inFreshThread(() -> {
                foreign.carrierPins(cpu);
                AtomicInteger lost = new AtomicInteger();
                for (int round = 0; round < rounds; round++) {
                    Thread carrier = Thread.ofPlatform().daemon().start(() -> {
                        pin.run();
                        int seen = scans.get();
                        while (scans.get() - seen < 2) Thread.yield();
                        if (!affinity.cpusOf(0).orElseThrow().isExactly(cpu)) lost.incrementAndGet();
                        leave.run();
                    });
                    carrier.join();
                }
                foreign.carrierLeaves();
                return lost.get();
            });
        } finally {
            stop.set(true);
        }
    }

    /// A carrier that has started one thread, which ran `childBegins` and waits.
    private static final class Carrier implements AutoCloseable {

        private final AtomicReference<ParkedThread> child = new AtomicReference<>();
        private final ParkedThread thread;

        Carrier(ForeignThreads foreign, int cpu, Runnable childBegins) {
            thread = ParkedThread.between(() -> {
                foreign.carrierPins(cpu);
                child.set(ParkedThread.after(childBegins));
            }, foreign::carrierLeaves);
        }

        int tid() {
            return thread.tid();
        }

        int childTid() {
            return child.get().tid();
        }

        @Override
        public void close() {
            child.get().close();
            thread.close();
        }
    }

    /// Prints the mask of a virtual thread's carrier before and after a scan, in a JVM whose first virtual thread a pinned carrier starts.
    static final class VirtualThreadsMain {
        public static void main(String[] arguments) throws InterruptedException {
            Affinity affinity = Affinity.system();
            ForeignThreads foreign = new ForeignThreads(affinity);
            AtomicInteger tid = new AtomicInteger();
            CountDownLatch end = new CountDownLatch(1);
            Thread carrier = Thread.ofPlatform().start(() -> {
                foreign.carrierPins(affinity.processCpus().toList().getFirst());
                foreign.scanIfThreadsStarted();   // so that what the last scan notices is the virtual thread's carrier alone
                foreign.scanIfThreadsStarted();
                Thread.ofVirtual().start(() -> tid.set(affinity.currentThreadId()));
                await().until(() -> tid.get() != 0);
                await().until(() -> end.getCount() == 0);
            });
            await().until(() -> tid.get() != 0);
            String before = affinity.cpusOf(tid.get()).orElseThrow().toString();
            foreign.scanIfThreadsStarted();
            System.out.println("before " + before + ", after " + affinity.cpusOf(tid.get()).orElseThrow());
            end.countDown();
            carrier.join();
        }
    }
}
