package dev.skein.balance;

import dev.skein.api.BalancePolicy;
import dev.skein.handoff.Doze;
import dev.skein.handoff.Ledger;
import dev.skein.handoff.OrderDesk;
import dev.skein.load.Sampler;
import dev.skein.platform.Daemons;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// What a [Balancer] is built from.
///
/// @param name of the runtime
/// @param policy that decides
/// @param intervalNanos time between two ticks while anything runs, where they are cheap ([TickPace])
/// @param workers how many there are
/// @param sampler makes the sensors, anew for each thread that the balancer lives in
/// @param desk carries orders to the workers
/// @param ledger records them
/// @param doze lets its thread sleep while all workers do
/// @param allParked whether all workers sleep
/// @param overflowTasks how many tasks wait with no worker
/// @param daemons makes its threads
/// @param threadId kernel id of the calling thread
/// @param warn tells the user something
/// @param fail logs what went wrong in our own code, or the user's policy
public record BalancerSetup(
        String name, BalancePolicy policy, long intervalNanos, int workers, Supplier<Sampler> sampler, OrderDesk desk, Ledger ledger, Doze doze,
        BooleanSupplier allParked, LongSupplier overflowTasks, Daemons daemons, IntSupplier threadId, Warn warn,
        Fail fail) {

    /// Tells the user something.
    public interface Warn {
        void warn(String what);
    }

    /// Logs a failure.
    public interface Fail {
        void fail(String what, Throwable failure);
    }
}
