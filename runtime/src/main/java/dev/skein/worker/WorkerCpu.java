package dev.skein.worker;

/// The part of a worker that says where it runs.
///
/// cpu: [Pins], which gives it another when the CPUs of the process change; read by any thread.
class WorkerCpu {

    final int index;
    /// The CPU it is meant for now, or -1.
    volatile int cpu;

    WorkerCpu(int index, int cpu) {
        this.index = index;
        this.cpu = cpu;
    }
}
