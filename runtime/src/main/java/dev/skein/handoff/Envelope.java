package dev.skein.handoff;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Carries the tasks of one handoff from worker to worker, as an entry in a queue. It has room for all of them from the start, so that between the
/// first task that leaves a queue and the publication nothing needs memory (H3).
///
/// Several queues may hold it: the one it was published in, and past its deadline the overflow too. Whoever takes it from one asks
/// [Handoff#accept]; who loses drops it.
///
/// tasks, count: the carrier that has taken the order, until it has published the envelope in a queue; then who has accepted (H2).
public final class Envelope implements Runnable {

    private final Handoff handoff;
    private final @Nullable Runnable[] tasks;
    private int count;

    /// @param room most tasks it can hold, 1 or more
    public Envelope(Handoff handoff, int room) {
        if (room < 1) throw new IllegalArgumentException("room must be 1 or more, got " + room);
        this.handoff = handoff;
        this.tasks = new Runnable[room];
    }

    public Handoff handoff() {
        return handoff;
    }

    public boolean isFull() {
        return count == tasks.length;
    }

    /// Tasks that are in it.
    public int count() {
        return count;
    }

    /// Puts a task in; there must be room.
    public void put(Runnable task) {
        tasks[count] = task;
        count++;
    }

    /// Takes out the task that was put in last, or returns null if there is none.
    public @Nullable Runnable take() {
        if (count == 0) return null;
        Runnable last = tasks[count - 1];
        tasks[count - 1] = null;
        count--;
        return last;
    }

    /// Takes out the task that was put in at this place, 0 first; null if it was taken before. For who takes them in order.
    public @Nullable Runnable takeAt(int place) {
        Runnable task = tasks[place];
        tasks[place] = null;
        return task;
    }

    /// Shows what is in it to somebody who has seen it in a queue, and leaves it there; what is taken out meanwhile may be missed. What is shown was put in
    /// before the envelope was published.
    public void forEach(Consumer<? super Runnable> action) {
        for (Runnable task : tasks) {
            if (task != null) action.accept(task);
        }
    }

    /// Never called: who takes an envelope from a queue opens it.
    @Override
    public void run() {
        throw new IllegalStateException("an envelope is opened, not run: " + handoff);
    }
}
