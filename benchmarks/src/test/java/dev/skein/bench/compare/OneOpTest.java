package dev.skein.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

class OneOpTest {

    @Test
    void everyBenchmarkWithAScheduler_saysWhatOneOpIs() {
        List<String> compared = BenchmarkList.defaultList()
                .find(OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT), List.of(".*"), List.of()).stream()
                .filter(entry -> entry.getParams().orElse(Map.of()).containsKey(Rounds.SCHEDULER)).map(BenchmarkListEntry::getUsername).toList();
        assertThat(compared).hasSizeGreaterThan(20);
        assertThat(compared).allSatisfy(benchmark -> assertThat(OneOp.Definitions.of(benchmark)).as(benchmark).isPresent());
    }

    @Test
    void of_aMethodWithoutOne_isEmpty() {
        assertThat(OneOp.Definitions.of(OneOpTest.class.getName() + ".toString")).isEmpty();
    }

    @Test
    void of_aClassThatIsNone_isRefused() {
        assertThatThrownBy(() -> OneOp.Definitions.of("no.such.Class.method")).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("no.such");
    }
}
