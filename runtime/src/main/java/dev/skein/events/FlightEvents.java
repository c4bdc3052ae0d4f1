package dev.skein.events;

import java.util.function.BooleanSupplier;
import jdk.jfr.FlightRecorder;

/// Hands events to the Flight Recorder where there is one and somebody records.
///
/// The class of an event is not touched before the recorder has been set up, by who records or asks it for something: the first of them would set
/// it up, 0.1 s of a CPU at the start of each runtime, and a worker at its first move would have to wait for it.
public final class FlightEvents {

    /// Whether this JDK has a Flight Recorder at all. Where it has none the classes of events are never touched.
    private static final boolean AVAILABLE = ModuleLayer.boot().findModule("jdk.jfr").isPresent();

    private FlightEvents() {}

    private static boolean mayRecord() {
        return AVAILABLE && FlightRecorder.isInitialized();
    }

    /// Whether somebody records runs of tasks. Nothing is thrown.
    public static boolean recordsRuns() {
        return isTrue(() -> new TaskRunEvent().isEnabled());
    }

    private static boolean isTrue(BooleanSupplier question) {
        try {
            return mayRecord() && question.getAsBoolean();
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

    /// Whether somebody wants to know of workers that make no progress. Nothing is thrown.
    public static boolean recordsStuck() {
        return isTrue(() -> new StuckTaskEvent().isEnabled());
    }

    /// A worker was found that makes no progress.
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
        try {
            if (!mayRecord()) return;
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
