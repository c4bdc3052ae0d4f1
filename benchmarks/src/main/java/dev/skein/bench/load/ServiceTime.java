package dev.skein.bench.load;

import java.util.random.RandomGenerator;

/// How long tasks take, by their mean.
public enum ServiceTime {

    CONSTANT("constant") {
        @Override
        double quantile(double part) {
            return 1;
        }
    },

    EXPONENTIAL("exponential") {
        @Override
        double quantile(double part) {
            return -StrictMath.log(1 - part);
        }
    },

    /// With tail exponent [#TAIL], cut off at [#CUT_OFF] times the mean: a fifth of the work is in the longest hundredth of the tasks.
    PARETO("pareto") {
        @Override
        double quantile(double part) {
            return PARETO_LEAST * StrictMath.pow(1 - part * PARETO_KEPT, -1 / TAIL);
        }
    };

    /// The longest Pareto service by the mean.
    public static final double CUT_OFF = 1_000;
    /// As in the simulation of the balancer: the mean would exist without the cut, the variance would not.
    public static final double TAIL = 1.5;

    private static final int HALVINGS = 60;
    private static final double PARETO_LEAST = paretoLeast();
    private static final double PARETO_KEPT = 1 - StrictMath.pow(PARETO_LEAST / CUT_OFF, TAIL);

    private final String label;

    ServiceTime(String label) {
        this.label = label;
    }

    /// The service below which a part (0 up to 1) of all tasks stays; the mean over all parts is 1. StrictMath, so that a seed gives the same everywhere.
    abstract double quantile(double part);

    /// One service, by the mean. Takes one number from `random`, whatever the distribution: a seed brings long tasks at the same places in all of them.
    public double draw(RandomGenerator random) {
        return quantile(random.nextDouble());
    }

    @Override
    public String toString() {
        return label;
    }

    /// The shortest service for which the truncated distribution has the mean 1.
    private static double paretoLeast() {
        double low = 0;
        double high = 1;
        for (int halving = 0; halving < HALVINGS; halving++) {
            double middle = (low + high) / 2;
            if (paretoMean(middle) < 1) low = middle;
            else high = middle;
        }
        return low;
    }

    private static double paretoMean(double least) {
        double ratio = least / CUT_OFF;
        double whole = least * TAIL / (TAIL - 1);
        return whole * (1 - StrictMath.pow(ratio, TAIL - 1)) / (1 - StrictMath.pow(ratio, TAIL));
    }
}
