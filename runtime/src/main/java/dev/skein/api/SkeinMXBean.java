package dev.skein.api;

import java.util.List;

/// One runtime for JMX, as `skein:type=Runtime,name=<its name>`; of several with one name in one JVM those that came later have a key `id=2`, `id=3` and so on
/// too. There from a second after the start to the end. The figures are the main ones of [SkeinStats] and [BalancerStats], and
/// [LoadSnapshot#imbalance].
public interface SkeinMXBean {

    /// Name of the runtime.
    String getName();

    /// `OPEN`, `SHUTDOWN`, `STOPPED`, `ENDING` or `TERMINATED`.
    String getState();

    /// Time since its start, in seconds.
    double getUpSeconds();

    /// Tasks accepted since the start.
    long getSubmitted();

    /// Tasks that ended with a value.
    long getCompleted();

    /// Tasks that ended with an exception.
    long getFailed();

    /// Tasks that were cancelled, and have been left.
    long getCancelled();

    /// Submissions that were refused.
    long getRejected();

    /// Tasks and forks that wait for a worker.
    long getQueued();

    /// Tasks that run now.
    int getRunning();

    /// Tasks that wait for a time or an event.
    long getSuspended();

    /// How often a worker took work from another.
    long getSteals();

    /// Tasks that changed workers by an order, a request or a retirement.
    long getMoves();

    /// How often a task was meant for a worker that is closed, and went elsewhere.
    long getRedirected();

    /// Looks that the balancer took.
    long getBalancerTicks();

    /// Orders that it gave.
    long getBalancerOrders();

    /// Orders that could not be given.
    long getBalancerRefusedOrders();

    /// Ticks at which the policy failed.
    long getBalancerSkippedTicks();

    /// How often it was started again.
    int getBalancerRestarts();

    /// Time since its last tick, in seconds; long while all workers sleep.
    double getBalancerAgeSeconds();

    /// What its last tick decided, such as `hold(below band)`.
    String getBalancerDecision();

    /// How often a worker was found that made no progress.
    long getStuck();

    /// Longest drain time by the mean one, at the last tick: 1 is even; NaN: not known.
    double getImbalance();

    /// The workers, by index.
    List<WorkerMXView> getWorkers();

    /// As `Skein.dump()`: totals, and the 1,000 oldest tasks.
    String dump();
}
