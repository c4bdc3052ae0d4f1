package dev.skein.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.api.Pinning;
import dev.skein.api.WhenFull;
import dev.skein.platform.CpuClaims;
import dev.skein.platform.CpuSet;
import dev.skein.platform.SimulatedAffinity;
import dev.skein.platform.Topology;
import dev.skein.worker.PoolConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlacementTest {

    /// Two packages of two cores with two hardware threads each; the numbers have holes, as after some were taken offline.
    private static final int[][] CORES = {{0, 8}, {2, 10}, {4, 12}, {6, 14}};
    private static final CpuSet ALL = CpuSet.of(0, 2, 4, 6, 8, 10, 12, 14);

    private final CpuClaims claims = new CpuClaims();

    @TempDir
    Path sys;

    @Test
    void plan_auto_givesEachWorkerACoreOfItsOwnFirst() throws IOException {
        assertThat(plan(Pinning.AUTO, 8, ALL, 8).cpus()).startsWith(0, 2, 4, 6).containsExactlyInAnyOrder(0, 2, 4, 6, 8, 10, 12, 14);
    }

    @Test
    void plan_autoWithinASmallCpuSet_staysInside() throws IOException {
        assertThat(plan(Pinning.AUTO, 2, CpuSet.of(10, 14), 2).cpus()).containsExactly(10, 14);
    }

    @Test
    void plan_workersNotGiven_takesTheAvailableCpus() throws IOException {
        PoolConfig plan = plan(Pinning.AUTO, 0, ALL, 3);
        assertThat(plan.workers()).isEqualTo(3);
        assertThat(plan.availableCpus()).isEqualTo(3);
    }

    @Test
    void plan_workersNotGivenButCpus_takesOneForEachAsFarAsTheQuotaGoes() throws IOException {
        PoolConfig plan = plan(Pinning.cpus(4, 2), 0, ALL, 8);
        assertThat(plan.cpus()).containsExactly(4, 2);
        assertThat(plan.availableCpus()).as("callers may be elsewhere").isEqualTo(8);
        assertThat(plan(Pinning.cpus(4, 2, 6), 0, ALL, 2).cpus()).containsExactly(4, 2);
    }

    @Test
    void plan_onAMachineOfMoreCpusThanThereCanBeWorkers_takesAsManyAsThereCan() throws IOException {
        assertThat(plan(Pinning.NONE, 0, CpuSet.firstCpus(1_100), 1_100).workers()).isEqualTo(1_024);
    }

    @Test
    void plan_moreWorkersThanCpus_beginsAgain() throws IOException {
        assertThat(plan(Pinning.cpus(4, 2), 5, ALL, 8).cpus()).containsExactly(4, 2, 4, 2, 4);
    }

    @Test
    void plan_none_namesNoCpu() throws IOException {
        assertThat(plan(Pinning.NONE, 3, ALL, 8).cpus()).containsExactly(-1, -1, -1);
    }

    @Test
    void plan_packages_areThoseOfTheCpus() throws IOException {
        assertThat(plan(Pinning.cpus(0, 2, 4, 6), 4, ALL, 8).packages()).containsExactly(0, 0, 1, 1);
    }

    @Test
    void plan_cpuOutsideTheProcess_isRefusedAndSaysWhatIsAllowed() {
        assertThatThrownBy(() -> plan(Pinning.cpus(2, 5), 2, CpuSet.of(0, 2, 4), 3))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("0,2,4").hasMessageContaining("got 5");
    }

    @Test
    void plan_secondRuntime_takesTheCoresThatTheFirstLeaves() throws IOException {
        assertThat(plan(Pinning.AUTO, 2, ALL, 8).cpus()).containsExactly(0, 2);
        assertThat(plan(Pinning.AUTO, 3, ALL, 8).cpus()).containsExactly(4, 6, 8);
    }

    @Test
    void plan_namedByTheUser_isTakenThoughClaimedAndAvoidedByTheNext() throws IOException {
        plan(Pinning.AUTO, 2, ALL, 8);
        assertThat(plan(Pinning.cpus(2, 4), 2, ALL, 8).cpus()).containsExactly(2, 4);
        assertThat(plan(Pinning.AUTO, 5, ALL, 8).cpus()).containsExactly(6, 8, 10, 12, 14);
    }

    @Test
    void plan_unpinned_claimsNothing() throws IOException {
        plan(Pinning.NONE, 3, ALL, 8);
        assertThat(ALL.stream().map(claims::workersOn)).containsOnly(0);
    }

    @Test
    void plan_cpuOutsideTheProcess_claimsNothing() {
        assertThatThrownBy(() -> plan(Pinning.cpus(2, 5), 2, CpuSet.of(0, 2, 4), 3)).isInstanceOf(IllegalArgumentException.class);
        assertThat(claims.workersOn(2)).isZero();
    }

    @Test
    void settle_cpuOfTheUsersListGone_takesAnotherOfTheListAndComesBack() throws IOException {
        Placement placement = placement(Pinning.cpus(2, 4, 6), 3, ALL, 8);
        assertThat(placement.settle(CpuSet.of(0, 2, 4), worker -> true)).containsExactly(2, 4, 2);
        assertThat(placement.settle(CpuSet.of(0, 8), worker -> true)).as("never one that he did not name").containsExactly(-1, -1, -1);
        assertThat(placement.settle(ALL, worker -> true)).containsExactly(2, 4, 6);
    }

    @Test
    void settle_workerNotInUse_claimsNothingUntilItIs() throws IOException {
        Placement placement = placement(Pinning.AUTO, 2, ALL, 8);
        placement.settle(ALL, worker -> worker == 0);
        assertThat(claims.workersOn(2)).isZero();
        assertThat(plan(Pinning.AUTO, 1, ALL, 8).cpus()).containsExactly(2);
        assertThat(placement.settle(ALL, worker -> true)).as("its CPU is another's now").containsExactly(0, 4);
    }

    @Test
    void release_atTheEnd_givesBackWhatIsHeldByThenAndOnce() throws IOException {
        Placement placement = placement(Pinning.AUTO, 4, ALL, 8);
        placement.settle(CpuSet.of(2, 4), worker -> worker != 3);
        placement.release();
        placement.release();
        assertThat(ALL.stream().map(claims::workersOn)).containsOnly(0);
        placement.settle(ALL, worker -> true);
        assertThat(ALL.stream().map(claims::workersOn)).as("a look that comes too late").containsOnly(0);
    }

    private PoolConfig plan(Pinning pinning, int workers, CpuSet allowed, int available) throws IOException {
        return placement(pinning, workers, allowed, available).plan();
    }

    private Placement placement(Pinning pinning, int workers, CpuSet allowed, int available) throws IOException {
        for (int core = 0; core < CORES.length; core++) {
            for (int cpu : CORES[core]) {
                Path topology = Files.createDirectories(sys.resolve("devices/system/cpu/cpu" + cpu + "/topology"));
                Files.writeString(topology.resolve("core_id"), core + "\n");
                Files.writeString(topology.resolve("physical_package_id"), core / 2 + "\n");
                Files.writeString(topology.resolve("thread_siblings_list"), CORES[core][0] + "," + CORES[core][1] + "\n");
            }
        }
        EngineConfig config = new EngineConfig("plan", workers, pinning, 0, 1, 10_000_000, null, EngineConfig.NO_LIMIT, WhenFull.REJECT, null, null,
                10_000_000, 100_000_000, 0, false);
        return new Placement(config, new Machine(new SimulatedAffinity(allowed), () -> Topology.read(sys), set -> Math.min(available, set.size()), claims));
    }
}
