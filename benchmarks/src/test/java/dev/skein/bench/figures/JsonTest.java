package dev.skein.bench.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {

    @Test
    void quote_ofSpecialCharacters_escapesThem() {
        assertThat(Json.quote("a \"b\" \\ \n")).isEqualTo("\"a \\\"b\\\" \\\\ \\u000a\"");
    }

    @Test
    void of_oneFork_namesAllItsFields() {
        assertThat(Json.of(Map.of("CPUs", "2"), List.of(new ForkRun("B.m", "skein", 1, "ns/op", false, List.of(1.5, 2.0)))))
                .contains("\"CPUs\": \"2\"")
                .contains("{\"benchmark\": \"B.m\", \"scheduler\": \"skein\", \"round\": 1, \"unit\": \"ns/op\", \"higherIsBetter\": false, \"scores\": [1.5, 2.0]}");
    }

    @Test
    void read_ofWhatWasWritten_isTheSame() {
        List<ForkRun> runs = List.of(new ForkRun("B.\"m\" \\ \n", "skein", 1, "ns/op", false, List.of(1.5, 2e-9, 1e22)),
                new ForkRun("B.m", "threadPool", 7, "", true, List.of(0.1)));
        Object file = JsonReader.read(Json.of(Map.of("CPU", "A \"B\""), runs));
        assertThat(JsonReader.forks(file)).isEqualTo(runs);
        assertThat(JsonReader.strings(file, "environment")).isEqualTo(Map.of("CPU", "A \"B\""));
    }

    @Test
    void read_ofWhatIsNoJson_saysWhere() {
        assertThatThrownBy(() -> JsonReader.read("{\"a\": [1, 2}")).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("']' at character 11");
        assertThatThrownBy(() -> JsonReader.read("{\"a\": 1} x")).hasMessageContaining("the end");
        assertThatThrownBy(() -> JsonReader.read("")).hasMessageContaining("more");
        assertThatThrownBy(() -> JsonReader.forks(JsonReader.read("{\"a\": 1}"))).hasMessageContaining("forks");
    }
}
