package dev.skein.soak;

import java.util.concurrent.atomic.AtomicInteger;

/// Lets a body find out that it was entered twice at a time, or after its end.
///
///     OUTSIDE -> INSIDE   enter
///     INSIDE  -> OUTSIDE  leave
///     INSIDE  -> ENDED    end
///     OUTSIDE -> CLEANED  cleanUp
///     ENDED   -> CLEANED  cleanUp: cancelled after the body had decided to end, and before it was out
final class Alone {

    private static final int OUTSIDE = 0;
    private static final int INSIDE = 1;
    private static final int ENDED = 2;
    private static final int CLEANED = 3;

    private final Tally tally;
    private final AtomicInteger place = new AtomicInteger(OUTSIDE);

    Alone(Tally tally) {
        this.tally = tally;
    }

    void enter() {
        if (!place.compareAndSet(OUTSIDE, INSIDE)) tally.wrong(place.get() >= ENDED ? "a body was entered after its end" : "a body was entered twice at a time");
    }

    void leave() {
        change(INSIDE, OUTSIDE, "left by somebody else");
    }

    void end() {
        change(INSIDE, ENDED, "ended by somebody else");
    }

    void cleanUp() {
        if (!place.compareAndSet(ENDED, CLEANED)) change(OUTSIDE, CLEANED, "cleaned up after while it ran, or twice");
        tally.cleanups.increment();
    }

    private void change(int from, int to, String otherwise) {
        if (!place.compareAndSet(from, to)) tally.wrong("a body was " + otherwise);
    }
}
