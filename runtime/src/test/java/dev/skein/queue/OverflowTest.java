package dev.skein.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.meta.Repeat;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class OverflowTest {

    private final Overflow<Object> overflow = new Overflow<>();

    @Test
    void poll_emptyOverflow_returnsNullAndKeepsTheSizeAtZero() {
        assertThat(overflow.poll()).isNull();
        assertThat(overflow.size()).isZero();
        assertThat(overflow.isEmpty()).isTrue();
    }

    @Test
    void poll_severalElements_oldestFirst() {
        for (int i = 0; i < 3; i++) overflow.offer(i);
        assertThat(overflow.size()).isEqualTo(3);
        assertThat(List.of(overflow.poll(), overflow.poll(), overflow.poll())).containsExactly(0, 1, 2);
        assertThat(overflow.size()).isZero();
    }

    @Test
    void overflow_afterAMillionElements_holdsNone() {
        List<WeakReference<Object>> sample = new ArrayList<>();
        for (int i = 0; i < 1_000_000; i++) {
            Object element = new Object();
            overflow.offer(element);
            if (i % 1000 == 0) sample.add(new WeakReference<>(element));
        }
        while (overflow.poll() != null) { }
        Awaitility.await().untilAsserted(() -> {
            System.gc();
            assertThat(sample).allMatch(each -> each.get() == null);
        });
        assertThat(overflow.isEmpty()).isTrue();
    }

    @Test
    @Tag("concurrency")
    void overflow_twoProducersAndTwoTakers_losesNothingAndCountsRight() throws Exception {
        int each = Repeat.times(200_000);
        AtomicLong taken = new AtomicLong();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            threads.add(Thread.ofPlatform().daemon().start(() -> {
                for (int k = 0; k < each; k++) overflow.offer(k);
            }));
            threads.add(Thread.ofPlatform().daemon().start(() -> {
                while (taken.get() < 2L * each) {
                    if (overflow.poll() != null) taken.incrementAndGet();
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join(60_000);
            assertThat(thread.isAlive()).isFalse();
        }
        assertThat(taken).hasValue(2L * each);
        assertThat(overflow.size()).isZero();
        assertThat(overflow.isEmpty()).isTrue();
    }

    @Test
    void forEach_ofSeveralElements_showsThemAndTakesNone() {
        Overflow<Integer> overflow = new Overflow<>();
        for (int i = 0; i < 3; i++) overflow.offer(i);
        List<Integer> seen = new ArrayList<>();
        overflow.forEach(seen::add);
        assertThat(seen).containsExactly(0, 1, 2);
        assertThat(overflow.size()).isEqualTo(3);
    }
}
