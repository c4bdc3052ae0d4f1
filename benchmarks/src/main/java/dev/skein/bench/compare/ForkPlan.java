package dev.skein.bench.compare;

/// How much is measured.
///
/// @param forks JVMs per scheduler, >= 1
/// @param warmups iterations per fork that do not count, >= 0
/// @param iterations measured iterations per fork, >= 1
/// @param time length of an iteration, e.g. 500ms
public record ForkPlan(int forks, int warmups, int iterations, String time) {

    public ForkPlan {
        if (forks < 1 || iterations < 1 || warmups < 0) {
            throw new IllegalArgumentException("forks and iterations must be >= 1 and warmups >= 0, got " + forks + ", " + iterations + ", " + warmups);
        }
    }
}
