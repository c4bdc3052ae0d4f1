package dev.skein.simulator;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// All runs of one scenario.
///
/// @param modes those that ran, in the order in which they are shown
/// @param outcomes one entry for each seed from `firstSeed` on
record Result(Scenario scenario, List<Mode> modes, long firstSeed, List<Map<Mode, Outcome>> outcomes) {

    Result {
        modes = List.copyOf(modes);
        outcomes = List.copyOf(outcomes);
    }

    /// A figure over the seeds: the median, the least and the greatest.
    record Spread(double median, double least, double greatest) {

        static Spread of(double[] values) {
            double[] sorted = values.clone();
            Arrays.sort(sorted);
            int middle = sorted.length / 2;
            double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
            return new Spread(median, sorted[0], sorted[sorted.length - 1]);
        }
    }

    int seeds() {
        return outcomes.size();
    }

    Spread of(Mode mode, ToDoubleFunction<Outcome> figure) {
        return Spread.of(values(mode, figure));
    }

    /// A figure by that of the ideal central queue, seed by seed. NaN where the ideal's is 0: then there is nothing to compare with.
    Spread byIdeal(Mode mode, ToDoubleFunction<Outcome> figure) {
        double[] ratios = values(mode, figure);
        double[] ideal = values(Mode.CENTRAL, figure);
        Arrays.setAll(ratios, i -> ideal[i] == 0 ? Double.NaN : ratios[i] / ideal[i]);
        return Spread.of(ratios);
    }

    /// The seed for which a figure is greatest.
    long worstSeed(Mode mode, ToDoubleFunction<Outcome> figure) {
        double[] values = values(mode, figure);
        int worst = 0;
        for (int i = 1; i < values.length; i++) {
            if (values[i] > values[worst]) worst = i;
        }
        return firstSeed + worst;
    }

    private double[] values(Mode mode, ToDoubleFunction<Outcome> figure) {
        return outcomes.stream().map(each -> each.get(mode)).mapToDouble(figure).toArray();
    }
}
