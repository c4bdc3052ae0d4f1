package dev.skein.report;

import dev.skein.api.LoadSnapshot;
import dev.skein.api.RecursiveTask;
import dev.skein.api.RunningLoad;
import dev.skein.api.Task;
import dev.skein.api.TaskAccount;
import dev.skein.handoff.Envelope;
import dev.skein.task.Awaited;
import dev.skein.task.ContinuationTask;
import dev.skein.task.TaskCell;
import dev.skein.task.Timed;
import dev.skein.task.Wrapper;
import dev.skein.worker.PoolInspection.Queue;
import dev.skein.worker.RunView;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.RunnableScheduledFuture;
import org.jspecify.annotations.Nullable;

/// Writes a line for each task. Of what a task has captured nothing is written: only names of classes, and the name that the user gives it.
///
/// What is not known is `-`: a task has no time of its birth, so it has an age only while it runs, by what the balancer has seen.
final class TaskLines {

    private static final String UNKNOWN = "-";
    private static final int NONE = -1;

    private final Lines lines;
    private final @Nullable LoadSnapshot seen;
    /// Those found inside carriers, which are few.
    private final Set<Object> inside = Collections.newSetFromMap(new IdentityHashMap<>());
    private final long now = System.nanoTime();
    private long written;

    /// @param seen by the balancer at its last tick, or null
    TaskLines(Lines lines, @Nullable LoadSnapshot seen) {
        this.lines = lines;
        this.seen = seen;
    }

    /// Lines so far.
    long written() {
        return written;
    }

    /// For how long what runs on a carrier has run there, as the balancer saw it, in nanoseconds; -1: not known.
    long ageOf(RunView run) {
        if (seen == null || run.worker() < 0) return NONE;
        RunningLoad running = seen.workers().get(run.worker()).running();
        return running == null || running.run() != run.run() ? NONE : running.ageNanos() + now - seen.nanoTime();
    }

    /// What is inside a carrier.
    ///
    /// @param beneath whether it waits for a task that runs within it
    void inside(Object task, RunView run, boolean beneath) {
        String state = task instanceof TaskCell<?> cell ? cell.stateName() : "RUNNING";
        if (state.equals("DONE")) return;
        inside.add(task);
        write(task, state, run.worker(), beneath ? "inner" : UNKNOWN, beneath ? NONE : ageOf(run), UNKNOWN);
    }

    /// What stands in a queue, unless it is what a task has left behind that is run, was cancelled, or stands among the suspendable ones.
    void queued(Object entry, Queue queue, int worker) {
        if (entry instanceof ContinuationTask<?> suspendable && (suspendable.isRegistered() || inside.contains(suspendable))) return;
        String state = entry instanceof TaskCell<?> cell ? cell.stateNameOutside() : "READY";
        if (state.equals("READY") || state.equals("CLEANUP")) write(entry, state, worker, UNKNOWN, NONE, queue.name().toLowerCase(Locale.ROOT));
    }

    /// What waits for its time.
    void scheduled(TaskCell<?> task) {
        long due = task instanceof Timed timed ? timed.dueNanos() : now;
        write(task, "SUSPENDED", NONE, time(due), NONE, UNKNOWN);
    }

    /// A task that has suspended at least once, whatever it does now; unless it was found inside a carrier.
    void suspendable(ContinuationTask<?> task) {
        String state = task.stateNameOutside();
        if (state.equals("DONE") || inside.contains(task)) return;
        write(task, state, task.worker(), waitsFor(task.awaited()), NONE, UNKNOWN);
    }

    private void write(Object task, String state, int worker, String waits, long ageNanos, String queue) {
        lines.text("  ");
        describe(task);
        lines.field("state", state).field("worker", worker, NONE).field("queue", queue).field("waits", waits).seconds("age", ageNanos);
        if (task instanceof ContinuationTask<?> suspendable) {
            lines.field("moves", suspendable.moveCount());
        } else {
            lines.field("moves", UNKNOWN);
        }
        if (task instanceof TaskCell<?> cell) {
            lines.field("runs", cell.runs());
        } else {
            lines.field("runs", UNKNOWN);
        }
        if (task instanceof ContinuationTask<?> suspendable) suspendable.account().ifPresent(this::account);
        lines.end();
        written++;
    }

    private void account(TaskAccount account) {
        StringBuilder text = new StringBuilder("cpu(");
        if (account.cpuNanos() < 0) text.append(UNKNOWN);
        else Lines.seconds(text, account.cpuNanos());
        Lines.seconds(text.append("),waiting("), account.waitingNanos());
        Lines.seconds(text.append("),suspended("), account.suspendedNanos());
        lines.field("account", text.append(')').toString());
    }

    /// Id, name, kind and class.
    void describe(Object task) {
        if (task instanceof ContinuationTask<?> suspendable) {
            lines.field("id", suspendable.id()).quoted("name", suspendable.nameOrClass());
        } else {
            lines.field("id", UNKNOWN).field("name", UNKNOWN);
        }
        lines.field("kind", kind(task)).name("class", className(task));
    }

    private static String kind(Object task) {
        if (task instanceof ContinuationTask<?>) return "suspendable";
        if (task instanceof RunnableScheduledFuture<?> scheduled) return scheduled.isPeriodic() ? "periodic" : "delayed";
        if (task instanceof RecursiveTask<?> || task == RecursiveTask.class) return "fork";
        return task instanceof Envelope ? "envelope" : "plain";
    }

    private static String className(Object task) {
        if (task == RecursiveTask.class) return UNKNOWN;
        return task instanceof TaskCell<?> cell ? cell.bodyClass() : Wrapper.classOf(task);
    }

    private String waitsFor(@Nullable Awaited awaited) {
        if (awaited == null) return UNKNOWN;
        Object event = awaited.event();
        String limit = awaited.timed() ? time(awaited.dueNanos()) : "";
        if (event == null) return limit;
        String what = event instanceof Task<?> task ? "task(" + task.id() + ')'
                : event instanceof Class<?> stage ? "stage(" + stage.getName() + ')'
                : "event(" + event.getClass().getName() + ')';
        return limit.isEmpty() ? what : what + '|' + limit;
    }

    /// Time until then.
    private String time(long dueNanos) {
        StringBuilder text = new StringBuilder("time(");
        Lines.seconds(text, Math.max(0, dueNanos - now));
        return text.append(')').toString();
    }
}
