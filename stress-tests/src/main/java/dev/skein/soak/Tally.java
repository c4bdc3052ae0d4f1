package dev.skein.soak;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/// What the bodies of the load have done, and the first thing that went wrong. Any thread writes; read when all is quiet, or for a line of progress.
final class Tally {

    /// Times that a body that suspends was entered.
    final LongAdder steps = new LongAdder();
    /// Times that the operator's or a body's wish was meant to bring a worker's carrier to a halt, by a wait that the runtime cannot see.
    final LongAdder blocked = new LongAdder();
    final LongAdder messages = new LongAdder();
    final LongAdder periodicRuns = new LongAdder();
    final LongAdder forks = new LongAdder();
    final LongAdder cleanups = new LongAdder();
    /// Runnables that nobody holds a future of: those that were entered, and of these those that threw.
    final LongAdder plainRuns = new LongAdder();
    final LongAdder plainThrows = new LongAdder();

    private final AtomicReference<String> wrong = new AtomicReference<>();

    /// Notes what must never be; the first one stays.
    void wrong(String what) {
        wrong.compareAndSet(null, what + " (seen by " + Thread.currentThread() + ")");
    }

    Optional<String> firstWrong() {
        return Optional.ofNullable(wrong.get());
    }
}
