/// How fast Skein is beside the JDK's own executors, and what it costs while it does nothing or holds much.
///
/// [dev.skein.bench.DispatchBenchmark] asks what one task costs. Run it through [dev.skein.bench.Compare] for figures to publish:
/// it alternates the rivals fork by fork, since a machine that drifts would otherwise favour whoever ran in its good minutes.
///
/// | main | question |
/// |---|---|
/// | `Compare` | how many times faster or slower than the best rival, and how sure is that |
/// | `IdleCost` | how much CPU an idle runtime burns |
/// | `QueuedMemory` | how many bytes a queued task takes, and whether they are given back |
/// | `SuspendedMemory` | how many bytes a suspended task takes, and whether they are given back |
/// | `Balancing` | what the balancer and the handoff bring and cost: the classes that are a [dev.skein.bench.Measurement] |
/// | `TimerLateness` | how late timers fire with a million pending, and whether cancelled ones are given back |
package dev.skein.bench;
