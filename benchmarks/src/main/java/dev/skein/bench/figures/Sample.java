package dev.skein.bench.figures;

import java.util.Arrays;
import java.util.List;

/// One figure over several rounds: its median, and how far apart the rounds are.
///
/// @param values one for each round, in their order; at least one
public record Sample(List<Double> values) {

    public Sample {
        values = List.copyOf(values);
        if (values.isEmpty()) throw new IllegalArgumentException("a sample has at least one value, got none");
    }

    public static Sample of(double... values) {
        return new Sample(Arrays.stream(values).boxed().toList());
    }

    public double median() {
        return quantile(0.5);
    }

    /// As [Statistics#quantile].
    public double quantile(double portion) {
        return Statistics.quantile(values.stream().mapToDouble(Double::doubleValue).toArray(), portion);
    }

    /// Round by round, this one's value by the other's.
    public Sample dividedBy(Sample other) {
        if (values.size() != other.values.size()) {
            throw new IllegalArgumentException("both samples need the same rounds, got " + values.size() + " and " + other.values.size());
        }
        double[] ratios = new double[values.size()];
        for (int i = 0; i < ratios.length; i++) ratios[i] = values.get(i) / other.values.get(i);
        return of(ratios);
    }

    /// Median, least and greatest: `14.2 ms (9.81–22.1)`.
    public String text(String unit) {
        return ComparisonTable.number(median()) + ' ' + unit + ' ' + spread();
    }

    /// As [#text], of a figure without a unit.
    public String text() {
        return ComparisonTable.number(median()) + ' ' + spread();
    }

    /// As [#text], of a ratio: `0.94x (0.91–0.97)`.
    public String times() {
        return ComparisonTable.number(median()) + "x " + spread();
    }

    private String spread() {
        return '(' + ComparisonTable.number(quantile(0)) + "–" + ComparisonTable.number(quantile(1)) + ')';
    }
}
