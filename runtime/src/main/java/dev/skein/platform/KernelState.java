package dev.skein.platform;

/// What the kernel says of a thread, by the third field of `/proc/self/task/<tid>/stat`.
public enum KernelState {

    /// `R`: on a CPU, or waiting for one.
    RUNNING,

    /// `S`: in a wait that a signal ends: parked, in a lock, in a socket.
    SLEEPING,

    /// `D`: in a wait that nothing ends but what it waits for, most often a disk.
    DISK_SLEEP,

    /// Stopped, traced, dying, or a state that the kernel has for threads of its own.
    OTHER,

    /// The kernel does not say: no such thread, or no such file.
    UNKNOWN
}
