package dev.skein.api;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.skein.api.MailboxStress.Wait;
import dev.skein.stress.Gap;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.ZI_Result;

/// Mailboxes with a fault each, all of which the launcher wants to be seen: the counterpart of [MailboxStress], which has the control of M3.
public class BrokenMailboxStress {

    @JCStressTest
    @Description("Takers that read which message is next and then count on (control of M1).")
    @Outcome(id = {"1, 2", "2, 1"}, expect = ACCEPTABLE, desc = "one each")
    @Outcome(id = "1, 1", expect = ACCEPTABLE_INTERESTING, desc = "taken twice: the race is seen")
    @Outcome(expect = FORBIDDEN, desc = "not even this mailbox does that")
    @State
    public static class TakeWithoutCas_BrokenControl {
        final int[] messages = {1, 2};
        volatile int next;

        private int take() {
            int seen = next;
            next = seen + 1;
            return messages[seen];
        }

        @Actor
        public void first(II_Result r) {
            r.r1 = take();
        }

        @Actor
        public void second(II_Result r) {
            r.r2 = take();
        }
    }

    @JCStressTest
    @Description("Senders that look for a place and then take one (control of M2).")
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "one of them has it")
    @Outcome(id = "2", expect = ACCEPTABLE_INTERESTING, desc = "beyond the bound: the race is seen")
    @Outcome(expect = FORBIDDEN, desc = "not even this mailbox does that")
    @State
    public static class PlaceTakenAfterALook_BrokenControl {
        final AtomicInteger places = new AtomicInteger();

        private void offer() {
            if (places.get() == 0) places.incrementAndGet();
        }

        @Actor
        public void first() {
            offer();
        }

        @Actor
        public void second() {
            offer();
        }

        @Arbiter
        public void look(I_Result r) {
            r.r1 = places.get();
        }
    }

    @JCStressTest
    @Description("A sender that does not ask whether its wake ended a wait, where the first of two receivers gives up (control of M4).")
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "the other receiver is woken")
    @Outcome(id = "0", expect = ACCEPTABLE_INTERESTING, desc = "the wake went to the one that has given up, and the other sleeps beside a message: the race is seen")
    @Outcome(expect = FORBIDDEN, desc = "not even this mailbox does that")
    @State
    public static class WakeIsNotHandedOn_BrokenControl {
        final Wait leaves = new Wait();
        final Wait stays = new Wait();
        final ConcurrentLinkedQueue<Wait> waiting = new ConcurrentLinkedQueue<>(List.of(leaves, stays));

        @Actor
        public void receiver() {
            leaves.end();
            waiting.remove(leaves);
        }

        @Actor
        public void sender() {
            Wait next = waiting.poll();
            if (next != null) next.wake();
        }

        @Arbiter
        public void look(I_Result r) {
            r.r1 = stays.wakes.get();
        }
    }

    @JCStressTest
    @Description("A receiver that finds a message after it has registered, and goes without taking that back (control of M5).")
    @Outcome(id = {"true, 1", "false, 0"}, expect = ACCEPTABLE, desc = "it waits and is woken, or is told that there is a message")
    @Outcome(id = "false, 1", expect = ACCEPTABLE_INTERESTING, desc = "told and woken: the race is seen")
    @Outcome(expect = FORBIDDEN, desc = "not even this mailbox does that")
    @State
    public static class ToldAndLeftRegistered_BrokenControl {
        final Wait wait = new Wait();
        final ConcurrentLinkedQueue<String> messages = new ConcurrentLinkedQueue<>();
        final ConcurrentLinkedQueue<Wait> waiting = new ConcurrentLinkedQueue<>();

        @Actor
        public void sender() {
            messages.offer("a");
            Wait next = waiting.poll();
            if (next != null) next.wake();
        }

        @Actor
        public void receiver(ZI_Result r) {
            waiting.offer(wait);
            Gap.hold();
            r.r1 = messages.isEmpty();
        }

        @Arbiter
        public void look(ZI_Result r) {
            r.r2 = wait.wakes.get();
        }
    }

    @JCStressTest
    @Description("Two neighbours that leave a list by reading and then writing its links (control of M6).")
    @Outcome(id = "0", expect = ACCEPTABLE, desc = "both have left")
    @Outcome(id = "1", expect = ACCEPTABLE_INTERESTING, desc = "one is left behind: the race is seen")
    @Outcome(expect = FORBIDDEN, desc = "not even this mailbox does that")
    @State
    public static class LeavesWithoutCas_BrokenControl {

        private static final class Node {
            volatile Node next;
        }

        final Node head = new Node();
        final Node first = new Node();
        final Node second = new Node();

        public LeavesWithoutCas_BrokenControl() {
            head.next = first;
            first.next = second;
        }

        private void leave(Node node) {
            Node before = head;
            for (Node next; (next = before.next) != node; ) before = next;
            Node behind = node.next;
            Gap.hold();
            before.next = behind;
        }

        @Actor
        public void firstReceiver() {
            leave(first);
        }

        @Actor
        public void secondReceiver() {
            leave(second);
        }

        @Arbiter
        public void look(I_Result r) {
            for (Node node = head.next; node != null; node = node.next) r.r1++;
        }
    }
}
