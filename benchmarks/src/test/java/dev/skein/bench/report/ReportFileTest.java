package dev.skein.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.bench.figures.LostFork;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportFileTest {

    @Test
    void read_ofWhatWasWritten_isTheSame() {
        ReportFile file = Sampled.withLost(Sampled.file(Sampled.runs(Sampled.INNER, "skein", 1.25), Sampled.each(Sampled.FIB, "threadPool", 3e-7)),
                new LostFork(Sampled.INNER, "skein", 3, LostFork.Kind.DROPPED, "others had 17 % of the CPU time"),
                new LostFork(Sampled.FIB, "kotlin", 1, LostFork.Kind.FAILED, "threw \"it\"\n"));
        assertThat(ReportFile.read(file.json())).isEqualTo(file);
    }

    @Test
    void read_ofAFileWithoutForks_saysWhatIsMissing() {
        assertThatThrownBy(() -> ReportFile.read("{\"lost\": [], \"environment\": {}}")).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("method");
    }

    @Test
    void with_theRunsOfAnotherFile_replacesBenchmarksOfTheSameName() {
        ReportFile file = Sampled.file(Sampled.runs("latency x", "skein", 1), Sampled.runs(Sampled.INNER, "skein", 2))
                .with(Sampled.each("latency x", "skein", 3, 3), Map.of("latency x", "as told"));
        assertThat(file.comparison().row("latency x", "skein").orElseThrow().sample().values()).containsExactly(3.0, 3.0);
        assertThat(file.comparison().benchmarks()).containsExactlyInAnyOrder("latency x", Sampled.INNER);
        assertThat(file.definitions()).containsEntry("latency x", "as told").containsKey(Sampled.INNER);
    }
}
