package dev.skein.examples.census;

import dev.skein.api.SkeinStats;
import dev.skein.examples.census.ProgressLines.Snapshot;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Shows the progress of one run on a thread of its own, until closed. What it shows last are averages of the whole run.
final class ProgressView implements AutoCloseable {

    /// Time to the first picture, and between two on a terminal.
    private static final Duration REDRAW = Duration.ofMillis(250);

    /// Time between two pictures where lines can only be appended.
    private static final Duration APPEND = Duration.ofSeconds(1);

    /// On a terminal the block must fit the screen, or the cursor cannot be moved back to its top: 16 of 24 lines.
    private static final int TERMINAL_WORKERS_MAX = 16;

    private static final String CURSOR_UP = "\033[%dA";
    private static final String ERASE_LINE = "\033[2K";

    private final PrintWriter out;
    private final boolean terminal;
    private final long files;
    private final LongSupplier filesDone;
    private final Supplier<SkeinStats> stats;

    private final long startNanos = System.nanoTime();
    private final Snapshot first;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = Thread.ofPlatform().daemon().name("census-progress").unstarted(this::show);
    private int linesDrawn;   // by the thread; after its end by whoever closes

    private ProgressView(PrintWriter out, boolean terminal, long files, LongSupplier filesDone, Supplier<SkeinStats> stats) {
        this.out = out;
        this.terminal = terminal;
        this.files = files;
        this.filesDone = filesDone;
        this.stats = stats;
        this.first = snapshot();
    }

    /// Begins to show.
    ///
    /// @param terminal whether lines can be drawn over; else they are appended
    static ProgressView start(
            PrintWriter out, boolean terminal, long files, LongSupplier filesDone, Supplier<SkeinStats> stats) {
        var view = new ProgressView(out, terminal, files, filesDone, stats);
        view.thread.start();
        return view;
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join();
            draw(first, snapshot());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();   // the caller is told to stop: leave without the last picture
        }
    }

    private void show() {
        Duration interval = REDRAW;
        Snapshot previous = first;
        try {
            while (!closed.await(interval.toNanos(), TimeUnit.NANOSECONDS)) {
                interval = terminal ? REDRAW : APPEND;
                Snapshot now = snapshot();
                draw(previous, now);
                previous = now;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Snapshot snapshot() {
        return new Snapshot(System.nanoTime() - startNanos, filesDone.getAsLong(), stats.get());
    }

    private void draw(Snapshot previous, Snapshot now) {
        List<String> lines = ProgressLines.of(previous, now, files, terminal ? TERMINAL_WORKERS_MAX : Integer.MAX_VALUE);
        var block = new StringBuilder();
        if (terminal && linesDrawn > 0) {
            block.append(Text.format(CURSOR_UP, linesDrawn));
        }
        for (String line : lines) {
            block.append(terminal ? ERASE_LINE : "").append(line).append(System.lineSeparator());
        }
        out.print(block);
        out.flush();
        linesDrawn = lines.size();
    }
}
