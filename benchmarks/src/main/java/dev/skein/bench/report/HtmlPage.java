package dev.skein.bench.report;

import static dev.skein.bench.report.Html.escape;

import dev.skein.bench.figures.Comparison;
import dev.skein.bench.figures.ComparisonTable;
import dev.skein.bench.figures.LostFork;
import dev.skein.bench.figures.Sample;
import dev.skein.bench.rivals.Schedulers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The report as one HTML page that needs nothing else: no script, style or font from elsewhere. Pure.
final class HtmlPage {

    private static final String STYLE = """
            :root { color-scheme: light dark; --page: #fbfbfa; --card: #ffffff; --ink: #1b1b1a; --soft: #5d5c58; --line: #dedcd6;
              --skein: #2a78d6; --rival: #a9a7a0; --ceiling: #1a9a6c; --good: #12734f; --half: #8a5a00; --bad: #b3261e; }
            @media (prefers-color-scheme: dark) { :root { --page: #161615; --card: #1f1f1e; --ink: #ecebe7; --soft: #a9a79f; --line: #3a3936;
              --skein: #5b9dee; --rival: #7c7a74; --ceiling: #35b88c; --good: #5fcf9f; --half: #e0ad50; --bad: #ff8a80; } }
            body { margin: 0 auto; padding: 24px; max-width: 1240px; background: var(--page); color: var(--ink); font: 14px/1.45 system-ui, sans-serif; }
            h1 { font-size: 24px; margin: 0 0 4px; } h2 { font-size: 18px; margin: 32px 0 8px; } h3 { font-size: 15px; margin: 0; }
            p { margin: 4px 0 10px; } .soft, summary { color: var(--soft); } summary { cursor: pointer; font-size: 16px; margin: 16px 0 8px; }
            table { border-collapse: collapse; width: 100%; font-size: 13px; font-variant-numeric: tabular-nums; }
            th, td { text-align: left; padding: 3px 12px 3px 0; border-bottom: 1px solid var(--line); vertical-align: top; }
            th:last-child, td:last-child { padding-right: 0; } th { color: var(--soft); font-weight: 500; } .number { text-align: right; white-space: nowrap; } td.short { white-space: nowrap; }
            .wide { overflow-x: auto; } .wide td:last-child:not(.number) { min-width: 14em; }
            .panels { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(560px, 100%), 1fr)); gap: 16px; align-items: start; }
            .panel, .warnings { background: var(--card); border: 1px solid var(--line); border-radius: 6px; padding: 14px 16px; min-width: 0; }
            .panel table { font-size: 12px; } .panel th, .panel td { padding-right: 9px; } .panel th:last-child, .panel td:last-child { padding-right: 0; }
            .warnings { border-color: var(--half); margin: 12px 0; } ul { margin: 4px 0; padding-left: 20px; }
            svg { display: block; width: 100%; height: auto; margin: 6px 0; } svg text { font-size: 12px; fill: var(--ink); } svg .label { text-anchor: end; }
            svg .value { fill: var(--soft); } rect.skein { fill: var(--skein); } rect.rival { fill: var(--rival); } rect.ceiling { fill: var(--ceiling); }
            svg .axis { stroke: var(--line); } svg .gap { stroke: var(--card); stroke-width: 4; } svg .spread { stroke: var(--ink); stroke-width: 1.2; opacity: 0.75; }
            .key { display: inline-block; width: 11px; height: 11px; margin: 0 5px 0 14px; vertical-align: -1px; } .key.skein { background: var(--skein); margin-left: 0; }
            .key.rival { background: var(--rival); } .key.ceiling { background: var(--ceiling); }
            .good { color: var(--good); font-weight: 600; } .half { color: var(--half); font-weight: 600; } .bad { color: var(--bad); font-weight: 600; }
            """;

    private static final int LOST_SHOWN_MAX = 20;
    private static final int DIGITS_FIVE = 10_000;

    private final Findings findings;
    private final Comparison comparison;
    private final StringBuilder out = new StringBuilder();

    private HtmlPage(Findings findings) {
        this.findings = findings;
        this.comparison = findings.comparison();
    }

    static String of(Findings findings) {
        return new HtmlPage(findings).write();
    }

    private String write() {
        out.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n")
                .append("<title>Skein: benchmarks</title>\n<style>\n").append(STYLE).append("</style>\n</head>\n<body>\n<h1>Skein beside its rivals</h1>\n");
        out.append("<p class=\"soft\">Commit ").append(escape(findings.file().environment().getOrDefault("commit", "unknown")))
                .append(". Losing rows stay. Ratios are of medians, with a 95 % interval by bootstrap over rounds; above 1, Skein is the faster one.</p>\n");
        warnings();
        headlines();
        earlier();
        ablations();
        losses();
        panels();
        lost();
        method();
        return out.append("</body>\n</html>\n").toString();
    }

    private void warnings() {
        if (findings.warnings().isEmpty()) return;
        out.append("<div class=\"warnings\"><b>Before you rely on this</b><ul>\n");
        findings.warnings().forEach(warning -> out.append("<li>").append(escape(warning)).append("</li>\n"));
        out.append("</ul></div>\n");
    }

    private void headlines() {
        out.append("<h2>What was asked for</h2>\n<p class=\"soft\"><i>must</i> and <i>aim</i> were set before anything was measured. Met means that the whole interval passes.")
                .append(" In the rows of p99.9 and CPU seconds the figure is Skein's cost by the best rival's, and less is better.</p>\n");
        List<List<String>> rows = new ArrayList<>();
        for (Reached its : findings.reached()) {
            Headline headline = its.headline();
            String verdict = "<span class=\"" + colour(its.verdict()) + "\">" + its.verdict() + "</span>" + (its.remark().isEmpty() ? "" : "<span class=\"soft\">; " + escape(its.remark()) + "</span>");
            rows.add(List.of(escape(headline.figure()), Reached.bar(headline.must()), Reached.bar(headline.aim()), escape(its.text()), rounds(its), verdict));
        }
        out.append(Html.table(List.of("figure", "#must", "#aim", "!reached (95 %)", "#rounds", "verdict"), rows));
    }

    private static String rounds(Reached its) {
        return its.ratio().map(ratio -> Integer.toString(ratio.rounds())).orElse("");
    }

    private static String colour(Reached.Verdict verdict) {
        return switch (verdict) {
            case MET -> "good";
            case MUST_MET -> "half";
            case MISSED -> "bad";
            case NOT_TOLD, NOT_MEASURED -> "soft";
        };
    }

    private void earlier() {
        if (findings.earlier().isEmpty()) return;
        EarlierRun earlier = findings.earlier().get();
        out.append("<h2>Beside an earlier run</h2>\n<p>").append(escape(earlier.text())).append(".</p>\n");
        List<List<String>> others = earlier.otherWinners().stream()
                .map(its -> List.of(escape(its.figure()), escape(its.before()), escape(its.now()))).toList();
        if (!others.isEmpty()) out.append(Html.table(List.of("figure", "winner before", "winner now"), others));
        List<List<String>> far = earlier.rows().stream().filter(row -> !row.isNear())
                .map(row -> List.of(escape(row.benchmark()), escape(row.scheduler()), ComparisonTable.number(row.times()) + "x")).toList();
        if (!far.isEmpty()) out.append(Html.table(List.of("row", "scheduler", "#median now by before"), far));
    }

    private void ablations() {
        if (findings.ablations().isEmpty()) return;
        out.append("<h2>What pinning and the balancer bring</h2>\n<p class=\"soft\">How many times slower Skein is without them; below 1 it is faster without. ")
                .append(escape(Findings.NO_STEALING)).append("</p>\n");
        out.append(Html.table(List.of("benchmark", "#Skein as it is", "#without pinning (95 %)", "#without balancer (95 %)"), findings.ablations().stream()
                .map(its -> List.of(escape(its.benchmark()), escape(value(its.ours())), text(its.unpinned()), text(its.unbalanced()))).toList()));
    }

    private void losses() {
        out.append("<h2>Rows that a rival wins</h2>\n");
        if (findings.losses().isEmpty()) {
            out.append("<p>None of what was measured, by its median.</p>\n");
            return;
        }
        out.append(Html.table(List.of("!benchmark", "!best rival", "#ratio (95 %)", "cause"), findings.losses().stream()
                .map(its -> List.of(escape(its.benchmark()), escape(its.ratio().best()), its.ratio().text(), escape(its.cause().orElse("none is known")))).toList()));
    }

    private void panels() {
        out.append("<h2>All rows</h2>\n<p class=\"soft\"><span class=\"key skein\"></span>Skein<span class=\"key rival\"></span>rivals<span class=\"key ceiling\"></span>ceiling:")
                .append(" one thread, without a scheduler. A bar is the median over the forks, the line across it goes from the least fork to the greatest; ≈ and <i>noisy</i> ")
                .append("mark rows whose interquartile range is more than 15 % of the median. A bar with a gap is longer than it is drawn. The last column is by how many times the row is slower than Skein; in Skein's own ")
                .append("rows, by how many times the best rival is slower.</p>\n");
        Map<String, List<String>> families = new LinkedHashMap<>();
        for (String benchmark : comparison.benchmarks()) families.computeIfAbsent(Findings.family(benchmark), name -> new ArrayList<>()).add(benchmark);
        families.forEach((family, benchmarks) -> {
            out.append("<details").append(Findings.isOfJmh(benchmarks.getFirst()) ? " open=\"open\"" : "").append("><summary>").append(escape(family))
                    .append("</summary>\n<div class=\"panels\">\n");
            benchmarks.forEach(this::panel);
            out.append("</div></details>\n");
        });
    }

    private void panel(String benchmark) {
        List<Comparison.Row> rows = readable(comparison.rows(benchmark));
        out.append("<section class=\"panel\">\n<h3>").append(escape(Findings.shortName(benchmark))).append("</h3>\n<p class=\"soft\">")
                .append(escape(definition(benchmark, rows.getFirst()))).append("</p>\n").append(BarChart.svg(rows));
        out.append(Html.table(List.of("scheduler", "#forks", "#median, " + rows.getFirst().unit(), "#min–max", "#IQR", "#ratio (95 %)"), rows.stream().map(HtmlPage::cells).toList()));
        findings.causes().of(benchmark).ifPresent(cause -> out.append("<p><b>What decides:</b> ").append(escape(cause)).append("</p>\n"));
        out.append("</section>\n");
    }

    /// In the next larger unit of time, where figures would have five digits and more.
    static List<Comparison.Row> readable(List<Comparison.Row> rows) {
        String unit = rows.getFirst().unit();
        String larger = unit.startsWith("ns") ? "us" : unit.startsWith("us") ? "ms" : "";
        if (larger.isEmpty() || rows.stream().noneMatch(row -> row.sample().median() >= DIGITS_FIVE)) return rows;
        return readable(rows.stream().map(row -> new Comparison.Row(row.benchmark(), row.scheduler(), larger + unit.substring(2),
                new Sample(row.sample().values().stream().map(value -> value / 1_000).toList()), row.ratio())).toList());
    }

    private String definition(String benchmark, Comparison.Row row) {
        String direction = row.unit().startsWith("ops/") ? "Longer is faster." : "Shorter is better.";
        return Optional.ofNullable(findings.file().definitions().get(benchmark)).map(text -> Findings.isOfJmh(benchmark) ? "One op is " + text + ". " : text + " ").orElse("") + direction;
    }

    private static List<String> cells(Comparison.Row row) {
        String name = Schedulers.isOurs(row.scheduler()) ? "<b>" + escape(row.scheduler()) + "</b>" : escape(row.scheduler());
        String ratio = row.ratio().map(its -> its.text() + (Schedulers.isOurs(row.scheduler()) ? "<br/>" + escape(its.best()) : "")).orElse("–");
        return List.of(name, Integer.toString(row.sample().values().size()), ComparisonTable.number(row.sample().median()), ComparisonTable.range(row.sample(), 0, 1),
                ComparisonTable.range(row.sample(), 0.25, 0.75) + (row.isNoisy() ? "<br/><span class=\"half\">noisy</span>" : ""), ratio);
    }

    private void lost() {
        out.append("<h2>Forks that do not count</h2>\n<p>").append(findings.dropped().size()).append(" dropped by rule, ").append(findings.failed().size())
                .append(" failed, beside ").append(findings.file().runs().size()).append(" that count. ")
                .append(escape(findings.file().method().getOrDefault(Report.RULE, ""))).append("</p>\n");
        if (findings.file().lost().isEmpty()) return;
        out.append("<details").append(findings.file().lost().size() <= LOST_SHOWN_MAX ? " open=\"open\"" : "").append("><summary>each of them</summary>\n")
                .append(Html.table(List.of("!", "!benchmark", "!scheduler", "#round", "reason"), findings.file().lost().stream().map(HtmlPage::cells).toList()))
                .append("</details>\n");
    }

    private static List<String> cells(LostFork fork) {
        return List.of(fork.kind() == LostFork.Kind.FAILED ? "<span class=\"bad\">failed</span>" : "dropped", escape(fork.benchmark()), escape(fork.scheduler()),
                Integer.toString(fork.round()), escape(fork.reason()));
    }

    private void method() {
        out.append("<h2>How it was measured</h2>\n");
        Map<String, String> facts = new LinkedHashMap<>(findings.file().environment());
        facts.putAll(findings.file().method());
        out.append(Html.table(List.of("!", ""), facts.entrySet().stream().map(fact -> List.of(escape(fact.getKey()), escape(fact.getValue()))).collect(Collectors.toList())));
    }

    private static String text(Optional<Comparison.Ratio> ratio) {
        return ratio.map(Comparison.Ratio::text).orElse("–");
    }

    private static String value(Comparison.Row row) {
        return ComparisonTable.number(row.sample().median()) + ' ' + row.unit();
    }
}
