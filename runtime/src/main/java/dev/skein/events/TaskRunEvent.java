package dev.skein.events;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;

/// One run of a task, from the claim to the end of its body. Off by default.
@Name("skein.TaskRun")
@Label("Task Run")
@Category("Skein")
@Description("A task ran on a worker without giving way for longer than the threshold")
@Enabled(false)
@Threshold("20 ms")
@StackTrace(false)
final class TaskRunEvent extends Event {

    @Label("Runtime")
    String runtime = "";

    @Label("Worker")
    int worker;

    @Label("Task")
    @Description("Id of the task, or 0 where it has none")
    long task;

    @Label("Task Class")
    String taskClass = "";
}
