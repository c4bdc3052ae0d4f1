package dev.skein.bench.report;

import dev.skein.bench.figures.Comparison;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What came of a [Headline].
///
/// @param ratio empty where it was not measured
record Reached(Headline headline, Optional<Comparison.Ratio> ratio) {

    /// How a figure compares with what was asked for. `met` means that the whole interval passes: what only the median reaches is missed.
    enum Verdict {
        MET("met"), MUST_MET("must met, aim missed"), MISSED("must missed"), NOT_TOLD("not told"), NOT_MEASURED("not measured");

        private final String words;

        Verdict(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    static List<Reached> of(Comparison comparison) {
        return Headline.of(comparison).stream().map(headline -> new Reached(headline, headline.ratio(comparison))).toList();
    }

    Verdict verdict() {
        if (ratio.isEmpty()) return Verdict.NOT_MEASURED;
        if (ratio.get().rounds() < 2) return Verdict.NOT_TOLD;
        if (headline.kind().passes(ratio.get(), headline.aim())) return Verdict.MET;
        return headline.kind().passes(ratio.get(), headline.must()) ? Verdict.MUST_MET : Verdict.MISSED;
    }

    /// `1.51x (1.45–1.60) forkJoinLifo`.
    String text() {
        return ratio.map(its -> its.text() + " " + its.best()).orElse("–");
    }

    /// What the verdict alone does not tell; may be empty.
    String remark() {
        return switch (verdict()) {
            case NOT_MEASURED -> "no run of " + headline.benchmark();
            case NOT_TOLD -> "one round tells no interval";
            case MUST_MET -> holds(headline.aim()) ? "the interval holds the aim" : "";
            case MISSED -> holds(headline.must()) ? "the interval holds what must be" : "";
            case MET -> "";
        };
    }

    private boolean holds(double bar) {
        return ratio.filter(its -> its.interval().low() < bar && bar < its.interval().high()).isPresent();
    }

    /// `1.8x`.
    static String bar(double bar) {
        return bar == Math.rint(bar) ? String.format(Locale.ROOT, "%.0fx", bar) : bar + "x";
    }
}
