package dev.skein.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.skein.api.LoadSnapshot;
import dev.skein.api.WorkerLoad;
import dev.skein.api.WorkerState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a policy is shown of the virtual workers is what they do.
class SnapshotsTest {

    private static List<LoadSnapshot> snapshots(Scenario scenario) {
        List<LoadSnapshot> seen = new ArrayList<>();
        new WorkStealing(scenario, Costs.standard(), Rules.STANDARD, Arrivals.of(scenario, 1), (_, now) -> {
            seen.add(now);
            return List.of();
        }, 1).run();
        return seen;
    }

    private static Scenario of(ServiceTimes service, double load) {
        return Scenario.standard().withWorkers(4).withService(service).withLoad(load).withDuration(Duration.ofSeconds(2).toNanos());
    }

    @Test
    void snapshots_ofSteadyShortTasks_haveTheirServiceAndShare() {
        WorkerLoad load = snapshots(of(ServiceTimes.CONSTANT, 0.6)).get(300).workers().get(2);
        assertThat(load.meanServiceNanos()).isEqualTo(1_000_000, within(100_000.0));
        assertThat(load.busyShare()).isEqualTo(0.6, within(0.15));
        assertThat(load.runsPerSecond()).isEqualTo(600, within(150.0));
        assertThat(load.share()).isEqualTo(1);
    }

    @Test
    void snapshots_ofASlowWorker_haveTheServiceOfAWholeCpu() {
        WorkerLoad slow = snapshots(of(ServiceTimes.CONSTANT, 0.9).withCapacities(Capacities.ONE_SLOW)).get(300).workers().getFirst();
        assertThat(slow.capability()).isEqualTo(0.25);
        assertThat(slow.meanServiceNanos()).isEqualTo(1_000_000, within(150_000.0));
    }

    @Test
    void snapshots_whileOthersTakeHalf_haveHalfTheShare() {
        List<LoadSnapshot> all = snapshots(of(ServiceTimes.ENDLESS, 2).withWorkers(2).withInterference(Interference.LASTING));
        assertThat(all).anySatisfy(each -> assertThat(each.workers().getFirst().share()).isEqualTo(0.5, within(0.02)));
        assertThat(all).allSatisfy(each -> assertThat(each.workers().getLast().share()).matches(share -> Double.isNaN(share) || share == 1, "nobody disturbs it"));
    }

    @Test
    void snapshots_ofOneTaskAlone_haveItsAgeSliceAfterSlice() {
        LoadSnapshot late = snapshots(of(ServiceTimes.ENDLESS, 0.25)).get(300);
        WorkerLoad busy = late.workers().stream().filter(load -> load.running() != null).findFirst().orElseThrow();
        assertThat(busy.running().ageNanos()).isGreaterThan(late.nanoTime() - 1_000_000);
        assertThat(busy.running().run()).as("a run for each slice").isBetween(140L, 160L);
        assertThat(late.workers()).filteredOn(load -> load != busy).allSatisfy(load -> assertThat(load.state()).isEqualTo(WorkerState.PARKED));
    }
}
