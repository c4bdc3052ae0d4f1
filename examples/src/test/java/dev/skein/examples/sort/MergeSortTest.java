package dev.skein.examples.sort;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Skein;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MergeSortTest {

    @ParameterizedTest
    @CsvSource({"1, 0", "1, 1", "1, 8192", "1, 8193", "2, 16385", "2, 100000", "8, 1000003"})
    void sort_ofRandomNumbers_sortsThem(int workers, int count) {
        try (Skein skein = Skein.builder().workers(workers).start()) {
            for (long seed = 1; seed <= 5; seed++) {
                Long[] data = new SplittableRandom(seed).longs(count).boxed().toArray(Long[]::new);
                assertSorts(skein, data, "seed " + seed);
            }
        }
    }

    /// Where many are equal, or all stand in one half, the cuts of a merge are as uneven as can be.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void sort_ofNumbersInBadOrders_sortsThem(int workers) {
        try (Skein skein = Skein.builder().workers(workers).start()) {
            assertSorts(skein, numbers(i -> i), "sorted");
            assertSorts(skein, numbers(i -> -i), "backwards");
            assertSorts(skein, numbers(i -> 0), "all equal");
            assertSorts(skein, numbers(i -> i % 3), "three numbers");
            assertSorts(skein, numbers(i -> i < 50_000 ? i + 50_000 : i - 50_000), "halves exchanged");
        }
    }

    /// Equal elements keep their order, which only shows if they can be told apart.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void sort_ofEqualElements_keepsTheirOrder(int workers) {
        record Entry(int key, int place) implements Comparable<Entry> {
            @Override
            public int compareTo(Entry other) {
                return Integer.compare(key, other.key);
            }
        }
        Entry[] data = new Entry[200_000];
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < data.length; i++) data[i] = new Entry(random.nextInt(5), i);
        Entry[] expected = data.clone();
        Arrays.sort(expected);
        try (Skein skein = Skein.builder().workers(workers).start()) {
            skein.invoke(MergeSort.of(data));
        }
        assertThat(data).isEqualTo(expected);
    }

    private static Long[] numbers(LongUnaryOperator number) {
        return LongStream.range(0, 100_000).map(number).boxed().toArray(Long[]::new);
    }

    private static void assertSorts(Skein skein, Long[] data, String what) {
        Long[] expected = data.clone();
        Arrays.sort(expected);
        skein.invoke(MergeSort.of(data));
        assertThat(data).as(what).isEqualTo(expected);
    }
}
