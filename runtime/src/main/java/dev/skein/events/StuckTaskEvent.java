package dev.skein.events;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/// A worker was found that makes no progress.
@Name("skein.TaskStuck")
@Label("Stuck Task")
@Category("Skein")
@Description("A worker made no progress for the time that the runtime allows, because of the task that it runs")
@StackTrace(false)
final class StuckTaskEvent extends Event {

    @Label("Runtime")
    String runtime = "";

    @Label("Worker")
    int worker;

    @Label("Health")
    @Description("HOGGED: the task uses its CPU; BLOCKED: its thread waits for something")
    String health = "";

    @Label("Task Class")
    String taskClass = "";

    @Label("What Runs")
    @Description("The task, for how long, and the stack of its thread")
    String what = "";
}
