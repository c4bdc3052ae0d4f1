package dev.skein.engine;

import dev.skein.api.BalancePolicy;
import dev.skein.api.Pinning;
import dev.skein.api.TaskDecorator;
import dev.skein.api.WhenFull;
import dev.skein.task.PlacedTask;
import org.jspecify.annotations.Nullable;

/// What the user asked for; checked by the builder.
///
/// @param name of the runtime
/// @param workers number of workers, or 0 for one per available CPU
/// @param pinning where they may run
/// @param stackBytes of a worker's thread, or 0 for the JVM's default
/// @param maxSpares threads beyond the number of workers, at most
/// @param sliceNanos time after which a run sees that it should yield
/// @param handler for what `execute` tasks throw; null for the threads' own
/// @param queueLimit entries in the queues beyond which no new task is taken, or [#NO_LIMIT]
/// @param whenFull what becomes of a task beyond the limit
/// @param decorator puts a context around tasks; null for none
/// @param policy decides what the balancer moves; null for the standard one
/// @param balanceNanos longest time between two ticks of the balancer while anything runs
/// @param stuckAfterNanos time without progress after which a worker is judged
/// @param footprintBudget bytes of declared footprints for each worker, or 0: no budget
/// @param account whether accounts are kept of spawned tasks
public record EngineConfig(
        String name, int workers, Pinning pinning, long stackBytes, int maxSpares, long sliceNanos,
        Thread.@Nullable UncaughtExceptionHandler handler, int queueLimit, WhenFull whenFull, @Nullable TaskDecorator decorator,
        @Nullable BalancePolicy policy, long balanceNanos, long stuckAfterNanos, long footprintBudget, boolean account) {

    /// Queues may grow as long as there is memory.
    public static final int NO_LIMIT = 0;

    /// Most workers that a runtime can have.
    public static final int MAX_WORKERS = PlacedTask.MAX_WORKERS;
}
