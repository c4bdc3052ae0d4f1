package dev.skein.bench.report;

import dev.skein.bench.figures.Comparison;
import dev.skein.bench.figures.ComparisonTable;
import dev.skein.bench.figures.LostFork;
import java.util.Optional;

/// The part of a Markdown page that the report makes, between two comments. Pure.
final class DocsPart {

    static final String BEGIN = "<!-- made by Report: begin -->";
    static final String END = "<!-- made by Report: end -->";

    private DocsPart() { }

    /// The page with the part in it anew.
    ///
    /// @throws IllegalArgumentException if the page does not have each of the comments once, in this order
    static String replaceIn(String page, String part) {
        String old = in(page);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        return page.substring(0, begin) + "\n\n" + part.strip() + "\n\n" + page.substring(begin + old.length());
    }

    /// What stands between the comments.
    ///
    /// @throws IllegalArgumentException if the page does not have each of the comments once, in this order
    static String in(String page) {
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END);
        if (begin < 0 || end < begin || page.indexOf(BEGIN, begin + 1) >= 0 || page.indexOf(END, end + 1) >= 0) {
            throw new IllegalArgumentException("the page must have the lines " + BEGIN + " and " + END + " once each, in this order");
        }
        return page.substring(begin + BEGIN.length(), end);
    }

    static String of(Findings findings) {
        StringBuilder out = new StringBuilder();
        findings.warnings().forEach(warning -> out.append("- **").append(warning).append("**\n"));
        out.append("""

                | figure | must | aim | reached (95 %) | rounds | verdict |
                |---|---:|---:|---|---:|---|
                """);
        for (Reached its : findings.reached()) {
            out.append("| ").append(its.headline().figure()).append(" | ").append(Reached.bar(its.headline().must())).append(" | ").append(Reached.bar(its.headline().aim()))
                    .append(" | ").append(its.text()).append(" | ").append(its.ratio().map(ratio -> Integer.toString(ratio.rounds())).orElse("–"))
                    .append(" | ").append(its.verdict()).append(its.remark().isEmpty() ? "" : "; " + its.remark()).append(" |\n");
        }
        out.append("\nIn the rows of p99.9 and CPU seconds the figure is Skein's cost by the best rival's, and less is better; in all others it is how many times faster Skein is. ")
                .append("*Met* means that the whole interval passes.\n");
        findings.earlier().ifPresent(earlier -> out.append("\nBeside an earlier run: ").append(earlier.text()).append(".\n"));
        findings.earlier().stream().flatMap(earlier -> earlier.otherWinners().stream())
                .forEach(its -> out.append("- ").append(its.figure()).append(": ").append(its.before()).append(" won then, ").append(its.now()).append(" now\n"));
        ablations(findings, out);
        losses(findings, out);
        out.append('\n').append(new ComparisonTable(findings.comparison()).markdown()).append('\n');
        lost(findings, out);
        findings.file().environment().forEach((fact, value) -> out.append("- ").append(fact).append(": ").append(value).append('\n'));
        findings.file().method().forEach((fact, value) -> out.append("- ").append(fact).append(": ").append(value).append('\n'));
        return out.toString();
    }

    private static void ablations(Findings findings, StringBuilder out) {
        if (findings.ablations().isEmpty()) return;
        out.append("\nHow many times slower Skein is without pinning, and without the balancer. ").append(Findings.NO_STEALING).append("""


                | benchmark | as it is | without pinning (95 %) | without balancer (95 %) |
                |---|---:|---:|---:|
                """);
        for (Findings.Ablation its : findings.ablations()) {
            out.append("| ").append(its.benchmark()).append(" | ").append(ComparisonTable.number(its.ours().sample().median())).append(' ').append(its.ours().unit())
                    .append(" | ").append(text(its.unpinned())).append(" | ").append(text(its.unbalanced())).append(" |\n");
        }
    }

    private static void losses(Findings findings, StringBuilder out) {
        if (findings.losses().isEmpty()) return;
        out.append("\n| row that a rival wins | best rival | ratio (95 %) | cause |\n|---|---|---:|---|\n");
        for (Findings.Loss its : findings.losses()) {
            out.append("| ").append(its.benchmark()).append(" | ").append(its.ratio().best()).append(" | ").append(its.ratio().text()).append(" | ")
                    .append(its.cause().orElse("none is known")).append(" |\n");
        }
    }

    private static void lost(Findings findings, StringBuilder out) {
        out.append("- forks that count: ").append(findings.file().runs().size()).append("; dropped by rule: ").append(findings.dropped().size())
                .append("; failed: ").append(findings.failed().size()).append('\n');
        for (LostFork fork : findings.failed()) {
            out.append("- failed: ").append(fork.benchmark()).append(", ").append(fork.scheduler()).append(", round ").append(fork.round()).append(": ")
                    .append(fork.reason().replace("|", "\\|")).append('\n');
        }
    }

    private static String text(Optional<Comparison.Ratio> ratio) {
        return ratio.map(Comparison.Ratio::text).orElse("–");
    }
}
