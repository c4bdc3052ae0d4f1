package dev.skein.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.bench.figures.LostFork;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class HtmlPageTest {

    private static final ReportFile FILE = Sampled.withLost(
            Sampled.file(Sampled.runs(Sampled.INNER, "skein", 30), Sampled.runs(Sampled.INNER, "skeinUnpinned", 25), Sampled.runs(Sampled.INNER, "skeinUnbalanced", 33),
                    Sampled.each(Sampled.INNER, "forkJoinLifo", 14, 16, 18, 20, 22, 24, 26),
                    Sampled.runs(Sampled.FIB, "skein", 10), Sampled.runs(Sampled.FIB, "forkJoinLifo", 40), Sampled.runs(Sampled.FIB, "singleThread", 2),
                    Sampled.runs("latency pareto, 60 %, p99.9", "skein", 100), Sampled.runs("latency pareto, 60 %, p99.9", "threadPool", 100)),
            new LostFork(Sampled.INNER, "threadPool", 2, LostFork.Kind.FAILED, "threw <this> & that"),
            new LostFork(Sampled.FIB, "skein", 4, LostFork.Kind.DROPPED, "others had 17 %"));

    @Test
    void page_isWellFormed_andNeedsNothingFromElsewhere() throws Exception {
        String page = HtmlPage.of(Sampled.findings(FILE));
        Document document = parse(page);
        assertThat(document.getDocumentElement().getTagName()).isEqualTo("html");
        assertThat(page).doesNotContain("http").doesNotContain("<script").doesNotContain("<link").doesNotContain("@import").doesNotContain("url(");
    }

    @Test
    void page_hasEachRow_asABarAndInATable() throws Exception {
        Document page = parse(HtmlPage.of(Sampled.findings(FILE)));
        List<String> labels = texts(page, "text", "label");
        List<String> cells = texts(page, "td", "");
        for (String benchmark : FILE.comparison().benchmarks()) {
            for (var row : FILE.comparison().rows(benchmark)) {
                assertThat(labels).contains(row.scheduler());
                assertThat(cells).contains(row.scheduler());
            }
        }
        assertThat(labels).hasSize(9);
        assertThat(texts(page, "h3", "")).containsExactly("inner workers=2", "fib workers=2", "pareto, 60 %, p99.9");
    }

    @Test
    void bars_haveTheColourOfTheirRole_andTheLengthOfTheirMedian() throws Exception {
        Document page = parse(HtmlPage.of(Sampled.findings(FILE)));
        List<Element> bars = elements(page, "rect");
        assertThat(bars.stream().map(bar -> bar.getAttribute("class"))).containsExactly("skein", "skein", "skein", "rival", "skein", "rival", "ceiling", "skein", "rival");
        double skein = Double.parseDouble(bars.get(4).getAttribute("width"));
        assertThat(Double.parseDouble(bars.get(5).getAttribute("width")) / skein).isBetween(3.9, 4.1);
    }

    @Test
    void bar_ofOneThatIsFarSlower_isCutAtTheEdge_soThatTheOthersCanBeTold() throws Exception {
        ReportFile file = Sampled.file(Sampled.runs(Sampled.FIB, "skein", 10), Sampled.runs(Sampled.FIB, "forkJoinLifo", 40), Sampled.runs(Sampled.FIB, "kotlin", 400));
        Document page = parse(HtmlPage.of(Sampled.findings(file)));
        List<Element> bars = elements(page, "rect");
        double fork = Double.parseDouble(bars.get(1).getAttribute("width"));
        assertThat(Double.parseDouble(bars.get(2).getAttribute("width")) / fork).isBetween(4.9, 5.1);
        assertThat(elements(page, "path")).hasSize(1);
    }

    @Test
    void figuresOfFiveDigits_standInTheNextUnit_allOfAPanel() {
        ReportFile file = Sampled.file(Sampled.runs(Sampled.INNER, "skein", 2_098), Sampled.runs(Sampled.INNER, "threadPool", 27_390));
        assertThat(HtmlPage.readable(file.comparison().rows(Sampled.INNER))).extracting(row -> row.sample().median() + " " + row.unit())
                .containsExactly("2.098 us/op", "27.39 us/op");
        assertThat(HtmlPage.readable(FILE.comparison().rows(Sampled.INNER))).isEqualTo(FILE.comparison().rows(Sampled.INNER));
    }

    @Test
    void noisyRow_isMarked_andAQuietOneIsNot() throws Exception {
        Document page = parse(HtmlPage.of(Sampled.findings(FILE)));
        assertThat(texts(page, "text", "value")).filteredOn(text -> text.contains("≈")).containsExactly("20.0 ns/op ≈");
        assertThat(texts(page, "span", "half")).contains("noisy");
    }

    @Test
    void lostForks_areNamed_countedAndExplained() {
        String page = HtmlPage.of(Sampled.findings(FILE));
        assertThat(page).contains("1 dropped by rule, 1 failed, beside 63 that count. the rule").contains("threw &lt;this&gt; &amp; that").contains("others had 17 %");
    }

    @Test
    void headlines_haveTheirVerdicts_alsoWhereNothingWasMeasured() {
        String page = HtmlPage.of(Sampled.findings(FILE));
        assertThat(page).contains("<td class=\"short\">4.00x (4.00–4.00) forkJoinLifo</td><td class=\"number\">7</td><td><span class=\"good\">met</span></td>")
                .contains("<span class=\"bad\">must missed</span>").contains("<span class=\"soft\">not measured</span><span class=\"soft\">; no run of SkynetBenchmark.skynet");
    }

    @Test
    void losingRow_stays_withItsCause() {
        Findings known = Findings.of(FILE, Optional.empty(), Causes.parse("[DispatchBenchmark.inner]\nIt is so & so."));
        assertThat(HtmlPage.of(known)).contains("<td class=\"short\">DispatchBenchmark.inner workers=2</td><td class=\"short\">forkJoinLifo</td><td class=\"number\">0.67x (")
                .contains("<td>It is so &amp; so.</td>").contains("<b>What decides:</b> It is so &amp; so.");
        assertThat(known.losses()).extracting(Findings.Loss::benchmark).containsExactly(Sampled.INNER);
        assertThat(known.warnings()).noneMatch(warning -> warning.contains("cause"));
    }

    @Test
    void losingHeadline_withoutACause_isWarnedOf() {
        assertThat(Sampled.findings(FILE).warnings()).anyMatch(warning -> warning.contains("no cause") && warning.contains(Sampled.INNER));
        assertThat(HtmlPage.of(Sampled.findings(FILE))).contains("Before you rely on this");
    }

    @Test
    void ablations_standBesideEachHeadline() {
        Findings findings = Sampled.findings(FILE);
        assertThat(findings.ablations()).extracting(Findings.Ablation::benchmark).containsExactly(Sampled.INNER);
        assertThat(HtmlPage.of(findings)).contains("<td class=\"number\">0.83x (0.83–0.83)</td><td class=\"number\">1.10x (1.10–1.10)</td>").contains("Stealing");
    }

    @Test
    void earlierRun_isTold() {
        Findings findings = Findings.of(FILE, Optional.of(FILE.comparison()), Causes.parse(""));
        assertThat(HtmlPage.of(findings)).contains("Beside an earlier run").contains("100 % of 9 rows lie within 15 % (");
    }

    private static Document parse(String page) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(page.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> texts(Document page, String tag, String styleClass) {
        return elements(page, tag).stream().filter(element -> element.getAttribute("class").equals(styleClass)).map(Element::getTextContent).toList();
    }

    private static List<Element> elements(Document page, String tag) {
        List<Element> found = new ArrayList<>();
        NodeList nodes = page.getElementsByTagName(tag);
        for (int i = 0; i < nodes.getLength(); i++) found.add((Element) nodes.item(i));
        return found;
    }
}
