package dev.skein.micrometer;

import dev.skein.api.BalancerAction;
import dev.skein.api.HandoffFailure;
import dev.skein.api.LatencyStats;
import dev.skein.api.MoveReason;
import dev.skein.api.SkeinStats;
import dev.skein.api.WorkerStats;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.BaseUnits;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// The meters that no other pool has: of workers, tasks, moves and the balancer.
final class SkeinMeters {

    private static final @Nullable String NO_UNIT = null;

    private final Binding binding;
    private final MeterRegistry registry;
    private final Readings readings;

    SkeinMeters(Binding binding, MeterRegistry registry, Readings readings) {
        this.binding = binding;
        this.registry = registry;
        this.readings = readings;
    }

    void bind() {
        for (WorkerStats worker : readings.stats().workers()) bindWorker(worker);
        bindTasks();
        bindMoves();
        bindBalancer();
        bindLatency();
    }

    /// @param known the worker's figures now: what the platform does not tell has no meter
    private void bindWorker(WorkerStats known) {
        int index = known.worker();
        Tags worker = Tags.of("worker", Integer.toString(index));
        gauge("skein.worker.queued", BaseUnits.TASKS, worker, "Tasks and forks in its queues", () -> of(index).queued());
        gauge("skein.worker.pinned", NO_UNIT, worker, "1 while its thread is bound to a CPU of its own, else 0", () -> of(index).pinned() ? 1 : 0);
        time("skein.worker.busy", worker, "Time in which it ran tasks; while a spare stands in for a carrier that blocks, that of both", () -> of(index).busyNanos());
        if (known.cpuNanos() >= 0) time("skein.worker.cpu", worker, "CPU time that its threads have used", () -> of(index).cpuNanos());
        if (known.runDelayNanos() >= 0) {
            time("skein.worker.rundelay", worker, "Time in which its threads were ready to run and others had the CPU", () -> of(index).runDelayNanos());
        }
        counter("skein.worker.steals", NO_UNIT, worker, "How often it took work from another worker", () -> of(index).steals());
        counter("skein.worker.stolen", BaseUnits.TASKS, worker, "Tasks and forks that it took from other workers", () -> of(index).stolenTasks());
        counter("skein.worker.parks", NO_UNIT, worker, "How often it went to sleep", () -> of(index).parks());
        counter("skein.worker.wakes.empty", NO_UNIT, worker, "How often it was woken, found nothing, and went to sleep again", () -> of(index).emptyWakes());
    }

    private WorkerStats of(int worker) {
        return readings.stats().workers().get(worker);
    }

    private void bindTasks() {
        task("submitted", "Tasks accepted; a periodic one counts once", SkeinStats::submitted);
        gauge("skein.tasks.suspended", NO_UNIT, Tags.empty(), "Tasks that wait for a time or an event and hold no worker", () -> readings.stats().suspended());
        task("cancelled", "Tasks that were cancelled, and have left", SkeinStats::cancelled);
        task("failed", "Tasks that ended with an exception", SkeinStats::failed);
        String rejected = "Submissions refused: `closed` after the end, `full` at the queue limit";
        counter("skein.tasks.rejected", NO_UNIT, Tags.of("reason", "closed"), rejected, () -> closed(readings.stats()));
        counter("skein.tasks.rejected", NO_UNIT, Tags.of("reason", "full"), rejected, () -> readings.stats().rejectedFull());
        counter("skein.tasks.stuck", NO_UNIT, Tags.empty(), "How often a worker was found stuck because of its task",
                () -> readings.balancer().stuck());
    }

    private static long closed(SkeinStats stats) {
        return stats.rejected() - stats.rejectedFull();
    }

    private void task(String what, String description, ToLongFunction<SkeinStats> sum) {
        counter("skein.tasks." + what, NO_UNIT, Tags.empty(), description, () -> sum.applyAsLong(readings.stats()));
    }

    private void bindMoves() {
        for (MoveReason reason : MoveReason.values()) {
            counter("skein.moves", NO_UNIT, Tags.of("reason", lowerCase(reason)), "Tasks that changed workers; `steal` and `wake`: what workers did by themselves",
                    () -> sum(readings.stats().movesByReason(), reason));
        }
        binding.timer(registry, "skein.handoff.time", "Handoffs that brought their tasks to the other worker, and the time from the order until then",
                () -> readings.stats().handoffs().settled(), () -> readings.stats().handoffs().settledNanos());
        for (HandoffFailure reason : HandoffFailure.values()) {
            counter("skein.handoff.failed", NO_UNIT, Tags.of("reason", lowerCase(reason)), "Handoffs that moved nothing, and why",
                    () -> sum(readings.stats().handoffs().failed(), reason));
        }
    }

    private void bindBalancer() {
        for (BalancerAction action : BalancerAction.values()) {
            counter("skein.balancer.decisions", NO_UNIT, Tags.of("action", lowerCase(action)),
                    "Looks at which the balancer held still, orders that it gave by kind, and what could not be given",
                    () -> sum(readings.balancer().decisions(), action));
        }
        binding.timer(registry, "skein.balancer.cycle", "Ticks of the balancer, and the time they took",
                () -> readings.balancer().ticks(), () -> readings.balancer().tickNanos());
        binding.duration(registry, "skein.balancer.age", Tags.empty(), "Time since its last tick; long while all workers sleep", () -> readings.balancer().ageNanos());
        gauge("skein.balancer.imbalance", NO_UNIT, Tags.empty(), "Longest drain time of an open worker divided by the mean of them: 1 is even",
                () -> readings.balancer().imbalance());
    }

    private void bindLatency() {
        quantile("0.5", LatencyStats::p50Nanos);
        quantile("0.99", LatencyStats::p99Nanos);
        quantile("0.999", LatencyStats::p999Nanos);
        counter("skein.latency.samples", NO_UNIT, Tags.empty(), "Wakes of which the latency was measured: one in 256 of tasks that had suspended",
                () -> readings.latency().samples());
    }

    private void quantile(String quantile, ToDoubleFunction<LatencyStats> nanos) {
        binding.duration(registry, "skein.latency", Tags.of("quantile", quantile), "Time from the wake of a suspended task until it ran, since the meters were made",
                () -> nanos.applyAsDouble(readings.latency()));
    }

    private static <K> long sum(Map<K, Long> sums, K key) {
        return sums.getOrDefault(key, 0L);
    }

    /// As the value of a tag.
    private static String lowerCase(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private void counter(String name, @Nullable String unit, Tags tags, String description, LongSupplier sum) {
        binding.counter(registry, name, unit, tags, description, sum);
    }

    private void time(String name, Tags tags, String description, LongSupplier nanos) {
        binding.time(registry, name, tags, description, nanos);
    }

    private void gauge(String name, @Nullable String unit, Tags tags, String description, DoubleSupplier value) {
        binding.gauge(registry, name, unit, tags, description, value);
    }
}
