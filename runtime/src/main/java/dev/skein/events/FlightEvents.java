package dev.skein.events;

import java.util.function.BooleanSupplier;

/// Hands events to the Flight Recorder where there is one and somebody records.
public final class FlightEvents {

    /// Whether this JDK has a Flight Recorder at all. Where it has none the classes of events are never touched.
    private static final boolean AVAILABLE = ModuleLayer.boot().findModule("jdk.jfr").isPresent();

    private FlightEvents() {}

    /// Whether somebody records runs of tasks. Nothing is thrown.
    public static boolean recordsRuns() {
        return isTrue(() -> new TaskRunEvent().isEnabled());
    }

    private static boolean isTrue(BooleanSupplier question) {
        try {
            return AVAILABLE && question.getAsBoolean();
        } catch (Throwable brokenRecorder) {
            return false;
        }
    }

    /// Begins a run; to be ended by [#ran]. For who knows that runs are recorded.
    public static Object runBegins() {
        TaskRunEvent event = new TaskRunEvent();
        event.begin();
        return event;
    }

    /// A run is over.
    ///
    /// @param begun what [#runBegins] gave
    /// @param task id of the task, or 0
    public static void ran(Object begun, String runtime, int worker, long task, String taskClass) {
        TaskRunEvent event = (TaskRunEvent) begun;
        event.end();
        if (!event.shouldCommit()) return;
        event.runtime = runtime;
        event.worker = worker;
        event.task = task;
        event.taskClass = taskClass;
        event.commit();
    }

    /// Whether somebody wants to know of workers that do not get on. Nothing is thrown.
    public static boolean recordsStuck() {
        return isTrue(() -> new StuckTaskEvent().isEnabled());
    }

    /// A worker was found that does not get on.
    public static void stuck(String runtime, int worker, String health, String taskClass, String what) {
        StuckTaskEvent event = new StuckTaskEvent();
        event.runtime = runtime;
        event.worker = worker;
        event.health = health;
        event.taskClass = taskClass;
        event.what = what;
        event.commit();
    }

    /// Tasks have changed workers. Nothing is thrown: the caller may have them in its hands.
    ///
    /// @param runtime its name
    /// @param task id of the task, or 0
    /// @param order number of the order, or 0
    /// @param latencyNanos from the order to the arrival; -1: no order
    public static void moved(String runtime, long task, int tasks, String name, int from, int to, String reason, long order, long latencyNanos) {
        if (!AVAILABLE) return;
        try {
            TaskMoveEvent event = new TaskMoveEvent();
            if (!event.shouldCommit()) return;
            event.runtime = runtime;
            event.task = task;
            event.tasks = tasks;
            event.name = name;
            event.from = from;
            event.to = to;
            event.reason = reason;
            event.order = order;
            event.latency = Math.max(0, latencyNanos);
            event.commit();
        } catch (Throwable notRecorded) {
            return;
        }
    }

    /// Whether somebody records what the balancer decides. Nothing is thrown.
    public static boolean recordsDecisions() {
        return isTrue(() -> new BalancerDecisionEvent().isEnabled());
    }

    /// The balancer has decided.
    public static void decided(String runtime, long tick, String decision, String orders, String workers, long overflowTasks) {
        BalancerDecisionEvent event = new BalancerDecisionEvent();
        event.runtime = runtime;
        event.tick = tick;
        event.decision = decision;
        event.orders = orders;
        event.workers = workers;
        event.overflow = overflowTasks;
        event.commit();
    }
}
