package dev.skein.lincheck;

/// Park and unpark on a monitor. A model checker schedules monitors, and finds a thread that waits on one for ever; what passes through `LockSupport` it does not
/// see.
public final class Parker {

    private boolean permit;

    /// Waits for a permit, and takes it.
    public synchronized void park() {
        try {
            while (!permit) wait();
        } catch (InterruptedException nobodyInterrupts) {
            throw new AssertionError(nobodyInterrupts);
        }
        permit = false;
    }

    /// Gives the permit, if there is none.
    public synchronized void unpark() {
        permit = true;
        notify();
    }
}
