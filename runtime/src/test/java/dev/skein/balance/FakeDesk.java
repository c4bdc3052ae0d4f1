package dev.skein.balance;

import dev.skein.api.MoveReason;
import dev.skein.api.Order;
import dev.skein.handoff.Envelope;
import dev.skein.handoff.OrderDesk;
import dev.skein.handoff.OrderSlots;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// The workers as the balancer knows them, without workers: keeps the orders in real slots, and writes down what else it is asked for.
final class FakeDesk extends OrderDesk {

    final OrderSlots slots;
    /// What was asked for other than orders of tasks, as `pack 1`.
    final List<String> asked = new CopyOnWriteArrayList<>();
    final List<Envelope> placed = new CopyOnWriteArrayList<>();
    final List<Envelope> withdrawn = new CopyOnWriteArrayList<>();
    final List<Envelope> reoffered = new CopyOnWriteArrayList<>();
    final Map<Integer, String> classOfRunning = new ConcurrentHashMap<>();
    final Map<Long, HomeOutcome> homes = new ConcurrentHashMap<>();
    /// Workers that are packed away.
    final Set<Integer> packed = ConcurrentHashMap.newKeySet();
    volatile boolean takesOver;
    boolean hasEnded;
    /// What goes wrong after an order was placed, or null.
    volatile Error afterPlace;

    FakeDesk(int workers) {
        slots = new OrderSlots(workers);
    }

    @Override
    public boolean place(Envelope envelope, int carriedBy) {
        boolean put = envelope.handoff().order() instanceof Order.Running ? slots.putRunning(carriedBy, envelope) : slots.putReady(carriedBy, envelope);
        if (put) placed.add(envelope);
        Error error = afterPlace;
        if (error != null) throw error;
        return put;
    }

    @Override
    public void withdraw(Envelope envelope, int carriedBy) {
        withdrawn.add(envelope);
        slots.remove(carriedBy, envelope);
    }

    @Override
    public void reoffer(Envelope envelope) {
        reoffered.add(envelope);
    }

    @Override
    public HomeOutcome orderHome(long task, int to, MoveReason reason) {
        asked.add("home of " + task + ": " + to + " " + reason);
        return homes.getOrDefault(task, HomeOutcome.GONE);
    }

    @Override
    public boolean pack(int worker) {
        asked.add("pack " + worker);
        return packed.add(worker);
    }

    @Override
    public boolean unpack(int worker) {
        asked.add("unpack " + worker);
        return packed.remove(worker);
    }

    @Override
    public void nap(int worker, long nanos) {
        asked.add("nap " + worker + " " + nanos);
    }

    @Override
    public boolean takeOver(int worker, long run) {
        asked.add("take over " + worker + " in run " + run);
        return takesOver;
    }

    @Override
    public void giveAllToAll(int worker) {
        asked.add("give to all " + worker);
    }

    @Override
    public String describe(int worker) {
        return hasEnded ? "" : "what runs on " + worker;
    }

    @Override
    public String classOfRunning(int worker) {
        return classOfRunning.getOrDefault(worker, "Hog");
    }
}
