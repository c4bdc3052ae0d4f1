package dev.skein.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.skein.meta.Proves;
import dev.skein.platform.AsymmetricFence;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A deque of forks whose owner pops without fences until a thief comes.
class BiasedDequeTest {

    private final WorkStealingDeque<Integer> deque = new WorkStealingDeque<>(4);

    @BeforeEach
    void prepare() {
        AsymmetricFence.prepare();
        assumeThat(AsymmetricFence.isReady()).isTrue();
    }

    private void push(int count) {
        for (int i = 0; i < count; i++) deque.push(i);
    }

    private void popCalmly(int times) {
        for (int i = 0; i < times; i++) {
            deque.push(1_000);
            assertThat(deque.pop()).isEqualTo(1_000);
        }
    }

    private boolean isBiased() {
        return TopWord.isBiased(deque.topAcquire());
    }

    @Test
    void deque_thatIsNew_isShared() {
        push(2);
        assertThat(TopWord.isShared(deque.topAcquire())).isTrue();
    }

    @Test
    @Proves("D10")
    void pop_asOftenAsItTakesAndWithoutThieves_biasesTheDeque() {
        push(2);
        popCalmly(WorkStealingDeque.CALM_POPS - 1);
        assertThat(isBiased()).isFalse();
        popCalmly(1);
        assertThat(isBiased()).isTrue();
        popCalmly(3);
        assertThat(isBiased()).isTrue();
    }

    /// Who takes the last one moves top as well: where it is the owner, it is calm all the same.
    @Test
    void pop_ofTheLastOneNowAndThen_isCalmToo() {
        for (int i = 0; i < WorkStealingDeque.CALM_POPS; i++) {
            push(2);
            assertThat(deque.pop()).isEqualTo(1);
            assertThat(deque.pop()).isZero();
        }
        assertThat(isBiased()).isTrue();
    }

    @Test
    void pop_whereAThiefComesNowAndThen_leavesItShared() {
        push(20);
        for (int i = 0; i < 10; i++) {
            popCalmly(WorkStealingDeque.CALM_POPS - 1);
            assertThat(deque.poll(false)).isEqualTo(i);
        }
        assertThat(isBiased()).isFalse();
    }

    /// Its owner is at work, or blocks, or is gone: it is this thread.
    @Test
    @Proves("D10")
    void poll_whileTheOwnerDoesNotPop_takesTheOldest() {
        push(3);
        deque.bias();
        assertThat(deque.poll(false)).isEqualTo(0);
        assertThat(TopWord.isShared(deque.topAcquire())).isTrue();
        assertThat(deque.poll(false)).isEqualTo(1);
        assertThat(deque.pop()).isEqualTo(2);
        assertThat(deque.pop()).isNull();
    }

    @Test
    void poll_ofAnEmptyOne_leavesTheBias() {
        deque.bias();
        assertThat(deque.poll(false)).isNull();
        assertThat(isBiased()).isTrue();
    }

    @Test
    @Proves("D10")
    void pop_whereAThiefHasAsked_sharesTheDeque() {
        push(3);
        deque.bias();
        long biased = deque.topAcquire();
        assertThat(deque.casTop(biased, TopWord.revoking(biased))).isTrue();
        assertThat(deque.pop()).isEqualTo(2);
        assertThat(TopWord.isShared(deque.topAcquire())).isTrue();
    }

    @Test
    @Proves({"D3", "D10"})
    void pop_ofTheLastOne_takesItWhateverTheMode() {
        for (int mode = 0; mode < 3; mode++) {
            push(1);
            deque.bias();
            long biased = deque.topAcquire();
            if (mode > 0) assertThat(deque.casTop(biased, mode == 1 ? TopWord.revoking(biased) : TopWord.shared(biased))).isTrue();
            assertThat(deque.pop()).as("mode %s", mode).isEqualTo(0);
            assertThat(deque.isEmpty()).isTrue();
            assertThat(deque.pop()).isNull();
            assertThat(deque.poll(false)).isNull();
        }
    }

    @Test
    void popIf_ofABiasedOne_takesTheYoungestOnlyIfItIsThisOne() {
        push(3);
        deque.bias();
        assertThat(deque.popIf(1)).isFalse();
        assertThat(deque.popIf(2)).isTrue();
        assertThat(deque.size()).isEqualTo(2);
        assertThat(isBiased()).isTrue();
    }

    /// A thief that stalls behind its fence may wake when another one has asked: were the deque biased anew at this index, no fence had passed for that.
    @Test
    @Proves("D10")
    void pop_atAnIndexWhereABiasWasRevoked_doesNotBiasAgain() {
        push(3);
        deque.bias();
        long biased = deque.topAcquire();
        assertThat(deque.casTop(biased, TopWord.revoking(biased))).isTrue();
        popCalmly(2 * WorkStealingDeque.CALM_POPS);
        assertThat(TopWord.isShared(deque.topAcquire())).isTrue();
        assertThat(deque.poll(false)).isEqualTo(0);
        popCalmly(2 * WorkStealingDeque.CALM_POPS);
        assertThat(isBiased()).as("at the next index").isTrue();
    }

    /// The owner's last element takes the mode along to the next index.
    @Test
    @Proves("D10")
    void pop_atAnIndexToWhichABiasWasTaken_doesNotBiasAgain() {
        push(1);
        deque.bias();
        assertThat(deque.pop()).isZero();
        push(2);
        assertThat(isBiased()).isTrue();
        long biased = deque.topAcquire();
        assertThat(deque.casTop(biased, TopWord.revoking(biased))).isTrue();
        popCalmly(2 * WorkStealingDeque.CALM_POPS);
        assertThat(TopWord.isShared(deque.topAcquire())).isTrue();
    }

    @Test
    void pop_whereThievesTakeTheLastOne_leavesItShared() {
        for (int i = 0; i < 2 * WorkStealingDeque.CALM_POPS; i++) {
            push(2);
            assertThat(deque.pop()).isEqualTo(1);
            assertThat(isBiased()).as("after pop %s, in a row that was broken each time", i).isFalse();
            assertThat(deque.poll(false)).isZero();
            assertThat(deque.popIf(0)).isFalse();
        }
    }

    @Test
    void ready_howeverOftenItsOwnerTakes_staysShared() {
        for (int i = 0; i < 2 * WorkStealingDeque.CALM_POPS; i++) {
            push(2);
            assertThat(deque.poll(true)).isZero();
            assertThat(deque.poll(true)).isEqualTo(1);
        }
        assertThat(TopWord.isShared(deque.topAcquire())).isTrue();
    }
}
