package dev.skein.worker;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.skein.platform.Affinity;
import dev.skein.platform.CpuSet;
import dev.skein.platform.ForeignThreads;
import dev.skein.platform.PinResult;
import dev.skein.stress.Gap;
import java.util.List;
import java.util.Optional;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/// Races of [Pins]: a carrier begins to serve a worker, or ends, while the worker gets another CPU. The kernel is a field.
public class PinsStress {

    private static final CpuSet PROCESS = CpuSet.of(1, 2);
    private static final int FREE = -1;
    private static final int NO_ID = -1;

    /// Knows one thread, and on which CPU it is.
    private static final class Kernel extends Affinity {
        volatile int cpu = FREE;

        @Override
        public boolean isSupported() {
            return false;
        }

        @Override
        public CpuSet processCpus() {
            return PROCESS;
        }

        @Override
        public int currentThreadId() {
            return NO_ID;
        }

        @Override
        public PinResult setCpus(int tid, CpuSet cpus) {
            cpu = cpus.size() == 1 ? cpus.stream().findFirst().orElseThrow() : FREE;
            return PinResult.PINNED;
        }

        @Override
        public Optional<CpuSet> cpusOf(int tid) {
            return Optional.of(cpu == FREE ? PROCESS : CpuSet.of(cpu));
        }
    }

    /// A worker on CPU 1 that is to go to CPU 2.
    private abstract static class Moving {
        final Kernel kernel = new Kernel();
        final WorkerCpu worker = new WorkerCpu(0, 1);
        final Pins pins = new Pins(kernel, new ForeignThreads(kernel), List.of(worker), reason -> { });
        final Pin pin = new Pin(Thread.currentThread());

        void follow() {
            pins.follow(List.of(2), PROCESS, PROCESS);
        }
    }

    @JCStressTest
    @Description("A carrier begins to serve a worker while that gets another CPU (U3).")
    @Outcome(id = "2", expect = ACCEPTABLE, desc = "the carrier is on the new CPU, whoever came first")
    @Outcome(expect = FORBIDDEN, desc = "the carrier stays on the old one")
    @State
    public static class OnCpu1_CarrierServes_WatchMovesTheWorker extends Moving {
        @Actor
        public void carrier() {
            pins.serves(pin, NO_ID, worker);
        }

        @Actor
        public void watch() {
            follow();
        }

        @Arbiter
        public void look(I_Result r) {
            r.r1 = kernel.cpu;
        }
    }

    @JCStressTest
    @Description("A carrier leaves, and its id is another's on CPU 7, while its worker gets another CPU (U4).")
    @Outcome(id = "7", expect = ACCEPTABLE, desc = "the other thread is left where it is")
    @Outcome(expect = FORBIDDEN, desc = "another's thread was bound")
    @State
    public static class Serving_CarrierEnds_WatchMovesTheWorker extends Moving {
        public Serving_CarrierEnds_WatchMovesTheWorker() {
            pins.serves(pin, NO_ID, worker);
        }

        @Actor
        public void carrier() {
            pins.leaves(pin);
            kernel.cpu = 7;
        }

        @Actor
        public void watch() {
            follow();
        }

        @Arbiter
        public void look(I_Result r) {
            r.r1 = kernel.cpu;
        }
    }

    @JCStressTest
    @Description("A carrier that reads the worker's CPU before it takes the lock (control of U3).")
    @Outcome(id = "2", expect = ACCEPTABLE, desc = "the carrier is on the new CPU")
    @Outcome(id = "1", expect = ACCEPTABLE_INTERESTING, desc = "the carrier stays on the old one: the race is seen")
    @Outcome(expect = FORBIDDEN, desc = "not even this one does that")
    @State
    public static class CpuIsReadBeforeTheLock_BrokenControl extends Moving {
        private boolean serves;

        @Actor
        public void carrier() {
            int cpu = worker.cpu;
            synchronized (this) {
                serves = true;
                kernel.cpu = cpu;
            }
        }

        @Actor
        public void watch() {
            synchronized (this) {
                worker.cpu = 2;
                if (serves) kernel.cpu = 2;
            }
        }

        @Arbiter
        public void look(I_Result r) {
            r.r1 = kernel.cpu;
        }
    }

    @JCStressTest
    @Description("A carrier that leaves after its id has become another's on CPU 7 (control of U4).")
    @Outcome(id = "7", expect = ACCEPTABLE, desc = "the other thread is left where it is")
    @Outcome(id = "2", expect = ACCEPTABLE_INTERESTING, desc = "another's thread was bound: the race is seen")
    @Outcome(expect = FORBIDDEN, desc = "not even this one does that")
    @State
    public static class EndsBeforeItLeaves_BrokenControl extends Moving {
        public EndsBeforeItLeaves_BrokenControl() {
            pins.serves(pin, NO_ID, worker);
        }

        @Actor
        public void carrier() {
            kernel.cpu = 7;
            Gap.hold();
            pins.leaves(pin);
        }

        @Actor
        public void watch() {
            follow();
        }

        @Arbiter
        public void look(I_Result r) {
            r.r1 = kernel.cpu;
        }
    }
}
