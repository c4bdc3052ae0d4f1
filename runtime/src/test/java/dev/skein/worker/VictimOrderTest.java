package dev.skein.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VictimOrderTest {

    private static Worker[] workers(int count) {
        return IntStream.range(0, count).mapToObj(i -> new Worker(i, -1)).toArray(Worker[]::new);
    }

    private static List<Integer> next(VictimOrder order) {
        return Arrays.stream(order.shuffled()).map(worker -> worker.index).toList();
    }

    @Test
    void shuffled_oneWorker_isEmpty() {
        Worker[] one = workers(1);
        assertThat(next(new VictimOrder(one[0], one, new int[1]))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 8, 65})
    void shuffled_onePackage_namesAllOthersOnce(int count) {
        Worker[] all = workers(count);
        for (Worker thief : all) {
            VictimOrder order = new VictimOrder(thief, all, new int[count]);
            for (int round = 0; round < 100; round++) {
                assertThat(next(order)).hasSize(count - 1).doesNotHaveDuplicates().doesNotContain(thief.index);
            }
        }
    }

    @Test
    void shuffled_twoPackages_nearOnesFirst() {
        Worker[] all = workers(8);
        VictimOrder order = new VictimOrder(all[2], all, new int[] {7, 7, 7, 7, 9, 9, 9, 9});
        for (int round = 0; round < 100; round++) {
            List<Integer> victims = next(order);
            assertThat(victims.subList(0, 3)).containsExactlyInAnyOrder(0, 1, 3);
            assertThat(victims.subList(3, 7)).containsExactlyInAnyOrder(4, 5, 6, 7);
        }
    }

    @Test
    void shuffled_aloneOnItsPackage_namesTheFarOnes() {
        Worker[] all = workers(3);
        assertThat(next(new VictimOrder(all[0], all, new int[] {0, 1, 1}))).containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void shuffled_manyTimes_beginsWithEachVictimAboutEquallyOften() {
        Worker[] all = workers(8);
        int[] first = new int[8];
        VictimOrder order = new VictimOrder(all[3], all, new int[8]);
        for (int round = 0; round < 7_000; round++) first[order.shuffled()[0].index]++;
        for (int i = 0; i < 8; i++) {
            if (i != 3) assertThat(first[i]).as("worker %s came first", i).isBetween(700, 1300);
        }
    }

    @Test
    void shuffled_differentThieves_doNotAllBeginAtTheSameVictim() {
        Worker[] all = workers(8);
        Set<List<Integer>> orders = new HashSet<>();
        for (Worker thief : all) {
            VictimOrder order = new VictimOrder(thief, all, new int[8]);
            for (int round = 0; round < 10; round++) order.shuffled();
            orders.add(List.of(order.shuffled()[0].index));
        }
        assertThat(orders).hasSizeGreaterThan(2);
    }
}
