package dev.skein.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.skein.meta.Proves;
import dev.skein.meta.Repeat;
import dev.skein.platform.CpuSet;
import dev.skein.platform.ForeignThreads;
import dev.skein.platform.SimulatedAffinity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// On a machine that exists in a map, with a thread that stands for a carrier, and one that watches.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PinsTest {

    private static final CpuSet ALL = CpuSet.parse("0-127");
    private static final int NONE = -1;

    private final SimulatedAffinity machine = new SimulatedAffinity(ALL);
    private final WorkerCpu first = new WorkerCpu(0, 3);
    private final WorkerCpu second = new WorkerCpu(1, 100);
    private final List<String> warnings = Collections.synchronizedList(new ArrayList<>());
    private final Pins pins = new Pins(machine, new ForeignThreads(machine), List.of(first, second), warnings::add);
    private final OneThread carrier = new OneThread();

    /// A thread that does what it is told.
    private final class OneThread implements AutoCloseable {
        private final ExecutorService executor = Executors.newSingleThreadExecutor();
        final Thread thread = call(Thread::currentThread);
        final int id = call(machine::currentThreadId);
        final Pin pin = new Pin(thread);

        <T> T call(Callable<T> body) {
            try {
                return executor.submit(body).get(20, TimeUnit.SECONDS);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }

        void serves(WorkerCpu worker) {
            call(() -> {
                pins.serves(pin, id, worker);
                return null;
            });
        }

        CpuSet mask() {
            return machine.cpusOf(id).orElseThrow();
        }

        @Override
        public void close() {
            call(() -> {
                pins.leaves(pin);
                return null;
            });
            executor.shutdown();
        }
    }

    @AfterEach
    void end() {
        carrier.close();
    }

    @Test
    void serves_aWorker_bindsTheCallerToItsCpu() {
        carrier.serves(second);
        assertThat(carrier.mask()).isEqualTo(CpuSet.of(100));
        assertThat(carrier.pin.isBound()).isTrue();
    }

    @Test
    void follow_workersGetOtherCpus_movesTheirCarriers() {
        carrier.serves(first);
        try (OneThread other = new OneThread()) {
            other.serves(second);
            pins.follow(List.of(7, 8), ALL, ALL);
            assertThat(carrier.mask()).isEqualTo(CpuSet.of(7));
            assertThat(other.mask()).isEqualTo(CpuSet.of(8));
            assertThat(List.of(first.cpu, second.cpu)).containsExactly(7, 8);
            assertThat(carrier.pin.isBound()).isTrue();
        }
        assertThat(warnings).isEmpty();
    }

    @Test
    void follow_carrierThatHasLostItsWorkerToASpare_goesWithIt() {
        carrier.serves(first);
        try (OneThread spare = new OneThread()) {
            spare.serves(first);
            pins.follow(List.of(7, 100), ALL, ALL);
            assertThat(carrier.mask()).isEqualTo(CpuSet.of(7));
            assertThat(spare.mask()).isEqualTo(CpuSet.of(7));
        }
    }

    @Test
    void serves_anotherWorkerLater_isBoundToThatOne() {
        carrier.serves(first);
        carrier.serves(second);
        assertThat(carrier.mask()).isEqualTo(CpuSet.of(100));
        pins.follow(List.of(7, 8), ALL, ALL);
        assertThat(carrier.mask()).isEqualTo(CpuSet.of(8));
    }

    @Test
    void follow_noCpuForAWorker_unbindsItsCarrierUntilThereIsOne() {
        carrier.serves(first);
        pins.follow(List.of(NONE, 100), ALL, ALL);
        assertThat(carrier.mask()).isEqualTo(ALL);
        assertThat(carrier.pin.isBound()).isFalse();
        pins.follow(List.of(3, 100), ALL, ALL);
        assertThat(carrier.mask()).isEqualTo(CpuSet.of(3));
        assertThat(carrier.pin.isBound()).isTrue();
        assertThat(warnings).as("nothing was refused").isEmpty();
    }

    @Test
    void follow_systemRefuses_runsUnboundWithOneWarningAndIsBoundWhenItMay() {
        carrier.serves(first);
        CpuSet left = CpuSet.of(5, 6);
        machine.setProcess(left, CpuSet.of(6));
        pins.follow(List.of(5, 5), ALL, left);
        pins.follow(List.of(5, 5), left, left);
        assertThat(carrier.pin.isBound()).isFalse();
        assertThat(carrier.mask()).as("what there is of the process's CPUs").isEqualTo(CpuSet.of(6));
        assertThat(warnings).singleElement().asString().contains("unpinned").contains("5");
        machine.setProcess(left);
        pins.follow(List.of(5, 5), left, left);
        assertThat(carrier.pin.isBound()).isTrue();
        assertThat(carrier.mask()).isEqualTo(CpuSet.of(5));
    }

    @Test
    void follow_somebodyHasSetTheMasksOfAllThreads_bindsAgain() {
        carrier.serves(first);
        machine.setAll(CpuSet.parse("0-63"));
        pins.follow(List.of(3, 4), ALL, CpuSet.parse("0-63"));
        assertThat(carrier.mask()).isEqualTo(CpuSet.of(3));
    }

    @Test
    void follow_unpinnedRuntime_hasTheCpusOfTheProcess() {
        first.cpu = NONE;
        second.cpu = NONE;
        carrier.serves(first);
        CpuSet less = CpuSet.parse("0-3");
        machine.setProcess(less);
        pins.follow(List.of(NONE, NONE), ALL, less);
        assertThat(carrier.mask()).isEqualTo(less);
        machine.setProcess(ALL);
        pins.follow(List.of(NONE, NONE), less, ALL);
        assertThat(carrier.mask()).isEqualTo(ALL);
    }

    @Test
    void serves_unpinnedCarrierThatBeganBeforeTheCpusChanged_hasThoseOfNow() {
        first.cpu = NONE;
        machine.setCpus(carrier.id, ALL);
        CpuSet less = CpuSet.parse("0-3");
        machine.setProcess(less);
        carrier.serves(first);
        assertThat(carrier.mask()).isEqualTo(less);
    }

    @Test
    void follow_unpinnedCarrierWhoseUserChoseCpus_keepsThemWhileTheyAreThere() {
        first.cpu = NONE;
        second.cpu = NONE;
        carrier.serves(first);
        machine.setCpus(carrier.id, CpuSet.of(1, 2));
        CpuSet less = CpuSet.parse("0-3");
        machine.setProcess(less);
        pins.follow(List.of(NONE, NONE), ALL, less);
        assertThat(carrier.mask()).isEqualTo(CpuSet.of(1, 2));
        CpuSet least = CpuSet.of(0, 1);
        machine.setProcess(least);
        pins.follow(List.of(NONE, NONE), less, least);
        assertThat(carrier.mask()).isEqualTo(least);
    }

    @Test
    void unbound_threadThatInheritedACpu_hasTheCpusOfTheProcessWhateverTheseAre() {
        try (OneThread helper = new OneThread()) {
            helper.call(() -> {
                machine.pin(9);
                pins.unbound(() -> {
                    assertThat(helper.mask()).isEqualTo(ALL);
                    CpuSet less = CpuSet.parse("0-3");
                    machine.setProcess(less);
                    pins.follow(List.of(0, 1), ALL, less);
                    assertThat(helper.mask()).isEqualTo(less);
                }).run();
                return null;
            });
            machine.setProcess(ALL);
            pins.follow(List.of(0, 1), CpuSet.parse("0-3"), ALL);
            assertThat(helper.mask()).as("after its end it is none of ours").isEqualTo(CpuSet.parse("0-3"));
        }
    }

    @Test
    void leaves_carrierOfAWorker_hasTheCpusOfTheProcessAgain() {
        carrier.serves(first);
        carrier.call(() -> {
            pins.leaves(carrier.pin);
            return null;
        });
        assertThat(carrier.mask()).isEqualTo(ALL);
    }

    @Test
    @Proves("U4")
    void follow_carrierThatHasLeft_touchesItsIdNoMore() {
        carrier.serves(first);
        carrier.call(() -> {
            pins.leaves(carrier.pin);
            return null;
        });
        CpuSet ofTheNextThread = CpuSet.of(55);
        machine.setCpus(carrier.id, ofTheNextThread);
        pins.follow(List.of(7, 8), ALL, CpuSet.parse("0-63"));
        assertThat(carrier.mask()).isEqualTo(ofTheNextThread);
    }

    @Test
    void follow_anotherNumberOfCpusThanWorkers_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> pins.follow(List.of(1), ALL, ALL)).withMessageContaining("2 workers, got [1]");
    }

    /// What the carrier has read before it gets the lock is old by then.
    @Test
    @Proves("U3")
    void serves_workerGotAnotherCpuWhileTheCarrierCameToTheLock_isBoundToTheNewOne() throws Exception {
        Future<?> serving;
        synchronized (pins) {
            serving = carrier.executor.submit(() -> pins.serves(carrier.pin, carrier.id, first));
            Awaitility.await().until(() -> carrier.thread.getState() == Thread.State.BLOCKED);
            pins.follow(List.of(7, 8), ALL, ALL);
        }
        serving.get(20, TimeUnit.SECONDS);
        assertThat(carrier.mask()).isEqualTo(CpuSet.of(7));
    }

    /// The carrier begins to serve at the very time at which its worker gets another CPU.
    @Test
    @Tag("concurrency")
    @Proves("U3")
    void serves_whileTheWorkerGetsAnotherCpu_endsOnTheNewOne() throws Exception {
        CyclicBarrier together = new CyclicBarrier(2);
        for (int round = 0; round < Repeat.times(500); round++) {
            int to = 1 + round % 100;
            Pin pin = new Pin(carrier.thread);
            Future<?> serving = carrier.executor.submit(() -> {
                together.await();
                pins.serves(pin, carrier.id, first);
                return null;
            });
            together.await();
            pins.follow(List.of(to, to), ALL, ALL);
            serving.get(20, TimeUnit.SECONDS);
            assertThat(carrier.mask()).as("round %s", round).isEqualTo(CpuSet.of(to));
            carrier.call(() -> {
                pins.leaves(pin);
                return null;
            });
        }
    }
}
