package dev.skein.bench.load;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Tells one waiting thread when `total` tasks are done, at a price per task that is small and the same for every scheduler.
///
/// One shared atomic would cost 50 ns and more per task as soon as two CPUs touch it, and the figures would show the counter. Here each
/// carrier counts in a cell of its own (one uncontended atomic add, about 5 ns), tells the shared `flushed` once in [#BATCH] tasks,
/// and sums all cells only in the endgame, when `flushed` says that few can be missing.
///
/// D1 The latch opens only when all are done: cells only grow, so a sum that reaches `total` was reached.
/// D2 The latch opens: look at the last event among all adds to cells and to `flushed`. Whoever did it reads `flushed` afterwards and
/// finds its final value, which lacks at most `BATCH - 1` per cell, so it is in the endgame; it then reads every cell's final value.
/// All accesses are sequentially consistent: the argument needs one order of all events.
public final class DoneCount {

    /// Tasks per cell between two adds to `flushed`. At 64 the shared line moves about once per 64 tasks (1 ns per task), and the
    /// endgame of 8 cells is 504 tasks of the 100,000 that the benchmarks run.
    public static final int BATCH = 64;

    /// Cells stand 128 bytes apart, since CPUs fetch lines in pairs.
    private static final int LONGS_PER_CELL = 16;
    private static final int OWNER = 0;
    private static final int COUNT = 1;
    private static final VarHandle WORDS = MethodHandles.arrayElementVarHandle(long[].class);

    private final long[] words;
    private final int cells;
    private final int flushed;
    private final long total;
    private final long endgame;
    private final CountDownLatch allDone = new CountDownLatch(1);

    /// @param total tasks to wait for, >= 1
    /// @param carriers platform threads that will count, >= 1; more may come, they then share cells
    public DoneCount(long total, int carriers) {
        if (total < 1) throw new IllegalArgumentException("total must be >= 1, got " + total);
        if (carriers < 1) throw new IllegalArgumentException("carriers must be >= 1, got " + carriers);
        this.cells = Math.max(8, Integer.highestOneBit(carriers * 2));   // a power of two, and free cells for spares
        this.flushed = (cells + 1) * LONGS_PER_CELL;
        this.words = new long[(cells + 2) * LONGS_PER_CELL];             // the first cell's room is padding behind the array's header
        this.total = total;
        this.endgame = total - (long) cells * (BATCH - 1);
    }

    /// One task is done. Any thread; once per task.
    public void countOne() {
        int cell = cellOf(CarrierThread.currentId());
        long mine = (long) WORDS.getAndAdd(words, cell + COUNT, 1L) + 1;
        if (mine % BATCH == 0) WORDS.getAndAdd(words, flushed, (long) BATCH);
        if ((long) WORDS.getVolatile(words, flushed) >= endgame && sum() == total) allDone.countDown();
    }

    /// Parks until all are done: it burns no CPU that the workers could use, and wakes once.
    ///
    /// @throws IllegalStateException after `limitSeconds`: a scheduler lost tasks, or hangs
    public void await(long limitSeconds) throws InterruptedException {
        if (!allDone.await(limitSeconds, TimeUnit.SECONDS)) {
            throw new IllegalStateException(sum() + " of " + total + " tasks done after " + limitSeconds + " s; the scheduler lost tasks or hangs");
        }
    }

    public long sum() {
        long sum = 0;
        for (int cell = 1; cell <= cells; cell++) sum += (long) WORDS.getVolatile(words, cell * LONGS_PER_CELL + COUNT);
        return sum;
    }

    /// The cell that this carrier owns, or takes now; where all are owned by others, one to share.
    private int cellOf(long carrier) {
        int start = (int) carrier & (cells - 1);
        for (int i = 0; i < cells; i++) {
            int cell = (((start + i) & (cells - 1)) + 1) * LONGS_PER_CELL;
            long owner = (long) WORDS.getOpaque(words, cell + OWNER);
            if (owner == carrier) return cell;
            if (owner == 0 && WORDS.compareAndSet(words, cell + OWNER, 0L, carrier)) return cell;
        }
        return (start + 1) * LONGS_PER_CELL;
    }
}
