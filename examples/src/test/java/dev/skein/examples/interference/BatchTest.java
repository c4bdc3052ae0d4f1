package dev.skein.examples.interference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.skein.Skein;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class BatchTest {

    private static final int STEPS = 2_000;

    @Test
    void jobs_areAsUnequalAsStated_andOfTheWorkAskedFor() {
        int[] steps = new Batch(16, STEPS, 1, 1).jobs().stream().mapToInt(Job::steps).sorted().toArray();
        assertThat(Arrays.stream(steps).sum()).isCloseTo(STEPS, within(20));
        assertThat((double) steps[15] / steps[0]).isCloseTo(Batch.LONGEST_BY_SHORTEST, within(1.0));
    }

    @Test
    void jobs_ofTheSameSeed_comeInTheSameOrder() {
        assertThat(order(7)).isEqualTo(order(7)).isNotEqualTo(order(8));
    }

    private static List<Integer> order(long seed) {
        return new Batch(16, STEPS, 1, seed).jobs().stream().map(Job::steps).toList();
    }

    @Test
    void batch_onSkein_endsWithEveryStepDone() throws Exception {
        Batch batch = new Batch(8, STEPS, 10, 1);
        try (Skein skein = Skein.builder().workers(2).start()) {
            batch.jobs().forEach(job -> skein.spawn(job, 0));
            assertThat(batch.awaitAll(30_000)).isTrue();
        }
        assertAllDone(batch);
    }

    @Test
    void batch_onAnExecutor_endsWithEveryStepDone() throws Exception {
        Batch batch = new Batch(8, STEPS, 10, 1);
        try (ExecutorService executor = Executors.newFixedThreadPool(2)) {
            batch.jobs().forEach(job -> job.runOn(executor));
            assertThat(batch.awaitAll(30_000)).isTrue();
        }
        assertAllDone(batch);
    }

    private static void assertAllDone(Batch batch) {
        assertThat(batch.jobs()).allSatisfy(job -> assertThat(job.stepsDone()).isEqualTo(job.steps()));
        assertThat(batch.fairness()).isBetween(0.0, 1.0);
    }

    @Test
    void fairness_isTheSlowestTenthByTheMean() {
        assertThat(Batch.fairness(new int[] {10, 10, 10})).isEqualTo(1);
        assertThat(Batch.fairness(new int[] {5, 15, 10, 10, 10, 10, 10, 10, 10, 10})).isEqualTo(0.5);
        assertThat(Batch.fairness(new int[] {8, 4, 12, 12, 12, 12, 12, 12, 12, 12, 12})).isCloseTo(6 / (120 / 11.0), within(1e-12));
    }
}
