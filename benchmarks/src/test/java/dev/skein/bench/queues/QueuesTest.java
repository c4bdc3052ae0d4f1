package dev.skein.bench.queues;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// That no queue loses or doubles what it is given, so that an operation is one element for each.
class QueuesTest {

    private static final int ROUNDS = 2_000;
    private static final int BATCH = 64;

    private final Object element = new Object();
    private final LongAdder stolen = new LongAdder();
    private long taken;

    @ParameterizedTest
    @ValueSource(strings = {"skein", "concurrentLinkedDeque", "linkedBlockingDeque"})
    void deque_withThieves_givesEachElementOnce(String kind) {
        for (boolean youngest : new boolean[] {true, false}) {
            OwnedDeque deque = OwnedDeque.of(kind);
            try (Thieves _ = new Thieves(2, () -> counted(deque.steal()))) {
                for (int round = 0; round < ROUNDS; round++) {
                    for (int i = 0; i < BATCH; i++) deque.push(element);
                    while ((youngest ? deque.takeYoungest() : deque.takeOldest()) != null) taken++;
                }
            }
        }
        assertThat(taken + stolen.sum()).isEqualTo(2L * ROUNDS * BATCH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"skein", "concurrentLinkedDeque", "linkedBlockingDeque"})
    void deque_givesItsOwnerTheEndThatHeAsksFor(String kind) {
        OwnedDeque deque = OwnedDeque.of(kind);
        for (int i = 1; i <= 4; i++) deque.push(i);
        assertThat(deque.takeYoungest()).isEqualTo(4);
        assertThat(deque.steal()).isEqualTo(1);
        assertThat(deque.takeOldest()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"skein", "mpmcArray", "concurrentLinkedQueue", "linkedBlockingQueue"})
    void queue_withThieves_givesEachElementOnce(String kind) {
        SharedQueue queue = SharedQueue.of(kind, 2);
        try (Thieves _ = new Thieves(2, () -> counted(queue.poll()))) {
            for (int round = 0; round < ROUNDS; round++) {
                for (int i = 0; i < BATCH; i++) assertThat(queue.offer(element)).isTrue();
                while (queue.poll() != null) taken++;
            }
        }
        assertThat(taken + stolen.sum()).isEqualTo((long) ROUNDS * BATCH);
    }

    @Test
    void queue_ofOneTaker_refusesThieves() {
        assertThatThrownBy(() -> SharedQueue.of("mpscUnbounded", 1)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("got 1");
        assertThat(SharedQueue.of("mpscUnbounded", 0).offer(element)).isTrue();
    }

    private @Nullable Object counted(@Nullable Object found) {
        if (found != null) stolen.increment();
        return found;
    }
}
