package dev.skein.events;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Throttle;
import jdk.jfr.Timespan;

/// A task has changed workers, or several plain ones together have. At most a thousand a second are recorded unless a setting says otherwise: a program may
/// move its tasks itself, at each step.
@Name("skein.TaskMove")
@Label("Task Move")
@Category("Skein")
@Description("A task changed workers by an order, a request or a retirement")
@StackTrace(false)
@Throttle("1000/s")
final class TaskMoveEvent extends Event {

    @Label("Runtime")
    String runtime = "";

    @Label("Task")
    @Description("Id of the task, or 0 for tasks that have none")
    long task;

    @Label("Tasks")
    int tasks;

    @Label("Name")
    String name = "";

    @Label("From Worker")
    int from;

    @Label("To Worker")
    int to;

    @Label("Reason")
    String reason = "";

    @Label("Order")
    @Description("Number of the order, or 0 if the task, its user or a retirement asked for it")
    long order;

    @Label("Latency")
    @Description("From the order to the arrival")
    @Timespan
    long latency;
}
