package dev.skein.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.api.MoveReason;
import dev.skein.api.Order;
import dev.skein.meta.Repeat;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class OrderSlotsTest {

    private static final int WORKERS = 1_024;

    private final OrderSlots slots = new OrderSlots(WORKERS);

    private static Envelope order() {
        return new Envelope(Handoff.requested(1, new Order.Ready(0, 1, 3, MoveReason.LOAD, 0), 0, 0, 0, 0), 3);
    }

    @Test
    void put_inEachPlace_isFoundThereAndNowhereElse() {
        for (int worker : new int[] {0, 1, 63, WORKERS - 1}) {
            Envelope ready = order();
            Envelope running = order();
            assertThat(slots.putReady(worker, ready)).isTrue();
            assertThat(slots.hasReady(worker)).isTrue();
            assertThat(slots.hasRunning(worker)).as("the other place of worker %s", worker).isFalse();
            assertThat(slots.putRunning(worker, running)).isTrue();
            for (int other = 0; other < WORKERS; other++) {
                assertThat(slots.hasReady(other)).isEqualTo(other == worker);
                assertThat(slots.hasRunning(other)).isEqualTo(other == worker);
            }
            assertThat(slots.takeReady(worker)).isSameAs(ready);
            assertThat(slots.takeRunning(worker)).isSameAs(running);
            assertThat(slots.takeReady(worker)).as("a second time").isNull();
            assertThat(slots.takeRunning(worker)).as("a second time").isNull();
        }
    }

    @Test
    void put_whereOneStands_isRefusedAndLeavesIt() {
        Envelope first = order();
        assertThat(slots.putReady(0, first)).isTrue();
        assertThat(slots.putReady(0, order())).isFalse();
        assertThat(slots.takeReady(0)).isSameAs(first);
        assertThat(slots.putRunning(0, first)).isTrue();
        assertThat(slots.putRunning(0, order())).isFalse();
        assertThat(slots.takeRunning(0)).isSameAs(first);
    }

    @Test
    void remove_ofAnOrder_takesOutThatOneOnly() {
        Envelope ready = order();
        Envelope running = order();
        slots.putReady(0, ready);
        slots.putRunning(0, running);
        slots.remove(0, order());
        assertThat(slots.hasReady(0) && slots.hasRunning(0)).as("a stranger is removed").isTrue();
        slots.remove(0, running);
        assertThat(slots.hasReady(0)).isTrue();
        assertThat(slots.hasRunning(0)).isFalse();
        slots.remove(0, ready);
        assertThat(slots.hasReady(0)).isFalse();
    }

    /// The balancer takes an order back while the carrier takes it: it is in nobody's way afterwards, and the carrier has it at most once.
    @Test
    @Tag("concurrency")
    void take_whileTheOrderIsWithdrawn_leavesThePlaceEmpty() throws InterruptedException {
        int rounds = Repeat.times(20_000);
        AtomicInteger taken = new AtomicInteger();
        AtomicInteger round = new AtomicInteger(-1);
        Thread carrier = Thread.ofPlatform().daemon().start(() -> {
            for (int seen = -1; seen < rounds; ) {
                int now = round.get();
                if (now == seen) {
                    Thread.onSpinWait();
                    continue;
                }
                seen = now;
                if (seen < rounds && slots.takeReady(0) != null) taken.incrementAndGet();
            }
        });
        for (int i = 0; i < rounds; i++) {
            Envelope order = order();
            assertThat(slots.putReady(0, order)).as("round %s", i).isTrue();
            round.set(i);
            slots.remove(0, order);
            assertThat(slots.hasReady(0)).as("round %s", i).isFalse();
        }
        round.set(rounds);
        carrier.join();
        assertThat(taken.get()).as("taken, of %s orders", rounds).isLessThanOrEqualTo(rounds);
    }
}
