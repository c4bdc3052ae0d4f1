package dev.skein.balance;

import static dev.skein.balance.Load.millis;
import static dev.skein.balance.Load.parked;
import static dev.skein.balance.Load.queue;
import static dev.skein.balance.Load.running;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.api.Availability;
import dev.skein.api.BalancePolicy;
import dev.skein.api.LoadSnapshot;
import dev.skein.api.Order;
import dev.skein.api.WorkerHealth;
import dev.skein.api.WorkerState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The bound is 10 ms, and a task takes 20 us.
class EnergyPolicyTest {

    private static final long PACKING_TICK = 20;
    private static final BalancePolicy ENERGY = Policies.energy(millis(10));

    private static Load resting(double busyShare) {
        return parked().busyShare(busyShare).serviceNanos(20_000);
    }

    private static Load packed() {
        return resting(0).availability(Availability.PACKED);
    }

    /// At a tick at which it may pack.
    private static List<Order> decide(Load... loads) {
        LoadSnapshot it = Load.snapshot(loads);
        return ENERGY.decide(Load.atTick(PACKING_TICK - 1, it), Load.atTick(PACKING_TICK, it));
    }

    private static List<Order> withoutNaps(List<Order> orders) {
        return orders.stream().filter(order -> !(order instanceof Order.Nap)).toList();
    }

    private static List<Order> naps(List<Order> orders) {
        return orders.stream().filter(Order.Nap.class::isInstance).toList();
    }

    @ParameterizedTest
    @CsvSource({"0, 0, true", "0.25, 0.25, true", "0.26, 0.25, false", "0.1, 0.4, true", "0.6, 0.1, false"})
    void decide_twoWorkers_packsIfOneIsThenBusyForHalfTheTime(double one, double other, boolean packs) {
        assertThat(withoutNaps(decide(resting(one), resting(other)))).hasSize(packs ? 1 : 0).allMatch(Order.Pack.class::isInstance);
    }

    @Test
    void decide_pack_namesTheLeastBusy() {
        assertThat(withoutNaps(decide(resting(0.2), resting(0.05), resting(0.1)))).containsExactly(new Order.Pack(1));
    }

    @Test
    void decide_packOfEquallyBusyOnes_namesTheLeastCapable() {
        assertThat(withoutNaps(decide(resting(0), resting(0).capability(0.5), resting(0.001)))).containsExactly(new Order.Pack(1));
    }

    /// With one worker left busy for half of its time, `2 x service / 0.5 x ln 50` may be 5 ms: a service of 319 us.
    @ParameterizedTest
    @CsvSource({"319000, true", "320000, false"})
    void decide_tasksAreLong_packsOnlyWithinTheBound(double serviceNanos, boolean packs) {
        List<Order> orders = withoutNaps(decide(resting(0.25).serviceNanos(serviceNanos), resting(0.25).serviceNanos(serviceNanos)));
        assertThat(orders).hasSize(packs ? 1 : 0);
    }

    @Test
    void decide_notOnTheEdgeOfAPeriod_packsNobody() {
        LoadSnapshot it = Load.snapshot(resting(0), resting(0));
        assertThat(withoutNaps(ENERGY.decide(Load.atTick(PACKING_TICK, it), Load.atTick(PACKING_TICK + 1, it)))).isEmpty();
        assertThat(withoutNaps(ENERGY.decide(it, it))).isEmpty();
    }

    @Test
    void decide_busyATickAgo_packsNobody() {
        LoadSnapshot previous = Load.snapshot(resting(0.4), resting(0.4));
        LoadSnapshot now = Load.snapshot(resting(0.2), resting(0.2));
        assertThat(withoutNaps(ENERGY.decide(Load.atTick(PACKING_TICK - 1, previous), Load.atTick(PACKING_TICK, now)))).isEmpty();
    }

    @Test
    void decide_nobodyIsAtRest_packsNobody() {
        assertThat(withoutNaps(decide(running(0).busyShare(0.1), running(0).busyShare(0.1)))).isEmpty();
        assertThat(withoutNaps(decide(resting(0.1).state(WorkerState.RUNNING), resting(0.1).state(WorkerState.BLOCKED)))).isEmpty();
        assertThat(withoutNaps(decide(resting(0).ready(1), resting(0).arriving(1)))).isEmpty();
    }

    @Test
    void decide_queuesTakeMoreThanHalfOfTheBoundForThoseLeft_packsNobody() {
        // 8 ms each, for three workers together: 5 1/3 ms.
        assertThat(withoutNaps(decide(resting(0.1).ready(400), resting(0.1).ready(400), resting(0), resting(0)))).isEmpty();
        assertThat(withoutNaps(decide(resting(0.1).ready(350), resting(0.1).ready(350), resting(0), resting(0)))).hasSize(1);
    }

    @Test
    void decide_oneWorkerIsOpen_packsNobody() {
        assertThat(withoutNaps(decide(resting(0), packed(), packed()))).isEmpty();
        assertThat(withoutNaps(decide(resting(0), resting(0).health(WorkerHealth.BLOCKED)))).isEmpty();
    }

    @Test
    void decide_runIsLong_leavesOneBesideIt() {
        Load longRun = running(1_000).busyShare(0.1).serviceNanos(20_000);
        assertThat(withoutNaps(decide(longRun, resting(0), resting(0)))).containsExactly(new Order.Pack(1));
        assertThat(withoutNaps(decide(longRun, packed(), resting(0)))).isEmpty();
    }

    @Test
    void decide_manyRest_packsAnEighthOfThem() {
        Load[] loads = new Load[64];
        for (int i = 0; i < loads.length; i++) loads[i] = resting(0);
        assertThat(withoutNaps(decide(loads))).hasSize(8);
    }

    @Test
    void decide_mayPackTwoButOneIsAllThatCanBeSpared_packsOne() {
        // Work for 7.2 workers: 15 are half busy with it, 14 more than that.
        Load[] loads = new Load[16];
        for (int i = 0; i < loads.length; i++) loads[i] = resting(0.45);
        assertThat(withoutNaps(decide(loads))).hasSize(1);
    }

    @Test
    void takeOutIfSpared_oneOfTwo_leavesTheWaitOfOneThatDoesItAll() {
        Crew crew = Crew.open(Load.snapshot(resting(0.1), resting(0.1)), 10 * Load.MILLI);
        Crew one = Crew.open(Load.snapshot(resting(0.2)), 10 * Load.MILLI);
        assertThat(crew.takeOutIfSpared(resting(0.1).at(1))).isTrue();
        assertThat(crew.waitNanos()).isEqualTo(one.waitNanos()).isPositive();
        assertThat(crew.takeOutIfSpared(resting(0.1).at(0))).isFalse();
    }

    @Test
    void decide_whatAPackedWorkerStillRuns_isExpectedBack() {
        assertThat(withoutNaps(decide(resting(0.2), resting(0.2), packed().state(WorkerState.RUNNING)))).hasSize(1);
        assertThat(withoutNaps(decide(resting(0.2), resting(0.2), packed().state(WorkerState.RUNNING).busyShare(0.2)))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0.8, 0", "0.81, 1", "1, 1"})
    void decide_openWorkerIsBusy_unpacksWithinTheTick(double busyShare, int unpacked) {
        assertThat(withoutNaps(decide(resting(busyShare), packed()))).hasSize(unpacked).allMatch(Order.Unpack.class::isInstance);
    }

    @ParameterizedTest
    @CsvSource({"10, 0", "11, 1"})
    void decide_queueDrainsLaterThanTheBound_unpacks(int tasks, int unpacked) {
        assertThat(withoutNaps(decide(queue(tasks).busyShare(0.2), packed()))).hasSize(unpacked);
    }

    @Test
    void decide_queueIsLongBesideAnIdleWorker_unpacks() {
        assertThat(withoutNaps(decide(queue(11).busyShare(0.2), resting(0), packed()))).hasSize(1);
    }

    @Test
    void decide_openWorkerIsBusyWithoutAQueue_unpacksUntilTheShareIsCalm() {
        assertThat(withoutNaps(decide(resting(1), packed().capability(0.5), packed().capability(0.5), packed().capability(0.5)))).hasSize(2);
    }

    @Test
    void decide_runIsLongAndNobodyElseOpen_unpacks() {
        assertThat(withoutNaps(decide(running(11).busyShare(0.2), packed(), packed()))).containsExactly(new Order.Unpack(2));
        assertThat(withoutNaps(decide(running(11).busyShare(0.2), packed(), resting(0)))).isEmpty();
    }

    @Test
    void decide_burst_unpacksAsManyAsItTakesTheMostCapableFirst() {
        // 20 ms of work in half of the bound: four workers of full capacity, or three and two halves.
        List<Order> orders = withoutNaps(decide(
                queue(20).busyShare(0.1), packed().capability(0.5), packed(), packed().capability(0.5), packed(), packed().capability(0.5)));
        assertThat(orders).containsExactly(new Order.Unpack(4), new Order.Unpack(2), new Order.Unpack(5), new Order.Unpack(3));
    }

    @Test
    void decide_nobodyThatIsOpenGetsOn_unpacks() {
        assertThat(withoutNaps(decide(running(200).health(WorkerHealth.HOGGED), packed()))).containsExactly(new Order.Unpack(1));
    }

    @Test
    void decide_packedOneIsStuckOrStopped_staysPacked() {
        assertThat(withoutNaps(decide(resting(1), packed().health(WorkerHealth.BLOCKED)))).isEmpty();
        assertThat(withoutNaps(decide(resting(1), packed().state(WorkerState.STOPPED)))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, 8000000", "0.5, 8000000", "0.51, -1", "0.69, -1", "0.71, 0", "1, 0"})
    void decide_byBusyShare_letsOpenWorkersNap(double busyShare, long napNanos) {
        List<Order> orders = naps(decide(resting(busyShare), resting(busyShare), packed()));
        if (napNanos < 0) {
            assertThat(orders).isEmpty();
        } else {
            assertThat(orders).containsExactly(new Order.Nap(0, napNanos), new Order.Nap(1, napNanos));
        }
    }

    @Test
    void decide_queueDrainsLaterThanTheBound_nobodyNaps() {
        assertThat(naps(decide(queue(11).busyShare(0.1), resting(0.1)))).containsExactly(new Order.Nap(0, 0), new Order.Nap(1, 0));
    }

    @Test
    void decide_waitsAreLongAsItIs_nobodyNaps() {
        // A fifth busy with 1 ms each: one of a hundred waits for 2 x 1.25 x ln 20 = 7.5 ms.
        assertThat(naps(decide(queue(0).busyShare(0.2), queue(0).busyShare(0.2)))).containsExactly(new Order.Nap(0, 0), new Order.Nap(1, 0));
    }

    @Test
    void decide_figuresAreNotKnown_neitherPacksNorNaps() {
        assertThat(decide(resting(0), resting(0).share(Double.NaN), resting(0))).isEmpty();
        assertThat(decide(resting(0), resting(Double.NaN), resting(0))).isEmpty();
        assertThat(decide(resting(0), resting(0.1).serviceNanos(Double.NaN), resting(0))).isEmpty();
    }

    @Test
    void decide_idleSinceEver_packsThoughNoServiceIsKnown() {
        assertThat(withoutNaps(decide(resting(0).serviceNanos(Double.NaN), resting(0).serviceNanos(Double.NaN)))).hasSize(1);
    }

    @Test
    void decide_oneWorker_ordersNothing() {
        assertThat(decide(resting(0))).isEmpty();
    }

    /// The work that there is spreads over the workers that are open.
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1, 0.49, 0.5, 0.51, 1.1, 2.7, 3.9, 4.1, 6.3, 7.9, 8})
    void decide_atASteadyLoad_settles(double busyWorkers) {
        int workers = 8;
        boolean[] open = {true, false, false, false, false, false, false, false};
        LoadSnapshot previous = null;
        int changes = 0;
        for (int tick = 0; tick < 2_000; tick++) {
            int count = 0;
            for (boolean each : open) count += each ? 1 : 0;
            Load[] loads = new Load[workers];
            for (int i = 0; i < workers; i++) loads[i] = open[i] ? resting(Math.min(1, busyWorkers / count)) : packed();
            LoadSnapshot now = Load.atTick(tick, Load.snapshot(loads));
            for (Order order : withoutNaps(ENERGY.decide(previous == null ? now : previous, now))) {
                open[order.from()] = order instanceof Order.Unpack;
                if (tick >= 1_000) changes++;
            }
            previous = now;
        }
        assertThat(changes).isZero();
        int left = 0;
        for (boolean each : open) left += each ? 1 : 0;
        double least = Math.min(workers, Math.ceil(busyWorkers / Thresholds.CROWDED_SHARE));
        double most = Math.max(1, Math.min(workers, Math.ceil(busyWorkers / Thresholds.CALM_SHARE)));
        assertThat(left).isBetween((int) least, (int) most);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT0.000999999S", "PT1.000000001S", "PT-1S", "PT1000000000H"})
    void energy_outOfRange_saysWhatIsAllowed(Duration waitMax) {
        assertThatThrownBy(() -> Policies.energy(waitMax)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 ms to 1 s").hasMessageContaining("got " + waitMax);
    }

    @Test
    void energy_atTheLimits_isTaken() {
        assertThat(Policies.energy(millis(1))).isNotNull();
        assertThat(Policies.energy(Duration.ofSeconds(1)).toString()).contains("PT1S");
    }
}
