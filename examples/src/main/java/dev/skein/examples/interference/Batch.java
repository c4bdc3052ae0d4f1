package dev.skein.examples.interference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/// The jobs of one run: as many, as long and in the same order for all who are given the same figures.
///
/// How evenly they get on shows when the first has ended: until then each could use all it was given, so with equal turns all would be equally far.
final class Batch {

    /// How many times as long as the shortest job the longest is.
    static final double LONGEST_BY_SHORTEST = 16;

    private final List<Job> jobs = new ArrayList<>();
    private final CountDownLatch left;
    private final AtomicReference<int[]> whenFirstEnded = new AtomicReference<>();

    /// @param jobs how many, 2 or more; their lengths are a geometric series
    /// @param steps of all together, about
    /// @param seed of their order
    Batch(int jobs, int steps, long workPerStep, long seed) {
        double growth = Math.pow(LONGEST_BY_SHORTEST, 1.0 / (jobs - 1));
        double shortest = steps * (growth - 1) / (Math.pow(growth, jobs) - 1);
        left = new CountDownLatch(jobs);
        for (int i = 0; i < jobs; i++) {
            this.jobs.add(new Job("job-" + (i + 1), (int) Math.max(1, Math.round(shortest * Math.pow(growth, i))), workPerStep, this::jobEnded));
        }
        Collections.shuffle(this.jobs, new Random(seed));
    }

    private void jobEnded() {
        if (whenFirstEnded.get() == null) whenFirstEnded.compareAndSet(null, jobs.stream().mapToInt(Job::stepsDone).toArray());
        left.countDown();
    }

    List<Job> jobs() {
        return jobs;
    }

    /// Waits for the last; false if the time is over before.
    boolean awaitAll(long millis) throws InterruptedException {
        return left.await(millis, TimeUnit.MILLISECONDS);
    }

    /// When the first job had ended: the steps of the slowest tenth of all jobs by the steps of all, in the mean. 1: all were equally far.
    double fairness() {
        return fairness(whenFirstEnded.get());
    }

    static double fairness(int[] steps) {
        int[] sorted = steps.clone();
        Arrays.sort(sorted);
        int slowest = (sorted.length + 9) / 10;
        return Arrays.stream(sorted, 0, slowest).average().orElseThrow() / Arrays.stream(sorted).average().orElseThrow();
    }
}
