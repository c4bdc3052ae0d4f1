package dev.skein.examples.census;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/// One census of one tree. It knows an [ExecutorService] and nothing else of what runs it.
///
/// **Counting.** A task has a range of files. While the range is too heavy it hands its second half to a new task and
/// goes on with the first; then it counts what is left, so that a large file ends up in a task of its own. No task
/// waits for another.
///
/// **Adding up.** A task borrows a [Tally] while it counts and gives it back: there are at most as many tallies as tasks
/// ran at once, and no two threads write to the same one. At the end the tallies are merged in [#SLICES] independent
/// slices, by hash of identifier and digest: all that is known of one identifier meets in one task.
///
/// J1 Every file is counted once. J2 A tally is in one hand or in the queue of idle ones. J3 The last task to end
/// completes `counted`; the queue and the counter publish to the thread that waits what was written before.
final class CensusJob {

    /// A range is split while it weighs more than 128 KiB, about 0.6 ms of work: far more than it costs to submit a task,
    /// and small beside the whole. Measured from 8 KiB to 2 MiB (JDK sources, 2 threads), the size made no difference.
    private static final long TASK_WEIGHT_MAX = 128 << 10;

    /// What a file weighs beside its bytes: about 5 us to open it, in which 1 KiB could be counted.
    private static final long FILE_WEIGHT = 1 << 10;

    /// Tasks of the merge: enough for the pools of today's desktops, few enough that each is worth a task.
    private static final int SLICES = 16;

    private final List<SourceFile> files;
    private final long[] weightBefore;   // of all files before this index
    private final LongAdder filesDone = new LongAdder();

    /// Each instance is for one run.
    CensusJob(List<SourceFile> files) {
        this.files = files;
        this.weightBefore = new long[files.size() + 1];
        for (int i = 0; i < files.size(); i++) {
            weightBefore[i + 1] = weightBefore[i] + files.get(i).bytes() + FILE_WEIGHT;
        }
    }

    /// Files dealt with up to now; any thread may ask.
    long filesDone() {
        return filesDone.sum();
    }

    /// Counts on the caller's thread, one file after another: the job without tasks, queues and merge.
    CensusResult runAlone() {
        var tally = new Tally();
        for (SourceFile file : files) {
            tally.count(file);
            filesDone.increment();
        }
        return CensusResult.of(List.of(tally), Identifiers.of(tally.words()), Duplicates.of(tally.fingerprints()));
    }

    /// Counts on an executor; the caller waits, and must not be one of its threads.
    CensusResult run(ExecutorService executor) throws InterruptedException {
        var counting = new Counting(executor);
        List<Tally> tallies = counting.run();
        List<Callable<Part>> merges = new ArrayList<>();
        for (int slice = 0; slice < SLICES; slice++) {
            int mine = slice;
            merges.add(() -> Part.merge(tallies, mine));
        }
        Part sum = new Part(new Identifiers(0, 0, List.of()), Duplicates.NONE);
        for (Future<Part> part : executor.invokeAll(merges)) {
            sum = sum.plus(await(part));
        }
        return CensusResult.of(tallies, sum.identifiers, sum.duplicates);
    }

    /// What a task failed with is a defect of this program or of the executor, not of the input: it is thrown on.
    private static <T> T await(Future<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException unchecked -> throw unchecked;
                case Error error -> throw error;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }

    /// One slice of the merge, or several that were added.
    private record Part(Identifiers identifiers, Duplicates duplicates) {

        static Part merge(List<Tally> tallies, int slice) {
            var words = new WordTable();
            List<Fingerprint> fingerprints = new ArrayList<>();
            for (Tally tally : tallies) {
                words.addSlice(tally.words(), slice, SLICES);
                for (Fingerprint fingerprint : tally.fingerprints()) {
                    if (fingerprint.slice(SLICES) == slice) {
                        fingerprints.add(fingerprint);
                    }
                }
            }
            return new Part(Identifiers.of(words), Duplicates.of(fingerprints));
        }

        Part plus(Part other) {
            return new Part(identifiers.plus(other.identifiers), duplicates.plus(other.duplicates));
        }
    }

    /// The tasks that count.
    private final class Counting {

        private final ExecutorService executor;
        private final Queue<Tally> idle = new ConcurrentLinkedQueue<>();
        private final AtomicInteger tasksLeft = new AtomicInteger();
        private final CompletableFuture<Void> counted = new CompletableFuture<>();

        Counting(ExecutorService executor) {
            this.executor = executor;
        }

        List<Tally> run() throws InterruptedException {
            submit(0, files.size());
            await(counted);
            return List.copyOf(idle);   // all tasks have ended, so all tallies are back (J2)
        }

        private void submit(int from, int to) {
            tasksLeft.incrementAndGet();   // before its parent ends, so that the count meets zero only once (J3)
            executor.execute(() -> task(from, to));
        }

        private void task(int from, int to) {
            try {
                count(from, splitDown(from, to));
            } catch (Throwable t) {
                counted.completeExceptionally(t);
            } finally {
                if (tasksLeft.decrementAndGet() == 0) {
                    counted.complete(null);
                }
            }
        }

        /// Gives away the second half until what is left is light enough; returns where that ends.
        private int splitDown(int from, int to) {
            int end = to;
            while (end - from > 1 && weightBefore[end] - weightBefore[from] > TASK_WEIGHT_MAX) {
                int middle = middle(from, end);
                submit(middle, end);
                end = middle;
            }
            return end;
        }

        /// The index that comes nearest to halving the weight, with at least one file on each side.
        private int middle(int from, int to) {
            long half = weightBefore[from] + (weightBefore[to] - weightBefore[from]) / 2;
            int low = from + 1;
            int high = to - 1;
            while (low < high) {
                int probe = low + high >>> 1;
                if (weightBefore[probe] < half) {
                    low = probe + 1;
                } else {
                    high = probe;
                }
            }
            return low;
        }

        private void count(int from, int to) {
            Tally borrowed = idle.poll();
            Tally tally = borrowed == null ? new Tally() : borrowed;
            for (SourceFile file : files.subList(from, to)) {
                tally.count(file);
                filesDone.increment();
            }
            idle.add(tally);
        }
    }
}
