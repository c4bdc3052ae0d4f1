package dev.skein.bench.figures;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The rounds of several contestants, as they come in.
public final class Samples {

    private final String what;
    private final String unit;
    private final Map<String, List<Double>> rounds = new LinkedHashMap<>();

    /// @param what is measured, for the table's head
    /// @param unit of all values; may be empty
    public Samples(String what, String unit) {
        this.what = what;
        this.unit = unit;
    }

    public void add(String contestant, double value) {
        rounds.computeIfAbsent(contestant, name -> new ArrayList<>()).add(value);
    }

    public Sample of(String contestant) {
        List<Double> values = rounds.get(contestant);
        if (values == null) throw new IllegalArgumentException("no rounds of " + contestant + ", but of " + rounds.keySet());
        return new Sample(values);
    }

    /// A Markdown table: a row for each contestant.
    public String table() {
        StringBuilder out = new StringBuilder("| " + what + (unit.isEmpty() ? "" : ", " + unit) + " | rounds | median | min–max | IQR |\n|---|---:|---:|---:|---:|\n");
        rounds.forEach((contestant, values) -> {
            Sample sample = new Sample(values);
            out.append("| ").append(contestant).append(" | ").append(values.size()).append(" | ").append(ComparisonTable.number(sample.median()))
                    .append(" | ").append(range(sample, 0, 1)).append(" | ").append(range(sample, 0.25, 0.75)).append(" |\n");
        });
        return out.toString();
    }

    /// In one line, in the order in which they came: `ours 14.2 ms (9.81–22.1), other 15.0 ms (14.1–17.3)`.
    public String text() {
        return rounds.entrySet().stream().map(each -> each.getKey() + ' ' + new Sample(each.getValue()).text(unit)).collect(Collectors.joining(", "));
    }

    private static String range(Sample sample, double low, double high) {
        return ComparisonTable.number(sample.quantile(low)) + "–" + ComparisonTable.number(sample.quantile(high));
    }
}
