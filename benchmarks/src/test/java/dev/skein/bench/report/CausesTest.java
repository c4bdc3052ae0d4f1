package dev.skein.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

class CausesTest {

    @Test
    void parse_joinsTheLinesOfACause_andPassesOverComments() {
        Causes causes = Causes.parse("# why\n[B.m]\none\n\n  two\n[B.n workers=1]\nthree\n");
        assertThat(causes.of("B.m workers=2")).contains("one two");
        assertThat(causes.of("B.n workers=1")).contains("three");
        assertThat(causes.of("B.n workers=2")).isEmpty();
    }

    @Test
    void parse_ofATextWithoutABenchmark_orWithOneTwice_isRefused() {
        assertThatThrownBy(() -> Causes.parse("one\n")).hasMessageContaining("[benchmark]");
        assertThatThrownBy(() -> Causes.parse("[a]\nx\n[a]\ny\n")).hasMessageContaining("twice: a");
    }

    @Test
    void load_namesBenchmarksThatExist() {
        Set<String> named = Causes.load().benchmarks();
        assertThat(named).isNotEmpty();
        assertThat(named.stream().filter(Findings::isOfJmh).map(name -> name.split(" ")[0])).isSubsetOf(known());
    }

    @Test
    void headlines_nameBenchmarksThatExist() {
        Set<String> asked = Headline.of(Sampled.file().comparison()).stream().map(Headline::benchmark).filter(Findings::isOfJmh)
                .map(name -> name.split(" ")[0]).collect(Collectors.toSet());
        assertThat(asked).hasSizeGreaterThan(10).isSubsetOf(known());
    }

    private static Set<String> known() {
        return BenchmarkList.defaultList().find(OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT), List.of(".*"), List.of())
                .stream().map(entry -> entry.getUsername().replaceFirst(".*\\.([^.]+\\.[^.]+)$", "$1")).collect(Collectors.toSet());
    }
}
