package dev.skein.balance;

import dev.skein.api.BalancerAction;
import dev.skein.api.LoadSnapshot;
import dev.skein.api.Order;
import dev.skein.api.RunningLoad;
import dev.skein.handoff.OrderDesk;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Asks the policy and places what it orders. What it throws or answers hurts nobody: the tick is skipped, counted, and logged once a minute (A1).
///
/// All of it is the balancer's own.
final class Orders {

    /// More orders than so many for each worker at one tick are nonsense.
    private static final int PER_WORKER_MAX = 8;
    private static final long LOG_EVERY_NANOS = 60_000_000_000L;

    /// What came of one.
    private enum Given {
        GIVEN,
        /// It could not be given.
        REFUSED,
        /// It asks for what is so already.
        NOTHING_NEW
    }

    private final BalancerSetup setup;
    private final OrderDesk desk;
    private final Flights flights;
    private final BalancerCounts counts;
    private final long[] napNanos;
    private @Nullable Decision last;
    private long loggedNanos = System.nanoTime() - LOG_EVERY_NANOS;

    Orders(BalancerSetup setup, Flights flights, BalancerCounts counts) {
        this.setup = setup;
        this.desk = setup.desk();
        this.flights = flights;
        this.counts = counts;
        this.napNanos = new long[setup.workers()];
    }

    void decide(LoadSnapshot previous, LoadSnapshot now) {
        List<Order> orders;
        try {
            orders = checked(setup.policy().decide(previous, now));
        } catch (Throwable fromThePolicy) {
            counts.skippedTicks.increment();
            counts.decided(BalancerAction.SKIPPED);
            decided(new Decision(setup.policy(), now, List.of(), 0, true));
            log(fromThePolicy);
            return;
        }
        List<Order> placed = new ArrayList<>(orders.size());
        int refused = 0;
        for (Order order : orders) {
            switch (give(order, now)) {
                case GIVEN -> {
                    counts.orders.increment();
                    counts.decided(action(order));
                    placed.add(order);
                }
                case REFUSED -> {
                    counts.refusedOrders.increment();
                    counts.decided(BalancerAction.REFUSED);
                    refused++;
                }
                case NOTHING_NEW -> { }
            }
        }
        if (placed.isEmpty() && refused == 0) counts.decided(BalancerAction.HOLD);
        decided(new Decision(setup.policy(), now, placed, refused, false));
    }

    private void decided(Decision decision) {
        last = decision;
        Decisions.record(setup.name(), decision);
    }

    private static BalancerAction action(Order order) {
        return switch (order) {
            case Order.Ready _ -> BalancerAction.READY;
            case Order.Running _ -> BalancerAction.RUNNING;
            case Order.Home _ -> BalancerAction.HOME;
            case Order.Pack _ -> BalancerAction.PACK;
            case Order.Unpack _ -> BalancerAction.UNPACK;
            case Order.Nap _ -> BalancerAction.NAP;
        };
    }

    /// Whether the last call of [#decide] has given any.
    boolean wereGiven() {
        Decision decision = last;
        return decision != null && !decision.given().isEmpty();
    }

    /// What came of the last call of [#decide]; null before the first.
    @Nullable Decision last() {
        return last;
    }

    @SuppressWarnings("ConstantValue")           // a policy may return null though it must not
    private List<Order> checked(List<Order> orders) {
        if (orders == null) throw new IllegalArgumentException("a policy must return a list of orders, got null");
        int most = PER_WORKER_MAX * setup.workers() + Thresholds.HOMES_MAX;
        if (orders.size() > most) throw new IllegalArgumentException("a policy may give " + most + " orders at a tick, got " + orders.size());
        Order[] copy = orders.toArray(new Order[0]);
        for (Order order : copy) {
            if (order == null) throw new IllegalArgumentException("a policy must return orders, got null among " + copy.length);
            if (order.from() >= setup.workers() || order.to() >= setup.workers()) {
                throw new IllegalArgumentException("workers must be 0 to " + (setup.workers() - 1) + ", got " + order);
            }
        }
        return List.of(copy);
    }

    private Given give(Order order, LoadSnapshot now) {
        return switch (order) {
            case Order.Ready ready -> given(flights.launch(ready, 0, ready.tasks(), now, System.nanoTime()));
            case Order.Running running -> {
                RunningLoad runs = now.workers().get(running.from()).running();
                boolean known = runs != null && runs.run() == running.run();
                yield given(flights.launch(running, known ? Objects.requireNonNull(runs).task() : 0, 1, now, System.nanoTime()));
            }
            case Order.Home home -> given(desk.orderHome(home.task(), home.to(), home.reason()) == OrderDesk.HomeOutcome.ORDERED);
            case Order.Pack pack -> given(desk.pack(pack.from()));
            case Order.Unpack unpack -> given(desk.unpack(unpack.from()));
            case Order.Nap nap -> {
                if (napNanos[nap.from()] == nap.napNanos()) yield Given.NOTHING_NEW;
                desk.nap(nap.from(), nap.napNanos());
                napNanos[nap.from()] = nap.napNanos();
                yield Given.GIVEN;
            }
        };
    }

    private static Given given(boolean given) {
        return given ? Given.GIVEN : Given.REFUSED;
    }

    /// Takes back what a balancer that is no more has left for good: nobody knows of it.
    void startAfresh() {
        for (int worker = 0; worker < setup.workers(); worker++) {
            desk.unpack(worker);
            desk.nap(worker, 0);
        }
    }

    private void log(Throwable fromThePolicy) {
        long now = System.nanoTime();
        if (now - loggedNanos < LOG_EVERY_NANOS) return;
        loggedNanos = now;
        setup.fail().fail("the policy failed, and is skipped for this tick; more of this within a minute is counted only", fromThePolicy);
    }
}
