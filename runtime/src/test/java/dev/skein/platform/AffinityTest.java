package dev.skein.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AffinityTest {

    private static final int ABSENT_CPU = CpuSet.MAX_CPU;   // no Linux counts so far

    private final Affinity affinity = Affinity.system();

    @Test
    void isSupported_onLinux_isTrue() {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "not Linux");
        assertThat(affinity.isSupported()).isTrue();
    }

    @Test
    void pin_toEachAllowedCpu_readsBackThatCpuAlone() {
        for (int cpu : Machine.cpus(1)) {
            Optional<CpuSet> after = Machine.inFreshThread(() -> {
                assertThat(affinity.pin(cpu)).isEqualTo(PinResult.PINNED);
                return affinity.cpusOf(0);
            });
            assertThat(after).contains(CpuSet.of(cpu));
        }
    }

    @Test
    void pin_absentCpu_refusesWithEinvalAndKeepsTheCpus() {
        Machine.cpus(1);
        Machine.inFreshThread(() -> {
            Optional<CpuSet> before = affinity.cpusOf(0);
            PinResult result = affinity.pin(ABSENT_CPU);
            assertThat(result.pinned()).isFalse();
            assertThat(result.reason()).contains("EINVAL").contains("CPUs 65535");
            assertThat(affinity.cpusOf(0)).isEqualTo(before);
            return null;
        });
    }

    @Test
    void pin_numberThatNoCpuHas_throws() {
        assertThatIllegalArgumentException().isThrownBy(() -> affinity.pin(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> Affinity.unsupported("test").pin(-1));
    }

    @Test
    void setCpus_otherThread_confinesThatThreadAlone() {
        int cpu = Machine.cpus(2).getLast();
        Optional<CpuSet> mine = affinity.cpusOf(0);
        try (ParkedThread other = ParkedThread.after(() -> {})) {
            assertThat(affinity.setCpus(other.tid(), CpuSet.of(cpu))).isEqualTo(PinResult.PINNED);
            assertThat(affinity.cpusOf(other.tid())).contains(CpuSet.of(cpu));
        }
        assertThat(affinity.cpusOf(0)).isEqualTo(mine);
    }

    @Test
    void setCpus_someAbsent_keepsThoseThatExist() {
        int cpu = Machine.cpus(1).getLast();
        try (ParkedThread other = ParkedThread.after(() -> {})) {
            assertThat(affinity.setCpus(other.tid(), CpuSet.of(cpu, 20_000, ABSENT_CPU))).isEqualTo(PinResult.PINNED);
            assertThat(affinity.cpusOf(other.tid())).contains(CpuSet.of(cpu));
        }
    }

    @Test
    void setCpus_everySecondCpu_readsBackTheSame() {
        List<Integer> cpus = Machine.cpus(3);
        CpuSet wanted = CpuSet.of(cpus.getFirst(), cpus.get(2));
        try (ParkedThread other = ParkedThread.after(() -> {})) {
            assertThat(affinity.setCpus(other.tid(), wanted)).isEqualTo(PinResult.PINNED);
            assertThat(affinity.cpusOf(other.tid())).contains(wanted);
        }
    }

    @Test
    void setCpus_emptySet_refuses() {
        Machine.cpus(1);
        assertThat(Machine.inFreshThread(() -> affinity.setCpus(0, CpuSet.of())).reason()).contains("EINVAL");
    }

    @Test
    void setCpus_deadThread_refusesWithEsrch() {
        int cpu = Machine.cpus(1).getFirst();
        int tid = deadThread();
        assertThat(affinity.setCpus(tid, CpuSet.of(cpu)).reason()).contains("ESRCH").contains("thread " + tid);
        assertThat(affinity.cpusOf(tid)).isEmpty();
    }

    @Test
    void setCpus_negativeThread_refusesWithEsrch() {
        Machine.cpus(1);
        assertThat(affinity.setCpus(-1, CpuSet.of(0)).reason()).contains("ESRCH");
        assertThat(affinity.cpusOf(-1)).isEmpty();
    }

    @Test
    void processCpus_inAPinnedThread_isThatOfTheProcess() {
        List<Integer> cpus = Machine.cpus(2);
        CpuSet inside = Machine.inFreshThread(() -> {
            assertThat(affinity.pin(cpus.getFirst())).isEqualTo(PinResult.PINNED);
            return affinity.processCpus();
        });
        assertThat(inside.toList()).isEqualTo(cpus);
    }

    @Test
    void processCpus_mainThreadConfinedLater_isReadAnew() {
        List<Integer> cpus = Machine.cpus(2);
        int main = (int) ProcessHandle.current().pid();
        try {
            assertThat(affinity.setCpus(main, CpuSet.of(cpus.getLast()))).isEqualTo(PinResult.PINNED);
            assertThat(affinity.processCpus()).isEqualTo(CpuSet.of(cpus.getLast()));
        } finally {
            affinity.setCpus(main, CpuSet.of(cpus));
        }
        assertThat(affinity.processCpus()).isEqualTo(CpuSet.of(cpus));
    }

    @Test
    void currentThreadId_inAnyThread_isTheKernelsOwn() {
        Machine.cpus(1);
        Machine.inFreshThread(() -> {
            assertThat(affinity.currentThreadId()).isEqualTo(Libc.gettidFromProc()).isNotEqualTo((int) ProcessHandle.current().pid());
            return null;
        });
    }

    @Test
    void unsupported_everyMethod_answersWithoutThrowing() {
        Affinity none = Affinity.unsupported("no such thing here");
        assertThat(none.isSupported()).isFalse();
        assertThat(none.pin(0)).isEqualTo(PinResult.refused("no such thing here"));
        assertThat(none.setCpus(0, CpuSet.of(0)).reason()).isEqualTo("no such thing here");
        assertThat(none.cpusOf(0)).isEmpty();
        assertThat(none.currentThreadId()).isEqualTo(-1);
        assertThat(none.processCpus()).isEqualTo(CpuSet.firstCpus(Runtime.getRuntime().availableProcessors()));
        assertThatIllegalArgumentException().isThrownBy(() -> Affinity.unsupported(" "));
    }

    @Test
    void pin_overriddenToRefuse_leavesTheOtherMethodsToTheSystem() {
        Machine.cpus(1);
        Affinity refusing = new Affinity() {
            @Override
            public PinResult pin(int cpu) {
                return PinResult.refused("by the test");
            }
        };
        assertThat(refusing.pin(0).pinned()).isFalse();
        assertThat(refusing.currentThreadId()).isEqualTo(affinity.currentThreadId());
        assertThat(refusing.processCpus()).isEqualTo(affinity.processCpus());
    }

    @Test
    void system_nativeAccessDenied_degradesWithTheReason() throws Exception {
        String output = Machine.run(DeniedMain.class, List.of("--illegal-native-access=deny"));
        assertThat(output.lines()).contains("supported=false", "tid=-1", "cpuNanos=-1", "cpusOf=Optional.empty", "restored=0", "touched");
        assertThat(output).contains("pin=refused: native access is denied: start the JVM with --enable-native-access");
        assertThat(output).doesNotContain("Exception in thread");
    }

    @Test
    void system_nativeAccessAllowed_isNotDegraded() throws Exception {
        Machine.cpus(1);   // the control of the test above: the same program sees the difference
        String output = Machine.run(DeniedMain.class, List.of("--enable-native-access=ALL-UNNAMED"));
        assertThat(output.lines()).contains("supported=true", "pin=PINNED", "touched").doesNotContain("tid=-1", "cpuNanos=-1");
    }

    @Test
    void pinResult_reasonWithoutRefusal_throws() {
        assertThatIllegalArgumentException().isThrownBy(() -> new PinResult(true, "but"));
        assertThatIllegalArgumentException().isThrownBy(() -> PinResult.refused(""));
        assertThatCode(() -> PinResult.refused("x")).doesNotThrowAnyException();
    }

    private int deadThread() {
        int tid;
        try (ParkedThread thread = ParkedThread.after(() -> {})) {
            tid = thread.tid();
        }
        await().until(() -> Files.notExists(Path.of("/proc/self/task/" + tid)));   // the kernel's thread ends a little after Java's
        return tid;
    }

    /// Does a bit of everything and prints what came of it.
    static final class DeniedMain {
        public static void main(String[] arguments) {
            Affinity affinity = Affinity.system();
            System.out.println("supported=" + affinity.isSupported());
            System.out.println("cpus=" + affinity.processCpus());
            System.out.println("budget=" + CpuBudget.available());
            System.out.println("tid=" + affinity.currentThreadId());
            Affinity.touchSharedPools();
            System.out.println("touched");
            ForeignThreads foreign = new ForeignThreads(affinity);
            System.out.println("pin=" + foreign.carrierPins(affinity.processCpus().toList().getFirst()));
            System.out.println("restored=" + foreign.scan());
            foreign.carrierLeaves();
            System.out.println("cpusOf=" + affinity.cpusOf(0));
            System.out.println("cpuNanos=" + ThreadClock.cpuNanos((int) ProcessHandle.current().pid()));
        }
    }
}
