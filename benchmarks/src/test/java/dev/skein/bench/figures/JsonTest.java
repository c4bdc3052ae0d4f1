package dev.skein.bench.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    private static final ForkRun FORK = new ForkRun("B.m", "skein", 1, "ns/op", false, List.of(1.5, 2.0));

    private static Json.Forks read(String json) {
        return Json.read(json, Json.Forks.class);
    }

    @Test
    void of_oneFork_namesAllItsFields() {
        assertThat(Json.of(new Json.Forks(Map.of("CPUs", "2"), List.of(FORK))).replaceAll("\\s+", " "))
                .contains("\"CPUs\" : \"2\"")
                .contains("{ \"benchmark\" : \"B.m\", \"scheduler\" : \"skein\", \"round\" : 1, \"unit\" : \"ns/op\", \"higherIsBetter\" : false, \"scores\" : [ 1.5, 2.0 ], \"cpuDistanceNanos\" : 0.0 }");
    }

    @Test
    void read_ofWhatWasWritten_isTheSame() {
        Json.Forks written = new Json.Forks(Map.of("CPU", "A \"B\""), List.of(new ForkRun("B.\"m\" \\ \n", "skein", 1, "ns/op", false, List.of(1.5, 2e-9, 1e22)),
                new ForkRun("B.m", "threadPool", 7, "", true, List.of(0.1))));
        assertThat(read(Json.of(written))).isEqualTo(written);
    }

    @Test
    void read_aMemberTooMany_isPassedOver() {
        assertThat(read("{\"environment\": {}, \"forks\": [], \"seed\": 1}")).isEqualTo(new Json.Forks(Map.of(), List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"environment\": [1, 2}", "{\"environment\": {}, \"forks\": []} x", "[]", "{\"environment\": {}, \"forks\": [{}]}"})
    void read_ofSomethingElse_throws(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void read_withSomethingMissing_saysWhat() {
        assertThatThrownBy(() -> read("{\"environment\": {}}")).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("forks");
    }
}
