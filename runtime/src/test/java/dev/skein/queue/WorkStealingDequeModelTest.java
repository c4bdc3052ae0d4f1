package dev.skein.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.meta.Proves;
import dev.skein.meta.Seeds;
import dev.skein.platform.AsymmetricFence;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Random operations on the deque and on an [ArrayDeque], by one thread that plays owner and thieves; after each one both
/// must be the same.
class WorkStealingDequeModelTest {

    private static final int STEPS = 4_000;
    private static final long[] FIRST_INDICES =
            {0, TopWord.LAST_INDEX - 100, Integer.MAX_VALUE - 100L, (1L << 32) - 100, -100, -TopWord.LAST_INDEX - 1};
    private static final int[] MARGINS = {0, 3, 64};

    @BeforeAll
    static void prepareBias() {
        AsymmetricFence.prepare();
    }

    static LongStream seeds() {
        return Seeds.some(200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    @Proves({"D2", "D4", "D5", "D7", "D10"})
    void forks_anyOperations_areThoseOfTheModel(long seed) {
        Random random = Seeds.random(seed);
        Subject forks = new Subject(random);
        int pushPercent = 20 + random.nextInt(60);
        for (int step = 0; step < STEPS; step++) {
            String name = "seed " + seed + ", step " + step;
            if (random.nextInt(100) < pushPercent) {
                forks.push(step);
            } else if (random.nextInt(20) == 0) {
                forks.deque.bias();
            } else if (random.nextInt(3) > 0) {
                assertThat(forks.deque.pop()).as(name).isEqualTo(forks.model.pollLast());
            } else if (random.nextBoolean()) {
                Integer any = random.nextBoolean() ? forks.model.peekLast() : forks.model.peekFirst();
                boolean youngest = any != null && any.equals(forks.model.peekLast());
                assertThat(any != null && forks.deque.popIf(any)).as(name).isEqualTo(youngest);
                if (youngest) forks.model.pollLast();
            } else {
                assertThat(forks.deque.poll(false)).as(name).isEqualTo(forks.model.pollFirst());
            }
            forks.check(name);
            if (random.nextInt(200) == 0) pushPercent = 20 + random.nextInt(60);
        }
        for (Integer expected; (expected = forks.model.pollLast()) != null; ) {
            assertThat(forks.deque.pop()).as("seed %s, at the end", seed).isEqualTo(expected);
        }
        assertThat(forks.deque.pop()).as("seed %s, at the end", seed).isNull();
        forks.checkEmpty("seed " + seed);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    @Proves({"D2", "D4", "D5", "D6", "D7"})
    void ready_anyOperationsOnTwo_areThoseOfTheModels(long seed) {
        Random random = Seeds.random(seed);
        List<Subject> two = List.of(new Subject(random), new Subject(random));
        int pushPercent = 20 + random.nextInt(60);
        for (int step = 0; step < STEPS; step++) {
            String name = "seed " + seed + ", step " + step;
            int which = random.nextInt(2);
            Subject one = two.get(which);
            if (random.nextInt(100) < pushPercent) {
                one.push(step);
            } else if (random.nextInt(4) == 0) {
                stealInto(one, two.get(1 - which), 1 + random.nextInt(40), name);
            } else {
                assertThat(one.deque.poll(random.nextBoolean())).as(name).isEqualTo(one.model.pollFirst());
            }
            for (Subject each : two) each.check(name);
            if (random.nextInt(200) == 0) pushPercent = 20 + random.nextInt(60);
        }
        for (Subject each : two) {
            for (Integer expected; (expected = each.model.pollFirst()) != null; ) {
                assertThat(each.deque.poll(true)).as("seed %s, at the end", seed).isEqualTo(expected);
            }
            assertThat(each.deque.poll(true)).as("seed %s, at the end", seed).isNull();
            each.checkEmpty("seed " + seed);
        }
    }

    private static void stealInto(Subject victim, Subject thief, int atMost, String name) {
        int expected = Math.min(atMost, (victim.model.size() + 1) / 2);
        List<Integer> moved = new ArrayList<>();
        for (int i = 0; i < expected; i++) moved.add(victim.model.pollFirst());
        thief.model.addAll(moved);
        assertThat(victim.deque.stealInto(thief.deque, atMost)).as(name).isEqualTo(expected);
    }

    private static final class Subject {
        final int initialCapacity;
        final WorkStealingDeque<Integer> deque;
        final ArrayDeque<Integer> model = new ArrayDeque<>();

        Subject(Random random) {
            initialCapacity = 2 << random.nextInt(4);
            int margin = MARGINS[random.nextInt(MARGINS.length)];
            deque = new WorkStealingDeque<>(initialCapacity, FIRST_INDICES[random.nextInt(FIRST_INDICES.length)], margin);
        }

        void push(Integer element) {
            deque.push(element);
            model.addLast(element);
        }

        void check(String name) {
            assertThat(deque.size()).as(name).isEqualTo(model.size());
            assertThat(deque.capacity()).as(name).isGreaterThanOrEqualTo(Math.max(initialCapacity, model.size()));
            assertThat(deque.occupiedSlots()).as(name).isBetween(model.size(), deque.capacity());
        }

        void checkEmpty(String name) {
            assertThat(deque.occupiedSlots()).as(name).isZero();
            assertThat(deque.capacity()).as(name).isEqualTo(initialCapacity);
        }
    }
}
