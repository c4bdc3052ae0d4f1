package dev.skein.bench.forkjoin;

import cats.effect.IO;
import cats.effect.kernel.Fiber;
import dev.skein.bench.rivals.CatsRuntime;

/// Fork/join by fibers of cats-effect: a fork is a `start`, a join its `joinWithNever`.
@SuppressWarnings("rawtypes")   // Scala's types of types come to Java as raw ones
final class CatsForks {

    private CatsForks() { }

    /// Computes the whole, and waits for it on the calling thread, which is no worker.
    static long compute(CatsRuntime cats, Part whole) {
        return compute(whole).unsafeRunSync(cats.runtime());
    }

    static long skynet(CatsRuntime cats, int leaves) {
        return skynet(0, leaves).unsafeRunSync(cats.runtime());
    }

    private static IO<Long> compute(Part part) {
        return IO.defer(() -> part.isSmall() ? IO.pure(part.value())
                : compute(part.first()).start().flatMap(first -> compute(part.second()).flatMap(second -> join(first).map(value -> value + second))));
    }

    private static IO<Long> skynet(long number, int size) {
        if (size == 1) return IO.pure(number);
        return IO.defer(() -> fork(number, size / SkynetBenchmark.FAN_OUT, 0));
    }

    /// Forks the children from `child` on, and joins them.
    private static IO<Long> fork(long number, int part, int child) {
        if (child == SkynetBenchmark.FAN_OUT) return IO.pure(0L);
        return skynet(number + (long) child * part, part).start()
                .flatMap(forked -> fork(number, part, child + 1).flatMap(others -> join(forked).map(value -> value + others)));
    }

    @SuppressWarnings("unchecked")
    private static IO<Long> join(Fiber<IO, Throwable, Long> fiber) {
        return (IO<Long>) fiber.joinWithNever(IO.asyncForIO());
    }
}
