package dev.skein.simulator;

import java.util.function.DoubleUnaryOperator;

/// How long tasks take on a CPU of capability 1. All but [#ENDLESS] have the mean that is asked for.
enum ServiceTimes {

    CONSTANT("constant") {
        @Override
        DoubleUnaryOperator quantile(double tail) {
            return _ -> 1;
        }
    },

    EXPONENTIAL("exponential") {
        @Override
        DoubleUnaryOperator quantile(double tail) {
            return part -> -StrictMath.log(1 - part);
        }
    },

    /// Cut off at [#CUT_OFF] times the mean: most tasks are short, and much of the work is in few long ones.
    PARETO("pareto") {
        @Override
        DoubleUnaryOperator quantile(double tail) {
            double least = leastOfPareto(tail);
            double kept = 1 - StrictMath.pow(least / CUT_OFF, tail);
            return part -> least * StrictMath.pow(1 - part * kept, -1 / tail);
        }
    },

    /// Tasks that never end and put themselves back after each slice.
    ENDLESS("endless") {
        @Override
        DoubleUnaryOperator quantile(double tail) {
            return _ -> Double.POSITIVE_INFINITY;
        }
    };

    /// Longest Pareto service by the mean.
    static final double CUT_OFF = 1_000;

    private final String label;

    ServiceTimes(String label) {
        this.label = label;
    }

    /// The service, by the mean, below which a part (0 up to 1) of all tasks stays. StrictMath, so that a seed gives the same run everywhere.
    ///
    /// @param tail exponent of the Pareto tail, above 1; the smaller, the heavier
    abstract DoubleUnaryOperator quantile(double tail);

    /// The shortest service for which the truncated distribution has the mean 1.
    private static double leastOfPareto(double tail) {
        double low = 0;
        double high = 1;
        for (int halving = 0; halving < 60; halving++) {
            double middle = (low + high) / 2;
            double ratio = middle / CUT_OFF;
            double mean = tail / (tail - 1) * middle * (1 - StrictMath.pow(ratio, tail - 1)) / (1 - StrictMath.pow(ratio, tail));
            if (mean < 1) low = middle;
            else high = middle;
        }
        return high;
    }

    @Override
    public String toString() {
        return label;
    }
}
