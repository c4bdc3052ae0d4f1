package dev.skein.examples.census;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.examples.census.Comparison.ResultsDifferException;
import dev.skein.examples.census.Comparison.Times;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ComparisonTest {

    private static final CensusResult RESULT =
            new CensusResult(1, 2, 3, new Identifiers(4, 4, List.of()), Duplicates.NONE, List.of());
    private static final CensusResult OTHER =
            new CensusResult(1, 2, 30, new Identifiers(4, 4, List.of()), Duplicates.NONE, List.of());

    private final List<String> runs = new ArrayList<>();
    private final List<String> log = new ArrayList<>();

    @Test
    void measure_overThreeRounds_beginsEachWithAnotherRunner() throws Exception {
        List<Times> times = comparison(runner("a", RESULT, 5), runner("b", RESULT, 6), runner("c", RESULT, 7)).measure(3);

        assertThat(runs).containsExactly("a", "b", "c", "b", "c", "a", "c", "a", "b");
        assertThat(times).extracting(Times::runner).containsExactly("a", "b", "c");
        assertThat(times).extracting(Times::medianNanos).containsExactly(5L, 6L, 7L);
        assertThat(log).hasSize(3).first().isEqualTo("round 1   a 0.00 s, b 0.00 s, c 0.00 s");
    }

    @Test
    void measure_whenAResultDiffers_namesRunnerAndFigure() {
        assertThatThrownBy(() -> comparison(runner("a", RESULT, 5), runner("b", OTHER, 6)).measure(1))
                .isInstanceOf(ResultsDifferException.class).hasMessage("b: lines were 3, now 30");
    }

    @Test
    void warmUp_whenAResultDiffers_throwsToo() {
        Runner other = runner("a", OTHER, 5);
        assertThatThrownBy(() -> comparison(other).warmUp(List.of(other))).isInstanceOf(ResultsDifferException.class);
    }

    @Test
    void medianNanos_ofUnsortedTimes_isTheMiddleOrTheMeanOfTwo() {
        assertThat(new Times("a", List.of(9L, 1L, 5L)).medianNanos()).isEqualTo(5);
        assertThat(new Times("a", List.of(9L, 1L, 5L, 6L)).medianNanos()).isEqualTo(5);
        assertThat(new Times("a", List.of(8L)).medianNanos()).isEqualTo(8);
    }

    @Test
    void table_ofTwoRunners_comparesWithTheLast() {
        List<String> table = Comparison.table(List.of(
                new Times("Skein", List.of(500_000_000L, 400_000_000L, 600_000_000L)),
                new Times("one thread", List.of(1_000_000_000L))), 2_000);
        assertThat(table).containsExactly(
                "runner            median      best     worst   speed-up    files/s",
                "Skein             0.50 s    0.40 s    0.60 s     2.00 x      4,000",
                "one thread        1.00 s    1.00 s    1.00 s     1.00 x      2,000");
    }

    private Comparison comparison(Runner... runners) {
        return new Comparison(List.of(runners), List.of(), RESULT, log::add);
    }

    private Runner runner(String name, CensusResult result, long nanos) {
        return new Runner() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public TimedResult run(List<SourceFile> files) {
                runs.add(name);
                return new TimedResult(result, nanos);
            }
        };
    }
}
