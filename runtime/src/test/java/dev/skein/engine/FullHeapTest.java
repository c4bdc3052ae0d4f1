package dev.skein.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Skein;
import dev.skein.api.Continuation;
import dev.skein.api.SkeinStats;
import dev.skein.api.Step;
import dev.skein.api.Task;
import dev.skein.api.TaskContext;
import dev.skein.meta.Proves;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A runtime in a heap that its own tasks fill to the last byte, and free again later: each call has happened or has thrown, each task that was accepted ends, and
/// the runtime comes to its end.
@Tag("concurrency")
class FullHeapTest {

    @Test
    @Proves({"T4", "L1", "B1"})
    void calls_whileTheHeapIsFull_happenOrThrow() throws Exception {
        run("-XX:+TieredCompilation", 2);
    }

    /// Interpreted, and by the compiler that comes first: what is allocated differs.
    @ParameterizedTest
    @Tag("long")
    @ValueSource(strings = {"-Xint", "-XX:TieredStopAtLevel=1", "-XX:+TieredCompilation"})
    @Proves({"T4", "L1", "B1"})
    void calls_whileTheHeapIsFullForLong_happenOrThrow(String mode) throws Exception {
        run(mode, 10);
    }

    private static void run(String mode, int secondsFull) throws Exception {
        String output = ChildJvm.run(Main.class, 100, List.of(mode, "-Xmx24m", "-XX:+UseSerialGC"), Integer.toString(secondsFull));
        List<String> ended = output.lines().filter(line -> line.startsWith("all ended")).toList();
        assertThat(ended).as(output).hasSize(1);
        System.out.println("full heap, " + mode + ": " + ended);
    }

    /// Run in a JVM of its own. While the heap is full it allocates nothing itself: all that it counts in is there before.
    static final class Main {

        private static final int CALLS_MAX = 4_000;
        private static final int KINDS = 4;
        private static final int SLEEPERS = 300;
        private static final int NAPS = 3;
        private static final long PATIENCE_SECONDS = 20;

        private final long fullNanos;
        private final Object[] hoard = new Object[200_000];
        private final Runnable[] runnables = new Runnable[CALLS_MAX];
        private final Callable<?>[] callables = new Callable<?>[CALLS_MAX];
        private final Continuation<?>[] continuations = new Continuation<?>[CALLS_MAX];
        private final Future<?>[] futures = new Future<?>[CALLS_MAX];
        private final boolean[] thrown = new boolean[CALLS_MAX];
        private final AtomicIntegerArray runs = new AtomicIntegerArray(CALLS_MAX);
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicInteger settled = new AtomicInteger();
        private final Task<?>[] sleepers = new Task<?>[SLEEPERS];
        private volatile boolean full;
        private volatile boolean calledInside;
        private volatile boolean freed;

        private Main(long fullNanos) {
            this.fullNanos = fullNanos;
        }

        public static void main(String[] arguments) throws Exception {
            new Main(TimeUnit.SECONDS.toNanos(Long.parseLong(arguments[0]))).play();
        }

        private void play() throws Exception {
            for (int i = 0; i < CALLS_MAX; i++) {
                int index = i;
                runnables[i] = () -> runs.incrementAndGet(index);
                callables[i] = () -> runs.incrementAndGet(index);
                continuations[i] = context -> runs.incrementAndGet(index) <= NAPS ? Step.sleep(Duration.ofMillis(1)) : Step.done(index);
            }
            Skein skein = Skein.builder().name("full").workers(2).start();
            warmUp(skein);
            SkeinStats before = skein.stats();
            for (int i = 0; i < SLEEPERS; i++) sleepers[i] = skein.spawn(new Sleeper());
            skein.execute(() -> {
                fill();
                call(skein);
                calledInside = true;
            });
            while (!full) Thread.onSpinWait();
            call(skein);                                   // from outside, at the same time
            while (!calledInside) Thread.onSpinWait();
            free();
            awaitAll(skein);
            skein.shutdown();
            if (!skein.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) stopHere("not terminated", skein);
            check(before, skein.stats());
        }

        /// A class that is used for the first time when there is no memory cannot be used ever after, so each is used before.
        private static void warmUp(Skein skein) throws Exception {
            for (int i = 0; i < 2_000; i++) {
                int[] naps = new int[1];
                CompletableFuture<Integer> stage = new CompletableFuture<>();
                skein.execute(() -> stage.complete(1));
                Future<Integer> slept = skein.spawn(context -> naps[0]++ < 2 ? Step.sleep(Duration.ofNanos(naps[0] * 1_000L)) : Step.done(1));
                Future<Integer> awaited = skein.spawn(context -> stage.isDone() ? Step.done(1) : Step.await(stage));
                skein.submit(() -> 1).get();
                skein.schedule(() -> 1, 1, TimeUnit.MICROSECONDS).get();
                skein.spawn(context -> Step.again()).cancel(true);
                slept.get();
                awaited.get();
            }
            while (!skein.stats().quiet()) Thread.onSpinWait();
        }

        private void awaitAll(Skein skein) throws Exception {
            for (int i = 0; i < calls(); i++) {
                if (!ends(futures[i])) stopHere("call " + i + " of kind " + i % KINDS + " does not end: " + futures[i], skein);
            }
            for (Task<?> each : sleepers) {
                if (!ends(each)) stopHere("a sleeper does not end: " + each, skein);
            }
        }

        private static void stopHere(String what, Skein skein) {
            System.out.println(what + "\n" + skein.dump());
            System.out.flush();
            Runtime.getRuntime().halt(1);
        }

        /// Sleeps when the heap is full, which may fail it.
        private final class Sleeper implements Continuation<Integer> {
            private int naps;

            @Override
            public Step<Integer> resume(TaskContext context) {
                if (!full) return Step.again();
                return naps++ < NAPS ? Step.sleep(Duration.ofMillis(1)) : Step.done(naps);
            }
        }

        private void fill() {
            int at = 0;
            for (int size = 1 << 20; size >= 16; size >>= 2) {
                try {
                    while (at < hoard.length) {
                        hoard[at] = new byte[size];
                        at++;
                    }
                } catch (OutOfMemoryError smallerNow) {
                    continue;
                }
            }
            full = true;
        }

        private void free() {
            freed = true;
            for (int i = 0; i < hoard.length; i++) hoard[i] = null;
        }

        /// One call after the other, each of another kind, for some seconds; both threads share the numbers.
        private void call(Skein skein) {
            long start = System.nanoTime();
            while (!freed && System.nanoTime() - start < fullNanos) {
                int i = next.getAndIncrement();
                if (i >= CALLS_MAX) return;
                try {
                    switch (i % KINDS) {
                        case 0 -> skein.execute(runnables[i]);
                        case 1 -> futures[i] = skein.submit(callables[i]);
                        case 2 -> futures[i] = skein.spawn(continuations[i]);
                        default -> futures[i] = skein.schedule(callables[i], 1, TimeUnit.MILLISECONDS);
                    }
                } catch (OutOfMemoryError noRoom) {
                    thrown[i] = true;
                }
                settled.incrementAndGet();
            }
        }

        private int calls() {
            return Math.min(next.get(), CALLS_MAX);
        }

        private static boolean ends(@Nullable Future<?> future) throws Exception {
            if (future == null) return true;
            try {
                future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                return true;
            } catch (TimeoutException late) {
                return false;
            } catch (ExecutionException failed) {
                if (!(failed.getCause() instanceof OutOfMemoryError)) throw failed;
                return true;
            } catch (CancellationException noRoomWhenItWasDue) {
                return true;
            }
        }

        private void check(SkeinStats before, SkeinStats stats) {
            int[] threw = new int[KINDS];
            int failed = 0;
            int cancelled = 0;
            for (int i = 0; i < calls(); i++) {
                int kind = i % KINDS;
                if (thrown[i]) threw[kind]++;
                Future.State state = futures[i] == null ? Future.State.SUCCESS : futures[i].state();
                if (state == Future.State.FAILED) failed++;
                if (state == Future.State.CANCELLED) cancelled++;
                int most = thrown[i] ? 0 : kind == 2 ? NAPS + 1 : 1;
                int least = state == Future.State.SUCCESS ? most : 0;
                if (runs.get(i) < least || runs.get(i) > most || (state == Future.State.CANCELLED && kind != 3)) {
                    throw new AssertionError("call " + i + " of kind " + kind + ", thrown " + thrown[i] + ", " + futures[i] + ": runs " + runs.get(i));
                }
            }
            for (Task<?> each : sleepers) {
                if (each.state() == Future.State.FAILED) failed++;
            }
            int threwInAll = Arrays.stream(threw).sum();
            long accepted = calls() - threwInAll + SLEEPERS + 1;
            // A delayed task that the timers have no room for was booked before, and is booked as cancelled.
            long takenBack = stats.cancelled() - before.cancelled() - cancelled;
            boolean agree = settled.get() == calls() && stats.quiet() && stats.failed() == failed && takenBack >= 0 && takenBack <= threw[3]
                    && stats.submitted() - before.submitted() == accepted + takenBack && stats.suspended() == 0;
            if (!agree) throw new AssertionError("accepted " + accepted + ", taken back " + takenBack + ", failed " + failed + ", returned " + settled + ": " + stats);
            if (threwInAll == 0) throw new AssertionError("the heap was never full");
            System.out.println("all ended: " + calls() + " calls, threw " + Arrays.toString(threw) + ", tasks failed " + failed + ", cancelled " + cancelled);
        }
    }
}
