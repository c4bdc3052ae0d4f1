package dev.skein.micrometer;

import dev.skein.api.Availability;
import dev.skein.api.SkeinStats;
import dev.skein.api.WorkerState;
import dev.skein.api.WorkerStats;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.BaseUnits;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// The meters that Micrometer's own binder gives a JDK pool, under the same names and in the same units. What a ThreadPoolExecutor does not have stands as a
/// ForkJoinPool's does.
final class ExecutorMeters {

    private final Binding binding;
    private final MeterRegistry registry;
    private final Readings readings;

    ExecutorMeters(Binding binding, MeterRegistry registry, Readings readings) {
        this.binding = binding;
        this.registry = registry;
        this.readings = readings;
    }

    void bind() {
        counter("executor.completed", BaseUnits.TASKS, "Tasks that have ended, whatever the end", it -> it.completed() + it.failed() + it.cancelled());
        gauge("executor.active", BaseUnits.THREADS, "Threads that are inside a task, those that wait there included", SkeinStats::running);
        gauge("executor.queued", BaseUnits.TASKS, "Tasks and forks that wait for a worker", SkeinStats::queued);
        gauge("executor.queue.remaining", BaseUnits.TASKS, "Tasks that the queues take until the queue limit is reached; 2147483647 without a limit",
                SkeinStats::queueRemaining);
        gauge("executor.pool.size", BaseUnits.THREADS, "Threads that serve workers, and spares", SkeinStats::threads);
        gauge("executor.pool.core", BaseUnits.THREADS, "Workers, retired ones included", it -> it.workers().size());
        gauge("executor.pool.max", BaseUnits.THREADS, "Workers, and all spares that there may be", SkeinStats::maxThreads);
        counter("executor.steals", null, "How often a worker took work from another", SkeinStats::steals);
        gauge("executor.running", null, "Workers that run tasks or look for some: neither parked nor blocked",
                it -> count(it, worker -> worker.state() == WorkerState.RUNNING || worker.state() == WorkerState.SEARCHING));
        gauge("executor.parallelism", BaseUnits.THREADS, "Workers that tasks may be sent to: neither retired nor packed away",
                it -> count(it, worker -> worker.availability() == Availability.OPEN));
        gauge("executor.delayed", BaseUnits.TASKS, "Delayed and periodic tasks that wait for their time", SkeinStats::delayed);
    }

    private static double count(SkeinStats stats, Predicate<WorkerStats> which) {
        return stats.workers().stream().filter(which).count();
    }

    private void counter(String name, @Nullable String unit, String description, ToLongFunction<SkeinStats> sum) {
        binding.counter(registry, name, unit, Tags.empty(), description, () -> sum.applyAsLong(readings.stats()));
    }

    private void gauge(String name, @Nullable String unit, String description, ToDoubleFunction<SkeinStats> value) {
        binding.gauge(registry, name, unit, Tags.empty(), description, () -> value.applyAsDouble(readings.stats()));
    }
}
