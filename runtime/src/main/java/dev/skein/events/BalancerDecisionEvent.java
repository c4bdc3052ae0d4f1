package dev.skein.events;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/// What the balancer decided at a tick, and from what. Off by default: there are some hundred a second.
@Name("skein.BalancerDecision")
@Label("Balancer Decision")
@Category("Skein")
@Description("The orders of the balancer at one tick, or that it held, with what it saw")
@Enabled(false)
@StackTrace(false)
final class BalancerDecisionEvent extends Event {

    @Label("Runtime")
    String runtime = "";

    @Label("Tick")
    long tick;

    @Label("Decision")
    @Description("hold(why), skip(policy failed), or how many orders for which reason")
    String decision = "";

    @Label("Orders")
    String orders = "";

    @Label("Workers")
    @Description("For each worker: ready tasks, drain time in ms, effective capacity, health")
    String workers = "";

    @Label("Overflow Tasks")
    long overflow;
}
