/// How fast Skein is beside its rivals, what it costs while it does nothing or holds much, and what its balancer brings.
///
/// | package | what it has |
/// |---|---|
/// | [dev.skein.bench.report] | `Report`, which runs all that and makes one page of it |
/// | [dev.skein.bench.compare] | `Rounds`, which run JMH benchmarks with the schedulers in turns, fork by fork: a machine that drifts would otherwise favour whoever ran in its good minutes |
/// | [dev.skein.bench.rivals] | how the schedulers are started |
/// | [dev.skein.bench.dispatch], [dev.skein.bench.suspending], [dev.skein.bench.forkjoin], [dev.skein.bench.timers] | what one task costs |
/// | [dev.skein.bench.queues] | what one element of a queue costs |
/// | [dev.skein.bench.latency] | how long tasks take under a load that waits for nobody |
/// | [dev.skein.bench.footprint] | what a runtime burns that has little or nothing to do, and how many bytes a task takes |
/// | [dev.skein.bench.balancing] | what the balancer and the handoff bring and cost |
/// | [dev.skein.bench.migration] | what happens where tasks should change workers, or had better not |
/// | [dev.skein.bench.measuring] | how these two ask and answer |
/// | [dev.skein.bench.observing] | what it costs to be watched |
/// | [dev.skein.bench.load] | work for the schedulers |
/// | [dev.skein.bench.figures] | what is made of the figures |
package dev.skein.bench;
