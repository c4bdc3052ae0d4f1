package dev.skein.simulator;

import java.util.Arrays;

/// How capable the workers' CPUs are, where 1 is the strongest.
enum Capacities {

    EQUAL("equal") {
        @Override
        double of(int worker) {
            return 1;
        }
    },

    /// Every other one is half as fast.
    BIG_LITTLE("big-little") {
        @Override
        double of(int worker) {
            return worker % 2 == 0 ? 1 : 0.5;
        }
    },

    /// One has a quarter of what the others have.
    ONE_SLOW("one-slow") {
        @Override
        double of(int worker) {
            return worker == 0 ? 0.25 : 1;
        }
    };

    private final String label;

    Capacities(String label) {
        this.label = label;
    }

    abstract double of(int worker);

    double[] ofAll(int workers) {
        double[] all = new double[workers];
        Arrays.setAll(all, this::of);
        return all;
    }

    @Override
    public String toString() {
        return label;
    }
}
