package dev.skein.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopologyTest {

    @TempDir
    Path sys;

    @Test
    void order_siblingsNumberedInPairs_takesOneThreadOfEachCoreFirst() throws IOException {
        for (int cpu = 0; cpu < 8; cpu++) cpu(cpu, cpu / 2, 0, (cpu & ~1) + "-" + (cpu | 1));
        assertThat(Topology.read(sys).order(CpuSet.parse("0-7"))).containsExactly(0, 2, 4, 6, 1, 3, 5, 7);
    }

    @Test
    void order_siblingsNumberedHalfWayUp_takesOneThreadOfEachCoreFirst() throws IOException {
        for (int cpu = 0; cpu < 8; cpu++) cpu(cpu, cpu % 4, 0, cpu % 4 + "," + (cpu % 4 + 4));
        assertThat(Topology.read(sys).order(CpuSet.parse("0-7"))).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
    }

    @Test
    void order_twoPackagesWithInterleavedNumbers_goesPackageByPackageWithinARound() throws IOException {
        for (int cpu = 0; cpu < 8; cpu++) cpu(cpu, cpu % 4 / 2, cpu % 2, cpu % 4 + "," + (cpu % 4 + 4));
        assertThat(Topology.read(sys).order(CpuSet.parse("0-7"))).containsExactly(0, 2, 1, 3, 4, 6, 5, 7);
    }

    @Test
    void order_someCpusWithheld_countsTheAllowedThreadsOnly() throws IOException {
        for (int cpu = 0; cpu < 8; cpu++) cpu(cpu, cpu / 2, 0, (cpu & ~1) + "-" + (cpu | 1));
        assertThat(Topology.read(sys).order(CpuSet.parse("1,4-7"))).as("1 is the first allowed thread of core 0").containsExactly(1, 4, 6, 5, 7);
    }

    @Test
    void order_holesInTheNumbers_keepsTheCpusThatExist() throws IOException {
        for (int cpu : new int[] {0, 3, 70, 71, 1_030}) cpu(cpu, cpu, 0, Integer.toString(cpu));
        Topology topology = Topology.read(sys);
        assertThat(topology.cpus()).isEqualTo(CpuSet.parse("0,3,70-71,1030"));
        assertThat(topology.order(CpuSet.parse("3,71,1030"))).containsExactly(3, 71, 1_030);
    }

    @Test
    void order_strongAndWeakCores_takesStrongOnesFirst() throws IOException {
        for (int cpu = 0; cpu < 4; cpu++) {
            cpu(cpu, cpu, 0, Integer.toString(cpu));
            write(cpu, "cpu_capacity", cpu < 2 ? "446" : "1024");
        }
        Topology topology = Topology.read(sys);
        assertThat(topology.order(CpuSet.parse("0-3"))).containsExactly(2, 3, 0, 1);
        assertThat(topology.capacity(0)).hasValue(446);
    }

    @Test
    void order_weakFreeCores_precedeSecondThreadsOfStrongOnes() throws IOException {
        for (int cpu = 0; cpu < 4; cpu++) {
            cpu(cpu, cpu / 2, 0, (cpu & ~1) + "-" + (cpu | 1));
            write(cpu, "cpu_capacity", "1024");
        }
        cpu(4, 9, 0, "4");
        write(4, "cpu_capacity", "600");
        assertThat(Topology.read(sys).order(CpuSet.parse("0-4"))).containsExactly(0, 2, 4, 1, 3);
    }

    @Test
    void order_noSiblingLists_usesCoreIdsWithinThePackage() throws IOException {
        cpu(0, 0, 0, null);
        cpu(1, 0, 1, null);
        cpu(2, 0, 0, null);
        cpu(3, 0, 1, null);
        Topology topology = Topology.read(sys);
        assertThat(topology.siblings(0)).isEqualTo(CpuSet.of(0, 2));
        assertThat(topology.order(CpuSet.parse("0-3"))).containsExactly(0, 1, 2, 3);
        assertThat(topology.order(CpuSet.of(0, 2, 3))).containsExactly(0, 3, 2);
    }

    @Test
    void order_coreIdsRepeatedInEachDie_trustsTheSiblingLists() throws IOException {
        for (int cpu = 0; cpu < 4; cpu++) cpu(cpu, 0, 0, Integer.toString(cpu));
        assertThat(Topology.read(sys).order(CpuSet.parse("0-3"))).containsExactly(0, 1, 2, 3);
        assertThat(Topology.read(sys).siblings(3)).isEqualTo(CpuSet.of(3));
    }

    @Test
    void order_nothingToRead_isAscending() {
        Topology topology = Topology.read(sys.resolve("absent"));
        assertThat(topology.cpus().isEmpty()).isTrue();
        assertThat(topology.order(CpuSet.parse("9,2,70"))).containsExactly(2, 9, 70);
        assertThat(topology.siblings(5)).isEqualTo(CpuSet.of(5));
        assertThat(topology.packageOf(5)).isEmpty();
        assertThat(topology.capacity(5)).isEmpty();
    }

    @Test
    void order_brokenFiles_countsAsUnknown() throws IOException {
        for (int cpu = 0; cpu < 3; cpu++) Files.createDirectories(directory(cpu).resolve("topology"));
        write(0, "topology/thread_siblings_list", "0-x");
        write(1, "topology/thread_siblings_list", "5-6");
        write(1, "cpu_capacity", "much");
        write(2, "topology/physical_package_id", "-1");
        Files.createDirectories(sys.resolve("devices/system/cpu/cpufreq"));
        Files.createDirectories(sys.resolve("devices/system/cpu/cpu99999999"));
        Topology topology = Topology.read(sys);
        assertThat(topology.cpus()).isEqualTo(CpuSet.parse("0-2"));
        assertThat(topology.order(CpuSet.parse("0-2"))).containsExactly(0, 1, 2);
        assertThat(topology.siblings(1)).as("a list without its owner").isEqualTo(CpuSet.of(1));
        assertThat(topology.capacity(1)).isEmpty();
        assertThat(topology.packageOf(2)).isEmpty();
    }

    @Test
    void order_ofThisMachine_holdsEachAllowedCpuOnce() {
        CpuSet allowed = Affinity.system().processCpus();
        assertThat(Topology.read().order(allowed)).containsExactlyInAnyOrderElementsOf(allowed.toList());
    }

    private void cpu(int cpu, int core, int packageId, String siblings) throws IOException {
        write(cpu, "topology/core_id", Integer.toString(core));
        write(cpu, "topology/physical_package_id", Integer.toString(packageId));
        if (siblings != null) write(cpu, "topology/thread_siblings_list", siblings);
    }

    private void write(int cpu, String file, String text) throws IOException {
        Path path = directory(cpu).resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text + "\n");
    }

    private Path directory(int cpu) {
        return sys.resolve("devices/system/cpu/cpu" + cpu);
    }
}
