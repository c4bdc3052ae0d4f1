package dev.skein.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.api.MoveReason;
import dev.skein.api.Order;
import dev.skein.meta.Proves;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnvelopeTest {

    private final Handoff handoff = Handoff.taken(new Order.Ready(0, 1, 3, MoveReason.LOAD, 0), 0);
    private final Envelope envelope = new Envelope(handoff, 3);

    private static Runnable task() {
        return new Runnable() {
            @Override
            public void run() {
            }
        };
    }

    private List<Runnable> fill(int tasks) {
        List<Runnable> given = new ArrayList<>();
        for (int i = 0; i < tasks; i++) {
            given.add(task());
            envelope.put(given.getLast());
        }
        return given;
    }

    @Test
    void put_untilItIsFull_countsAndSaysSo() {
        assertThat(envelope.count()).isZero();
        assertThat(envelope.isFull()).isFalse();
        fill(2);
        assertThat(envelope.count()).isEqualTo(2);
        assertThat(envelope.isFull()).isFalse();
        fill(1);
        assertThat(envelope.isFull()).isTrue();
    }

    @Test
    void put_beyondItsRoom_isAnErrorAndLeavesWhatIsInIt() {
        List<Runnable> given = fill(3);
        assertThatThrownBy(() -> envelope.put(task())).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(envelope.count()).isEqualTo(3);
        assertThat(envelope.takeAt(0)).isSameAs(given.getFirst());
    }

    @Test
    @Proves("H2")
    void take_untilItIsEmpty_givesEachOnceYoungestFirst() {
        List<Runnable> given = fill(3);
        assertThat(envelope.take()).isSameAs(given.get(2));
        assertThat(envelope.take()).isSameAs(given.get(1));
        assertThat(envelope.take()).isSameAs(given.get(0));
        assertThat(envelope.take()).isNull();
        assertThat(envelope.count()).isZero();
    }

    @Test
    @Proves("H2")
    void takeAt_inOrder_givesEachOnce() {
        List<Runnable> given = fill(3);
        for (int place = 0; place < 3; place++) assertThat(envelope.takeAt(place)).isSameAs(given.get(place));
        for (int place = 0; place < 3; place++) assertThat(envelope.takeAt(place)).as("a second time").isNull();
    }

    @Test
    void run_ofAnEnvelope_isAnErrorThatNamesTheHandoff() {
        assertThatThrownBy(envelope::run).isInstanceOf(IllegalStateException.class).hasMessageContaining(handoff.toString());
    }

    @Test
    void room_belowOne_isRefused() {
        assertThatThrownBy(() -> new Envelope(handoff, 0)).isInstanceOf(IllegalArgumentException.class).hasMessage("room must be 1 or more, got 0");
    }
}
