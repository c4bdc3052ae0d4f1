package dev.skein.api;

/// One worker for JMX, where it is composite data with these items; figures of [WorkerStats].
public interface WorkerMXView {

    /// Index of the worker.
    int getWorker();

    /// CPU that it is meant for, or -1.
    int getCpu();

    /// Whether its thread is bound to that CPU.
    boolean isPinned();

    /// What it does: [WorkerState].
    String getState();

    /// Tasks and forks in its queues.
    long getQueued();

    /// Tasks that ended there.
    long getCompleted();

    /// How often it took work from another.
    long getSteals();

    /// Tasks and forks that it took from others.
    long getStolenTasks();

    /// How often it went to sleep.
    long getParks();

    /// Time in which it ran tasks, in seconds.
    double getBusySeconds();

    /// CPU time of its threads, in seconds; NaN: the platform does not tell.
    double getCpuSeconds();
}
