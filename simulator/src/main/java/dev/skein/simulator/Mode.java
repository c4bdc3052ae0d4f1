package dev.skein.simulator;

/// Who schedules. All modes get the same arrivals.
enum Mode {

    /// Stealing, and the policy's orders.
    POLICY("policy"),
    /// Stealing alone.
    STEALING("stealing alone"),
    /// Each task stays where it came.
    NONE("no balancing"),
    /// One queue for all, dispatched without delay and cost.
    CENTRAL("ideal central queue");

    private final String label;

    Mode(String label) {
        this.label = label;
    }

    @Override
    public String toString() {
        return label;
    }
}
