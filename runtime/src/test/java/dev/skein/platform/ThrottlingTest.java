package dev.skein.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThrottlingTest {

    private static final String V2 = "30 23 0:26 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw,nsdelegate\n";
    private static final String V1 = "32 31 0:29 / /sys/fs/cgroup/cpu rw,relatime shared:9 - cgroup cgroup rw,cpu\n";
    private static final String USAGE = "usage_usec 209957963\nuser_usec 183932922\nsystem_usec 26025041\nnice_usec 0\n";

    @TempDir
    Path root;

    @Test
    void allFigures_version2_areReadAnewByEachCall() throws IOException {
        process("0::/app\n", V2);
        write("sys/fs/cgroup/cpu.stat", USAGE);   // the root has no quota, and says so by its silence
        write("sys/fs/cgroup/app/cpu.stat", USAGE + "nr_periods 70\nnr_throttled 30\nthrottled_usec 1500\nnr_bursts 4\nburst_usec 9\n");
        try (Throttling throttling = Throttling.open(root)) {
            assertFigures(throttling, 1_500_000, 70, 30);
            write("sys/fs/cgroup/app/cpu.stat", USAGE + "nr_periods 71\nnr_throttled 31\nthrottled_usec 1600\nnr_bursts 4\nburst_usec 9\n");
            assertFigures(throttling, 1_600_000, 71, 31);
        }
    }

    @Test
    void allFigures_version1_areReadInNanoseconds() throws IOException {
        process("1:cpu:/app\n", V1);
        write("sys/fs/cgroup/cpu/app/cpu.stat", "nr_periods 5\nnr_throttled 3\nthrottled_time 123456789\nnr_bursts 0\nburst_time 0\n");
        try (Throttling throttling = Throttling.open(root)) {
            assertFigures(throttling, 123_456_789, 5, 3);
        }
    }

    @Test
    void allFigures_nestedGroups_areSummedOnTheWayUp() throws IOException {
        process("0::/pod/app\n", V2);
        write("sys/fs/cgroup/pod/cpu.stat", "nr_periods 100\nnr_throttled 10\nthrottled_usec 1000\n");
        write("sys/fs/cgroup/pod/app/cpu.stat", "nr_periods 20\nnr_throttled 2\nthrottled_usec 7\n");
        write("sys/fs/cgroup/pod/sibling/cpu.stat", "nr_periods 9000\nnr_throttled 900\nthrottled_usec 90000\n");
        try (Throttling throttling = Throttling.open(root)) {
            assertFigures(throttling, 1_007_000, 120, 12);
        }
    }

    @Test
    void allFigures_hybridLayout_areThoseOfTheHierarchyWithTheController() throws IOException {
        process("1:cpu:/a\n0::/b\n", V1 + "41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw\n");
        write("sys/fs/cgroup/cpu/a/cpu.stat", "nr_periods 5\nnr_throttled 3\nthrottled_time 4000\n");
        write("sys/fs/cgroup/unified/b/cpu.stat", USAGE);
        try (Throttling throttling = Throttling.open(root)) {
            assertFigures(throttling, 4_000, 5, 3);
        }
    }

    @Test
    void allFigures_hierarchyMountedTwice_areCountedOnce() throws IOException {
        process("0::/app\n", V2 + "31 23 0:26 / /again rw - cgroup2 cgroup2 rw\n");
        write("sys/fs/cgroup/app/cpu.stat", "nr_periods 70\nnr_throttled 30\nthrottled_usec 15\n");
        Files.createSymbolicLink(root.resolve("again"), root.resolve("sys/fs/cgroup"));
        try (Throttling throttling = Throttling.open(root)) {
            assertFigures(throttling, 15_000, 70, 30);
        }
    }

    @Test
    void allFigures_groupThatIsTakenAway_areThoseOfTheRest() throws IOException {
        process("0::/pod/app\n", V2);
        write("sys/fs/cgroup/pod/cpu.stat", "nr_periods 100\nnr_throttled 10\nthrottled_usec 1000\n");
        write("sys/fs/cgroup/pod/app/cpu.stat", "nr_periods 20\nnr_throttled 2\nthrottled_usec 7\n");
        try (Throttling throttling = Throttling.open(root)) {
            write("sys/fs/cgroup/pod/app/cpu.stat", "");
            assertFigures(throttling, 1_000_000, 100, 10);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", USAGE, "nr_periods\nnr_throttled x\nthrottled_usec -5\n", "xnr_periods 5\n", "nr_periodsx 5\n"})
    void allFigures_notTold_areMinusOne(String text) throws IOException {
        process("0::/app\n", V2);
        write("sys/fs/cgroup/app/cpu.stat", text);
        try (Throttling throttling = Throttling.open(root)) {
            assertFigures(throttling, -1, -1, -1);
        }
    }

    @Test
    void allFigures_emptyFileSystem_areMinusOne() {
        try (Throttling throttling = Throttling.open(root)) {
            assertFigures(throttling, -1, -1, -1);
        }
    }

    @Test
    void allFigures_closed_areMinusOne() throws IOException {
        process("0::/app\n", V2);
        write("sys/fs/cgroup/app/cpu.stat", "nr_periods 70\nnr_throttled 30\nthrottled_usec 15\n");
        Throttling throttling = Throttling.open(root);
        assertFigures(throttling, 15_000, 70, 30);
        throttling.close();
        assertFigures(throttling, -1, -1, -1);
    }

    @Test
    void allFigures_onThisMachine_areAbsentOrGrow() {
        try (Throttling throttling = Throttling.open()) {
            long nanos = throttling.throttledNanos();
            assertThat(nanos).isGreaterThanOrEqualTo(-1);
            assertThat(throttling.throttledNanos()).isGreaterThanOrEqualTo(nanos);
            assertThat(throttling.throttledPeriods()).isLessThanOrEqualTo(throttling.periods());
        }
    }

    @Test
    void allFigures_readAgain_allocateNothing() {
        Machine.cpus(1);
        try (Throttling throttling = Throttling.open()) {
            Machine.assertAllocatesNothing(throttling::throttledNanos);
        }
    }

    @Test
    void close_manyTimes_leavesNoDescriptorOpen() {
        Machine.assertLeavesNothingOpen(2_000, () -> Throttling.open().close());
    }

    private static void assertFigures(Throttling throttling, long throttledNanos, long periods, long throttledPeriods) {
        assertThat(throttling.throttledNanos()).isEqualTo(throttledNanos);
        assertThat(throttling.periods()).isEqualTo(periods);
        assertThat(throttling.throttledPeriods()).isEqualTo(throttledPeriods);
    }

    private void process(String cgroup, String mountinfo) throws IOException {
        write("proc/self/cgroup", cgroup);
        write("proc/self/mountinfo", mountinfo);
    }

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
