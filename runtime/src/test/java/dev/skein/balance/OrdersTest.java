package dev.skein.balance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.api.BalancePolicy;
import dev.skein.api.BalancerAction;
import dev.skein.api.LoadSnapshot;
import dev.skein.api.MoveReason;
import dev.skein.api.Order;
import dev.skein.api.RunningLoad;
import dev.skein.handoff.Doze;
import dev.skein.handoff.Handoff;
import dev.skein.handoff.Ledger;
import dev.skein.handoff.OrderDesk.HomeOutcome;
import dev.skein.meta.Proves;
import dev.skein.platform.Daemons;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OrdersTest {

    private static final int WORKERS = 3;

    private final FakeDesk desk = new FakeDesk(WORKERS);
    private final Ledger ledger = new Ledger("test");
    private final Flights flights = new Flights(WORKERS, desk, ledger);
    private final BalancerCounts counts = new BalancerCounts();
    private final List<Throwable> logged = new ArrayList<>();
    private BalancePolicy policy = (previous, now) -> List.of();
    private final Orders orders = new Orders(setup(), flights, counts);
    private final LoadSnapshot load =
            Load.snapshot(Load.queue(9).runs(new RunningLoad(7, 1, true, 55)), Load.parked(), Load.queue(4));

    private BalancerSetup setup() {
        return new BalancerSetup("b", (previous, now) -> policy.decide(previous, now), 1, WORKERS, () -> {
            throw new AssertionError("no thread here");
        }, desk, ledger, new Doze(), () -> false, () -> 0, Daemons.of("b", body -> body), () -> -1, what -> { }, (what, failure) -> logged.add(failure));
    }

    private void decide(Order... given) {
        policy = (previous, now) -> List.of(given);
        orders.decide(load, load);
    }

    private static Order ready(int from, int to) {
        return new Order.Ready(from, to, 2, MoveReason.LOAD, 0);
    }

    // What is placed.

    @Test
    void decide_ready_placesAnEnvelopeOfThatSize() {
        decide(ready(0, 1));
        assertThat(desk.placed).hasSize(1);
        assertThat(counts.orders.sum()).isEqualTo(1);
        assertThat(counts.refusedOrders.sum()).isZero();
    }

    @Test
    void wereGiven_afterEachDecision_isOfThatOne() {
        assertThat(orders.wereGiven()).as("before the first").isFalse();
        decide(ready(0, 1));
        assertThat(orders.wereGiven()).isTrue();
        decide(ready(0, 1));
        assertThat(orders.wereGiven()).as("refused, for it has one").isFalse();
        decide();
        assertThat(orders.wereGiven()).isFalse();
    }

    @Test
    void decide_readyTwiceForOneWorker_refusesTheSecond() {
        decide(ready(0, 1), ready(0, 2), ready(2, 1));
        assertThat(desk.placed).hasSize(2);
        assertThat(counts.orders.sum()).isEqualTo(2);
        assertThat(counts.refusedOrders.sum()).isEqualTo(1);
    }

    @Test
    void decide_running_namesTheTaskThatTheSnapshotShows() {
        decide(new Order.Running(0, 1, 7, MoveReason.CAPABILITY, 0));
        assertThat(desk.placed.getFirst().handoff().task()).isEqualTo(55);
    }

    /// The number is all that there is then; a carrier compares it.
    @Test
    void decide_runningOfARunThatTheSnapshotDoesNotShow_namesNoTask() {
        decide(new Order.Running(0, 1, 6, MoveReason.CAPABILITY, 0), new Order.Running(1, 2, 7, MoveReason.CAPABILITY, 0));
        assertThat(desk.placed).extracting(envelope -> envelope.handoff().task()).containsExactly(0L, 0L);
    }

    @Test
    void decide_home_isGivenWhereTheTaskTakesIt() {
        desk.homes.put(5L, HomeOutcome.ORDERED);
        desk.homes.put(6L, HomeOutcome.NOT_MOVABLE);
        for (long task = 5; task <= 7; task++) decide(new Order.Home(task, 0, 1, MoveReason.MEMORY, 0));
        assertThat(desk.asked).containsExactly("home of 5: 1 MEMORY", "home of 6: 1 MEMORY", "home of 7: 1 MEMORY");
        assertThat(counts.orders.sum()).isEqualTo(1);
        assertThat(counts.refusedOrders.sum()).isEqualTo(2);
    }

    @Test
    void decide_packAndUnpack_areGivenWhereTheyChangeAnything() {
        decide(new Order.Pack(1), new Order.Pack(1), new Order.Unpack(1), new Order.Unpack(1));
        assertThat(desk.asked).containsExactly("pack 1", "pack 1", "unpack 1", "unpack 1");
        assertThat(counts.orders.sum()).isEqualTo(2);
        assertThat(counts.refusedOrders.sum()).isEqualTo(2);
    }

    /// A policy says it at each tick.
    @Test
    void decide_napThatIsSoAlready_isNoOrder() {
        for (int i = 0; i < 5; i++) decide(new Order.Nap(1, 400));
        decide(new Order.Nap(1, 0), new Order.Nap(2, 0));
        assertThat(desk.asked).containsExactly("nap 1 400", "nap 1 0");
        assertThat(counts.orders.sum()).isEqualTo(2);
        assertThat(counts.refusedOrders.sum()).isZero();
    }

    /// It remembers no nap of the one before, so it would order no end of one.
    @Test
    void startAfresh_afterOneThatHasDied_endsRestsAndNaps() {
        desk.packed.add(2);
        orders.startAfresh();
        assertThat(desk.packed).isEmpty();
        assertThat(desk.asked).containsExactlyInAnyOrder("unpack 0", "unpack 1", "unpack 2", "nap 0 0", "nap 1 0", "nap 2 0");
    }

    // What is nonsense.

    static Stream<Arguments> nonsense() {
        List<Order> tooMany = Collections.nCopies(8 * WORKERS + 256 + 1, ready(0, 1));
        return Stream.of(
                Arguments.of("null", null),
                Arguments.of("a list with null", Arrays.asList(ready(0, 1), null)),
                Arguments.of("a worker that takes and does not exist", List.of(ready(0, 1), ready(0, WORKERS))),
                Arguments.of("a worker that gives and does not exist", List.of(ready(WORKERS, 1))),
                Arguments.of("a nap of one that does not exist", List.of(new Order.Nap(WORKERS, 1))),
                Arguments.of("too many", tooMany),
                Arguments.of("a list that throws", new AbstractList<Order>() {
                    @Override
                    public Order get(int index) {
                        throw new IllegalStateException("planned");
                    }

                    @Override
                    public int size() {
                        return 1;
                    }
                }),
                Arguments.of("a list that is longer than all memory", new AbstractList<Order>() {
                    @Override
                    public Order get(int index) {
                        return ready(0, 1);
                    }

                    @Override
                    public int size() {
                        return Integer.MAX_VALUE;
                    }
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("nonsense")
    @Proves("A1")
    void decide_whereThePolicyAnswersNonsense_skipsTheTick(String what, List<Order> answer) {
        policy = (previous, now) -> answer;
        orders.decide(load, load);
        assertThat(counts.skippedTicks.sum()).as(what).isEqualTo(1);
        assertThat(desk.placed).as("not even what is right of it").isEmpty();
        assertThat(counts.orders.sum()).isZero();
        assertThat(logged).hasSize(1);
        decide(ready(0, 1));
        assertThat(desk.placed).as("the next tick").hasSize(1);
    }

    @Test
    void decide_withAsManyOrdersAsMayBe_placesThem() {
        decide(Collections.nCopies(8 * WORKERS + 256, ready(0, 1)).toArray(Order[]::new));
        assertThat(counts.skippedTicks.sum()).isZero();
        assertThat(counts.orders.sum() + counts.refusedOrders.sum()).isEqualTo(8 * WORKERS + 256);
    }

    static Stream<Throwable> failures() {
        return Stream.of(new IllegalStateException("planned"), new AssertionError("planned"), new StackOverflowError(), new OutOfMemoryError(),
                new NoClassDefFoundError("planned"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    @Proves("A1")
    void decide_whereThePolicyThrows_skipsTheTick(Throwable failure) {
        policy = (previous, now) -> throwAny(failure);
        orders.decide(load, load);
        assertThat(counts.skippedTicks.sum()).isEqualTo(1);
        assertThat(logged).containsExactly(failure);
    }

    @SuppressWarnings("unchecked")             // unchecked is what it is about
    private static <T extends Throwable> List<Order> throwAny(Throwable failure) throws T {
        throw (T) failure;
    }

    /// A real one, from a policy that calls itself without end.
    @Test
    @Proves("A1")
    void decide_whereThePolicyEndsTheStack_skipsTheTick() {
        policy = new BalancePolicy() {
            @SuppressWarnings("InfiniteRecursion")      // what it is about
            @Override
            public List<Order> decide(LoadSnapshot previous, LoadSnapshot now) {
                List<Order> deeper = new ArrayList<>(decide(previous, now));
                deeper.removeLast();
                return deeper;
            }
        };
        orders.decide(load, load);
        assertThat(counts.skippedTicks.sum()).isEqualTo(1);
        assertThat(logged.getFirst()).isInstanceOf(StackOverflowError.class);
    }

    @Test
    @Proves("A1")
    void decide_whereThePolicyFailsAgainAndAgain_isLoggedOnceAMinute() {
        policy = (previous, now) -> {
            throw new IllegalStateException("planned");
        };
        for (int i = 0; i < 100; i++) orders.decide(load, load);
        assertThat(counts.skippedTicks.sum()).isEqualTo(100);
        assertThat(logged).hasSize(1);
    }

    @Test
    void decide_askedForOneTick_showsThePolicyBothSnapshots() {
        LoadSnapshot before = Load.snapshot(Load.parked(), Load.parked(), Load.parked());
        List<LoadSnapshot> seen = new ArrayList<>();
        policy = (previous, now) -> {
            seen.add(previous);
            seen.add(now);
            return List.of();
        };
        orders.decide(before, load);
        assertThat(seen).containsExactly(before, load);
        assertThat(ledger.reachedCount(Handoff.State.REQUESTED)).isZero();
    }

    @Test
    void decisions_ofTicksAndOrders_areCountedByKind() {
        desk.homes.put(5L, HomeOutcome.ORDERED);
        decide();
        decide(ready(0, 1), ready(0, 2), new Order.Home(5, 0, 1, MoveReason.MEMORY, 0));
        decide(new Order.Running(0, 1, 7, MoveReason.CAPABILITY, 0), new Order.Pack(1), new Order.Unpack(1));
        decide(new Order.Nap(1, 400));
        decide(new Order.Nap(1, 400));
        policy = (previous, now) -> null;
        orders.decide(load, load);
        Map<BalancerAction, Long> expected = new EnumMap<>(BalancerAction.class);
        for (BalancerAction action : BalancerAction.values()) expected.put(action, 1L);
        expected.put(BalancerAction.HOLD, 2L);                 // what asks for nothing, and what asks for what is so already
        assertThat(counts.decisions()).isEqualTo(expected);
    }
}
