package dev.skein.examples.census;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WordTableTest {

    @Test
    void countOf_inEmptyTable_isZero() {
        assertThat(new WordTable().countOf("a")).isZero();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void add_ofManyWords_countsLikeAHashMap(long seed) {
        var random = new Random(seed);
        var table = new WordTable();
        Map<String, Long> expected = new HashMap<>();
        for (int i = 0; i < 100_000; i++) {
            String word = "w" + (int) Math.abs(random.nextGaussian() * 10_000);
            expected.merge(word, 1L, Long::sum);
            add(table, word);
        }
        assertThat(contentOf(table)).isEqualTo(expected);
        assertThat(expected).allSatisfy((word, times) -> assertThat(table.countOf(word)).isEqualTo(times));
    }

    @ParameterizedTest(name = "{0} slices")
    @ValueSource(ints = {1, 2, 7, 16})
    void addSlice_ofTwoTables_partsTheSumWithoutOverlap(int slices) {
        var left = new WordTable();
        var right = new WordTable();
        Map<String, Long> expected = new HashMap<>();
        for (int i = 0; i < 30_000; i++) {
            String word = "w" + i % 5_000;
            expected.merge(word, 1L, Long::sum);
            add(i % 3 == 0 ? left : right, word);
        }
        Map<String, Long> merged = new HashMap<>();
        for (int slice = 0; slice < slices; slice++) {
            var part = new WordTable();
            part.addSlice(left, slice, slices);
            part.addSlice(right, slice, slices);
            contentOf(part).forEach((word, times) -> assertThat(merged.put(word, times)).as(word).isNull());
        }
        assertThat(merged).isEqualTo(expected);
    }

    private static void add(WordTable table, String word) {
        byte[] text = Inputs.bytes("<" + word + ">");
        table.add(text, 1, text.length - 1, 1);
    }

    private static Map<String, Long> contentOf(WordTable table) {
        Map<String, Long> content = new HashMap<>();
        for (int word = 0; word < table.size(); word++) {
            assertThat(content.put(table.word(word), table.count(word))).isNull();
        }
        return content;
    }
}
