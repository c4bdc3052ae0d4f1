package dev.skein.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThreadMeterTest {

    private static final int TID = 4_711;

    @TempDir
    Path proc;

    @Test
    void runDelayNanos_schedstat_isItsSecondField() throws IOException {
        write("schedstat", "759146985 13246 17\n");
        try (ThreadMeter meter = ThreadMeter.of(TID, proc)) {
            assertThat(meter.runDelayNanos()).isEqualTo(13_246);
            write("schedstat", "759146999 18446744073 18\n");
            assertThat(meter.runDelayNanos()).isEqualTo(18_446_744_073L);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "12", "12 x 3", "x 12 3", "0 0 0\n", "99999999999999999999 99999999999999999999 99999999999999999999\n"})
    void runDelayNanos_notTold_isMinusOne(String text) throws IOException {
        write("schedstat", text);
        try (ThreadMeter meter = ThreadMeter.of(TID, proc)) {
            assertThat(meter.runDelayNanos()).isEqualTo(-1);
        }
    }

    @Test
    void runDelayNanos_neverWaited_isZero() throws IOException {
        write("schedstat", "5 0 1\n");
        try (ThreadMeter meter = ThreadMeter.of(TID, proc)) {
            assertThat(meter.runDelayNanos()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "4711 (java) R 1 2, RUNNING", "4711 (java) S 1 2, SLEEPING", "4711 (java) D 1 2, DISK_SLEEP", "4711 (java) T 1 2, OTHER",
        "4711 (java) Z 1 2, OTHER", "4711 (a b) D) S 1 2, SLEEPING", "4711 (R) R) D 1 2, DISK_SLEEP", "4711 () R 1 2, RUNNING",
        "4711 (((((((((((((((() S 1 2, SLEEPING",
        "4711 (java) S, SLEEPING", "'4711 (java) ', UNKNOWN", "4711 (java), UNKNOWN", "4711 (java)R 1 2, UNKNOWN",
        "4711 java R 1 2, UNKNOWN", "'', UNKNOWN"})
    void state_stat_isTheFieldBehindTheName(String text, KernelState expected) throws IOException {
        write("stat", text);
        try (ThreadMeter meter = ThreadMeter.of(TID, proc)) {
            assertThat(meter.state()).isEqualTo(expected);
        }
    }

    @Test
    void state_longestName_isFound() throws IOException {
        write("stat", "4194304 (" + "\\012".repeat(15) + ") D " + "1 ".repeat(300));
        try (ThreadMeter meter = ThreadMeter.of(TID, proc)) {
            assertThat(meter.state()).isEqualTo(KernelState.DISK_SLEEP);
        }
    }

    @Test
    void state_threadWithAnUglyName_isNotTakenFromTheName() {
        Machine.cpus(1);
        try (ParkedThread parked = ParkedThread.after(() -> nameOfCallingThread("a) R 1 2 (")); ThreadMeter meter = ThreadMeter.of(parked.tid())) {
            await().until(meter::state, KernelState.SLEEPING::equals);
        }
    }

    @Test
    void allFigures_spinningThread_runsAndItsCpuTimeGrows() {
        Machine.cpus(1);
        try (SpinningThread spinning = SpinningThread.after(() -> {}); ThreadMeter meter = ThreadMeter.of(spinning.tid())) {
            long before = meter.cpuNanos();
            assertThat(before).isNotNegative();
            await().until(() -> meter.cpuNanos() - before > Duration.ofMillis(20).toNanos());
            assertThat(meter.runDelayNanos()).isNotNegative();
            await().until(meter::state, KernelState.RUNNING::equals);
        }
    }

    @Test
    void allFigures_parkedThread_sleepsAndItsTimesStandStill() {
        Machine.cpus(1);
        try (ParkedThread parked = ParkedThread.after(() -> {}); ThreadMeter meter = ThreadMeter.of(parked.tid())) {
            await().until(meter::state, KernelState.SLEEPING::equals);
            long cpuNanos = meter.cpuNanos();
            long runDelayNanos = meter.runDelayNanos();
            int self = Affinity.system().currentThreadId();
            long start = ThreadClock.cpuNanos(self);
            while (ThreadClock.cpuNanos(self) - start < Duration.ofMillis(20).toNanos()) Thread.onSpinWait();
            assertThat(meter.cpuNanos() - cpuNanos).isBetween(0L, Duration.ofMillis(5).toNanos());
            assertThat(meter.runDelayNanos()).as("in no queue, so none is charged").isEqualTo(runDelayNanos);
        }
    }

    @Test
    void runDelayNanos_twoThreadsOnOneCpu_growsForBoth() {
        int cpu = Machine.cpus(1).getFirst();
        Runnable pin = () -> assertThat(Affinity.system().pin(cpu)).isEqualTo(PinResult.PINNED);
        try (SpinningThread one = SpinningThread.after(pin); SpinningThread two = SpinningThread.after(pin);
                ThreadMeter ofOne = ThreadMeter.of(one.tid()); ThreadMeter ofTwo = ThreadMeter.of(two.tid())) {
            long beforeOne = ofOne.runDelayNanos();
            long beforeTwo = ofTwo.runDelayNanos();
            assumeTrue(beforeOne >= 0, "this kernel does not count how long a thread waits for a CPU");
            await().untilAsserted(() -> {
                assertThat(ofOne.runDelayNanos() - beforeOne).isGreaterThan(Duration.ofMillis(50).toNanos());
                assertThat(ofTwo.runDelayNanos() - beforeTwo).isGreaterThan(Duration.ofMillis(50).toNanos());
            });
        }
    }

    @Test
    void allFigures_threadThatDied_areAbsent() {
        Machine.cpus(1);
        ParkedThread thread = ParkedThread.after(() -> {});
        try (ThreadMeter meter = ThreadMeter.of(thread.tid())) {
            assertThat(meter.cpuNanos()).isPositive();
            assertThat(meter.runDelayNanos()).isNotNegative();
            thread.close();
            await().until(() -> Files.notExists(Path.of("/proc/self/task/" + thread.tid())));
            assertNothingTold(meter);
        }
        try (ThreadMeter late = ThreadMeter.of(thread.tid())) {
            assertNothingTold(late);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void allFigures_idThatNoThreadHas_areAbsent(int tid) {
        try (ThreadMeter meter = ThreadMeter.of(tid)) {
            assertNothingTold(meter);
        }
    }

    @Test
    void allFigures_noProc_areAbsent() {
        try (ThreadMeter meter = ThreadMeter.of(TID, proc.resolve("absent"))) {
            assertThat(meter.runDelayNanos()).isEqualTo(-1);
            assertThat(meter.state()).isEqualTo(KernelState.UNKNOWN);
        }
    }

    @Test
    void close_twice_leavesTheDescriptorsOfOthers() {
        Machine.cpus(1);
        ThreadMeter closed = ThreadMeter.of(Affinity.system().currentThreadId());
        closed.close();
        try (ThreadMeter next = ThreadMeter.of(Affinity.system().currentThreadId())) {   // has the numbers that the first gave back
            closed.close();
            assertNothingTold(closed);
            assertThat(next.runDelayNanos()).isNotNegative();
            assertThat(next.state()).isEqualTo(KernelState.RUNNING);
        }
    }

    @Test
    void close_tenThousandTimes_leavesNoDescriptorOpen() {
        int tid = Math.max(1, Affinity.system().currentThreadId());
        Machine.assertLeavesNothingOpen(10_000, () -> {
            try (ThreadMeter meter = ThreadMeter.of(tid)) {
                meter.runDelayNanos();
            }
        });
    }

    @Test
    void allFigures_readAgain_allocateNothing() {
        Machine.cpus(1);
        try (ThreadMeter meter = ThreadMeter.of(Affinity.system().currentThreadId())) {
            Machine.assertAllocatesNothing(meter::cpuNanos);
            Machine.assertAllocatesNothing(meter::runDelayNanos);
            Machine.assertAllocatesNothing(() -> meter.state().ordinal());
        }
    }

    @Test
    void allFigures_nativeAccessDenied_areReadByJavaExceptTheCpuClock() throws Exception {
        Machine.cpus(1);
        assertThat(Machine.run(MainThreadMain.class, List.of("--illegal-native-access=deny")).lines())
                .contains("cpuNanos=false", "runDelayNanos=true", "state=SLEEPING");
        assertThat(Machine.run(MainThreadMain.class, List.of("--enable-native-access=ALL-UNNAMED")).lines())
                .contains("cpuNanos=true", "runDelayNanos=true", "state=SLEEPING");
    }

    /// Reads the meters of the process's main thread, the only one whose kernel id is known without native access. The launcher leaves it waiting.
    static final class MainThreadMain {
        public static void main(String[] arguments) {
            try (ThreadMeter meter = ThreadMeter.of((int) ProcessHandle.current().pid())) {
                System.out.println("cpuNanos=" + (meter.cpuNanos() >= 0));
                System.out.println("runDelayNanos=" + (meter.runDelayNanos() >= 0));
                System.out.println("state=" + meter.state());
            }
        }
    }

    private static void assertNothingTold(ThreadMeter meter) {
        assertThat(meter.cpuNanos()).isEqualTo(-1);
        assertThat(meter.runDelayNanos()).isEqualTo(-1);
        assertThat(meter.state()).isEqualTo(KernelState.UNKNOWN);
    }

    private static void nameOfCallingThread(String name) {
        try {
            Files.writeString(Path.of("/proc/thread-self/comm"), name);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void write(String file, String text) throws IOException {
        Path directory = Files.createDirectories(proc.resolve("self/task/" + TID));
        Files.writeString(directory.resolve(file), text);
    }
}
