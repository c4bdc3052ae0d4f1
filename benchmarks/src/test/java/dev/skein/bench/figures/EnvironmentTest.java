package dev.skein.bench.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentTest {

    private static final String DISTANCE = "a line of memory to another CPU and back";

    @Test
    void describe_ofAnyMachine_namesWhatFiguresDependOn() {
        Map<String, String> facts = Environment.describe();
        assertThat(facts).containsKeys("commit", "JVM", "kernel", "CPU", "CPUs", DISTANCE + ", before", "load average before (1, 5, 15 min)");
        assertThat(facts.values()).allSatisfy(fact -> assertThat(fact).isNotBlank());
    }

    @Test
    void distance_withSeveralCpus_isMedianAndSpreadInOrder() {
        assertThat(Environment.describe().get(DISTANCE + ", before")).satisfiesAnyOf(
                text -> assertThat(text).isEqualTo("one CPU"),
                text -> {
                    String[] numbers = text.split("[^0-9]+");
                    assertThat(text).matches("\\d+ ns \\(\\d+–\\d+\\)");
                    assertThat(Long.parseLong(numbers[1])).isPositive().isLessThanOrEqualTo(Long.parseLong(numbers[0]));
                    assertThat(Long.parseLong(numbers[0])).isLessThanOrEqualTo(Long.parseLong(numbers[2]));
                });
    }

    @Test
    void addAfterRound_twice_keepsBothInOrder() {
        Map<String, String> facts = new HashMap<>();
        Environment.addAfterRound(facts);
        String first = facts.get(DISTANCE + ", after each round");
        Environment.addAfterRound(facts);
        assertThat(facts).hasSize(1).hasEntrySatisfying(DISTANCE + ", after each round", both -> assertThat(both).startsWith(first + ", "));
    }
}
