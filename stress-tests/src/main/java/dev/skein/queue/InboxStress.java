package dev.skein.queue;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.skein.queue.WorkStealingDequeStress.Parcel;
import dev.skein.stress.Gap;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.ZI_Result;
import org.openjdk.jcstress.infra.results.ZZI_Result;
import org.openjdk.jcstress.infra.results.Z_Result;

/// Races of [Inbox] and of the [Overflow] behind it. Elements are written as in [WorkStealingDequeStress].
public class InboxStress {

    private static Inbox<Integer> inboxOf(int count) {
        Inbox<Integer> inbox = new Inbox<>(2);
        for (int element = 1; element <= count; element++) inbox.offer(element);
        return inbox;
    }

    private static int poll(Inbox<Integer> inbox) {
        return WorkStealingDequeStress.append(0, inbox.poll());
    }

    private static int drain(int digits, Inbox<Integer> inbox) {
        for (Integer taken; (taken = inbox.poll()) != null; ) digits = digits * 10 + taken;
        return digits;
    }

    private static int drain(int digits, Overflow<Integer> overflow) {
        for (Integer taken; (taken = overflow.poll()) != null; ) digits = digits * 10 + taken;
        return digits;
    }

    @JCStressTest
    @Description("A producer fills an element and offers it, the consumer polls and looks inside (T2).")
    @Outcome(id = "7, 0", expect = ACCEPTABLE, desc = "the consumer has it and sees what is in it")
    @Outcome(id = "-1, 7", expect = ACCEPTABLE, desc = "the consumer came too early")
    @Outcome(expect = FORBIDDEN, desc = "an element without its content, or lost")
    @State
    public static class Publication_ProducerOffers_ConsumerPolls {
        final Inbox<Parcel> inbox = new Inbox<>(2);

        @Actor
        public void producer() {
            Parcel parcel = new Parcel();
            parcel.content = 7;
            inbox.offer(parcel);
        }

        @Actor
        public void consumer(II_Result r) {
            Parcel parcel = inbox.poll();
            r.r1 = parcel == null ? -1 : parcel.content;
        }

        @Arbiter
        public void leftBehind(II_Result r) {
            Parcel parcel = inbox.poll();
            if (parcel != null) r.r2 = parcel.content;
        }
    }

    @JCStressTest
    @Description("One element, polled by its worker and by a thief (T2).")
    @Outcome(id = {"1, 0, 0", "0, 1, 0"}, expect = ACCEPTABLE, desc = "one of them has it")
    @Outcome(expect = FORBIDDEN, desc = "taken twice, or lost")
    @State
    public static class OneElement_WorkerPolls_ThiefPolls {
        final Inbox<Integer> inbox = inboxOf(1);

        @Actor
        public void worker(III_Result r) {
            r.r1 = poll(inbox);
        }

        @Actor
        public void thief(III_Result r) {
            r.r2 = poll(inbox);
        }

        @Arbiter
        public void leftBehind(III_Result r) {
            r.r3 = drain(0, inbox);
        }
    }

    @JCStressTest
    @Description("A full inbox: the producer's 3 fits behind what the consumer takes, or goes to the overflow (T2).")
    @Outcome(id = "true, 123", expect = ACCEPTABLE, desc = "it fitted")
    @Outcome(id = "false, 123", expect = ACCEPTABLE, desc = "it went to the overflow")
    @Outcome(expect = FORBIDDEN, desc = "an element is lost, doubled or out of order")
    @State
    public static class FullInbox_ProducerOffers_ConsumerPolls {
        final Inbox<Integer> inbox = inboxOf(2);
        final Overflow<Integer> overflow = new Overflow<>();
        int taken;

        @Actor
        public void producer(ZI_Result r) {
            r.r1 = inbox.offer(3);
            if (!r.r1) overflow.offer(3);
        }

        @Actor
        public void consumer() {
            taken = poll(inbox);
        }

        @Arbiter
        public void allElements(ZI_Result r) {
            r.r2 = drain(drain(taken, inbox), overflow);
        }
    }

    @JCStressTest
    @Description("Two producers, one place left (T2).")
    @Outcome(id = "true, false, 12", expect = ACCEPTABLE, desc = "the first producer has the place")
    @Outcome(id = "false, true, 13", expect = ACCEPTABLE, desc = "the second producer has the place")
    @Outcome(expect = FORBIDDEN, desc = "an element was accepted and is lost, or a place is left empty")
    @State
    public static class OnePlaceLeft_TwoProducersOffer {
        final Inbox<Integer> inbox = inboxOf(1);

        @Actor
        public void firstProducer(ZZI_Result r) {
            r.r1 = inbox.offer(2);
        }

        @Actor
        public void secondProducer(ZZI_Result r) {
            r.r2 = inbox.offer(3);
        }

        @Arbiter
        public void leftBehind(ZZI_Result r) {
            r.r3 = drain(0, inbox);
        }
    }

    @JCStressTest
    @Description("What a null of poll means: behind an unfinished offer, not even one's own element is to be had (T2).")
    @Outcome(id = "2, 1", expect = ACCEPTABLE, desc = "its own element was first")
    @Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "the other's element was first")
    @Outcome(id = "0, 12", expect = ACCEPTABLE, desc = "null: the other's place was first and not yet filled")
    @Outcome(expect = FORBIDDEN, desc = "null without an unfinished offer in front, or an element is lost")
    @State
    public static class UnfinishedOffer_ProducerOffers_AnotherOffersAndPolls {
        final Inbox<Integer> inbox = new Inbox<>(2);

        @Actor
        public void producer() {
            inbox.offer(1);
        }

        @Actor
        public void producerThatPolls(II_Result r) {
            inbox.offer(2);
            r.r1 = poll(inbox);
        }

        @Arbiter
        public void leftBehind(II_Result r) {
            r.r2 = drain(0, inbox);
        }
    }

    @JCStressTest
    @Description("isEmpty is never true for an element whose offer has returned: a sleeper's last look relies on it (W1).")
    @Outcome(id = "false, 12", expect = ACCEPTABLE, desc = "not empty, the other's place was first")
    @Outcome(id = "false, 21", expect = ACCEPTABLE, desc = "not empty, its own place was first")
    @Outcome(expect = FORBIDDEN, desc = "said to be empty, or an element is lost")
    @State
    public static class UnfinishedOffer_ProducerOffers_AnotherOffersAndLooks {
        final Inbox<Integer> inbox = new Inbox<>(2);

        @Actor
        public void producer() {
            inbox.offer(1);
        }

        @Actor
        public void producerThatLooks(ZI_Result r) {
            inbox.offer(2);
            r.r1 = inbox.isEmpty();
        }

        @Arbiter
        public void leftBehind(ZI_Result r) {
            r.r2 = drain(0, inbox);
        }
    }

    @JCStressTest
    @Description("The overflow's own count agrees with what is left in it, once all is quiet (T2).")
    @Outcome(id = "1, 2, 1", expect = ACCEPTABLE, desc = "the taker had the first one")
    @Outcome(expect = FORBIDDEN, desc = "an element is lost or doubled, or the count is wrong")
    @State
    public static class Overflow_ProducerOffers_TakerPolls {
        final Overflow<Integer> overflow = new Overflow<>();
        public Overflow_ProducerOffers_TakerPolls() {
            overflow.offer(1);
        }

        @Actor
        public void producer() {
            overflow.offer(2);
        }

        @Actor
        public void taker(III_Result r) {
            r.r1 = WorkStealingDequeStress.append(0, overflow.poll());
        }

        @Arbiter
        public void leftBehind(III_Result r) {
            r.r3 = (int) overflow.size();
            r.r2 = drain(0, overflow);
        }
    }

    @JCStressTest
    @Description("Producers that read the end and then write it put two elements into one place (control of T2).")
    @Outcome(id = "2", expect = ACCEPTABLE, desc = "as it should be")
    @Outcome(id = "1", expect = ACCEPTABLE_INTERESTING, desc = "one is lost: the race is seen")
    @Outcome(expect = FORBIDDEN, desc = "not even this inbox does that")
    @State
    public static class OfferWithoutCas_BrokenControl {
        final Integer[] places = new Integer[2];
        int end;

        private void offer(Integer element) {
            places[end] = element;
            end++;
        }

        @Actor
        public void firstProducer() {
            offer(1);
        }

        @Actor
        public void secondProducer() {
            offer(2);
        }

        @Arbiter
        public void leftBehind(I_Result r) {
            for (Integer element : places) {
                if (element != null) r.r1++;
            }
        }
    }

    @JCStressTest
    @Description("An inbox that is said to be empty where its first place is not filled yet (control of W1, T2).")
    @Outcome(id = "false", expect = ACCEPTABLE, desc = "as it should be")
    @Outcome(id = "true", expect = ACCEPTABLE_INTERESTING, desc = "empty behind an offer that has returned: the race is seen")
    @Outcome(expect = FORBIDDEN, desc = "not even this inbox does that")
    @State
    public static class LooksAtTheFirstPlace_BrokenControl {
        final AtomicInteger end = new AtomicInteger();
        final AtomicIntegerArray places = new AtomicIntegerArray(2);

        @Actor
        public void producer() {
            int mine = end.getAndIncrement();
            Gap.hold();
            places.set(mine, 1);
        }

        @Actor
        public void producerThatLooks(Z_Result r) {
            places.set(end.getAndIncrement(), 2);
            r.r1 = places.get(0) == 0;
        }
    }

    @JCStressTest
    @Description("An overflow whose length is read and then written (control of the overflow's count).")
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "as it should be")
    @Outcome(id = {"0", "2"}, expect = ACCEPTABLE_INTERESTING, desc = "one is not counted: the race is seen")
    @Outcome(expect = FORBIDDEN, desc = "not even this overflow does that")
    @State
    public static class CountedWithoutAdder_BrokenControl {
        final ConcurrentLinkedQueue<Integer> queue = new ConcurrentLinkedQueue<>(List.of(1));
        int length = 1;

        @Actor
        public void producer() {
            queue.offer(2);
            int seen = length;
            Gap.hold();
            length = seen + 1;
        }

        @Actor
        public void taker() {
            if (queue.poll() != null) length--;
        }

        @Arbiter
        public void count(I_Result r) {
            r.r1 = length;
        }
    }
}
