/// Where work should go: the policies ([dev.skein.balance.Policies]), pure functions from load snapshots to orders.
///
/// | question | type |
/// |---|---|
/// | how do drain times become equal? | `Equaliser`, for LOAD and CONTENTION |
/// | which long running task goes to which idle worker? | `LongRuns`, for CAPABILITY and CONTENTION |
/// | what would a task wait, with as many workers as these? | `Crew`, for ENERGY |
/// | which of several policies' orders contradict each other? | `Claims` |
/// | what does the next policy see of the orders before it? | `UnderWay` |
/// | which numbers decide, and why these? | `Thresholds` |
@NullMarked
package dev.skein.balance;

import org.jspecify.annotations.NullMarked;
