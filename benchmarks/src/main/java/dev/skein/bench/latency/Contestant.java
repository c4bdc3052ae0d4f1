package dev.skein.bench.latency;

import dev.skein.Skein;
import dev.skein.api.Pinning;
import dev.skein.bench.load.ExecutorThreads;
import dev.skein.bench.load.OpenLoop;
import dev.skein.bench.rivals.Schedulers;
import dev.skein.platform.CpuSet;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;

/// A scheduler, and the kind of task it is given. All have the same number of threads, on the same CPUs.
///
/// Rivals run plain Runnables, as `Executor.execute` has them; none has tasks that could be told when to give way. Rivals are not bound thread by thread,
/// since none of them is in use; they are confined to the CPUs of the layout, between which the kernel moves them as it likes.
public enum Contestant {

    /// Plain tasks, workers pinned.
    SKEIN("skein"),
    /// Tasks that ask whether they should yield, every 5 us of work or so, and then stand in line again.
    SKEIN_YIELDING("skeinYielding"),
    /// The same in slices of [#SHORT_SLICE], whatever the others have.
    SKEIN_SHORT_SLICES("skeinShortSlices"),
    SKEIN_UNPINNED("skeinUnpinned"),
    SKEIN_UNPINNED_YIELDING("skeinUnpinnedYielding"),
    FORK_JOIN_FIFO("forkJoinFifo"),
    THREAD_POOL("threadPool"),
    VIRTUAL_THREADS("virtualThreads");

    /// What a runtime of ours has if it is not told otherwise.
    public static final Duration SLICE = Duration.ofMillis(10);

    /// For those who want short tasks to overtake long ones soon.
    public static final Duration SHORT_SLICE = Duration.ofMillis(1);

    private final String label;

    Contestant(String label) {
        this.label = label;
    }

    /// @throws IllegalArgumentException if there is none, naming those there are
    public static Contestant named(String name) {
        return Arrays.stream(values()).filter(each -> each.label.equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("schedulers must be among " + Arrays.toString(values()) + ", got " + name));
    }

    public boolean isOurs() {
        return Schedulers.isOurs(label);
    }

    private boolean isPinned() {
        return this == SKEIN || this == SKEIN_YIELDING || this == SKEIN_SHORT_SLICES;
    }

    private boolean isYielding() {
        return this == SKEIN_YIELDING || this == SKEIN_UNPINNED_YIELDING || this == SKEIN_SHORT_SLICES;
    }

    /// One that has been started and has all its threads.
    ///
    /// @param sink gives it a task
    public record Running(ExecutorService executor, ExecutorThreads threads, OpenLoop.Sink sink) implements AutoCloseable {
        @Override
        public void close() {
            executor.close();
        }
    }

    /// To be called before anything else is started in this JVM: it has one scheduler of virtual threads, sized at the first one, and a Skein looks at it.
    ///
    /// @throws IllegalStateException if it has been sized otherwise
    public static void prepare(List<Contestant> contestants, int workers) {
        if (contestants.contains(VIRTUAL_THREADS)) Schedulers.start(VIRTUAL_THREADS.label, workers).close();
    }

    /// @param slice of ours
    /// @throws IllegalStateException if its threads are not where they should be
    public Running start(Layout layout, Duration slice) throws InterruptedException {
        ExecutorService executor = isOurs() ? startSkein(layout, slice) : Schedulers.start(label, layout.workers());
        try {
            CpuSet cpus = CpuSet.of(layout.workerCpus());
            ExecutorThreads threads = ExecutorThreads.of(executor, layout.workers());
            if (!isPinned()) threads.confineTo(cpus);
            else if (!threads.haveOneEachOf(cpus)) throw new IllegalStateException("the workers are not bound to one CPU each of " + cpus);
            return new Running(executor, threads, isYielding() ? yielding((Skein) executor) : executor::execute);
        } catch (IllegalStateException notHere) {
            executor.close();
            throw notHere;
        }
    }

    private Skein startSkein(Layout layout, Duration slice) {
        return Skein.builder().name("bench").workers(layout.workers()).timeSlice(this == SKEIN_SHORT_SLICES ? SHORT_SLICE : slice)
                .pinning(isPinned() ? Pinning.cpus(layout.workerCpus()) : Pinning.NONE).start();
    }

    private static OpenLoop.Sink yielding(Skein skein) {
        return arrival -> {
            var _ = skein.spawn(new YieldingTask(arrival));
        };
    }

    @Override
    public String toString() {
        return label;
    }
}
