package dev.skein.engine;

import dev.skein.platform.Affinity;
import dev.skein.platform.CpuBudget;
import dev.skein.platform.CpuClaims;
import dev.skein.platform.CpuSet;
import dev.skein.platform.Topology;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/// What a runtime asks of the machine that it runs on. Each is asked again when the answer may have changed.
///
/// @param affinity which CPUs the process may use, and where its threads run
/// @param topology of the CPUs
/// @param budget how many workers can run in parallel on these of the CPUs of the process
/// @param claims of the runtimes that share the machine's CPUs with this one
record Machine(Affinity affinity, Supplier<Topology> topology, ToIntFunction<CpuSet> budget, CpuClaims claims) {

    /// The machine that this JVM runs on.
    static Machine ofThisJvm() {
        return new Machine(Affinity.system(), Topology::read, CpuBudget::available, CpuClaims.ofThisJvm());
    }
}
