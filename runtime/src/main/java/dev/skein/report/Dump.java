package dev.skein.report;

import dev.skein.api.BalancerStats;
import dev.skein.api.LoadSnapshot;
import dev.skein.api.MoveRecord;
import dev.skein.api.Order;
import dev.skein.api.OrderRecord;
import dev.skein.api.SkeinStats;
import dev.skein.api.WorkerStats;
import dev.skein.balance.Decision;
import dev.skein.balance.Policies;
import dev.skein.engine.EngineConfig;
import dev.skein.engine.Inspection;
import dev.skein.task.ContinuationTask;
import dev.skein.worker.PoolConfig;
import dev.skein.worker.RunView;
import dev.skein.worker.WorkerView;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One dump of one runtime. All that is written was true at some instant of it; nothing waits for it but who has asked.
final class Dump {

    /// Tasks that the short form shows.
    static final int OLDEST = 1_000;
    /// Orders, and moves, that are shown: the last ones.
    private static final int RECORDS = 20;
    /// Frames of a stack that are shown, the innermost.
    private static final int FRAMES = 64;

    private final Inspection runtime;
    private final Lines lines;
    private final long now = System.nanoTime();
    private final @Nullable Decision decision;
    private final TaskLines tasks;

    Dump(Inspection runtime, Appendable out) {
        this.runtime = runtime;
        this.lines = new Lines(out);
        this.decision = runtime.balancing().lastDecision();
        this.tasks = new TaskLines(lines, decision == null ? null : decision.snapshot());
    }

    /// Everything.
    void full() {
        top();
        List<RunView> runs = workers();
        lines.text("tasks:").end();
        for (RunView run : runs) writeInside(run);
        runtime.workers().forEachQueued(tasks::queued);
        runtime.forEachScheduled(tasks::scheduled);
        runtime.forEachSuspendable(tasks::suspendable);
        lines.text("  ").field("listed", tasks.written()).end();
        bottom();
    }

    /// Everything but most of the tasks: what runs, then the suspendable ones that are known for longest, then what waits for its time, then the
    /// queues, until there are [#OLDEST].
    void oldest() {
        top();
        List<RunView> runs = workers();
        lines.text("tasks, the oldest:").end();
        for (RunView run : runs) writeInside(run);
        for (ContinuationTask<?> task : runtime.oldestSuspendable(OLDEST)) {
            if (hasRoom()) tasks.suspendable(task);
        }
        runtime.forEachScheduled(task -> {
            if (hasRoom()) tasks.scheduled(task);
        });
        runtime.workers().forEachQueued((entry, queue, worker) -> {
            if (hasRoom()) tasks.queued(entry, queue, worker);
        });
        lines.text("  ").field("listed", tasks.written()).end();
        bottom();
    }

    private boolean hasRoom() {
        return tasks.written() < OLDEST;
    }

    private void top() {
        lines.text("skein ").text(runtime.name()).field("state", runtime.state()).seconds("up", runtime.ageNanos())
                .field("at", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString()).end();
        EngineConfig asked = runtime.settings();
        PoolConfig plan = runtime.workers().config();
        lines.text("configuration:").end();
        lines.text("  ").field("workers", plan.workers()).field("availableCpus", plan.availableCpus())
                .field("pinning", asked.pinning().toString().replace(" ", "")).field("stackBytes", asked.stackBytes()).field("maxSpares", asked.maxSpares())
                .seconds("timeSlice", asked.sliceNanos()).seconds("stuckAfter", asked.stuckAfterNanos())
                .field("queueLimit", asked.queueLimit(), EngineConfig.NO_LIMIT).field("whenFull", asked.whenFull().name())
                .seconds("balanceInterval", asked.balanceNanos()).name("policy", policyName(asked)).field("footprintBudget", asked.footprintBudget(), 0)
                .name("decorator", classOf(asked.decorator())).name("handler", classOf(asked.handler())).end();
        quota();
    }

    /// A process that its control groups do not let run looks as if nothing made progress.
    private void quota() {
        Inspection.Throttled throttled = runtime.throttled();
        lines.text("  ").field("quotaPeriods", throttled.periods(), -1).field("throttledPeriods", throttled.throttledPeriods(), -1)
                .seconds("throttled", throttled.nanos()).end();
    }

    private static String policyName(EngineConfig asked) {
        Object policy = asked.policy();
        return policy == null || policy.equals(Policies.standard()) ? "standard" : policy.getClass().getName();
    }

    private static String classOf(@Nullable Object object) {
        return object == null ? "-" : object.getClass().getName();
    }

    // Workers.

    /// @return what runs
    private List<RunView> workers() {
        lines.text("workers:").end();
        List<WorkerStats> stats = runtime.stats().workers();
        List<WorkerView> views = runtime.workers().workers();
        for (WorkerView view : views) {
            write(view, stats.get(view.worker()));
            if (view.runs() != null) write(view.runs());
        }
        List<RunView> detached = runtime.workers().detached();
        for (RunView run : detached) {
            lines.text("  ").field("worker", "-").field("state", "DETACHED").end();
            write(run);
        }
        lines.text("  ").field("overflow", runtime.workers().overflowTasks()).end();
        return Stream.concat(views.stream().map(WorkerView::runs).filter(Objects::nonNull), detached.stream()).toList();
    }

    private void write(WorkerView view, WorkerStats stats) {
        lines.text("  ").field("worker", view.worker()).field("state", stats.state().name()).field("availability", view.availability().name())
                .field("health", healthOf(view.worker())).field("cpu", stats.cpu(), -1).field("pinned", stats.pinned() ? "yes" : "no")
                .field("forks", view.forks()).field("ready", view.ready()).field("inbox", view.inbox()).field("addressed", view.addressed())
                .field("completed", stats.completed()).field("steals", stats.steals()).field("stolenTasks", stats.stolenTasks()).field("parks", stats.parks())
                .seconds("busy", stats.busyNanos()).seconds("cpuTime", stats.cpuNanos()).field("allocated", view.allocatedBytes(), -1).end();
    }

    /// Whether it makes progress, by what the balancer saw last.
    private String healthOf(int worker) {
        return decision == null ? "-" : decision.snapshot().workers().get(worker).health().name();
    }

    private void write(RunView run) {
        lines.text("    runs ");
        tasks.describe(run.tasks().getFirst());
        lines.seconds("since", tasks.ageOf(run)).quoted("thread", run.carrier()).end();
        List<StackTraceElement> stack = run.stack();
        for (StackTraceElement frame : stack.subList(0, Math.min(FRAMES, stack.size()))) lines.text("      at ").text(frame.toString()).end();
        if (stack.size() > FRAMES) lines.text("      ... ").text(Integer.toString(stack.size() - FRAMES)).text(" more").end();
    }

    private void writeInside(RunView run) {
        for (int i = 0; i < run.tasks().size(); i++) tasks.inside(run.tasks().get(i), run, i > 0);
    }

    // The rest.

    private void bottom() {
        lines.text("balancer:").end();
        BalancerStats stats = runtime.balancing().stats();
        lines.text("  ").field("ticks", stats.ticks()).field("orders", stats.orders()).field("refusedOrders", stats.refusedOrders())
                .field("skippedTicks", stats.skippedTicks()).field("stuck", stats.stuck()).field("restarts", stats.restarts())
                .field("asleep", runtime.balancing().isAsleep() ? "yes" : "no").seconds("cpuTime", stats.cpuNanos()).end();
        if (decision != null) write(decision);
        lastOf(runtime.balancing().orders()).forEach(this::write);
        lastOf(runtime.balancing().moves()).forEach(this::write);
        totals();
    }

    private void write(Decision last) {
        LoadSnapshot snapshot = last.snapshot();
        lines.text("  last tick ").seconds("ago", Math.max(0, now - snapshot.nanoTime())).quoted("decided", last.text())
                .field("imbalance", TraceLine.imbalance(snapshot)).end();
    }

    private static <R> List<R> lastOf(List<R> records) {
        return records.subList(Math.max(0, records.size() - RECORDS), records.size());
    }

    private void write(OrderRecord record) {
        Order asked = record.asked();
        lines.text("  order ").field("order", record.order()).field("kind", asked.getClass().getSimpleName())
                .field("from", asked.from()).field("to", asked.to()).field("reason", asked.reason().name()).field("outcome", record.outcome().name()).field("moved", record.moved())
                .seconds("ago", Math.max(0, now - record.nanoTime())).quoted("detail", record.detail()).end();
    }

    private void write(MoveRecord record) {
        lines.text("  move ").field("task", record.task(), 0).quoted("name", record.name()).field("tasks", record.tasks()).field("from", record.from(), -1)
                .field("to", record.to()).field("reason", record.reason().name()).field("order", record.order(), 0)
                .seconds("ago", Math.max(0, now - record.nanoTime())).end();
    }

    private void totals() {
        SkeinStats stats = runtime.stats();
        lines.text("totals:").end();
        lines.text("  ").field("submitted", stats.submitted()).field("completed", stats.completed()).field("failed", stats.failed())
                .field("cancelled", stats.cancelled()).field("rejected", stats.rejected()).field("queued", stats.queued()).field("running", stats.running())
                .field("suspended", stats.suspended()).field("steals", stats.steals()).field("moves", stats.moves()).field("redirected", stats.redirected())
                .end();
    }
}
