package dev.skein.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.meta.Proves;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The rules of [ForeignThreads] on a machine of eight CPUs that exists in a map: the threads and their masks are numbers, and so is
/// the JVM's count of started threads. The calling thread is the one that [Simulated#speakAs] named.
class ForeignThreadsRulesTest {

    private static final CpuSet PROCESS = CpuSet.parse("0-7");
    private static final int CARRIER = 2_000_000_001;   // beyond the kernel's greatest thread id, 2^22: no other test's carriers are meant
    private static final int THREAD = 2_000_000_002;

    private final Simulated machine = new Simulated();
    private final ForeignThreads foreign = machine.foreignThreads();

    @AfterEach
    void leave() {
        machine.speakAs(CARRIER);
        foreign.carrierLeaves();
    }

    @Test
    void scan_inheritedMask_isRestored() {
        machine.speakAs(CARRIER);
        foreign.carrierPins(3);
        machine.start(THREAD, CpuSet.of(3));
        assertThat(foreign.scan()).isEqualTo(1);
        assertThat(machine.masks).containsEntry(THREAD, PROCESS).containsEntry(CARRIER, CpuSet.of(3));
    }

    @Test
    void scan_masksThatUsersChose_areLeft() {
        machine.speakAs(CARRIER);
        foreign.carrierPins(3);
        machine.start(THREAD, CpuSet.of(2, 3));
        machine.start(THREAD + 1, CpuSet.of(4));
        machine.start(THREAD + 2, PROCESS);
        assertThat(foreign.scan()).isZero();
        assertThat(machine.masks).containsEntry(THREAD, CpuSet.of(2, 3)).containsEntry(THREAD + 1, CpuSet.of(4));
    }

    @Test
    void scan_threadOlderThanThisObject_isLeft() {
        machine.start(THREAD, CpuSet.of(3));
        ForeignThreads later = machine.foreignThreads();
        machine.speakAs(CARRIER);
        later.carrierPins(3);
        assertThat(later.scan()).isZero();
    }

    @Test
    void scan_processConfinedToTheWorkersCpu_doesNothing() {
        machine.process = CpuSet.of(3);
        machine.speakAs(CARRIER);
        foreign.carrierPins(3);
        machine.start(THREAD, CpuSet.of(3));
        int calls = machine.setCalls;
        assertThat(foreign.scan()).isZero();
        assertThat(machine.setCalls).isEqualTo(calls);
    }

    @Test
    void scan_processCpusShrunkSinceThePin_restoresTheSetOfToday() {
        machine.speakAs(CARRIER);
        foreign.carrierPins(3);
        machine.start(THREAD, CpuSet.of(3));
        machine.process = CpuSet.of(3, 4);
        assertThat(foreign.scan()).isEqualTo(1);
        assertThat(machine.masks).containsEntry(THREAD, CpuSet.of(3, 4));
    }

    @Test
    void scan_carrierThatMovedToAnotherCpu_restoresHeirsOfBoth() {
        machine.speakAs(CARRIER);
        foreign.carrierPins(3);
        machine.start(THREAD, CpuSet.of(3));
        foreign.carrierPins(5);
        machine.start(THREAD + 1, CpuSet.of(5));
        assertThat(foreign.scan()).isEqualTo(2);
        assertThat(machine.masks).containsEntry(CARRIER, CpuSet.of(5));
    }

    @Test
    void carrierMoves_byAnotherThread_bindsTheCarrierWhichIsStillNoneOfTheScansBusiness() {
        machine.speakAs(CARRIER);
        foreign.carrierPins(3);
        machine.speakAs(THREAD);
        assertThat(foreign.carrierMoves(Thread.currentThread(), CARRIER, 5)).isEqualTo(PinResult.PINNED);
        machine.start(CARRIER, CpuSet.of(5));    // listed from now on
        assertThat(foreign.scan()).isZero();
        assertThat(machine.masks).containsEntry(CARRIER, CpuSet.of(5)).doesNotContainKey(THREAD);
    }

    @Test
    @Proves("F2")
    void carrierMoves_awayFromItsHeirs_freesThoseThatItLeaves() {
        machine.speakAs(CARRIER);
        foreign.carrierPins(3);
        foreign.scanIfThreadsStarted();
        machine.start(THREAD, CpuSet.of(3));
        foreign.carrierMoves(Thread.currentThread(), CARRIER, 5);
        assertThat(foreign.scanIfThreadsStarted()).isEqualTo(1);
        assertThat(machine.masks).containsEntry(THREAD, PROCESS);
    }

    @Test
    void carrierMoves_scansLater_forgetsTheCpuThatWasLeft() {
        machine.speakAs(CARRIER);
        foreign.carrierPins(3);
        foreign.carrierMoves(Thread.currentThread(), CARRIER, 5);
        int before = machine.listings;
        for (int tick = 0; tick < 10; tick++) foreign.scanIfThreadsStarted();
        assertThat(machine.listings).as("scans for those that may be left behind").isEqualTo(before + 3);
        machine.start(THREAD, CpuSet.of(3));
        machine.start(THREAD + 1, CpuSet.of(5));
        assertThat(foreign.scan()).isEqualTo(1);
        assertThat(machine.masks).as("3 is no worker's CPU any more").containsEntry(THREAD, CpuSet.of(3)).containsEntry(THREAD + 1, PROCESS);
    }

    @Test
    void carrierMoves_cpuThatAnotherCarrierHasToo_isNotForgotten() {
        machine.speakAs(CARRIER);
        foreign.carrierPins(3);
        Machine.inFreshThread(() -> {
            machine.speakAs(THREAD);
            foreign.carrierPins(3);
            foreign.carrierMoves(Thread.currentThread(), THREAD, 5);
            return null;
        });
        for (int tick = 0; tick < 10; tick++) foreign.scanIfThreadsStarted();
        machine.start(THREAD + 1, CpuSet.of(3));
        assertThat(foreign.scan()).isEqualTo(1);
    }

    @Test
    void carrierMoves_refused_givesTheCarrierTheCpusOfTheProcess() {
        machine.speakAs(CARRIER);
        foreign.carrierPins(3);
        machine.process = CpuSet.of(1, 2);
        machine.speakAs(THREAD);
        machine.refusesSingle = true;
        assertThat(foreign.carrierMoves(Thread.currentThread(), CARRIER, 1).pinned()).isFalse();
        assertThat(machine.masks).containsEntry(CARRIER, CpuSet.of(1, 2)).doesNotContainKey(THREAD);
    }

    @Test
    void carrierMoves_threadWhoseIdIsNotKnown_neverMeansTheCaller() {
        machine.speakAs(THREAD);
        foreign.carrierMoves(Thread.currentThread(), 0, 1);
        foreign.carrierUnpins(Thread.currentThread(), 0);
        assertThat(machine.masks).doesNotContainKey(THREAD);
    }

    @Test
    void carrierUnpins_byAnotherThread_givesTheCarrierTheCpusOfTheProcess() {
        machine.speakAs(CARRIER);
        foreign.carrierPins(3);
        machine.speakAs(THREAD);
        foreign.carrierUnpins(Thread.currentThread(), CARRIER);
        assertThat(machine.masks).containsEntry(CARRIER, PROCESS).doesNotContainKey(THREAD);
        for (int tick = 0; tick < 10; tick++) foreign.scanIfThreadsStarted();
        machine.start(THREAD, CpuSet.of(3));
        assertThat(foreign.scan()).as("3 is no worker's CPU any more").isZero();
    }

    @Test
    void scan_refusedBySystem_countsNothing() {
        machine.speakAs(CARRIER);
        foreign.carrierPins(3);
        machine.start(THREAD, CpuSet.of(3));
        machine.refuses = true;
        assertThat(foreign.scan()).isZero();
    }

    @Test
    void scan_carrierThatDiedWithoutLeaving_protectsItsIdNoLonger() {
        Machine.inFreshThread(() -> {
            machine.speakAs(THREAD);
            foreign.carrierPins(3);
            machine.start(THREAD, CpuSet.of(3));
            assertThat(foreign.scan()).as("while the carrier lives").isZero();
            return null;
        });
        assertThat(foreign.scan()).isEqualTo(1);
    }

    @Test
    void scan_idUsedAgainBetweenTwoScans_judgesTheNewThread() {
        machine.speakAs(CARRIER);
        foreign.carrierPins(3);
        machine.start(THREAD, PROCESS);
        assertThat(foreign.scan()).isZero();
        machine.start(THREAD, CpuSet.of(3));   // the first one has died, and this one has its id
        assertThat(foreign.scan()).isEqualTo(1);
    }

    @Test
    void scan_threadJudgedTwice_isNotJudgedAgain() {
        machine.speakAs(CARRIER);
        foreign.carrierPins(3);
        machine.start(THREAD, PROCESS);
        foreign.scan();
        foreign.scan();
        machine.masks.put(THREAD, CpuSet.of(3));   // its user binds it, much later
        assertThat(foreign.scan()).isZero();
    }

    @Test
    void scan_idThatWasGoneInBetween_isNewAgain() {
        machine.speakAs(CARRIER);
        foreign.carrierPins(3);
        machine.start(THREAD, PROCESS);
        foreign.scan();
        foreign.scan();
        machine.end(THREAD);
        foreign.scan();
        machine.start(THREAD, CpuSet.of(3));
        assertThat(foreign.scan()).isEqualTo(1);
    }

    @Test
    void scanIfThreadsStarted_afterOneStart_scansTwiceAndThenRests() {
        machine.speakAs(CARRIER);
        foreign.carrierPins(3);
        int before = machine.listings;
        foreign.scanIfThreadsStarted();
        assertThat(machine.listings).as("nothing was started").isEqualTo(before);
        machine.start(THREAD, CpuSet.of(3));
        assertThat(foreign.scanIfThreadsStarted()).isEqualTo(1);
        assertThat(foreign.scanIfThreadsStarted()).isZero();
        assertThat(machine.listings).as("the scan and the one that follows").isEqualTo(before + 2);
        foreign.scanIfThreadsStarted();
        assertThat(machine.listings).isEqualTo(before + 2);
    }

    @Test
    void carrierPins_refused_takesTheCpusOfTheProcess() {
        machine.masks.put(CARRIER, CpuSet.of(6));   // inherited
        machine.refusesPins = true;
        machine.speakAs(CARRIER);
        assertThat(foreign.carrierPins(3).pinned()).isFalse();
        assertThat(machine.masks).containsEntry(CARRIER, PROCESS);
        machine.start(THREAD, CpuSet.of(3));
        assertThat(foreign.scan()).as("3 is no worker's CPU").isZero();
    }

    @Test
    void carrierLeaves_threadThatIsNoCarrier_changesNothing() {
        machine.masks.put(THREAD, CpuSet.of(6));
        machine.speakAs(THREAD);
        foreign.carrierLeaves();
        assertThat(machine.masks).containsEntry(THREAD, CpuSet.of(6));
    }

    @Test
    void everyMethod_affinityUnsupported_doesNothing() {
        ForeignThreads none = new ForeignThreads(Affinity.unsupported("test"));
        assertThat(none.carrierPins(0)).isEqualTo(PinResult.refused("test"));
        assertThat(none.scanIfThreadsStarted()).isZero();
        assertThat(none.scan()).isZero();
        none.carrierLeaves();
    }

    private static final class Simulated extends Affinity {

        final Map<Integer, CpuSet> masks = new HashMap<>();
        CpuSet process = PROCESS;
        boolean refuses;
        boolean refusesPins;
        boolean refusesSingle;
        int listings;
        int setCalls;
        private long started;
        private int[] listed = {};
        private int self;

        ForeignThreads foreignThreads() {
            return new ForeignThreads(this, () -> started, () -> {
                listings++;
                return listed;
            });
        }

        void speakAs(int tid) {
            self = tid;
        }

        void start(int tid, CpuSet mask) {
            end(tid);
            masks.put(tid, mask);
            listed = Arrays.copyOf(listed, listed.length + 1);
            listed[listed.length - 1] = tid;
            started++;
        }

        void end(int tid) {
            listed = Arrays.stream(listed).filter(other -> other != tid).toArray();
        }

        @Override
        public boolean isSupported() {
            return true;
        }

        @Override
        public CpuSet processCpus() {
            return process;
        }

        @Override
        public int currentThreadId() {
            return self;
        }

        @Override
        public PinResult pin(int cpu) {
            return refusesPins ? PinResult.refused("test") : setCpus(0, CpuSet.of(cpu));
        }

        @Override
        public PinResult setCpus(int tid, CpuSet cpus) {
            if (refuses || tid < 0 || (refusesSingle && cpus.size() == 1)) return PinResult.refused("test");
            setCalls++;
            masks.put(tid == 0 ? self : tid, cpus);
            return PinResult.PINNED;
        }

        @Override
        public Optional<CpuSet> cpusOf(int tid) {
            return Optional.ofNullable(masks.get(tid == 0 ? self : tid));
        }
    }
}
