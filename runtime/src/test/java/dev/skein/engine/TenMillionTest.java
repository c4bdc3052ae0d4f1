package dev.skein.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Skein;
import dev.skein.api.SkeinStats;
import dev.skein.meta.Proves;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Ten million tasks that wait at the same time, sent from outside or by one task: each runs once or is handed back, the books agree, and the memory of the queues
/// is given back.
@Tag("long")
class TenMillionTest {

    private static final int TASKS = 10_000_000;
    private static final int WORKERS = 2;
    private static final long PATIENCE_SECONDS = 120;
    /// What the queues need for them is between 40 and 240 MB.
    private static final long HEAP_AFTERWARDS_MAX = 32L << 20;

    @Test
    @Proves({"T4", "L1", "B1"})
    void execute_ofTenMillion_runsEachOnceOrHandsItBack() throws Exception {
        String output = ChildJvm.run(Main.class, 400, List.of("-Xmx2g"));
        assertThat(output.lines().filter(line -> line.startsWith("ok: "))).as(output).hasSize(3);
        output.lines().filter(line -> line.startsWith("ok: ")).forEach(System.out::println);
    }

    /// Run in a JVM of its own.
    static final class Main {

        private final LongAdder runs = new LongAdder();
        private final Runnable task = runs::increment;
        private final CountDownLatch gate = new CountDownLatch(1);
        private final CountDownLatch held = new CountDownLatch(WORKERS);
        /// Workers that are held are neither taken over nor given up.
        private final Skein skein = Skein.builder().name("many").workers(WORKERS).maxSpares(0).stuckAfter(Duration.ofHours(1)).start();

        public static void main(String[] arguments) throws Exception {
            new Main().fromOutside();
            new Main().fromInside();
            new Main().stopped();
        }

        private void hold() {
            held.countDown();
            while (true) {
                try {
                    gate.await();
                    return;
                } catch (InterruptedException stopped) {
                    continue;
                }
            }
        }

        private void holdAll() throws InterruptedException {
            for (int i = 0; i < WORKERS; i++) skein.execute(this::hold);
            held.await();
            for (int i = 0; i < TASKS; i++) skein.execute(task);
        }

        private void fromOutside() throws Exception {
            holdAll();
            check("queued", skein.stats().queued(), TASKS);
            gate.countDown();
            skein.close();
            check("runs", runs.sum(), TASKS);
            checkBooks("from outside", WORKERS);
        }

        /// The other worker is held meanwhile, so that they stand in one queue.
        private void fromInside() throws Exception {
            skein.execute(this::hold);
            CountDownLatch full = new CountDownLatch(1);
            skein.execute(() -> {
                for (int i = 0; i < TASKS; i++) skein.execute(task);
                full.countDown();
                hold();
            });
            if (!full.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) throw new AssertionError("not full: " + skein);
            check("queued", skein.stats().queued(), TASKS);
            gate.countDown();
            skein.close();
            check("runs", runs.sum(), TASKS);
            checkBooks("from inside a task", 2);
        }

        private void stopped() throws Exception {
            holdAll();
            gate.countDown();
            while (runs.sum() < TASKS / 10) Thread.onSpinWait();
            List<Runnable> back = skein.shutdownNow();
            if (!skein.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) throw new AssertionError("not terminated: " + skein);
            for (Runnable each : back) {
                if (each != task) throw new AssertionError("handed back: " + each);
            }
            check("runs and handed back", runs.sum() + back.size(), TASKS);
            if (back.isEmpty()) throw new AssertionError("none was left to be handed back");
            SkeinStats stats = skein.stats();
            check("completed", stats.completed(), runs.sum() + WORKERS);
            check("cancelled", stats.cancelled(), back.size());
            System.out.println("ok: stopped after " + runs.sum() + ", handed back " + back.size());
        }

        private void checkBooks(String from, int others) {
            SkeinStats stats = skein.stats();
            check("submitted", stats.submitted(), TASKS + others);
            check("completed", stats.completed(), TASKS + others);
            check("queued afterwards", stats.queued(), 0);
            long used = usedBytes();
            if (used > HEAP_AFTERWARDS_MAX) throw new AssertionError("heap in use afterwards: " + used);
            System.out.println("ok: " + from + ", heap afterwards " + (used >> 10) + " KiB");
        }

        private static long usedBytes() {
            for (int i = 0; i < 3; i++) System.gc();
            return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        }

        private static void check(String what, long is, long expected) {
            if (is != expected) throw new AssertionError(what + ": " + is + ", expected " + expected);
        }
    }
}
