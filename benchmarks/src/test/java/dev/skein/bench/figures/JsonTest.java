package dev.skein.bench.figures;

import static org.assertj.core.api.Assertions.assertThat;

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
}
