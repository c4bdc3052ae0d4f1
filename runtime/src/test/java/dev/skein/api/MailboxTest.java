package dev.skein.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.meta.Proves;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailboxTest {

    private final Mailbox<String> box = new Mailbox<>();

    private FakeWaker waiting() {
        FakeWaker waker = new FakeWaker();
        assertThat(box.register(waker)).as("nothing to be had").isTrue();
        return waker;
    }

    @Test
    void poll_ofMessagesSent_givesThemInOrder() {
        box.send("a");
        box.send("b");
        assertThat(box.size()).isEqualTo(2);
        assertThat(box).hasToString("Mailbox[size=2]");
        assertThat(box.poll()).isEqualTo("a");
        assertThat(box.poll()).isEqualTo("b");
        assertThat(box.poll()).isNull();
        assertThat(box.isEmpty()).isTrue();
    }

    @Test
    void send_null_isRefused() {
        assertThatThrownBy(() -> box.send(null)).isInstanceOf(NullPointerException.class).hasMessage("message");
        assertThat(box.isEmpty()).isTrue();
    }

    @Test
    @Proves("M2")
    void offer_beyondTheBound_isFalseUntilOneIsTaken() {
        Mailbox<String> small = Mailbox.bounded(2);
        assertThat(small.offer("a")).isTrue();
        assertThat(small.offer("b")).isTrue();
        assertThat(small.offer("c")).isFalse();
        assertThat(small).hasToString("Mailbox[size=2, bound=2]");
        assertThat(small.poll()).isEqualTo("a");
        assertThat(small.offer("c")).isTrue();
        assertThat(small.size()).isEqualTo(2);
    }

    @Test
    void send_beyondTheBound_saysWhatToDo() {
        Mailbox<String> small = Mailbox.bounded(1);
        small.send("a");
        assertThatThrownBy(() -> small.send("b")).isInstanceOf(IllegalStateException.class)
                .hasMessage("mailbox full: bound 1 reached; raise the bound, slow the senders, or use offer() and look at its result");
        assertThat(small.size()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void bounded_outOfRange_isRefused(int bound) {
        assertThatThrownBy(() -> Mailbox.bounded(bound)).isInstanceOf(IllegalArgumentException.class).hasMessage("bound must be 1 or more, got " + bound);
    }

    @Test
    @Proves("M5")
    void register_withAMessageThere_isFalseAndKeepsNothing() {
        box.send("a");
        FakeWaker waker = new FakeWaker();
        assertThat(box.register(waker)).isFalse();
        assertThat(box.waiting()).isZero();
        box.send("b");
        assertThat(waker.wakes()).isZero();
    }

    @Test
    @Proves({"M3", "M5"})
    void send_toOneThatWaits_wakesItOnce() {
        FakeWaker waker = waiting();
        box.send("a");
        box.send("b");
        assertThat(waker.isWoken()).isTrue();
        assertThat(waker.wakes()).isEqualTo(1);
        assertThat(box.waiting()).isZero();
    }

    @Test
    @Proves("M3")
    void send_toSeveralThatWait_wakesOneForEachMessageInTheirOrder() {
        List<FakeWaker> wakers = List.of(waiting(), waiting(), waiting());
        List<Integer> order = new ArrayList<>();
        for (int n = 0; n < 3; n++) {
            box.send("message");
            for (int i = 0; i < 3; i++) {
                if (wakers.get(i).isWoken() && !order.contains(i)) order.add(i);
            }
            assertThat(order).hasSize(n + 1);
        }
        assertThat(order).containsExactly(0, 1, 2);
        assertThat(box.waiting()).isZero();
    }

    /// Each message wakes one, also if a third was faster.
    @Test
    @Proves("M3")
    void register_againAfterAnotherTookTheMessage_waitsBehindTheOthers() {
        FakeWaker first = waiting();
        FakeWaker second = waiting();
        box.send("a");
        assertThat(first.isWoken()).isTrue();
        assertThat(box.poll()).as("by a third").isEqualTo("a");
        FakeWaker firstAgain = waiting();
        box.send("b");
        assertThat(second.isWoken()).isTrue();
        assertThat(firstAgain.isWoken()).isFalse();
        box.send("c");
        assertThat(firstAgain.isWoken()).isTrue();
        assertThat(List.of(first.wakes(), second.wakes(), firstAgain.wakes())).containsOnly(1);
    }

    /// Who comes again and again is not before the others each time.
    @Test
    void register_byTwoReceiversInTurn_servesBothAlike() {
        int[] woken = new int[2];
        FakeWaker[] wakers = {waiting(), waiting()};
        for (int n = 0; n < 100; n++) {
            box.send("message");
            for (int i = 0; i < 2; i++) {
                if (!wakers[i].isWoken()) continue;
                woken[i]++;
                assertThat(box.poll()).isNotNull();
                wakers[i] = waiting();
            }
        }
        assertThat(woken).containsExactly(50, 50);
    }

    @Test
    @Proves("M4")
    void send_whenTheFirstWaitsHaveEnded_wakesTheNext() {
        assertThat(box.register(FakeWaker.ended())).isTrue();
        assertThat(box.register(FakeWaker.ended())).isTrue();
        FakeWaker live = waiting();
        box.send("a");
        assertThat(live.isWoken()).isTrue();
        assertThat(box.waiting()).isZero();
    }

    @Test
    @Proves("M4")
    void abandon_afterTheWakeWithTheMessageLeft_wakesTheNext() {
        FakeWaker first = waiting();
        FakeWaker second = waiting();
        box.send("a");
        assertThat(first.isWoken()).isTrue();
        assertThat(second.isWoken()).isFalse();
        box.abandon(first);
        assertThat(second.isWoken()).isTrue();
    }

    @Test
    @Proves("M4")
    void abandon_afterTheWakeWithTheMessageGone_wakesNobody() {
        FakeWaker first = waiting();
        FakeWaker second = waiting();
        box.send("a");
        assertThat(box.poll()).isEqualTo("a");
        box.abandon(first);
        assertThat(second.wakes()).isZero();
        assertThat(box.waiting()).isEqualTo(1);
    }

    @Test
    @Proves("M6")
    void abandon_beforeAWake_leavesTheOthersWaiting() {
        List<FakeWaker> wakers = List.of(waiting(), waiting(), waiting());
        box.abandon(wakers.get(1));
        box.abandon(wakers.get(0));
        assertThat(box.waiting()).isEqualTo(1);
        box.send("a");
        assertThat(wakers.get(0).wakes()).isZero();
        assertThat(wakers.get(1).wakes()).isZero();
        assertThat(wakers.get(2).isWoken()).isTrue();
    }

    @Test
    @Proves("M6")
    void abandon_aHundredThousandTimesBesideOneThatWaits_pilesUpNothing() {
        FakeWaker patient = waiting();
        for (int n = 0; n < 100_000; n++) {
            FakeWaker impatient = waiting();
            impatient.end();
            box.abandon(impatient);
        }
        assertThat(box.waiting()).isEqualTo(1);
        box.send("a");
        assertThat(patient.isWoken()).isTrue();
    }

    @Test
    void abandon_ofAWakerThatWasNeverHere_doesNothing() {
        box.abandon(new FakeWaker());
        assertThat(box.waiting()).isZero();
    }

    /// All are equal, as records without components are.
    private record EqualWaker(List<Integer> woken, int number) implements Waker {
        @Override
        public boolean wake() {
            woken.add(number);
            return true;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof EqualWaker;
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }

    @Test
    @Proves({"M3", "M6"})
    void abandon_byOneOfTwoThatAreEqual_leavesTheOther() {
        FakeWaker first = waiting();
        List<Integer> woken = new ArrayList<>();
        Waker stays = new EqualWaker(woken, 1);
        Waker leaves = new EqualWaker(woken, 2);
        assertThat(box.register(stays)).isTrue();
        assertThat(box.register(leaves)).isTrue();
        box.abandon(leaves);
        box.send("a");
        box.send("b");
        assertThat(first.wakes()).isEqualTo(1);
        assertThat(woken).containsExactly(1);
    }
}
