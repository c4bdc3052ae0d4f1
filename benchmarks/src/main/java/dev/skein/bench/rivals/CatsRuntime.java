package dev.skein.bench.rivals;

import cats.effect.IO$;
import cats.effect.unsafe.IORuntime;
import cats.effect.unsafe.IORuntimeConfig;
import cats.effect.unsafe.IORuntimeConfig$;
import cats.effect.unsafe.WorkStealingThreadPool;
import java.util.Objects;
import scala.Function0;
import scala.Tuple2;
import scala.Tuple3;
import scala.collection.immutable.List$;
import scala.concurrent.ExecutionContext;
import scala.runtime.BoxedUnit;

/// Where the fibers of cats-effect run: its own work-stealing pool, with as many threads as the others have workers and all else at its defaults (a fiber
/// gives way after 1,024 steps, for one). Without traces of fibers, as its makers advise for benchmarks: `BenchJvm.NO_FIBER_TRACES`.
public final class CatsRuntime implements AutoCloseable {

    /// Scala code comes to `IO` by its companion, and only in that order can the two be initialized.
    static {
        Objects.requireNonNull(IO$.MODULE$);
    }

    private final IORuntime runtime;

    /// @param workers threads that run fibers, >= 1
    public CatsRuntime(int workers) {
        if (workers < 1) throw new IllegalArgumentException("workers must be >= 1, got " + workers);
        Tuple3<WorkStealingThreadPool<?>, Object, Function0<BoxedUnit>> compute = IORuntime.createWorkStealingComputeThreadPool(workers,
                IORuntime.createWorkStealingComputeThreadPool$default$2(), IORuntime.createWorkStealingComputeThreadPool$default$3(),
                IORuntime.createWorkStealingComputeThreadPool$default$4(), IORuntime.createWorkStealingComputeThreadPool$default$5(),
                IORuntime.createWorkStealingComputeThreadPool$default$6(), IORuntime.createWorkStealingComputeThreadPool$default$7(),
                IORuntime.createWorkStealingComputeThreadPool$default$8(), IORuntime.createWorkStealingComputeThreadPool$default$9());
        Tuple2<ExecutionContext, Function0<BoxedUnit>> blocking =
                IORuntime.createDefaultBlockingExecutionContext(IORuntime.createDefaultBlockingExecutionContext$default$1());
        Function0<BoxedUnit> shutdown = () -> {
            compute._3().apply();
            blocking._2().apply();
            return BoxedUnit.UNIT;
        };
        IORuntimeConfig defaults = IORuntimeConfig$.MODULE$.apply();
        runtime = IORuntime.apply(compute._1(), blocking._1(), compute._1(), List$.MODULE$.empty(), shutdown, defaults);
    }

    public IORuntime runtime() {
        return runtime;
    }

    @Override
    public void close() {
        runtime.shutdown().apply();
    }
}
