/// A simulation of the balancer over virtual workers: the policies are the runtime's own code, and time, workers and tasks are not.
///
/// | class | subject |
/// |---|---|
/// | [dev.skein.simulator.Main] | the command: options, exit codes |
/// | [dev.skein.simulator.Scenario] | what is simulated: workers, load, service times, capacities, interference |
/// | [dev.skein.simulator.Arrivals] | the work of a run, drawn before it begins |
/// | [dev.skein.simulator.Simulation] | from event to event; how a task runs on a CPU |
/// | [dev.skein.simulator.WorkStealing] | the runtime's way: queues, search, steals, sleep and wake-ups |
/// | [dev.skein.simulator.CentralQueue] | the ideal to compare with |
/// | [dev.skein.simulator.Snapshots], [dev.skein.simulator.Balancer], [dev.skein.simulator.Handoffs] | what the policy sees, is asked, and gets done |
/// | [dev.skein.simulator.Runs] | one scenario over several seeds and modes |
/// | [dev.skein.simulator.Suite], [dev.skein.simulator.Report], [dev.skein.simulator.Page], [dev.skein.simulator.Chart] | what is shown of it |
@NullMarked
package dev.skein.simulator;

import org.jspecify.annotations.NullMarked;
