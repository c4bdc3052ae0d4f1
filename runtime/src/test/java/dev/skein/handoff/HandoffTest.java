package dev.skein.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.api.MoveReason;
import dev.skein.api.Order;
import dev.skein.api.OrderRecord;
import dev.skein.api.OrderRecord.Outcome;
import dev.skein.handoff.Handoff.State;
import dev.skein.meta.InStep;
import dev.skein.meta.Proves;
import dev.skein.meta.Repeat;
import dev.skein.meta.Transitions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class HandoffTest {

    private static final Order ORDER = new Order.Ready(1, 0, 8, MoveReason.LOAD, 5);
    private static final long START = 1_000;

    private static final Map<String, Supplier<Handoff>> STATES = new LinkedHashMap<>();
    private static final Map<String, Consumer<Handoff>> METHODS = new LinkedHashMap<>();
    /// Edges that somebody may lose, and who loses one must be told.
    private static final Map<String, Predicate<Handoff>> ANSWERING = new LinkedHashMap<>();

    static {
        STATES.put("requested", HandoffTest::requested);
        STATES.put("taken", () -> after(each -> each.take(START)));
        STATES.put("taken from the start", () -> Handoff.taken(ORDER, START));
        STATES.put("refused before it was taken", () -> after(each -> each.refuse(State.REQUESTED, "late")));
        STATES.put("refused by who took it", () -> after(each -> each.take(START), each -> each.refuse(State.TAKEN, "nothing")));
        STATES.put("failed", () -> after(each -> each.take(START), each -> each.fail(new OutOfMemoryError())));
        STATES.put("offered", () -> after(each -> each.take(START), each -> each.offer(3)));
        STATES.put("accepted", () -> after(each -> each.take(START), each -> each.offer(3), Handoff::accept));
        STATES.put("settled", HandoffTest::settled);

        ANSWERING.put("take", each -> each.take(START + 1));
        ANSWERING.put("refuse", each -> each.refuse(State.REQUESTED, "again"));
        ANSWERING.put("refuse ", each -> each.refuse(State.TAKEN, "again"));
        ANSWERING.put("accept", Handoff::accept);
        ANSWERING.forEach((name, method) -> METHODS.put(name, each -> {
            boolean _ = method.test(each);
        }));
        METHODS.put("offer", each -> each.offer(7));
        METHODS.put("fail", each -> each.fail(new StackOverflowError()));
        METHODS.put("settle", each -> each.settle(START + 9));
    }

    private static Handoff requested() {
        return Handoff.requested(4, ORDER, 17, 30.0, 10.0, START);
    }

    private static Handoff settled() {
        return after(each -> each.take(START + 2), each -> each.offer(3), Handoff::accept, each -> each.settle(START + 7));
    }

    @SafeVarargs
    private static Handoff after(Consumer<Handoff>... edges) {
        Handoff handoff = requested();
        for (Consumer<Handoff> edge : edges) edge.accept(handoff);
        return handoff;
    }

    @Test
    @Proves({"H1", "H2"})
    void edges_drivenFromEveryState_areThoseOfTheHeader() {
        assertThat(Transitions.driven(STATES, METHODS, Handoff::state)).isEqualTo(Transitions.listedIn(Handoff.class)).hasSize(7);
    }

    @Test
    void states_asTheyAreReached_areAll() {
        Set<State> reached = EnumSet.noneOf(State.class);
        STATES.values().forEach(state -> reached.add(state.get().state()));
        assertThat(reached).containsExactlyInAnyOrder(State.values());
    }

    @Test
    void methods_ofHandoff_areAllDrivenOrAsked() {
        Set<String> known = new TreeSet<>();
        METHODS.keySet().forEach(name -> known.add(name.strip()));
        known.addAll(Set.of("state", "isOver", "id", "order", "reason", "task", "requestedNanos", "latencyNanos", "moved", "fromDrainNanos",
                "toDrainNanos", "measuredGainNanos", "measure", "toRecord", "toString"));
        assertThat(Transitions.methodsOf(Handoff.class)).as("a new method belongs into this test").isEqualTo(known);
    }

    @Test
    void answer_ofAnEdge_saysWhetherItWasTaken() {
        STATES.forEach((name, state) -> ANSWERING.forEach((method, call) -> {
            Handoff handoff = state.get();
            State before = handoff.state();
            boolean taken = call.test(handoff);
            assertThat(taken).as("%s, %s", method, name).isEqualTo(handoff.state() != before);
        }));
    }

    @Test
    void edge_whereItDoesNotBelong_changesNoFigure() {
        STATES.forEach((name, state) -> METHODS.forEach((method, call) -> {
            Handoff handoff = state.get();
            State before = handoff.state();
            OrderRecord record = handoff.toRecord();
            try {
                call.accept(handoff);
            } catch (IllegalStateException refused) {
                assertThat(refused).hasMessageContaining("handoff " + handoff.id());
            }
            if (handoff.state() == before) assertThat(handoff.toRecord()).as("%s, %s", method, name).isEqualTo(record);
        }));
    }

    @Test
    void refuse_fromAStateThatKnowsNoRefusal_isAnError() {
        for (State from : EnumSet.complementOf(EnumSet.of(State.REQUESTED, State.TAKEN))) {
            assertThatThrownBy(() -> requested().refuse(from, "why")).isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("refused from REQUESTED or TAKEN only, got " + from);
        }
    }

    @Test
    void isOver_inEachState_isTrueWhereNoEdgeLeaves() {
        Set<String> left = new TreeSet<>();
        Transitions.listedIn(Handoff.class).forEach(edge -> left.add(edge.substring(0, edge.indexOf(' '))));
        STATES.forEach((name, state) -> assertThat(state.get().isOver()).as(name).isNotEqualTo(left.contains(state.get().state().name())));
    }

    // What records say.

    @Test
    void toRecord_inEachState_saysHowFarItHasCome() {
        STATES.forEach((name, state) -> {
            Handoff handoff = state.get();
            OrderRecord record = handoff.toRecord();
            Outcome expected = switch (handoff.state()) {
                case REQUESTED, TAKEN, OFFERED, ACCEPTED -> Outcome.UNDER_WAY;
                case SETTLED -> Outcome.SETTLED;
                case FAILED -> Outcome.FAILED;
                case REFUSED -> Outcome.REFUSED;
            };
            assertThat(record.outcome()).as(name).isEqualTo(expected);
            assertThat(record.detail().isEmpty()).as("%s: no detail", name).isEqualTo(expected == Outcome.UNDER_WAY || expected == Outcome.SETTLED);
            assertThat(record.asked()).isEqualTo(ORDER);
        });
    }

    @Test
    void toRecord_ofOneThatSettled_hasItsTimesAndFigures() {
        OrderRecord record = settled().toRecord();
        assertThat(record).isEqualTo(new OrderRecord(4, ORDER, Outcome.SETTLED, "", 3, START, 2, 7, 30.0, 10.0, Double.NaN));
        assertThat(settled().latencyNanos()).isEqualTo(7);
        assertThat(settled().task()).isEqualTo(17);
    }

    @Test
    void toRecord_ofOneThatWasRefused_saysWhyItWasByWhoeverDidIt() {
        assertThat(after(each -> each.refuse(State.REQUESTED, "not taken in time")).toRecord().detail()).isEqualTo("not taken in time");
        Handoff taken = after(each -> each.take(START));
        assertThat(taken.refuse(State.REQUESTED, "not taken in time")).isFalse();
        assertThat(taken.refuse(State.TAKEN, "nothing to move")).isTrue();
        assertThat(taken.toRecord().detail()).as("the reason of who won").isEqualTo("nothing to move");
    }

    @Test
    void toRecord_ofOneThatFailed_namesWhatWasThrown() {
        OrderRecord record = after(each -> each.take(START), each -> each.fail(new OutOfMemoryError("no room"))).toRecord();
        assertThat(record.detail()).isEqualTo("java.lang.OutOfMemoryError");
        assertThat(record.moved()).isZero();
        assertThat(record.settledNanos()).isEqualTo(-1);
    }

    @Test
    void times_acrossTheWrapOfTheClock_areDifferences() {
        Handoff handoff = Handoff.requested(1, ORDER, 0, 1, 1, Long.MAX_VALUE - 4);
        handoff.take(Long.MIN_VALUE + 5);
        handoff.offer(1);
        handoff.accept();
        handoff.settle(Long.MIN_VALUE + 15);
        assertThat(handoff.toRecord().takenNanos()).isEqualTo(10);
        assertThat(handoff.latencyNanos()).isEqualTo(20);
    }

    @Test
    void times_thatStepBack_areZero() {
        Handoff handoff = requested();
        handoff.take(START - 1);
        assertThat(handoff.toRecord().takenNanos()).isZero();
    }

    @Test
    void measure_aPeriodLater_isByHowMuchTheLongerBecameShorter() {
        Handoff handoff = settled();
        assertThat(handoff.measuredGainNanos()).isNaN();
        handoff.measure(12.0);
        assertThat(handoff.measuredGainNanos()).isEqualTo(18.0);
        assertThat(handoff.toRecord().measuredGainNanos()).isEqualTo(18.0);
    }

    @Test
    void measure_whereAFigureIsAbsent_staysAbsent() {
        Handoff blind = Handoff.requested(1, ORDER, 0, Double.NaN, 10, START);
        blind.measure(5);
        assertThat(blind.measuredGainNanos()).isNaN();
        Handoff later = settled();
        later.measure(Double.NaN);
        assertThat(later.measuredGainNanos()).isNaN();
    }

    // Who wins.

    @Test
    @Tag("concurrency")
    @Proves("H1")
    void accept_byEightThreads_isWonOnce() throws Exception {
        raceToAccept(8, Repeat.times(20_000), round -> { });
    }

    /// Two at the very same time, as far as there are two CPUs.
    @Test
    @Tag("concurrency")
    @Proves("H1")
    void accept_byTwoInStep_isWonOnce() throws Exception {
        raceToAccept(2, Repeat.times(50_000), new InStep()::await);
    }

    private static void raceToAccept(int threads, int rounds, IntConsumer before) throws InterruptedException {
        List<Handoff> handoffs = new ArrayList<>();
        for (int i = 0; i < rounds; i++) handoffs.add(after(each -> each.take(START), each -> each.offer(1)));
        AtomicIntegerArray wins = new AtomicIntegerArray(rounds);
        together(threads, thread -> {
            for (int i = 0; i < rounds; i++) {
                before.accept(i);
                if (handoffs.get(i).accept()) wins.incrementAndGet(i);
            }
        });
        for (int i = 0; i < rounds; i++) {
            if (wins.get(i) != 1) throw new AssertionError("round " + i + ": accepted by " + wins.get(i));
        }
    }

    /// A carrier takes the order while the balancer gives it up: the tasks move or they do not, and the record says which.
    @Test
    @Tag("concurrency")
    @Proves("H2")
    void take_whileTheBalancerRefuses_isWonByOneOfThem() throws Exception {
        int rounds = Repeat.times(10_000);
        List<Handoff> handoffs = new ArrayList<>();
        for (int i = 0; i < rounds; i++) handoffs.add(requested());
        boolean[] taken = new boolean[rounds];
        boolean[] refused = new boolean[rounds];
        AtomicReference<String> wrong = new AtomicReference<>();
        together(3, thread -> {
            for (int i = 0; i < rounds; i++) {
                Handoff handoff = handoffs.get(i);
                if (thread == 0) {
                    taken[i] = handoff.take(START);
                    if (taken[i]) handoff.refuse(State.TAKEN, "nothing to move");
                } else if (thread == 1) {
                    refused[i] = handoff.refuse(State.REQUESTED, "not taken in time");
                } else {
                    OrderRecord record = handoff.toRecord();
                    if (record.outcome() == Outcome.REFUSED && record.detail().isEmpty()) wrong.set("round " + i + ": refused, and not why");
                }
            }
        });
        assertThat(wrong.get()).isNull();
        for (int i = 0; i < rounds; i++) {
            assertThat(taken[i]).as("round %s", i).isNotEqualTo(refused[i]);
            assertThat(handoffs.get(i).toRecord().detail()).isEqualTo(taken[i] ? "nothing to move" : "not taken in time");
        }
    }

    /// What the envelope holds belongs to who has won it: plain writes of the one that filled it are seen, and nobody else has it.
    @Test
    @Tag("concurrency")
    @Proves({"H1", "H2"})
    void envelope_offeredToSeveral_isEmptiedByTheOneThatWonIt() throws Exception {
        int rounds = Repeat.times(2_000);
        int room = 5;
        List<Envelope> envelopes = new ArrayList<>();
        for (int i = 0; i < rounds; i++) envelopes.add(new Envelope(after(each -> each.take(START)), room));
        AtomicInteger[] found = new AtomicInteger[rounds];
        for (int i = 0; i < rounds; i++) found[i] = new AtomicInteger();
        together(4, thread -> {
            for (int i = 0; i < rounds; i++) {
                Envelope envelope = envelopes.get(i);
                if (thread == 0) {
                    for (int task = 0; task < room; task++) envelope.put(() -> { });
                    envelope.handoff().offer(room);
                } else {
                    while (envelope.handoff().state() == State.TAKEN) Thread.yield();
                    if (!envelope.handoff().accept()) continue;
                    while (envelope.take() != null) found[i].incrementAndGet();
                    envelope.handoff().settle(START);
                }
            }
        });
        for (int i = 0; i < rounds; i++) assertThat(found[i]).as("round %s", i).hasValue(room);
    }

    private static void together(int threads, Consumer<Integer> body) throws InterruptedException {
        CyclicBarrier start = new CyclicBarrier(threads);
        AtomicReference<Throwable> failed = new AtomicReference<>();
        List<Thread> started = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int number = i;
            started.add(Thread.ofPlatform().daemon().start(() -> {
                try {
                    start.await();
                    body.accept(number);
                } catch (Throwable e) {
                    failed.set(e);
                }
            }));
        }
        for (Thread thread : started) thread.join();
        assertThat(failed.get()).isNull();
    }
}
