package dev.skein.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.api.Pinning;
import dev.skein.api.WhenFull;
import dev.skein.platform.CpuClaims;
import dev.skein.platform.CpuSet;
import dev.skein.platform.SimulatedAffinity;
import dev.skein.platform.Topology;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Without threads: the machine, the workers and the clock are the test's.
class CpuWatchTest {

    private static final CpuSet ALL = CpuSet.parse("0-3");

    @TempDir
    Path nothing;

    private final SimulatedAffinity affinity = new SimulatedAffinity(ALL);
    private final CpuClaims claims = new CpuClaims();
    private final FakeWorkers workers = new FakeWorkers();
    private final List<String> warnings = new ArrayList<>();
    private final List<Follow> follows = new ArrayList<>();
    private long now = System.nanoTime();
    private int quota = Integer.MAX_VALUE;

    private record Follow(List<Integer> cpus, CpuSet before, CpuSet after) {}

    private static final class FakeWorkers implements ActiveWorkers {
        final BitSet retired = new BitSet();
        final BitSet refuses = new BitSet();
        final Map<Integer, CompletableFuture<Void>> drained = new HashMap<>();

        @Override
        public boolean isActive(int worker) {
            return !retired.get(worker);
        }

        @Override
        public CompletableFuture<Void> retire(int worker) {
            if (refuses.get(worker)) return CompletableFuture.failedFuture(new IllegalStateException("planned"));
            assertThat(isActive(worker)).as("worker %s is asked to retire once", worker).isTrue();
            retired.set(worker);
            CompletableFuture<Void> future = new CompletableFuture<>();
            drained.put(worker, future);
            return future;
        }

        /// It is in use again.
        void stays(int worker, Throwable cause) {
            retired.clear(worker);
            drained.get(worker).completeExceptionally(new IllegalStateException("planned", cause));
        }

        @Override
        public void restore(int worker) {
            assertThat(isActive(worker)).as("worker %s is restored once", worker).isFalse();
            retired.clear(worker);
        }
    }

    private Placement placement(int workers, Pinning pinning) {
        EngineConfig config = new EngineConfig("watch", workers, pinning, 0, 1, 10_000_000, null, EngineConfig.NO_LIMIT, WhenFull.REJECT, null, null,
                10_000_000, 100_000_000, 0, false);
        return new Placement(config, machine());
    }

    private Machine machine() {
        return new Machine(affinity, () -> Topology.read(nothing), set -> Math.min(set.size(), quota), claims);
    }

    private CpuWatch watch(int workers, Pinning pinning) {
        return watch(placement(workers, pinning));
    }

    private CpuWatch watch(Placement placement) {
        return new CpuWatch(placement, machine(), workers, (cpus, before, after) -> follows.add(new Follow(cpus, before, after)), warnings::add);
    }

    private List<Integer> look(CpuWatch watch) {
        now += CpuWatch.PERIOD_NANOS + 1_000_000_000;   // behind the real time in which the watch was made
        watch.lookIfDue(now);
        return follows.getLast().cpus;
    }

    @Test
    void lookIfDue_beforeItIsTime_asksNothing() {
        CpuWatch watch = watch(4, Pinning.AUTO);
        look(watch);
        watch.lookIfDue(now + CpuWatch.PERIOD_NANOS - 1);
        assertThat(follows).hasSize(1);
        watch.lookIfDue(now + CpuWatch.PERIOD_NANOS);
        assertThat(follows).hasSize(2);
    }

    @Test
    void lookIfDue_everyPeriod_isSoonEnoughForFiveSeconds() {
        assertThat(2 * CpuWatch.PERIOD_NANOS).isLessThan(5_000_000_000L);
    }

    @Test
    void lookIfDue_nothingHasChanged_movesNobodyAndSaysNothing() {
        CpuWatch watch = watch(4, Pinning.AUTO);
        assertThat(look(watch)).containsExactly(0, 1, 2, 3);
        assertThat(follows.getLast()).isEqualTo(new Follow(List.of(0, 1, 2, 3), ALL, ALL));
        assertThat(warnings).isEmpty();
    }

    @Test
    void lookIfDue_setShrinks_movesWorkersWhoseCpusAreGoneAndSaysSoOnce() {
        CpuWatch watch = watch(4, Pinning.AUTO);
        affinity.setProcess(CpuSet.of(1, 3));
        assertThat(look(watch)).containsExactly(1, 1, 3, 3);
        assertThat(follows.getLast().before).isEqualTo(ALL);
        assertThat(warnings).singleElement().asString().contains("from 0-3 to 1,3").contains("from 4 to 2")
                .contains("worker 0 moved from CPU 0 to CPU 1").contains("worker 2 moved from CPU 2 to CPU 3").doesNotContain("worker 1 moved");
        look(watch);
        assertThat(warnings).hasSize(1);
    }

    @Test
    void lookIfDue_numberFollowsTheCpusThatTheUserNamed_notTheOthers() {
        CpuWatch watch = watch(0, Pinning.cpus(1, 2));
        affinity.setProcess(CpuSet.of(1, 2));
        look(watch);
        assertThat(workers.retired.isEmpty()).isTrue();
        affinity.setProcess(CpuSet.of(0, 1, 3));
        look(watch);
        assertThat(workers.retired.stream()).as("CPU 2 is gone").containsExactly(1);
        affinity.setProcess(ALL);
        assertThat(look(watch)).containsExactly(1, 2);
        assertThat(workers.retired.isEmpty()).isTrue();
    }

    @Test
    void lookIfDue_setGrowsAgain_spreadsTheWorkersAsTheyWere() {
        CpuWatch watch = watch(4, Pinning.AUTO);
        affinity.setProcess(CpuSet.of(2));
        assertThat(look(watch)).containsOnly(2);
        affinity.setProcess(ALL);
        assertThat(look(watch)).containsExactly(0, 1, 2, 3);
        assertThat(warnings).hasSize(2).last().asString().contains("from 2 to 0-3").contains("worker 3 moved from CPU 2 to CPU 3");
        assertThat(workers.retired.isEmpty()).as("four were asked for").isTrue();
    }

    @Test
    void lookIfDue_setBeyond64Cpus_usesThem() {
        CpuWatch watch = watch(4, Pinning.AUTO);
        affinity.setProcess(CpuSet.parse("62-130"));
        assertThat(look(watch)).containsExactly(62, 63, 64, 65);
        affinity.setProcess(CpuSet.parse("128-130"));
        assertThat(look(watch)).containsOnly(128, 129, 130);
    }

    @Test
    void lookIfDue_manyMoves_areNotAllNamed() {
        affinity.setProcess(CpuSet.parse("0-99"));
        CpuWatch watch = watch(100, Pinning.AUTO);
        affinity.setProcess(CpuSet.parse("0-49"));
        look(watch);
        assertThat(warnings).singleElement().asString().contains("worker 57 moved").doesNotContain("worker 58 moved").endsWith("and 42 more");
    }

    @Test
    void lookIfDue_quotaShrinks_retiresTheLastWorkersAndLeavesTheirCpusToOthers() {
        CpuWatch watch = watch(0, Pinning.AUTO);
        quota = 2;
        assertThat(look(watch)).as("nobody moves").containsExactly(0, 1, 2, 3);
        assertThat(workers.retired.stream()).containsExactly(2, 3);
        assertThat(warnings).singleElement().asString().contains("from 4 to 2").contains("workers 2-3 retired").doesNotContain("moved");
        assertThat(placement(2, Pinning.AUTO).cpus()).containsExactly(2, 3);
    }

    @Test
    void lookIfDue_quotaGrows_restoresUpToTheNumberAtTheStart() {
        CpuWatch watch = watch(0, Pinning.AUTO);
        quota = 1;
        look(watch);
        assertThat(workers.retired.cardinality()).isEqualTo(3);
        quota = 3;
        look(watch);
        assertThat(workers.retired.stream()).containsExactly(3);
        affinity.setProcess(CpuSet.parse("0-15"));
        quota = 16;
        look(watch);
        assertThat(workers.retired.isEmpty()).isTrue();
        assertThat(warnings).hasSize(3).last().asString().contains("workers 3 restored");
    }

    @Test
    void lookIfDue_setShrinksUnderTheDefaultNumber_retiresThoseWhoseCpusAreGone() {
        CpuWatch watch = watch(0, Pinning.AUTO);
        affinity.setProcess(CpuSet.of(0, 3));
        List<Integer> cpus = look(watch);
        assertThat(workers.retired.stream()).containsExactly(1, 2);
        assertThat(List.of(cpus.get(0), cpus.get(3))).as("those in use stay").containsExactly(0, 3);
        assertThat(cpus).as("the retired may not be anywhere else either").containsOnly(0, 3);
        affinity.setProcess(ALL);
        assertThat(look(watch)).containsExactly(0, 1, 2, 3);
        assertThat(workers.retired.isEmpty()).isTrue();
    }

    @Test
    void lookIfDue_numberGivenByTheUser_isKeptWhateverTheBudget() {
        CpuWatch watch = watch(4, Pinning.NONE);
        quota = 1;
        look(watch);
        assertThat(workers.retired.isEmpty()).isTrue();
        assertThat(warnings).singleElement().asString().contains("from 4 to 1").contains("nothing to do");
    }

    @Test
    void lookIfDue_userHasRetiredWorkersHimself_countsThemAndLeavesThemSo() {
        CpuWatch watch = watch(0, Pinning.AUTO);
        workers.retire(0);
        quota = 3;
        look(watch);
        assertThat(workers.retired.stream()).as("three are in use as it is").containsExactly(0);
        quota = 2;
        look(watch);
        assertThat(workers.retired.stream()).containsExactly(0, 3);
        quota = 4;
        look(watch);
        assertThat(workers.retired.stream()).as("what the user retired stays so").containsExactly(0);
    }

    @Test
    void lookIfDue_userRestoresWhatWeRetired_isLeftAlone() {
        CpuWatch watch = watch(0, Pinning.AUTO);
        quota = 2;
        look(watch);
        workers.restore(3);
        look(watch);
        assertThat(workers.retired.stream()).as("until the budget changes").containsExactly(2);
        quota = 4;
        look(watch);
        assertThat(workers.retired.isEmpty()).isTrue();
    }

    @Test
    void lookIfDue_workerThatCannotRetire_isPassedOver() {
        CpuWatch watch = watch(0, Pinning.AUTO);
        workers.refuses.set(3);
        quota = 2;
        look(watch);
        assertThat(workers.retired.stream()).containsExactly(1, 2);
    }

    @Test
    void lookIfDue_workerCouldNotBeDrainedInTime_isRetiredAnew() {
        CpuWatch watch = watch(0, Pinning.AUTO);
        quota = 2;
        look(watch);
        assertThat(workers.retired.stream()).containsExactly(2, 3);
        workers.stays(3, new TimeoutException());
        look(watch);
        assertThat(workers.retired.stream()).containsExactly(2, 3);
        quota = 4;
        look(watch);
        assertThat(workers.retired.stream()).isEmpty();
    }

    @Test
    void lookIfDue_userRestoresWhatIsNotDrainedYet_isLeftAlone() {
        CpuWatch watch = watch(0, Pinning.AUTO);
        quota = 2;
        look(watch);
        workers.stays(3, null);
        look(watch);
        assertThat(workers.retired.stream()).containsExactly(2);
    }

    @Test
    void lookIfDue_anotherRuntimeHasEnded_takesTheCpuThatIsFreeNow() {
        affinity.setProcess(CpuSet.of(0, 1));
        Placement other = placement(2, Pinning.AUTO);
        CpuWatch first = watch(1, Pinning.AUTO);
        CpuWatch second = watch(2, Pinning.AUTO);
        other.release();
        List<Integer> mine = look(first);
        List<Integer> theirs = look(second);
        assertThat(IntStream.of(0, 1).map(claims::workersOn)).containsExactlyInAnyOrder(1, 2);
        assertThat(mine).hasSize(1);
        assertThat(theirs).containsExactlyInAnyOrder(0, 1);
        assertThat(warnings).as("the CPUs of the process are what they were").isEmpty();
    }

    @Test
    void lookIfDue_lookThatFails_isRepeatedWithTheNextPeriod() {
        boolean[] fails = {true};
        CpuWatch watch = new CpuWatch(placement(4, Pinning.AUTO), machine(), workers, (cpus, before, after) -> {
            follows.add(new Follow(cpus, before, after));
            if (fails[0]) throw new OutOfMemoryError("planned");
        }, warnings::add);
        affinity.setProcess(CpuSet.of(1));
        now += 2 * CpuWatch.PERIOD_NANOS;
        assertThatThrownBy(() -> watch.lookIfDue(now)).isInstanceOf(OutOfMemoryError.class);
        watch.lookIfDue(now + 1);
        assertThat(follows).hasSize(1);
        fails[0] = false;
        assertThat(look(watch)).containsOnly(1);
        assertThat(follows.getLast().before).as("the change is not lost").isEqualTo(ALL);
        assertThat(warnings).singleElement().asString().contains("worker 0 moved from CPU 0 to CPU 1");
    }

    @Test
    void lookIfDue_acrossTheWrapOfTheClock_keepsToItsPeriod() throws ReflectiveOperationException {
        CpuWatch watch = watch(4, Pinning.AUTO);
        Field dueAt = CpuWatch.class.getDeclaredField("dueAt");
        dueAt.setAccessible(true);
        dueAt.setLong(watch, Long.MAX_VALUE - 5);
        watch.lookIfDue(Long.MAX_VALUE - 6);
        assertThat(follows).as("a nanosecond too early").isEmpty();
        long late = Long.MIN_VALUE + 3;
        watch.lookIfDue(late);
        assertThat(follows).as("some nanoseconds late").hasSize(1);
        watch.lookIfDue(late + CpuWatch.PERIOD_NANOS - 1);
        assertThat(follows).hasSize(1);
        watch.lookIfDue(late + CpuWatch.PERIOD_NANOS);
        assertThat(follows).hasSize(2);
        dueAt.setLong(watch, Long.MIN_VALUE + 5);
        watch.lookIfDue(Long.MAX_VALUE - 5);
        assertThat(follows).as("due behind the wrap").hasSize(2);
    }
}
