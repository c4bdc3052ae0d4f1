package dev.skein.simulator;

/// Which of its two candidates a task from outside goes to.
enum Placement {

    /// The first, which stands for the worker of the submitting thread, unless that one has work for more than 1 ms: then the one whose drain time is
    /// shorter, as the balancer saw it last and with what has come since. What `dev.skein.worker.Receivers` does.
    RUNTIME("runtime"),
    /// Always the one whose drain time is shorter.
    SHORTER("shorter"),
    /// The one that has fewer tasks at this instant, by its speed.
    FEWER("fewer"),
    /// The first.
    RANDOM("random");

    private final String label;

    Placement(String label) {
        this.label = label;
    }

    @Override
    public String toString() {
        return label;
    }
}
