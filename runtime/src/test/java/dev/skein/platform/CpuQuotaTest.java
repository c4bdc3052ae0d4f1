package dev.skein.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CpuQuotaTest {

    private static final String V2 = "30 23 0:26 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw,nsdelegate\n";
    private static final String V1 = "32 31 0:29 / /sys/fs/cgroup/cpu,cpuacct rw,relatime shared:9 - cgroup cgroup rw,cpu,cpuacct\n";

    @TempDir
    Path root;

    @Test
    void quota_version2_readsCpuMax() throws IOException {
        process("0::/app\n", V2);
        write("sys/fs/cgroup/app/cpu.max", "150000 100000");
        assertThat(new CpuQuota(root).cpus()).hasValue(1.5);
    }

    @Test
    void quota_version2WithoutLimit_isEmpty() throws IOException {
        process("0::/app\n", V2);
        write("sys/fs/cgroup/app/cpu.max", "max 100000");
        assertThat(new CpuQuota(root).cpus()).isEmpty();
    }

    @Test
    void quota_version2Nested_isTheSmallestOnTheWayUp() throws IOException {
        process("0::/slice/pod/app\n", V2);
        write("sys/fs/cgroup/slice/cpu.max", "400000 100000");
        write("sys/fs/cgroup/slice/pod/cpu.max", "50000 25000");
        write("sys/fs/cgroup/slice/pod/app/cpu.max", "max 100000");
        write("sys/fs/cgroup/slice/pod/sibling/cpu.max", "10000 100000");
        assertThat(new CpuQuota(root).cpus()).as("the pod's 2, not its parent's 4, nor the sibling's 0.1").hasValue(2.0);
    }

    @Test
    void quota_version1_readsQuotaAndPeriod() throws IOException {
        process("5:memory:/m\n3:cpu,cpuacct:/app\n", V1);
        write("sys/fs/cgroup/cpu,cpuacct/app/cpu.cfs_quota_us", "250000");
        write("sys/fs/cgroup/cpu,cpuacct/app/cpu.cfs_period_us", "100000");
        assertThat(new CpuQuota(root).cpus()).hasValue(2.5);
    }

    @Test
    void quota_version1MinusOne_isEmptyUnlessTheParentLimits() throws IOException {
        process("3:cpu,cpuacct:/pod/app\n", V1);
        write("sys/fs/cgroup/cpu,cpuacct/pod/app/cpu.cfs_quota_us", "-1");
        write("sys/fs/cgroup/cpu,cpuacct/pod/app/cpu.cfs_period_us", "100000");
        assertThat(new CpuQuota(root).cpus()).isEmpty();
        write("sys/fs/cgroup/cpu,cpuacct/pod/cpu.cfs_quota_us", "300000");
        write("sys/fs/cgroup/cpu,cpuacct/pod/cpu.cfs_period_us", "100000");
        assertThat(new CpuQuota(root).cpus()).hasValue(3.0);
    }

    @Test
    void quota_version1InAContainer_findsTheGroupAtTheMountItself() throws IOException {
        process("4:cpuacct,cpu:/docker/4711\n", "40 31 0:29 /docker/4711 /sys/fs/cgroup/cpu,cpuacct ro - cgroup cgroup rw,cpu,cpuacct\n");
        write("sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us", "50000");
        write("sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us", "100000");
        assertThat(new CpuQuota(root).cpus()).hasValue(0.5);
    }

    @Test
    void quota_groupBelowTheMountsRoot_isResolvedAgainstIt() throws IOException {
        process("4:cpu:/docker/4711/inner\n", "40 31 0:29 /docker/4711 /sys/fs/cgroup/cpu ro - cgroup cgroup rw,cpu\n");
        write("sys/fs/cgroup/cpu/inner/cpu.cfs_quota_us", "70000");
        write("sys/fs/cgroup/cpu/inner/cpu.cfs_period_us", "100000");
        assertThat(new CpuQuota(root).cpus()).hasValue(0.7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/../../elsewhere", "/host/only/path", "/"})
    void quota_groupThatTheMountDoesNotShow_readsTheMountsRoot(String group) throws IOException {
        process("0::" + group + "\n", V2);
        write("sys/fs/cgroup/cpu.max", "200000 100000");
        write("sys/cpu.max", "1000 100000");   // above the mount: none of ours
        assertThat(new CpuQuota(root).cpus()).hasValue(2.0);
    }

    @Test
    void quota_hybridLayout_takesTheSmallerOfBoth() throws IOException {
        process("1:cpu:/a\n0::/b\n", """
                31 23 0:28 / /sys/fs/cgroup rw,relatime - tmpfs tmpfs rw,mode=755
                32 31 0:29 / /sys/fs/cgroup/cpu rw,relatime - cgroup cgroup rw,cpu
                33 31 0:30 / /sys/fs/cgroup/cpuset rw,relatime - cgroup cgroup rw,cpuset
                41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw
                """);
        write("sys/fs/cgroup/cpu/a/cpu.cfs_quota_us", "300000");
        write("sys/fs/cgroup/cpu/a/cpu.cfs_period_us", "100000");
        write("sys/fs/cgroup/unified/b/cgroup.procs", "1");
        assertThat(new CpuQuota(root).cpus()).as("the unified tree has no cpu controller").hasValue(3.0);
        write("sys/fs/cgroup/unified/b/cpu.max", "110000 100000");
        assertThat(new CpuQuota(root).cpus()).hasValue(1.1);
    }

    @Test
    void quota_mountPointWithSpace_isUnescaped() throws IOException {
        process("0::/\n", "30 23 0:26 / /my\\040groups rw - cgroup2 none rw\n");
        write("my groups/cpu.max", "90000 100000");
        assertThat(new CpuQuota(root).cpus()).hasValue(0.9);
    }

    @Test
    void quota_noMountinfo_triesTheUsualPlaces() throws IOException {
        write("proc/self/cgroup", "1:cpu:/a\n");
        write("sys/fs/cgroup/cpu/a/cpu.cfs_quota_us", "120000");
        write("sys/fs/cgroup/cpu/a/cpu.cfs_period_us", "100000");
        assertThat(new CpuQuota(root).cpus()).hasValue(1.2);
    }

    @Test
    void quota_noProcAtAll_triesTheRootGroups() throws IOException {
        write("sys/fs/cgroup/cpu.max", "120000 100000");
        assertThat(new CpuQuota(root).cpus()).hasValue(1.2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "much 100000", "100000 0", "0 100000", "-5 100000", "100000 never", "1e5 100000"})
    void quota_brokenCpuMax_isEmpty(String text) throws IOException {
        process("0::/\n", V2);
        write("sys/fs/cgroup/cpu.max", text);
        assertThat(new CpuQuota(root).cpus()).isEmpty();
    }

    @Test
    void quota_brokenProcFiles_isEmpty() throws IOException {
        process("nonsense\n0:\n::\n7:cpu\n", "nonsense - \n - - -\n1 2 3 4 - cgroup2\n5 5 5:5 / - cgroup cgroup rw,cpu\n");
        assertThat(new CpuQuota(root).cpus()).isEmpty();
    }

    @Test
    void quota_emptyFileSystem_isEmpty() {
        assertThat(new CpuQuota(root).cpus()).isEmpty();
    }

    @Test
    void askedAgain_seesANewLimit() throws IOException {
        process("0::/app\n", V2);
        write("sys/fs/cgroup/app/cpu.max", "150000 100000");
        CpuQuota quota = new CpuQuota(root);
        assertThat(quota.cpus()).hasValue(1.5);
        write("sys/fs/cgroup/app/cpu.max", "max 100000");
        assertThat(quota.cpus()).isEmpty();
    }

    @Test
    void askedAgain_inAnotherGroup_seesItsLimit() throws IOException {
        process("0::/app\n", V2);
        write("sys/fs/cgroup/app/cpu.max", "150000 100000");
        write("sys/fs/cgroup/lesser/cpu.max", "50000 100000");
        CpuQuota quota = new CpuQuota(root);
        assertThat(quota.cpus()).hasValue(1.5);
        write("proc/self/cgroup", "0::/lesser\n");
        assertThat(quota.cpus()).hasValue(0.5);
    }

    @Test
    void askedAgain_afterAMount_looksForItOnceInAWhile() throws IOException {
        process("1:cpu:/\n0::/app\n", V2);
        write("sys/fs/cgroup/app/cpu.max", "150000 100000");
        write("sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us", "120000");
        write("sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us", "100000");
        CpuQuota quota = new CpuQuota(root);
        assertThat(quota.cpus()).hasValue(1.5);
        process("1:cpu:/\n0::/app\n", V2 + V1);
        assertThat(quota.cpus()).as("the list of mounts is not read again at each look").hasValue(1.5);
        await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(1)).until(() -> quota.cpus().equals(OptionalDouble.of(1.2)));
    }

    private void process(String cgroup, String mountinfo) throws IOException {
        write("proc/self/cgroup", cgroup);
        write("proc/self/mountinfo", mountinfo);
    }

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text.endsWith("\n") ? text : text + "\n");
    }
}
