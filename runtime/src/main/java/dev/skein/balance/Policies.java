package dev.skein.balance;

import dev.skein.api.BalancePolicy;
import java.time.Duration;
import java.util.List;

/// The policies that come with Skein, to be used alone or put together with [#all].
///
/// | policy | moves | when |
/// |---|---|---|
/// | [#load] | ready tasks | drain times differ by more than 25 % of the longer one |
/// | [#capability] | a running task | it has run for 20 ms, and an idle worker is 1.25 times as capable |
/// | [#contention] | ready and running tasks | others use more than a fifth of the worker's CPU |
/// | [#stuck] | all ready tasks | a task or its thread holds the worker up |
/// | [#locality] | a running task | it left its worker less than 5 ms ago, after 10 ms there |
/// | [#memory] | tasks with footprints | these exceed the worker's budget |
/// | [#energy] | workers to and from rest | fewer would do, or no longer do |
///
/// [#standard] is all of these but energy, and what a Skein uses unless told otherwise. Each policy looks at two snapshots and at nothing else:
/// it has no state, no clock and no random numbers, so the same snapshots give the same orders. With one worker none orders anything. A worker
/// of which a figure that matters is not known (NaN) is left out, and nothing is ever sent to one that may not take
/// ([dev.skein.api.WorkerLoad#mayTake]).
///
/// **Putting together.** In `all(a, b)` `a` has precedence. `b` sees the snapshot as if the orders of `a` were under way already, and what still
/// contradicts them is left out: a worker gives ready tasks by one order and its running task by one (a stuck one may be evacuated to several),
/// gives nothing of a kind that it takes, and is not packed if it takes anything.
///
/// **Writing your own.** A policy is a function of two snapshots, so a test of it needs no Skein:
///
/// ```java
/// BalancePolicy drainTheFirst = (previous, now) -> {
///     WorkerLoad first = now.workers().getFirst();
///     WorkerLoad last = now.workers().getLast();
///     int there = last.readyTasks() + last.arrivingTasks();
///     if (first == last || !last.mayTake() || first.readyTasks() - first.leavingTasks() < 2 * there + 2) return List.of();
///     return List.of(new Order.Ready(first.worker(), last.worker(), 1, MoveReason.LOAD, 0));
/// };
/// Skein skein = Skein.builder().policy(Policies.all(drainTheFirst, Policies.standard())).start();
/// ```
///
/// - It is asked at each tick, every 5 to 20 ms, or with very many workers some times a second: do not wait in it, and allocate little where there is
///   nothing to do.
/// - Count what is under way (`arrivingTasks`, `leavingTasks`), else the same imbalance is mended twice.
/// - Compare by a band and not by `>`, else two workers hand the same task to and fro.
/// - An order is a wish. Do not rely on its being carried out; look at the next snapshot.
/// - One that throws or names workers that do not exist is skipped for the tick, together with what it was put together with.
public final class Policies {

    private static final BalancePolicy NONE = new NoPolicy();
    private static final BalancePolicy LOAD = new LoadPolicy();
    private static final BalancePolicy CAPABILITY = new CapabilityPolicy();
    private static final BalancePolicy CONTENTION = new ContentionPolicy();
    private static final BalancePolicy MEMORY = new MemoryPolicy();
    private static final BalancePolicy LOCALITY = new LocalityPolicy();
    private static final BalancePolicy STUCK = new StuckPolicy();
    private static final BalancePolicy CHAOS = new ChaosPolicy();
    private static final BalancePolicy STANDARD = all(STUCK, CONTENTION, LOAD, CAPABILITY, LOCALITY, MEMORY);

    private Policies() {}

    /// What a Skein uses unless told otherwise: stuck, contention, load, capability, locality, and memory where there is a budget; those
    /// that come first have precedence.
    public static BalancePolicy standard() {
        return STANDARD;
    }

    /// Makes drain times equal ([dev.skein.api.WorkerLoad#drainNanos]: how long a worker needs for what it has, at the capacity that it
    /// gets).
    ///
    /// Two workers differ if the longer drain is longer by more than 25 %, and by 1 ms; or, however short the queues, if their averages
    /// over 100 ms say the same at two ticks in a row: so a hundred short tasks each that put themselves back become 133 and 67 if one of
    /// the workers is half as capable. Then the whole surplus moves: half the difference between equal workers, but no more than waits
    /// there and than 256 tasks by one order; and in one tick no more than 64 tasks for each worker that there is, or 256 if these are fewer
    /// than four. A worker that is looking for work is left to find it.
    public static BalancePolicy load() {
        return LOAD;
    }

    /// Sends a task that has run for 20 ms to an idle worker whose effective capacity (capability of the CPU times the share of it that is
    /// to be had) is at least 1.25 times that of its own, the task that gains most first. Never to an equal one, and never while others
    /// wait where it runs: those go first.
    public static BalancePolicy capability() {
        return CAPABILITY;
    }

    /// Takes work off workers that get less than 80 % of their CPU, since other processes use it, or that the kernel has kept from it for
    /// long: what waits, by the rule of [#load], and a task that runs alone there, by that of [#capability] but from an age of 5 ms.
    public static BalancePolicy contention() {
        return CONTENTION;
    }

    /// Keeps the sum of the footprints that tasks have declared within the budget of their worker (`SkeinBuilder.footprintBudget`): the
    /// largest tasks that fit elsewhere get a home on the worker with most room. Orders nothing without a budget. No worker gets more than
    /// fits.
    public static BalancePolicy memory() {
        return MEMORY;
    }

    /// Uses few workers, and lets those nap, while 99 of 100 tasks wait no longer than a bound. For programs with little to do most of the
    /// time: it saves wake-ups, and a task may wait almost as long as allowed even where workers are idle.
    ///
    /// It packs a worker, an eighth of them at a time, if the others will be busy for at most half of their time and the wait predicted
    /// from the mean service time and the busy share is at most half of the bound; once in 100 ms, and if two ticks agree. It unpacks at
    /// once as many as are needed when a queue takes longer than the bound, or the open workers are busy for more than 80 % of the time.
    /// A nap takes 80 % of the bound; nobody naps while the open workers are busy for 70 % of the time.
    ///
    /// Not part of [#standard]; `all(energy(waitMax), standard())` is what you will want.
    ///
    /// @param waitMax the bound, 1 ms to 1 s; there is no default
    public static BalancePolicy energy(Duration waitMax) {
        return new EnergyPolicy(waitMax);
    }

    /// Sends a running task back to a worker that it left less than 5 ms ago and where it had run for 10 ms or more, since its data is
    /// still in that CPU's caches; unless that worker has more to do or is slower, by 25 %, or has no room for the task's footprint.
    public static BalancePolicy locality() {
        return LOCALITY;
    }

    /// Sends everything that waits with a worker away which has made no progress for `stuckAfter`, since a task hogs it or its thread is blocked,
    /// to those with the shortest drain times. If none may take, the tasks become anybody's without an order.
    public static BalancePolicy stuck() {
        return STUCK;
    }

    /// Orders nothing. Workers still steal from each other.
    public static BalancePolicy none() {
        return NONE;
    }

    /// Moves everything to the next worker at each tick, waiting, running or suspended with a footprint, and packs a worker every 32 ticks
    /// and unpacks it 16 later. For tests of tasks that should not mind; to be used alone, since [#all] leaves out what contradicts itself.
    public static BalancePolicy chaos() {
        return CHAOS;
    }

    /// Several policies as one; those that come first have precedence.
    ///
    /// @throws NullPointerException if one is null
    public static BalancePolicy all(BalancePolicy... policies) {
        return new Composition(List.of(policies));
    }
}
