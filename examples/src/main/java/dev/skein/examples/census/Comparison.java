package dev.skein.examples.census;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Runs the same job on several runners, checks that all results are equal, and tells the times.
///
/// What makes it fair: every run opens, inflates, digests and scans every file anew, from files that the system has in
/// its cache; the first run of each runner is for the compiler and is not counted; in each round every runner runs
/// once, and each round begins with another one; garbage is collected before each run and outside its time; the median
/// tells. The yardstick is the plain loop, which pays for no tasks and no merge.
final class Comparison {

    private final List<Runner> runners;
    private final List<SourceFile> files;
    private final CensusResult expected;
    private final Consumer<String> log;

    /// @param runners the last one is the yardstick
    /// @param expected the result that every run must give
    /// @param log takes a line for each step
    Comparison(List<Runner> runners, List<SourceFile> files, CensusResult expected, Consumer<String> log) {
        this.runners = List.copyOf(runners);
        this.files = files;
        this.expected = expected;
        this.log = log;
    }

    /// A run gave another result than the first one.
    static final class ResultsDifferException extends Exception {

        private static final long serialVersionUID = 1L;

        ResultsDifferException(String message) {
            super(message);
        }
    }

    /// The times of one runner, in nanoseconds, ascending.
    record Times(String runner, List<Long> nanos) {

        Times {
            nanos = nanos.stream().sorted().toList();
        }

        /// The middle one, or the mean of the two in the middle.
        long medianNanos() {
            int middle = nanos.size() / 2;
            return nanos.size() % 2 == 1 ? nanos.get(middle) : (nanos.get(middle - 1) + nanos.get(middle)) / 2;
        }
    }

    /// Runs without counting the time, for runners that have not run yet.
    void warmUp(List<Runner> cold) throws InterruptedException, ResultsDifferException {
        log.accept("warm-up   " + line(cold, runEach(cold)));
    }

    /// Runs every runner `rounds` times; the times stand in the order of the runners.
    List<Times> measure(int rounds) throws InterruptedException, ResultsDifferException {
        List<List<Long>> nanos = new ArrayList<>();
        runners.forEach(_ -> nanos.add(new ArrayList<>()));
        for (int round = 0; round < rounds; round++) {
            List<Runner> order = new ArrayList<>(runners);
            Collections.rotate(order, -round);
            List<Long> inOrder = runEach(order);
            for (int i = 0; i < order.size(); i++) {
                nanos.get(runners.indexOf(order.get(i))).add(inOrder.get(i));
            }
            log.accept(Text.format("round %-3d %s", round + 1, line(order, inOrder)));
        }
        List<Times> times = new ArrayList<>();
        for (int i = 0; i < runners.size(); i++) {
            times.add(new Times(runners.get(i).name(), nanos.get(i)));
        }
        return times;
    }

    /// The table: a line of heads and one for each runner, compared with the last one.
    static List<String> table(List<Times> times, long files) {
        double yardstick = times.getLast().medianNanos();
        List<String> lines = new ArrayList<>();
        lines.add(Text.format("%-14s %9s %9s %9s  %9s  %9s", "runner", "median", "best", "worst", "speed-up", "files/s"));
        for (Times of : times) {
            double median = of.medianNanos();
            lines.add(Text.format("%-14s %9s %9s %9s  %7.2f x  %,9.0f", of.runner(), Text.seconds(of.medianNanos()),
                    Text.seconds(of.nanos().getFirst()), Text.seconds(of.nanos().getLast()),
                    yardstick / median, files / (median / 1e9)));
        }
        return lines;
    }

    private List<Long> runEach(List<Runner> order) throws InterruptedException, ResultsDifferException {
        List<Long> nanos = new ArrayList<>();
        for (Runner runner : order) {
            System.gc();
            Runner.TimedResult timed = runner.run(files);
            if (!timed.result().equals(expected)) {
                throw new ResultsDifferException(runner.name() + ": " + difference(expected, timed.result()));
            }
            nanos.add(timed.nanos());
        }
        return nanos;
    }

    private static String line(List<Runner> order, List<Long> nanos) {
        return IntStream.range(0, order.size())
                .mapToObj(i -> order.get(i).name() + " " + Text.seconds(nanos.get(i)))
                .collect(Collectors.joining(", "));
    }

    /// Names the first figure in which two results differ.
    static String difference(CensusResult expected, CensusResult actual) {
        record Figure(String name, Object expected, Object actual) {
        }
        return List.of(
                new Figure("files", expected.files(), actual.files()),
                new Figure("bytes", expected.bytes(), actual.bytes()),
                new Figure("lines", expected.lines(), actual.lines()),
                new Figure("identifiers", expected.identifiers(), actual.identifiers()),
                new Figure("duplicates", expected.duplicates(), actual.duplicates()),
                new Figure("unreadable files", expected.unreadable(), actual.unreadable()))
                .stream().filter(figure -> !figure.expected.equals(figure.actual)).findFirst()
                .map(figure -> figure.name + " were " + figure.expected + ", now " + figure.actual)
                .orElse("no difference");
    }
}
