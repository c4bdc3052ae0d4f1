package dev.skein.bench.figures;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// A cost of ours by the best rival's, both by their medians over the same rounds: below 1, ours is the smaller.
///
/// The interval is paired: a resample draws whole rounds, so what made a whole round dearer cancels out; and the best rival is chosen anew in each, so that the
/// interval holds the doubt which one is best.
///
/// @param rounds of each contestant
/// @param interval 95 %, by bootstrap; of one round it is that round, and tells nothing
public record RivalRatio(String bestRival, int rounds, double median, Statistics.Interval interval) {

    private static final int RESAMPLES = 10_000;
    private static final double LEVEL = 0.95;

    /// How it compares with what was asked for. An interval that lies on both sides of what must be says nothing, and one round neither.
    public enum Verdict {
        AIM_MET("met"), MUST_MET("must met, aim missed"), MISSED("must missed"), UNCLEAR("noise hides it");

        private final String words;

        Verdict(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /// @param rivals at least one, with as many rounds as ours
    public static RivalRatio of(Sample ours, Map<String, Sample> rivals, long seed) {
        if (rivals.isEmpty()) throw new IllegalArgumentException("a ratio needs at least one rival, got none");
        double[] our = values(ours);
        Map<String, double[]> their = new LinkedHashMap<>();
        rivals.forEach((name, sample) -> {
            if (sample.values().size() != our.length) {
                throw new IllegalArgumentException(name + " needs the same " + our.length + " rounds, got " + sample.values().size());
            }
            their.put(name, values(sample));
        });
        List<String> names = new ArrayList<>(rivals.keySet());
        names.sort((a, b) -> Double.compare(rivals.get(a).median(), rivals.get(b).median()));
        ToDoubleFunction<int[]> ratio = rounds -> Statistics.median(Statistics.pick(our, rounds))
                / their.values().stream().mapToDouble(each -> Statistics.median(Statistics.pick(each, rounds))).min().orElseThrow();
        String best = names.getFirst();
        return new RivalRatio(best, our.length, ours.median() / rivals.get(best).median(), Statistics.bootstrap(our.length, RESAMPLES, LEVEL, seed, ratio));
    }

    private static double[] values(Sample sample) {
        return sample.values().stream().mapToDouble(Double::doubleValue).toArray();
    }

    /// @param must at most so much
    /// @param aim at most so much, not above `must`
    public Verdict verdict(double must, double aim) {
        if (rounds < 2) return Verdict.UNCLEAR;
        if (interval.high() <= aim) return Verdict.AIM_MET;
        if (interval.high() <= must) return Verdict.MUST_MET;
        return interval.low() > must ? Verdict.MISSED : Verdict.UNCLEAR;
    }

    /// `1.07x (0.98–1.21) of virtualThreads`.
    public String text() {
        return ComparisonTable.number(median) + "x (" + ComparisonTable.number(interval.low()) + "–" + ComparisonTable.number(interval.high()) + ") of " + bestRival;
    }
}
