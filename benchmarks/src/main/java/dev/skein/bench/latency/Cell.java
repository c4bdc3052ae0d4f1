package dev.skein.bench.latency;

import dev.skein.bench.load.ServiceTime;

/// What the contestants are measured under.
///
/// @param loadPercent of what the workers can do, 1 to 99
/// @param hog whether a foreign process wants the CPU of one worker all the time; the load is then of what it leaves
record Cell(ServiceTime service, int loadPercent, boolean hog) {

    Cell {
        if (loadPercent < 1 || loadPercent > 99) throw new IllegalArgumentException("loads must be 1 to 99 percent, got " + loadPercent);
    }

    @Override
    public String toString() {
        return service + ", " + loadPercent + " %" + (hog ? ", hog" : "");
    }
}
