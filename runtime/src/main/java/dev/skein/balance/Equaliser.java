package dev.skein.balance;

import dev.skein.api.Availability;
import dev.skein.api.LoadSnapshot;
import dev.skein.api.MoveReason;
import dev.skein.api.Order;
import dev.skein.api.WorkerLoad;
import dev.skein.api.WorkerState;
import java.util.ArrayList;
import java.util.List;

/// Makes drain times equal: pairs the worker with the longest one with that with the shortest, the second with the second, and so on, and moves
/// within each pair what makes both equal. Nobody is in two pairs: a giver of one drains longer by the band than any taker of another.
///
/// A pair moves what is uneven now, if that is much, or what has been uneven for some time, however little it is. And a taker at
/// rest is left to help itself first, since a thief is faster than an order.
final class Equaliser {

    private final LoadSnapshot previous;
    private final LoadSnapshot now;
    private final MoveReason reason;
    private final List<Order> orders = new ArrayList<>();
    private int budget;

    private Equaliser(LoadSnapshot previous, LoadSnapshot now, MoveReason reason) {
        this.previous = previous;
        this.now = now;
        this.reason = reason;
        budget = Math.max(Order.MAX_TASKS, Thresholds.TASKS_PER_WORKER * now.workers().size());
    }

    /// Orders of ready tasks that make drain times more equal.
    ///
    /// @param reason of the orders; with `CONTENTION` only workers whose CPU others use give
    static List<Order> orders(LoadSnapshot previous, LoadSnapshot now, MoveReason reason) {
        return isUneven(now, reason) ? new Equaliser(previous, now, reason).pair() : List.of();
    }

    /// Whether any two workers differ by more than the band. Most ticks end here, so it allocates nothing.
    static boolean isUneven(LoadSnapshot now, MoveReason reason) {
        double longest = -1;
        double shortest = Double.MAX_VALUE;
        for (int i = 0; i < now.workers().size(); i++) {
            WorkerLoad load = now.workers().get(i);
            boolean gives = gives(load, reason);
            if (!gives && !takes(load)) continue;
            double drain = Figures.drain(load);
            if (gives && drain > longest) longest = drain;
            if (takes(load) && drain < shortest) shortest = drain;
        }
        return longest > 0 && Figures.isLonger(longest, shortest);
    }

    static boolean gives(WorkerLoad load, MoveReason reason) {
        return Figures.waiting(load) > 0 && load.availability() == Availability.OPEN && load.state() != WorkerState.STOPPED
                && Figures.isKnown(Figures.capacity(load)) && load.meanServiceNanos() > 0
                && (reason != MoveReason.CONTENTION || Figures.isContended(load));
    }

    private static boolean takes(WorkerLoad load) {
        return load.mayTake() && Figures.isKnown(Figures.capacity(load));
    }

    private List<Order> pair() {
        Ranking givers = new Ranking(now.workers().size());
        Ranking takers = new Ranking(now.workers().size());
        for (int i = 0; i < now.workers().size(); i++) {
            WorkerLoad load = now.workers().get(i);
            double drain = Figures.drain(load);
            if (!Figures.isKnown(drain)) continue;
            if (gives(load, reason)) givers.add(i, drain);
            if (takes(load)) takers.add(i, drain);
        }
        givers.sort();
        takers.sort();
        int giver = 0;
        int taker = 0;
        while (giver < givers.size() && taker < takers.size() && budget > 0) {
            WorkerLoad from = now.workers().get(givers.fromHighest(giver));
            WorkerLoad to = now.workers().get(takers.fromLowest(taker));
            if (!Figures.isLonger(Figures.drain(from), Figures.drain(to))) break;   // and so no later pair's does
            boolean standing = isStanding(from, to);
            if (helpsItself(from, to, standing)) {
                taker++;
                continue;
            }
            boolean large = Figures.drain(from) - Figures.drain(to) > Thresholds.SMALL_DRAIN_NANOS;
            if (!large && !standing) {
                giver++;   // it may be for the sake of either that the pair does not stand
                taker++;
            } else {
                if (order(from, to, large)) taker++;
                giver++;
            }
        }
        return orders;
    }

    /// Whether the taker is at rest and will find the giver's tasks by itself, before an order could reach them. One that searches does, unless the
    /// queue stands all the same; one that is parked is woken for tasks that have just come, but not for those that were there a tick ago.
    private boolean helpsItself(WorkerLoad from, WorkerLoad to, boolean standing) {
        if (to.state() == WorkerState.SEARCHING) return !standing;
        if (to.state() != WorkerState.PARKED) return false;
        WorkerLoad fromBefore = before(from);
        WorkerLoad toBefore = before(to);
        return fromBefore.readyTasks() == 0 || !Figures.isAtRest(toBefore);
    }

    /// The same worker a tick ago.
    private WorkerLoad before(WorkerLoad load) {
        List<WorkerLoad> workers = previous.workers();
        return load.worker() < workers.size() ? workers.get(load.worker()) : load;
    }

    private boolean isStanding(WorkerLoad from, WorkerLoad to) {
        return standingSurplus(from, to) >= Thresholds.STANDING_SURPLUS_MIN
                && standingSurplus(before(from), before(to)) >= Thresholds.STANDING_SURPLUS_MIN;
    }

    /// How many tasks the giver has too many on the average of late; 0 if that is within the band, NaN if it is not known.
    private static double standingSurplus(WorkerLoad from, WorkerLoad to) {
        double fromWork = standingWork(from);
        double toWork = standingWork(to);
        double fromCapacity = Figures.capacity(from);
        double toCapacity = Figures.capacity(to);
        if (!Figures.isLonger(fromWork / fromCapacity, toWork / toCapacity)) return 0;
        return surplus(fromWork, fromCapacity, toWork, toCapacity, from.meanServiceNanos());
    }

    private static double standingWork(WorkerLoad load) {
        return load.standingTasks() == 0 ? 0 : load.standingTasks() * load.meanServiceNanos();
    }

    /// How many of the giver's tasks make both drain times equal: (giver's work - n x service) / its capacity = (taker's work + n x service) / its
    /// capacity, solved for n.
    private static double surplus(double fromWork, double fromCapacity, double toWork, double toCapacity, double service) {
        return (fromWork * toCapacity - toWork * fromCapacity) / (service * (fromCapacity + toCapacity));
    }

    private boolean order(WorkerLoad from, WorkerLoad to, boolean large) {
        double fromCapacity = Figures.capacity(from);
        double toCapacity = Figures.capacity(to);
        double fromWork = Figures.work(from);
        double toWork = Figures.work(to);
        double before = Math.max(fromWork / fromCapacity, toWork / toCapacity);
        double service = from.meanServiceNanos();
        double surplus = surplus(fromWork, fromCapacity, toWork, toCapacity, service);
        int most = Math.min(Math.min(Figures.waiting(from), Order.MAX_TASKS), budget);
        if (!large) most = (int) Math.min(most, Math.round(standingSurplus(from, to)));
        int tasks = (int) Math.min(surplus, most);
        double after = longer(tasks, service, fromWork, fromCapacity, toWork, toCapacity);
        if (tasks < most) {   // the whole number above may bring more, as where one of two tasks is to go to an idle worker
            double afterOneMore = longer(tasks + 1, service, fromWork, fromCapacity, toWork, toCapacity);
            if (afterOneMore < after) {
                tasks++;
                after = afterOneMore;
            }
        }
        if (tasks == 0) return false;
        budget -= tasks;
        orders.add(new Order.Ready(from.worker(), to.worker(), tasks, reason, Figures.gainNanos(before, after)));
        return true;
    }

    private static double longer(int tasks, double service, double fromWork, double fromCapacity, double toWork, double toCapacity) {
        return Math.max((fromWork - tasks * service) / fromCapacity, (toWork + tasks * service) / toCapacity);
    }
}
