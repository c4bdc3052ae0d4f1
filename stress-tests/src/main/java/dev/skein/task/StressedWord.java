package dev.skein.task;

/// A state word without a task, in the places where races begin.
final class StressedWord extends TaskState {

    /// Number of the first wait that this word can have.
    final long firstWait;

    private StressedWord(boolean suspended, boolean begun) {
        super(suspended);
        if (begun) claim();
        firstWait = waitNumber();
    }

    static StressedWord ready() {
        return new StressedWord(false, false);
    }

    static StressedWord running() {
        return new StressedWord(false, true);
    }

    /// Taken from the only queue that it was in, and given way since.
    static StressedWord staying() {
        StressedWord word = ready();
        word.claimEntry(true);
        return word;
    }

    /// Suspended before its first run.
    static StressedWord suspended() {
        return new StressedWord(true, false);
    }

    static StressedWord suspendedByItsBody() {
        StressedWord word = running();
        word.suspend();
        return word;
    }

    /// Its first wait is over.
    static StressedWord runningAgain() {
        StressedWord word = suspendedByItsBody();
        word.wake(word.firstWait, false);
        word.claim();
        return word;
    }
}
