package dev.skein.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.meta.Repeat;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InboxTest {

    private final Inbox<Integer> inbox = new Inbox<>(4);

    @Test
    void poll_emptyInbox_returnsNull() {
        assertThat(inbox.poll()).isNull();
        assertThat(inbox.isEmpty()).isTrue();
        assertThat(inbox.size()).isZero();
    }

    @Test
    void poll_severalElements_oldestFirst() {
        for (int i = 0; i < 3; i++) inbox.offer(i);
        assertThat(List.of(inbox.poll(), inbox.poll(), inbox.poll())).containsExactly(0, 1, 2);
    }

    @Test
    void offer_fullInbox_isRefusedUntilOneIsTaken() {
        for (int i = 0; i < 4; i++) assertThat(inbox.offer(i)).isTrue();
        assertThat(inbox.offer(4)).isFalse();
        assertThat(inbox.size()).isEqualTo(4);
        inbox.poll();
        assertThat(inbox.offer(4)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1})
    void constructor_capacityBelowTwo_isRefused(int capacity) {
        assertThatThrownBy(() -> new Inbox<>(capacity)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void poll_ofAnElement_letsGoOfIt() {
        Inbox<Object> inbox = new Inbox<>(4);
        inbox.offer(new Object());
        WeakReference<Object> reference = new WeakReference<>(inbox.poll());
        Awaitility.await().untilAsserted(() -> {
            System.gc();
            assertThat(reference.get()).isNull();
        });
        assertThat(inbox.isEmpty()).isTrue();
    }

    @Test
    @Tag("concurrency")
    void inbox_twoProducersAndTwoTakers_eachElementOnceAndInOrderOfItsProducer() throws Exception {
        int each = Repeat.times(250_000);
        Inbox<Integer> shared = new Inbox<>(1024);
        AtomicIntegerArray taken = new AtomicIntegerArray(2 * each);
        AtomicInteger left = new AtomicInteger(2 * each);
        AtomicInteger disorder = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int producer = 0; producer < 2; producer++) {
            int first = producer * each;
            threads.add(Thread.ofPlatform().daemon().start(() -> {
                for (int i = 0; i < each; i++) while (!shared.offer(first + i)) Thread.yield();
            }));
        }
        for (int taker = 0; taker < 2; taker++) {
            threads.add(Thread.ofPlatform().daemon().start(() -> {
                int[] last = {-1, -1};
                while (left.get() > 0) {
                    Integer element = shared.poll();
                    if (element == null) continue;
                    left.decrementAndGet();
                    taken.incrementAndGet(element);
                    if (element <= last[element / each]) disorder.incrementAndGet();
                    last[element / each] = element;
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join(60_000);
            assertThat(thread.isAlive()).isFalse();
        }
        for (int i = 0; i < 2 * each; i++) assertThat(taken.get(i)).isOne();
        assertThat(disorder).hasValue(0);
    }

    @Test
    void forEach_ofSeveralElements_showsThemAndTakesNone() {
        for (int i = 0; i < 3; i++) inbox.offer(i);
        inbox.poll();
        inbox.offer(3);
        List<Integer> seen = new ArrayList<>();
        inbox.forEach(seen::add);
        assertThat(seen).containsExactly(1, 2, 3);
        assertThat(inbox.size()).isEqualTo(3);
    }
}
