package dev.skein.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CpuTimesTest {

    private static final long TICK_NANOS = 10_000_000;
    private static final String REST = "intr 191184 0 0 0\nctxt 7\nbtime 1\n";

    @TempDir
    Path proc;

    @Test
    void read_twoCpus_takesBusyStealAndIdle() throws IOException {
        write("""
                cpu  13856 0 2170 149033 233 0 27 24 0 0
                cpu0 1 20 300 4000 50000 600000 7000000 80000000 0 0
                cpu1 7265 0 1173 74030 212 0 21 14 0 0
                """ + REST);
        try (CpuTimes times = CpuTimes.open(proc)) {
            assertThat(times.read()).isTrue();
            assertThat(times.busyNanos(0)).isEqualTo(7_600_321 * TICK_NANOS);
            assertThat(times.idleNanos(0)).isEqualTo(54_000 * TICK_NANOS);
            assertThat(times.stealNanos(0)).isEqualTo(80_000_000 * TICK_NANOS);
            assertThat(times.busyNanos(1)).isEqualTo(8_459 * TICK_NANOS);
            assertNothingTold(times, 2);
            assertNothingTold(times, -1);
        }
    }

    @Test
    void read_guests_areNotCountedTwice() throws IOException {
        write("cpu0 1000 100 0 5 0 0 0 0 900 90\n" + REST);
        try (CpuTimes times = CpuTimes.open(proc)) {
            assertThat(times.read()).isTrue();
            assertThat(times.busyNanos(0)).isEqualTo(1_100 * TICK_NANOS);
        }
    }

    @Test
    void read_cpuGoneOffLine_tellsNothingOfItAnyMore() throws IOException {
        write(line(0, 1) + line(1, 2) + line(5, 3) + REST);
        try (CpuTimes times = CpuTimes.open(proc)) {
            assertThat(times.read()).isTrue();
            assertThat(times.busyNanos(1)).isEqualTo(2 * TICK_NANOS);
            assertThat(times.busyNanos(5)).isEqualTo(3 * TICK_NANOS);
            assertNothingTold(times, 3);
            write(line(0, 4) + line(5, 5) + REST);
            assertThat(times.read()).isTrue();
            assertThat(times.busyNanos(0)).isEqualTo(4 * TICK_NANOS);
            assertThat(times.busyNanos(5)).isEqualTo(5 * TICK_NANOS);
            assertNothingTold(times, 1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 27, 28, 29, 30, 31, 500, 4_096})
    void read_anyNumberOfCpus_takesThemAll(int cpus) throws IOException {
        write("cpu  1 1 1 1 1 1 1 1 1 1\n" + IntStream.range(0, cpus).mapToObj(cpu -> line(cpu, cpu + 1)).collect(Collectors.joining()) + REST);
        try (CpuTimes times = CpuTimes.open(proc)) {
            assertThat(times.read()).isTrue();
            for (int cpu = 0; cpu < cpus; cpu++) assertThat(times.busyNanos(cpu)).as("CPU " + cpu).isEqualTo((cpu + 1) * TICK_NANOS);
            assertNothingTold(times, cpus);
        }
    }

    @Test
    void read_lineWithoutItsEnd_isLeftOut() throws IOException {
        write(line(0, 1) + "cpu1 100 0 0 100 0 0 0 1");
        try (CpuTimes times = CpuTimes.open(proc)) {
            assertThat(times.read()).isTrue();
            assertThat(times.busyNanos(0)).isEqualTo(TICK_NANOS);
            assertNothingTold(times, 1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "\n", "intr 5\n", "cpu  1 2 3 4 5 6 7 8 9 10\nintr 5\n", "cpu0 0 0 0 0 0 0 0 0 0 0\nintr 5\n", "cpu0 1 2 3 4\nintr 5\n",
        "cpu0 1 2 3 4 5 6 x 8\nintr 5\n", "cpu0 1 2 3 4 5 6 7 18446744073709551615\nintr 5\n", "cpu0 9223372036854775807 1 1 1 1 1 1 1\nintr 5\n",
        "cpu99999 1 2 3 4 5 6 7 8\nintr 5\n", "cpu18446744073709551615 1 2 3 4 5 6 7 8\nintr 5\n", "cpuX 1 2 3 4 5 6 7 8 9\nintr 5\n"})
    void read_nothingThatMakesSense_isFalse(String text) throws IOException {
        write(text);
        try (CpuTimes times = CpuTimes.open(proc)) {
            assertThat(times.read()).isFalse();
            assertNothingTold(times, 0);
            assertNothingTold(times, 1);
        }
    }

    @Test
    void read_noFile_isFalse() {
        try (CpuTimes times = CpuTimes.open(proc.resolve("absent"))) {
            assertNothingTold(times, 0);
            assertThat(times.read()).isFalse();
            assertNothingTold(times, 0);
        }
    }

    @Test
    void read_closed_isFalse() throws IOException {
        write(line(0, 1) + REST);
        CpuTimes times = CpuTimes.open(proc);
        assertThat(times.read()).isTrue();
        times.close();
        assertThat(times.busyNanos(0)).isEqualTo(TICK_NANOS);
        assertThat(times.read()).isFalse();
        assertNothingTold(times, 0);
    }

    @Test
    void read_cpuWithASpinningThread_getsBusier() {
        int cpu = Machine.cpus(1).getFirst();
        try (CpuTimes times = CpuTimes.open(); SpinningThread spinning = SpinningThread.after(() -> Affinity.system().pin(cpu))) {
            assertThat(times.read()).isTrue();
            long busyNanos = times.busyNanos(cpu);
            long allNanos = busyNanos + times.stealNanos(cpu) + times.idleNanos(cpu);
            long start = System.nanoTime();
            long spunBefore = ThreadClock.cpuNanos(spinning.tid());
            await().until(() -> ThreadClock.cpuNanos(spinning.tid()) - spunBefore > Duration.ofMillis(200).toNanos());
            assertThat(times.read()).isTrue();
            assertThat(times.busyNanos(cpu) - busyNanos).isGreaterThan(Duration.ofMillis(150).toNanos());
            assertThat(times.busyNanos(cpu) + times.stealNanos(cpu) + times.idleNanos(cpu) - allNanos)
                    .as("the three make up all time").isLessThan(System.nanoTime() - start + Duration.ofMillis(100).toNanos());
        }
    }

    @Test
    void read_again_allocatesNothing() {
        Machine.cpus(1);
        try (CpuTimes times = CpuTimes.open()) {
            Machine.assertAllocatesNothing(() -> times.read() ? 1 : 0);
        }
    }

    @Test
    void close_tenThousandTimes_leavesNoDescriptorOpen() {
        Machine.assertLeavesNothingOpen(10_000, () -> CpuTimes.open().close());
    }

    private static void assertNothingTold(CpuTimes times, int cpu) {
        assertThat(times.busyNanos(cpu)).isEqualTo(-1);
        assertThat(times.stealNanos(cpu)).isEqualTo(-1);
        assertThat(times.idleNanos(cpu)).isEqualTo(-1);
    }

    private static String line(int cpu, int userTicks) {
        return "cpu" + cpu + ' ' + userTicks + " 0 0 12345678 0 0 0 0 0 0\n";
    }

    private void write(String text) throws IOException {
        Files.writeString(proc.resolve("stat"), text);
    }
}
