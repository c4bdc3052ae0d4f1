package dev.skein.bench.measuring;

/// A measured figure beside what was asked for: a row of the table in docs/benchmarks.md.
///
/// @param what is measured
/// @param must how `must` reads in the table, with its unit
/// @param aim how `aim` reads
/// @param reached what came out, with its spread
/// @param verdict how it compares
public record Figure(String what, String must, String aim, String reached, Verdict verdict) {

    public enum Verdict {
        AIM_MET("met"), MUST_MET("must met, aim missed"), MISSED("must missed"), UNCLEAR("noise hides it"), NO_BAR("");

        private final String words;

        Verdict(String words) {
            this.words = words;
        }

        /// Small figures are better where the aim is below what must be, great ones where it is above.
        public static Verdict of(double value, double must, double aim) {
            if (reaches(value, aim, aim < must)) return AIM_MET;
            return reaches(value, must, aim < must) ? MUST_MET : MISSED;
        }

        /// Where there is no aim beyond what must be.
        public static Verdict atMost(double value, double must) {
            return value <= must ? AIM_MET : MISSED;
        }

        private static boolean reaches(double value, double limit, boolean smallIsGood) {
            return smallIsGood ? value <= limit : value >= limit;
        }
    }

    public static final String HEAD = "| figure | must | aim | reached |\n|---|---:|---:|---|\n";

    /// A figure of which nothing was asked.
    public static Figure withoutBar(String what, String reached) {
        return new Figure(what, "-", "-", reached, Verdict.NO_BAR);
    }

    public String row() {
        return "| " + what + " | " + must + " | " + aim + " | " + reached + (verdict == Verdict.NO_BAR ? "" : ": " + verdict.words) + " |\n";
    }
}
