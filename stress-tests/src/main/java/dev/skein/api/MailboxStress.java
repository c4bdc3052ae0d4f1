package dev.skein.api;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.skein.stress.Gap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIZ_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.ZI_Result;

/// Races of [Mailbox] and its messages. The other broken controls are in [BrokenMailboxStress].
public class MailboxStress {

    /// One wait; counts its wakes, and may be ended.
    static final class Wait implements Waker {
        private static final int WAITS = 0;
        private static final int WOKEN = 1;
        private static final int ENDED = 2;

        final AtomicInteger state = new AtomicInteger(WAITS);
        final AtomicInteger wakes = new AtomicInteger();

        @Override
        public boolean wake() {
            wakes.incrementAndGet();
            return state.compareAndSet(WAITS, WOKEN);
        }

        void end() {
            state.compareAndSet(WAITS, ENDED);
        }
    }

    static final class Message {
        int content;

        Message(int content) {
            this.content = content;
        }
    }

    @JCStressTest
    @Description("A sender sends while a receiver begins to wait (M3, M5).")
    @Outcome(id = "true, 1", expect = ACCEPTABLE, desc = "it waits and is woken once")
    @Outcome(id = "false, 0", expect = ACCEPTABLE, desc = "it is told that there is a message, and not woken")
    @Outcome(expect = FORBIDDEN, desc = "asleep beside a message, or woken without waiting, or twice")
    @State
    public static class Empty_SenderSends_ReceiverRegisters {
        final Mailbox<String> box = new Mailbox<>();
        final Wait wait = new Wait();

        @Actor
        public void sender() {
            box.send("a");
        }

        @Actor
        public void receiver(ZI_Result r) {
            r.r1 = box.register(wait);
        }

        @Arbiter
        public void look(ZI_Result r) {
            r.r2 = wait.wakes.get();
        }
    }

    @JCStressTest
    @Description("The same behind one that waits already: the way of many receivers (M3, M5).")
    @Outcome(id = {"true, 1", "false, 1"}, expect = ACCEPTABLE, desc = "one message, one wake, and nobody sleeps beside a message")
    @Outcome(expect = FORBIDDEN, desc = "a wake lost or doubled")
    @State
    public static class OneWaits_SenderSends_SecondReceiverRegisters {
        final Mailbox<String> box = new Mailbox<>();
        final Wait first = new Wait();
        final Wait second = new Wait();

        public OneWaits_SenderSends_SecondReceiverRegisters() {
            box.register(first);
        }

        @Actor
        public void sender() {
            box.send("a");
        }

        @Actor
        public void receiver(ZI_Result r) {
            r.r1 = box.register(second);
        }

        @Arbiter
        public void look(ZI_Result r) {
            r.r2 = first.wakes.get() + second.wakes.get();
        }
    }

    @JCStressTest
    @Description("A receiver gives up while a sender sends; another waits (M4, M6).")
    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "the other is woken, nobody is left waiting")
    @Outcome(expect = FORBIDDEN, desc = "the message lies there, and the other sleeps or a wait is left behind")
    @State
    public static class TwoWait_FirstAbandons_SenderSends {
        final Mailbox<String> box = new Mailbox<>();
        final Wait first = new Wait();
        final Wait second = new Wait();

        public TwoWait_FirstAbandons_SenderSends() {
            box.register(first);
            box.register(second);
        }

        @Actor
        public void receiver() {
            first.end();
            box.abandon(first);
        }

        @Actor
        public void sender() {
            box.send("a");
        }

        @Arbiter
        public void look(II_Result r) {
            r.r1 = second.wakes.get();
            r.r2 = box.waiting();
        }
    }

    @JCStressTest
    @Description("Two receivers that wait give up (M6).")
    @Outcome(id = "0", expect = ACCEPTABLE, desc = "nothing is left behind")
    @Outcome(expect = FORBIDDEN, desc = "a wait that has ended stays in the mailbox")
    @State
    public static class ThreeWait_TwoAbandon {
        final Mailbox<String> box = new Mailbox<>();
        final Wait first = new Wait();
        final Wait second = new Wait();
        final Wait third = new Wait();

        public ThreeWait_TwoAbandon() {
            box.register(first);
            box.register(second);
            box.register(third);
        }

        @Actor
        public void secondReceiver() {
            second.end();
            box.abandon(second);
        }

        @Actor
        public void thirdReceiver() {
            third.end();
            box.abandon(third);
        }

        @Arbiter
        public void look(I_Result r) {
            box.abandon(first);
            r.r1 = box.waiting();
        }
    }

    @JCStressTest
    @Description("Two takers, two messages (M1).")
    @Outcome(id = {"1, 2", "2, 1"}, expect = ACCEPTABLE, desc = "one each")
    @Outcome(expect = FORBIDDEN, desc = "taken twice, lost, or seen without its content")
    @State
    public static class TwoMessages_TwoTakers {
        final Mailbox<Message> box = new Mailbox<>();

        public TwoMessages_TwoTakers() {
            box.send(new Message(1));
            box.send(new Message(2));
        }

        @Actor
        public void first(II_Result r) {
            Message taken = box.poll();
            r.r1 = taken == null ? -1 : taken.content;
        }

        @Actor
        public void second(II_Result r) {
            Message taken = box.poll();
            r.r2 = taken == null ? -1 : taken.content;
        }
    }

    @JCStressTest
    @Description("A sender sends while a taker passes the node that it links to (M1).")
    @Outcome(id = {"1, 2, true", "1, -1, true"}, expect = ACCEPTABLE, desc = "the taker gets the first, and the second if it is there")
    @Outcome(expect = FORBIDDEN, desc = "the second is lost, or seen without its content")
    @State
    public static class OneMessage_SenderSends_TakerTakesTwice {
        final Mailbox<Message> box = new Mailbox<>();

        public OneMessage_SenderSends_TakerTakesTwice() {
            box.send(new Message(1));
        }

        @Actor
        public void sender() {
            box.send(new Message(2));
        }

        @Actor
        public void taker(IIZ_Result r) {
            Message one = box.poll();
            Message two = box.poll();
            r.r1 = one == null ? -1 : one.content;
            r.r2 = two == null ? -1 : two.content;
        }

        @Arbiter
        public void look(IIZ_Result r) {
            r.r3 = r.r2 == 2 ? box.isEmpty() : box.size() == 1;
        }
    }

    @JCStressTest
    @Description("Two senders, room for one (M2).")
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "one of them has it")
    @Outcome(expect = FORBIDDEN, desc = "beyond the bound, or refused beside room")
    @State
    public static class RoomForOne_TwoSenders {
        final Mailbox<String> box = Mailbox.bounded(1);

        @Actor
        public void first() {
            box.offer("a");
        }

        @Actor
        public void second() {
            box.offer("b");
        }

        @Arbiter
        public void look(I_Result r) {
            r.r1 = box.size();
        }
    }

    @JCStressTest
    @Description("A receiver that looks for a message before it says that it waits (control of M3).")
    @Outcome(id = "true, 0", expect = ACCEPTABLE_INTERESTING, desc = "asleep beside a message: the race is seen")
    @Outcome(id = {"true, 1", "false, 0"}, expect = ACCEPTABLE, desc = "woken, or the message was seen")
    @Outcome(expect = FORBIDDEN, desc = "not even this mailbox does that")
    @State
    public static class LooksBeforeItRegisters_BrokenControl {
        final ConcurrentLinkedQueue<String> messages = new ConcurrentLinkedQueue<>();
        final Wait wait = new Wait();
        volatile Waker waiter;

        @Actor
        public void sender() {
            messages.offer("a");
            Waker seen = waiter;
            if (seen != null) seen.wake();
        }

        @Actor
        public void receiver(ZI_Result r) {
            r.r1 = messages.isEmpty();
            Gap.hold();
            if (r.r1) waiter = wait;
        }

        @Arbiter
        public void look(ZI_Result r) {
            r.r2 = wait.wakes.get();
        }
    }
}
