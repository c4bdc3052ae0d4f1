package dev.skein.load;

import dev.skein.api.TaskLoad;
import java.util.List;

/// The footprints that tasks have declared, as the balancer reads them now and then.
public interface FootprintSource {

    /// Tasks that have declared one; with very many, some of them.
    List<TaskLoad> tasks();

    /// Sum over all tasks of a worker, in bytes.
    long bytes(int worker);
}
