package dev.skein.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.api.RecursiveTask;
import dev.skein.meta.Proves;
import dev.skein.meta.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Random trees of forks on real workers, some of which throw: what comes of each is what one thread would make of it.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RandomForksTest {

    /// What a random tree must give: a number, or the message of the exception that its root throws.
    private static final class Tree extends RecursiveTask<Long> {
        private final long seed;
        private final int depth;
        private final AtomicInteger runs;

        Tree(long seed, int depth, AtomicInteger runs) {
            this.seed = seed;
            this.depth = depth;
            this.runs = runs;
        }

        @Override
        protected Long compute() {
            runs.incrementAndGet();
            Random random = Seeds.random(seed);
            int children = depth == 0 ? 0 : random.nextInt(5);
            boolean fails = random.nextInt(40) == 0;
            if (fails && random.nextBoolean()) throw new IllegalStateException("before " + seed);
            List<Tree> all = new ArrayList<>();
            for (int i = 0; i < children; i++) all.add(new Tree(random.nextLong(), depth - 1, runs));
            if (random.nextInt(50) == 0) PoolUnderTest.spinNanos(random.nextInt(50_000));
            long sum = seed;
            switch (random.nextInt(4)) {
                case 0 -> RecursiveTask.invokeAll(all);
                case 1 -> {
                    for (Tree each : all) each.fork();
                    for (Tree each : all) quietly(each::join);
                }
                case 2 -> {
                    for (Tree each : all) each.fork();
                    for (Tree each : all.reversed()) quietly(each::join);
                }
                default -> {
                    for (Tree each : all) {
                        if (random.nextBoolean()) each.fork();
                        else quietly(each::invoke);
                    }
                    for (Tree each : all) quietly(each::join);
                }
            }
            for (Tree each : all) sum = sum * 31 + each.outcome();
            if (fails) throw new IllegalStateException("after " + seed);
            return sum;
        }

        private static void quietly(Runnable step) {
            try {
                step.run();
            } catch (IllegalStateException planned) {
                assertThat(planned.getMessage()).matches("(before|after) -?\\d+");
            }
        }

        private long outcome() {
            try {
                return join();
            } catch (IllegalStateException planned) {
                return planned.getMessage().hashCode();
            }
        }

        /// The same without forks.
        static long expected(long seed, int depth, AtomicInteger runs) {
            runs.incrementAndGet();
            Random random = Seeds.random(seed);
            int children = depth == 0 ? 0 : random.nextInt(5);
            boolean fails = random.nextInt(40) == 0;
            if (fails && random.nextBoolean()) throw new IllegalStateException("before " + seed);
            long[] seeds = new long[children];
            for (int i = 0; i < children; i++) seeds[i] = random.nextLong();
            if (random.nextInt(50) == 0) random.nextInt(50_000);
            boolean together = random.nextInt(4) == 0;
            long sum = seed;
            IllegalStateException first = null;
            for (long each : seeds) {
                long outcome;
                try {
                    outcome = expected(each, depth - 1, runs);
                } catch (IllegalStateException planned) {
                    if (first == null) first = planned;
                    outcome = planned.getMessage().hashCode();
                }
                sum = sum * 31 + outcome;
            }
            if (together && first != null) throw first;
            if (fails) throw new IllegalStateException("after " + seed);
            return sum;
        }
    }

    private static Object outcome(Callable<Long> body) throws Exception {
        try {
            return body.call();
        } catch (IllegalStateException planned) {
            return planned.getMessage();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    @Tag("concurrency")
    @Proves({"J1", "J2", "J4"})
    void invoke_ofRandomTreesWithExceptions_givesWhatOneThreadWouldGive(int workers) throws Exception {
        try (PoolUnderTest test = PoolUnderTest.start(workers)) {
            for (long seed : Seeds.some(300).toArray()) {
                AtomicInteger expectedRuns = new AtomicInteger();
                Object expected = outcome(() -> Tree.expected(seed, 7, expectedRuns));
                AtomicInteger runs = new AtomicInteger();
                Object actual = test.call(() -> outcome(() -> new Tree(seed, 7, runs).invoke()));
                assertThat(actual).as("seed %s", seed).isEqualTo(expected);
                assertThat(runs).as("seed %s", seed).hasValue(expectedRuns.get());
            }
            test.awaitParked();
            assertThat(test.pool.queued()).isZero();
            assertThat(test.forksAreOver()).as("entries for forks").isTrue();
        }
    }
}
