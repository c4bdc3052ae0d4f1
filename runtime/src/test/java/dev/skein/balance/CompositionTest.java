package dev.skein.balance;

import static dev.skein.balance.Load.MILLI;
import static dev.skein.balance.Load.parked;
import static dev.skein.balance.Load.queue;
import static dev.skein.balance.Load.running;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.api.Availability;
import dev.skein.api.BalancePolicy;
import dev.skein.api.LoadSnapshot;
import dev.skein.api.MoveReason;
import dev.skein.api.Order;
import dev.skein.api.RunningLoad;
import dev.skein.api.TaskLoad;
import dev.skein.api.WorkerHealth;
import dev.skein.api.WorkerLoad;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CompositionTest {

    private static final LoadSnapshot FOUR = Load.snapshot(queue(9), queue(9), queue(9), queue(9));

    private static Order ready(int from, int to) {
        return ready(from, to, MoveReason.LOAD);
    }

    private static Order ready(int from, int to, MoveReason reason) {
        return new Order.Ready(from, to, 1, reason, 0);
    }

    private static Order runs(int from, int to) {
        return new Order.Running(from, to, 1, MoveReason.CAPABILITY, 0);
    }

    private static Order home(long task, int from, int to) {
        return new Order.Home(task, from, to, MoveReason.MEMORY, 0);
    }

    private static BalancePolicy fixed(Order... orders) {
        return (previous, now) -> List.of(orders);
    }

    private record Pair(Order first, Order second) { }

    static List<Pair> contradictions() {
        return List.of(
                new Pair(ready(0, 1), ready(0, 2)), new Pair(ready(0, 1), ready(1, 2)), new Pair(ready(1, 2), ready(0, 1)),
                new Pair(ready(0, 1, MoveReason.STUCK), ready(0, 2)), new Pair(ready(0, 1, MoveReason.STUCK), ready(0, 2, MoveReason.STUCK)),
                new Pair(runs(0, 1), runs(0, 2)), new Pair(runs(0, 1), runs(1, 2)),
                new Pair(runs(1, 2), runs(0, 1)), new Pair(runs(0, 1), runs(2, 1)),
                new Pair(home(1, 0, 1), home(1, 0, 2)), new Pair(home(1, 0, 1), home(2, 1, 2)), new Pair(home(1, 1, 2), home(2, 0, 1)),
                new Pair(ready(0, 1), new Order.Pack(1)), new Pair(runs(0, 1), new Order.Pack(1)), new Pair(home(1, 0, 1), new Order.Pack(1)),
                new Pair(new Order.Pack(1), ready(0, 1)), new Pair(new Order.Pack(1), runs(0, 1)), new Pair(new Order.Pack(1), home(1, 0, 1)),
                new Pair(new Order.Pack(1), new Order.Pack(1)), new Pair(new Order.Pack(1), new Order.Unpack(1)),
                new Pair(new Order.Unpack(1), new Order.Pack(1)), new Pair(new Order.Unpack(1), new Order.Unpack(1)),
                new Pair(new Order.Nap(1, 5), new Order.Nap(1, 0)));
    }

    static List<Pair> compatible() {
        return List.of(
                new Pair(ready(0, 1), ready(2, 1)), new Pair(ready(0, 1), ready(2, 3)),
                new Pair(ready(0, 1), runs(0, 1)), new Pair(ready(0, 1), runs(1, 2)),
                new Pair(runs(0, 1), runs(2, 3)), new Pair(home(1, 0, 1), home(2, 0, 1)), new Pair(home(1, 0, 1), ready(1, 2)),
                new Pair(ready(0, 1), new Order.Pack(0)), new Pair(new Order.Pack(0), new Order.Nap(0, 0)),
                new Pair(new Order.Nap(0, 5), new Order.Nap(1, 0)), new Pair(new Order.Unpack(0), ready(1, 0)));
    }

    @ParameterizedTest
    @MethodSource("contradictions")
    void all_ordersContradict_earlierOneHasPrecedence(Pair pair) {
        BalancePolicy policy = Policies.all(fixed(pair.first), fixed(pair.second));
        assertThat(policy.decide(FOUR, FOUR)).containsExactly(pair.first);
    }

    @ParameterizedTest
    @MethodSource("compatible")
    void all_ordersDoNotContradict_keepsBoth(Pair pair) {
        BalancePolicy policy = Policies.all(fixed(pair.first), fixed(pair.second));
        assertThat(policy.decide(FOUR, FOUR)).containsExactly(pair.first, pair.second);
    }

    @Test
    void all_onePolicyContradictsItself_keepsTheFirst() {
        assertThat(Policies.all(fixed(ready(0, 1), ready(0, 2))).decide(FOUR, FOUR)).containsExactly(ready(0, 1));
    }

    @Test
    void all_onePolicyEvacuatesToSeveral_keepsThem() {
        Order[] orders = {ready(0, 1, MoveReason.STUCK), ready(0, 2, MoveReason.STUCK), ready(0, 1, MoveReason.STUCK)};
        assertThat(Policies.all(fixed(orders)).decide(FOUR, FOUR)).containsExactly(orders);
    }

    @Test
    void all_taskThatRunsGetsAHome_movesOnce() {
        LoadSnapshot now = Load.snapshot(queue(0).runs(new RunningLoad(1, 0, true, 8)), queue(0), queue(0));
        assertThat(Policies.all(fixed(home(8, 0, 1)), fixed(runs(0, 2))).decide(now, now)).containsExactly(home(8, 0, 1));
        assertThat(Policies.all(fixed(runs(0, 2)), fixed(home(8, 0, 1))).decide(now, now)).containsExactly(runs(0, 2));
    }

    @Test
    void all_laterPolicy_seesWhatEarlierOnesOrderedAsUnderWay() {
        List<LoadSnapshot> seen = new ArrayList<>();
        BalancePolicy watch = (previous, now) -> {
            seen.add(now);
            return List.of();
        };
        Order five = new Order.Ready(0, 1, 5, MoveReason.LOAD, 0);
        Policies.all(watch, fixed(five, runs(2, 3), new Order.Pack(2)), watch, fixed(ready(3, 1)), watch).decide(FOUR, FOUR);

        assertThat(seen.getFirst()).isSameAs(FOUR);
        assertThat(seen.get(1).workers()).extracting(WorkerLoad::leavingTasks).containsExactly(5, 0, 1, 0);
        assertThat(seen.get(1).workers()).extracting(WorkerLoad::arrivingTasks).containsExactly(0, 5, 0, 1);
        assertThat(seen.get(1).workers().get(2).availability()).isEqualTo(Availability.PACKED);
        assertThat(seen.get(1).workers().get(2).readyTasks()).isEqualTo(9);
        assertThat(seen.get(2).workers()).extracting(WorkerLoad::arrivingTasks).containsExactly(0, 6, 0, 1);
    }

    @Test
    void all_twoGiveToTheSame_laterPolicySeesBothUnderWay() {
        List<LoadSnapshot> seen = new ArrayList<>();
        Policies.all(fixed(ready(0, 1), ready(2, 1)), (previous, now) -> {
            seen.add(now);
            return List.of();
        }).decide(FOUR, FOUR);
        assertThat(seen.getFirst().workers()).extracting(WorkerLoad::arrivingTasks).containsExactly(0, 2, 0, 0);
    }

    @Test
    void all_ofNone_ordersNothing() {
        assertThat(Policies.all().decide(FOUR, FOUR)).isEmpty();
        assertThat(Policies.none().decide(FOUR, FOUR)).isEmpty();
    }

    @Test
    void all_oneWorker_ordersNothing() {
        LoadSnapshot one = Load.snapshot(queue(9));
        assertThat(Policies.all(fixed(new Order.Nap(0, 5))).decide(one, one)).isEmpty();
    }

    @Test
    void all_nested_keepsPrecedence() {
        BalancePolicy inner = Policies.all(fixed(ready(0, 1)), fixed(ready(0, 2)));
        assertThat(Policies.all(inner, fixed(ready(0, 3), ready(2, 3))).decide(FOUR, FOUR)).containsExactly(ready(0, 1), ready(2, 3));
    }

    @Test
    void all_orderNamesNoSuchWorker_saysSo() {
        assertThatThrownBy(() -> Policies.all(fixed(ready(0, 4))).decide(FOUR, FOUR))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("0 to 3").hasMessageContaining("to=4");
    }

    @Test
    void all_oneIsNull_isRefused() {
        assertThatThrownBy(() -> Policies.all(Policies.load(), null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void standard_eachTrigger_givesItsReason() {
        BalancePolicy standard = Policies.standard();
        assertThat(Load.decide(standard, queue(9), queue(0))).extracting(Order::reason).containsExactly(MoveReason.LOAD);
        assertThat(Load.decide(standard, queue(9).health(WorkerHealth.HOGGED), queue(0))).extracting(Order::reason).containsExactly(MoveReason.STUCK);
        assertThat(Load.decide(standard, queue(9).share(0.5), queue(9))).extracting(Order::reason).containsExactly(MoveReason.CONTENTION);
        assertThat(Load.decide(standard, running(9).share(0.5), parked())).extracting(Order::reason).containsExactly(MoveReason.CONTENTION);
        assertThat(Load.decide(standard, running(20).capability(0.5), parked())).extracting(Order::reason).containsExactly(MoveReason.CAPABILITY);
        assertThat(Load.decide(standard, queue(0).runs(new RunningLoad(1, 0, true, 1, 1, 20 * MILLI, MILLI)), parked()))
                .extracting(Order::reason).containsExactly(MoveReason.LOCALITY);
        LoadSnapshot full = Load.snapshot(10, List.of(new TaskLoad(1, 0, 5, true)), queue(0).footprint(11), queue(0));
        assertThat(standard.decide(full, full)).extracting(Order::reason).containsExactly(MoveReason.MEMORY);
    }

    @Test
    void standard_evenAndBusy_ordersNothing() {
        assertThat(Load.decide(Policies.standard(), running(500).ready(9), running(500).ready(9))).isEmpty();
    }

    @Test
    void standard_oneIdleAndBothWanted_orderedOnce() {
        // The idle worker takes what waits elsewhere, and so not the long run of the slow worker too.
        List<Order> orders = Load.decide(Policies.standard(), running(50).capability(0.5), running(3).ready(3), parked());
        assertThat(orders).containsExactly(new Order.Ready(1, 2, 3, MoveReason.LOAD, 3 * MILLI));
    }

    @Test
    void standard_withEnergyBefore_sendsNothingToWhatIsPacked() {
        LoadSnapshot it = Load.snapshot(running(1).ready(3).busyShare(0.1).serviceNanos(100_000), running(1).busyShare(0.1), parked(), parked());
        List<Order> orders = Policies.all(Policies.energy(Load.millis(20)), Policies.standard()).decide(Load.atTick(19, it), Load.atTick(20, it));
        assertThat(orders).contains(new Order.Pack(2));
        assertThat(orders).filteredOn(order -> order.to() != order.from()).extracting(Order::to).containsOnly(3);
    }
}
