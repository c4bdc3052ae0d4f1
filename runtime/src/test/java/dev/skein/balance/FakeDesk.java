package dev.skein.balance;

import dev.skein.api.MoveReason;
import dev.skein.handoff.Envelope;
import dev.skein.handoff.OrderDesk;
import java.util.ArrayList;
import java.util.List;

/// Writes down what is asked of the workers, in words, and keeps the envelopes.
final class FakeDesk extends OrderDesk {

    final List<String> asked = new ArrayList<>();
    final List<Envelope> placed = new ArrayList<>();
    boolean hasRoom = true;
    boolean takesOver;
    String running = "";

    @Override
    public boolean place(Envelope envelope, int carriedBy) {
        if (!hasRoom) return false;
        asked.add("place with " + carriedBy);
        placed.add(envelope);
        return true;
    }

    @Override
    public void withdraw(Envelope envelope, int carriedBy) {
        asked.add("withdraw from " + carriedBy);
    }

    @Override
    public void reoffer(Envelope envelope) {
        asked.add("reoffer");
    }

    @Override
    public HomeOutcome orderHome(long task, int to, MoveReason reason) {
        return HomeOutcome.GONE;
    }

    @Override
    public boolean pack(int worker) {
        return true;
    }

    @Override
    public boolean unpack(int worker) {
        asked.add("unpack " + worker);
        return true;
    }

    @Override
    public void nap(int worker, long nanos) {
        asked.add("nap " + worker + ' ' + nanos);
    }

    @Override
    public boolean takeOver(int worker, long run) {
        asked.add("take over " + worker + " in run " + run);
        return takesOver;
    }

    @Override
    public void giveToAll(int worker) {
        asked.add("give to all " + worker);
    }

    @Override
    public String describe(int worker) {
        return running;
    }

    @Override
    public String classOfRunning(int worker) {
        return running;
    }
}
