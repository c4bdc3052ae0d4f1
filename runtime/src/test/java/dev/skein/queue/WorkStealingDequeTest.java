package dev.skein.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.meta.Proves;
import dev.skein.platform.AsymmetricFence;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What one thread can see; both sides of the deque are played by it.
class WorkStealingDequeTest {

    private static final int MANY = 1_000_000;

    private final WorkStealingDeque<Integer> deque = new WorkStealingDeque<>(4);

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -4, -1, 0, 1, 3, 6, (1 << 30) + 1, Integer.MAX_VALUE})
    void constructor_badCapacity_saysWhatIsAllowed(int capacity) {
        assertThatThrownBy(() -> new WorkStealingDeque<>(capacity)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("initialCapacity must be a power of two, 2 to 2^30, got " + capacity);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 1024})
    void constructor_powerOfTwo_hasThatManySlots(int capacity) {
        assertThat(new WorkStealingDeque<>(capacity).capacity()).isEqualTo(capacity);
    }

    @Test
    void pollIf_byTheOwner_takesTheOldestOnlyIfItIsThatOne() {
        WorkStealingDeque<Integer> deque = new WorkStealingDeque<>(4);
        assertThat(deque.oldest()).isNull();
        assertThat(deque.pollIf(1)).isFalse();
        for (int i = 1; i <= 3; i++) deque.push(i);
        assertThat(deque.oldest()).isEqualTo(1);
        assertThat(deque.pollIf(2)).isFalse();
        assertThat(deque.pollIf(1)).isTrue();
        assertThat(deque.poll(false)).isEqualTo(2);
        assertThat(deque.oldest()).isEqualTo(3);
        assertThat(deque.pollIf(3)).isTrue();
        assertThat(deque.isEmpty()).isTrue();
    }

    @Test
    void pop_emptyDeque_returnsNull() {
        assertThat(deque.pop()).isNull();
        assertThat(deque.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void poll_emptyDeque_returnsNull(boolean byOwner) {
        assertThat(deque.poll(byOwner)).isNull();
        assertThat(deque.isEmpty()).isTrue();
    }

    @Test
    void pop_severalElements_youngestFirst() {
        push(deque, 0, 3);
        assertThat(List.of(deque.pop(), deque.pop(), deque.pop())).containsExactly(2, 1, 0);
    }

    @Test
    void poll_severalElements_oldestFirst() {
        push(deque, 0, 3);
        assertThat(List.of(deque.poll(true), deque.poll(false), deque.poll(true))).containsExactly(0, 1, 2);
    }

    @Test
    @Proves("D3")
    void pop_lastElement_leavesAnEmptyDequeThatGoesOn() {
        for (int i = 0; i < 100; i++) {
            deque.push(i);
            assertThat(deque.pop()).isEqualTo(i);
            assertThat(deque.pop()).isNull();
            assertThat(deque.size()).isZero();
        }
    }

    @Test
    @Proves("D3")
    void popIf_theYoungest_takesItAndNoOther() {
        push(deque, 0, 3);
        assertThat(deque.popIf(1)).isFalse();
        assertThat(deque.popIf(2)).isTrue();
        assertThat(deque.popIf(2)).as("taken").isFalse();
        assertThat(deque.poll(false)).isZero();
        assertThat(deque.popIf(1)).as("the last").isTrue();
        assertThat(deque.popIf(1)).isFalse();
        assertThat(deque.isEmpty()).isTrue();
    }

    @Test
    @Proves("D2")
    void popIf_afterAThiefTookIt_takesNothingAndGoesOn() {
        deque.push(1);
        assertThat(deque.poll(false)).isEqualTo(1);
        assertThat(deque.popIf(1)).isFalse();
        deque.push(2);
        assertThat(deque.popIf(2)).isTrue();
    }

    /// In a JVM that only interprets, where each of our own calls may be the one that overflows.
    @Test
    @Proves({"D2", "D3", "D10"})
    void pop_withoutStack_takesNothingOrAnElement() throws Exception {
        Process process = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "-Xint", "-Xmx64m", "--enable-native-access=ALL-UNNAMED",
                "-cp", System.getProperty("java.class.path"), EndOfStack.class.getName()).redirectErrorStream(true).start();
        try {
            assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("ok");
        } finally {
            process.destroyForcibly();
        }
    }

    private static final class EndOfStack {
        private static final long SHARED = TopWord.of(0);

        private final WorkStealingDeque<Integer> deque;
        private final Integer[] elements;
        private final boolean popIf;
        /// Whether each pop is the one that biases the deque.
        private final boolean biasing;
        private final Integer[] taken = new Integer[1_000];
        private int takes;
        private int youngest;
        private int tries;

        EndOfStack(WorkStealingDeque<Integer> deque, Integer[] elements, boolean popIf, boolean biasing) {
            this.biasing = biasing;
            this.deque = deque;
            this.elements = elements;
            this.popIf = popIf;
            this.youngest = elements.length - 1;
        }

        public static void main(String[] args) throws InterruptedException {
            AsymmetricFence.prepare();
            for (int round = 0; round < 40; round++) {
                WorkStealingDeque<Integer> deque = new WorkStealingDeque<>(4);
                Integer[] elements = new Integer[200];
                for (int i = 0; i < elements.length; i++) deque.push(elements[i] = i);
                if (round % 6 < 2) deque.bias();
                EndOfStack end = new EndOfStack(deque, elements, round % 2 == 0, round % 6 > 3);
                Thread thread = new Thread(null, () -> end.descend(0), "end-of-stack", 128 << 10);
                thread.start();
                thread.join();
                List<Integer> all = new ArrayList<>(Arrays.asList(end.taken).subList(0, end.takes));
                for (Integer left; (left = deque.poll(false)) != null; ) all.add(left);
                assertThat(all).as("round %s: each is taken, or still there", round).containsExactlyInAnyOrder(elements);
            }
            System.out.print("ok");
        }

        /// Tries at every depth near the end of the stack; notes what it has taken without a call, which might overflow itself.
        void descend(int depth) {
            try {
                if (depth >= 0) descend(depth + 1);
            } catch (StackOverflowError wayBack) {
                // Here and on the way back.
            }
            if (tries++ >= 500 || youngest < 0) return;
            if (biasing) {
                deque.calmPops = WorkStealingDeque.CALM_POPS;
                deque.biasedAt = Long.MIN_VALUE;
                deque.top |= SHARED;
            }
            try {
                if (!popIf) {
                    Integer element = deque.pop();
                    if (element != null) taken[takes++] = element;
                } else if (deque.popIf(elements[youngest])) {
                    taken[takes++] = elements[youngest--];
                }
            } catch (StackOverflowError nothingTaken) {
                return;
            }
        }
    }

    @Test
    void pop_afterThievesTookAll_returnsNullAndGoesOn() {
        push(deque, 0, 3);
        while (deque.poll(false) != null) { }
        assertThat(deque.pop()).isNull();
        deque.push(7);
        assertThat(deque.pop()).isEqualTo(7);
    }

    @Test
    void size_afterAddsAndTakes_isTheirDifference() {
        push(deque, 0, 10);
        deque.pop();
        deque.poll(false);
        assertThat(deque.size()).isEqualTo(8);
    }

    @Test
    void indices_afterAddsAndTakes_countThem() {
        push(deque, 0, 10);
        deque.poll(false);
        assertThat(deque.topIndex()).isEqualTo(1);
        assertThat(deque.nextIndex()).isEqualTo(10);
    }

    @Test
    @Proves("D4")
    void push_fullArray_doublesItAndKeepsTheOrder() {
        push(deque, 0, 1000);
        assertThat(deque.capacity()).isEqualTo(1024);
        assertThat(drain(deque)).isEqualTo(IntStream.range(0, 1000).boxed().toList());
    }

    @Test
    void push_fullArrayWithPlaceThatThievesFreed_doesNotGrow() {
        for (int i = 0; i < 10_000; i++) {
            deque.push(i);
            if (deque.size() == 4) deque.poll(false);
        }
        assertThat(deque.capacity()).isEqualTo(4);
    }

    @Test
    @Proves("D4")
    void poll_byOwnerThatEmptiesAGrownDeque_shrinksIt() {
        push(deque, 0, 1000);
        drain(deque);
        assertThat(deque.capacity()).isEqualTo(4);
    }

    @Test
    @Proves("D4")
    void pop_thatEmptiesAGrownDeque_shrinksIt() {
        push(deque, 0, 1000);
        while (deque.pop() != null) { }
        assertThat(deque.capacity()).isEqualTo(4);
    }

    @Test
    void shrunkDeque_thatGrowsAgain_worksAsBefore() {
        for (int round = 0; round < 20; round++) {
            push(deque, round, 100);
            assertThat(drain(deque)).hasSize(100).startsWith(round).endsWith(round + 99);
        }
    }

    @Test
    @Proves("D5")
    void poll_byThief_leavesTheSlotToTheOwner() {
        push(deque, 0, 3);
        deque.poll(false);
        deque.poll(false);
        assertThat(deque.occupiedSlots()).as("nothing cleared by the thief").isEqualTo(3);
        deque.poll(true);
        assertThat(deque.occupiedSlots()).as("cleared by the owner").isZero();
    }

    @Test
    @Proves("D5")
    void push_aRoundAfterThievesTookElements_clearsOnlyWhatWasTaken() {
        push(deque, 0, 4);
        deque.poll(false);
        deque.poll(false);
        deque.push(4);
        assertThat(deque.occupiedSlots()).isEqualTo(3);
        assertThat(drain(deque)).containsExactly(2, 3, 4);
    }

    @Test
    void stealInto_emptyDeque_takesNothing() {
        WorkStealingDeque<Integer> own = new WorkStealingDeque<>(4);
        assertThat(deque.stealInto(own, 32)).isZero();
        assertThat(own.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 7, 100})
    @Proves("D6")
    void stealInto_ofNElements_takesTheOlderHalfRoundedUpInOrder(int n) {
        WorkStealingDeque<Integer> own = new WorkStealingDeque<>(2);
        own.push(-1);
        push(deque, 0, n);
        int half = (n + 1) / 2;
        assertThat(deque.stealInto(own, Integer.MAX_VALUE)).isEqualTo(half);
        assertThat(drain(own)).startsWith(-1, 0).endsWith(half - 1).hasSize(half + 1).isSorted();
        assertThat(drain(deque)).isEqualTo(IntStream.range(half, n).boxed().toList());
    }

    @Test
    void stealInto_moreThanTheLimit_takesTheLimit() {
        WorkStealingDeque<Integer> own = new WorkStealingDeque<>(4);
        push(deque, 0, 100);
        assertThat(deque.stealInto(own, 32)).isEqualTo(32);
        assertThat(own.size()).isEqualTo(32);
        assertThat(deque.size()).isEqualTo(68);
    }

    @Test
    @Proves("D5")
    void stealInto_byThief_leavesTheSlotsToTheOwner() {
        WorkStealingDeque<Integer> own = new WorkStealingDeque<>(4);
        push(deque, 0, 4);
        deque.stealInto(own, 32);
        assertThat(deque.occupiedSlots()).isEqualTo(4);
        deque.poll(true);
        assertThat(deque.occupiedSlots()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {TopWord.LAST_INDEX - 5, Integer.MAX_VALUE - 5L, (1L << 32) - 5, -5, -TopWord.LAST_INDEX - 1})
    @Proves("D7")
    void deque_whoseIndicesCrossABorder_worksAsAnyOther(long firstIndex) {
        WorkStealingDeque<Integer> near = new WorkStealingDeque<>(4, firstIndex);
        push(near, 0, 50);
        assertThat(near.size()).isEqualTo(50);
        assertThat(near.pop()).isEqualTo(49);
        assertThat(drain(near)).isEqualTo(IntStream.range(0, 49).boxed().toList());
        assertThat(near.pop()).isNull();
        assertThat(near.capacity()).isEqualTo(4);
        assertThat(near.occupiedSlots()).isZero();
    }

    @Test
    void forks_afterAMillionElements_holdNone() {
        List<WeakReference<Object>> sample = new ArrayList<>();
        WorkStealingDeque<Object> forks = new WorkStealingDeque<>(16);
        for (int i = 0; i < MANY; i++) {
            Object element = new Object();
            forks.push(element);
            if (i % 1000 == 0) sample.add(new WeakReference<>(element));
            if (i % 7 == 6) for (int k = 0; k < 7; k++) forks.pop();
        }
        while (forks.pop() != null) { }
        assertThat(forks.occupiedSlots()).isZero();
        awaitCollected(sample);
        assertThat(forks.isEmpty()).as("and the deque itself is still held").isTrue();
    }

    @Test
    void ready_afterAMillionElementsAllAtOnce_holdsNone() {
        List<WeakReference<Object>> sample = new ArrayList<>();
        WorkStealingDeque<Object> ready = new WorkStealingDeque<>(16);
        for (int i = 0; i < MANY; i++) {
            Object element = new Object();
            ready.push(element);
            if (i % 1000 == 0) sample.add(new WeakReference<>(element));
        }
        for (int i = 0; i < MANY; i++) ready.poll(i % 2 == 0);
        assertThat(ready.poll(true)).isNull();
        assertThat(ready.occupiedSlots()).isZero();
        assertThat(ready.capacity()).isEqualTo(16);
        awaitCollected(sample);
        assertThat(ready.isEmpty()).isTrue();
    }

    @Test
    void ready_robbedAMillionTimesAndNeverEmpty_holdsNoMoreThanItsArray() {
        WorkStealingDeque<Integer> ready = new WorkStealingDeque<>(16);
        WorkStealingDeque<Integer> thief = new WorkStealingDeque<>(16);
        push(ready, 0, 3);
        for (int i = 0; i < MANY; i++) {
            ready.push(i);
            ready.stealInto(thief, 1);
            thief.poll(true);
        }
        assertThat(ready.capacity()).isEqualTo(16);
        assertThat(ready.occupiedSlots()).isLessThanOrEqualTo(16);
        assertThat(thief.occupiedSlots()).isZero();
    }

    private static void push(WorkStealingDeque<Integer> deque, int first, int count) {
        for (int i = 0; i < count; i++) deque.push(first + i);
    }

    private static List<Integer> drain(WorkStealingDeque<Integer> deque) {
        List<Integer> drained = new ArrayList<>();
        for (Integer each; (each = deque.poll(true)) != null; ) drained.add(each);
        return drained;
    }

    private static void awaitCollected(List<WeakReference<Object>> sample) {
        Awaitility.await().untilAsserted(() -> {
            System.gc();
            assertThat(sample).allMatch(each -> each.get() == null);
        });
    }

    @Test
    void forEach_acrossTheEndOfTheArray_showsAllOldestFirst() {
        WorkStealingDeque<Integer> deque = new WorkStealingDeque<>(8, TopWord.LAST_INDEX - 3);
        for (int i = 0; i < 6; i++) deque.push(i);
        deque.poll(true);
        deque.poll(false);
        for (int i = 6; i < 9; i++) deque.push(i);
        List<Integer> seen = new ArrayList<>();
        deque.forEach(seen::add);
        assertThat(seen).containsExactly(2, 3, 4, 5, 6, 7, 8);
        assertThat(deque.size()).isEqualTo(7);
    }

    @Test
    @Proves("D8")
    void forEach_whenAllIsTakenMeanwhile_showsNoMore() {
        WorkStealingDeque<Integer> deque = new WorkStealingDeque<>(4);
        for (int i = 0; i < 4; i++) deque.push(i);
        List<Integer> seen = new ArrayList<>();
        deque.forEach(each -> {
            seen.add(each);
            while (deque.poll(true) != null) continue;
            for (int i = 10; i < 14; i++) deque.push(i);       // in the same slots
        });
        assertThat(seen).containsExactly(0);
    }

    @Test
    void progress_whilePushesAndPopsAreAsMany_changes() {
        WorkStealingDeque<Integer> deque = new WorkStealingDeque<>(4);
        deque.push(0);
        long before = deque.progress();
        deque.push(1);
        assertThat(deque.pop()).isEqualTo(1);
        assertThat(deque.progress()).isNotEqualTo(before);
    }
}
