package dev.skein.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.meta.Proves;
import dev.skein.meta.Repeat;
import dev.skein.meta.Seeds;
import java.util.ArrayDeque;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MessageQueueTest {

    static LongStream seeds() {
        return Seeds.some(20);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    @Proves({"M1", "M2"})
    void queue_randomOffersAndPolls_isAsTheModel(long seed) {
        Random random = Seeds.random(seed);
        int bound = random.nextBoolean() ? 1 + random.nextInt(20) : MessageQueue.NO_BOUND;
        int firstNumber = random.nextBoolean() ? 0 : Integer.MAX_VALUE - random.nextInt(50);
        MessageQueue<Integer> queue = new MessageQueue<>(bound, firstNumber);
        ArrayDeque<Integer> model = new ArrayDeque<>();
        for (int step = 0; step < 2_000; step++) {
            if (random.nextInt(100) < (step / 100 % 2 == 0 ? 70 : 30)) {
                boolean fits = model.size() < bound;
                assertThat(queue.offer(step)).as("seed %s, step %s", seed, step).isEqualTo(fits);
                if (fits) model.add(step);
            } else {
                assertThat(queue.poll()).as("seed %s, step %s", seed, step).isEqualTo(model.poll());
            }
            assertThat(queue.size()).as("seed %s, step %s", seed, step).isEqualTo(model.size());
            assertThat(queue.isEmpty()).as("seed %s, step %s", seed, step).isEqualTo(model.isEmpty());
        }
    }

    /// With one sender the order is exact; with two takers each sees a part of it in order.
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    @Tag("concurrency")
    @Proves("M1")
    void poll_byTwoTakersWhileOthersOffer_takesEachMessageOnceAndInOrder(int senders) throws Exception {
        int each = Repeat.times(100_000);
        MessageQueue<long[]> queue = new MessageQueue<>(MessageQueue.NO_BOUND, Integer.MAX_VALUE - 1_000);
        AtomicLong sum = new AtomicLong();
        AtomicInteger left = new AtomicInteger(senders * each);
        AtomicInteger disorders = new AtomicInteger();
        Thread[] threads = new Thread[senders + 2];
        for (int i = 0; i < senders; i++) {
            int sender = i;
            threads[i] = Thread.ofPlatform().daemon().start(() -> {
                for (int n = 1; n <= each; n++) queue.offer(new long[] {sender, n});
            });
        }
        for (int i = senders; i < threads.length; i++) {
            threads[i] = Thread.ofPlatform().daemon().start(() -> {
                long[] newest = new long[senders];
                while (left.get() > 0) {
                    long[] message = queue.poll();
                    if (message == null) continue;
                    if (message[1] <= newest[(int) message[0]]) disorders.incrementAndGet();
                    newest[(int) message[0]] = message[1];
                    sum.addAndGet(message[1]);
                    left.decrementAndGet();
                }
            });
        }
        for (Thread thread : threads) thread.join();
        assertThat(sum).hasValue((long) senders * each * (each + 1) / 2);
        assertThat(disorders).hasValue(0);
        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.size()).isZero();
    }

    @Test
    @Tag("concurrency")
    @Proves("M2")
    void offer_byManySendersAtTheBound_neverExceedsItAndFillsIt() throws Exception {
        int bound = 3;
        for (int round = 0; round < Repeat.times(2_000); round++) {
            MessageQueue<Integer> queue = new MessageQueue<>(bound, Integer.MAX_VALUE - 2);
            AtomicInteger accepted = new AtomicInteger();
            AtomicInteger ready = new AtomicInteger(2);
            Thread[] senders = new Thread[2];
            for (int i = 0; i < senders.length; i++) {
                senders[i] = Thread.ofPlatform().daemon().start(() -> {
                    ready.decrementAndGet();
                    while (ready.get() > 0) Thread.onSpinWait();
                    for (int n = 0; n < bound; n++) {
                        if (queue.offer(n)) accepted.incrementAndGet();
                    }
                });
            }
            for (Thread sender : senders) sender.join();
            assertThat(accepted).as("round %s", round).hasValue(bound);
            assertThat(queue.size()).as("round %s", round).isEqualTo(bound);
        }
    }
}
