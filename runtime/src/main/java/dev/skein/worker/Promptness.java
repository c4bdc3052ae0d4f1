package dev.skein.worker;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// A carrier's word to the others: "what is queued with me I take myself, at so many nanoseconds a task".
///
/// To wake a worker costs some 50 us until it runs, and 15 us of the time of who wakes it. While the tasks of late were
/// short, a carrier has done a small backlog before help could come. So as long as it vouches, those who enqueue with it
/// wake nobody, and thieves keep off what is not worth a steal. The carrier itself wakes help when its backlog grows or
/// lasts ([#lookCallsForHelp]), and its word ends when it goes idle, when it blocks, and when the [Sentry] sees that it makes
/// no progress, because the task it runs turned out to be a long one.
///
///     silent   -> vouching  vouch   the carrier, whose tasks were short, while the sentry watches
///     vouching -> silent    revoke  the carrier, before it looks at its queues for the last time; or the sentry
///
/// - P1 a task that was enqueued without a wake-up is taken by the carrier that vouched, or the word is revoked: the
///   carrier revokes, then looks at all queues behind a fence, so it sees what was enqueued before the enqueuer, behind
///   its own fence, read that it vouched (as W1).
/// - P2 a word that is not kept lasts less than 2 ms while the sentry watches: see S1.
///
/// nanosPerTask: the carrier, and the sentry, which only sets it to 0; a carrier that vouches again at the same time has made
/// progress, so either order is right. lasting: the carrier.
final class Promptness {

    /// A backlog of so much work is worth waking a worker: twice what it takes until that one runs, so that half is left for it.
    static final long WAKE_WORTH_NANOS = 100_000;
    /// A backlog of so much work is worth a steal by a worker that is awake: some ten times what the steal costs both.
    static final long STEAL_WORTH_NANOS = 2_000;
    /// A backlog that is worth a steal calls for help when it stands at so many looks in a row: 100 us of work were done beside it, [#WAKE_WORTH_NANOS].
    private static final int LASTING_LOOKS = 2;

    /// Longs before and behind the word: every enqueuer reads it, and what the carrier writes for each task must not share
    /// its cache line.
    private static final int GAP = 16;

    private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);

    /// nanosPerTask, alone on its line.
    private final long[] word = new long[GAP + 1 + GAP];
    /// Looks in a row at which the backlog was worth a steal.
    private int lasting;

    /// @param meanNanos mean time of a task of late; at least 1 is taken
    void vouch(long meanNanos) {
        LONGS.setOpaque(word, GAP, Math.max(1, meanNanos));
    }

    void revoke() {
        LONGS.setOpaque(word, GAP, 0L);
    }

    boolean vouches() {
        return nanosPerTaskOpaque() > 0;
    }

    /// Whether a backlog of that many tasks is so long that others should be woken for it.
    boolean callsForHelp(long tasks) {
        long nanos = nanosPerTaskOpaque();
        return tasks > 0 && (nanos == 0 || tasks * nanos > WAKE_WORTH_NANOS);
    }

    /// The carrier's own look at its backlog, after every 50 us of work: whether others should be woken for it. A small one that lasts is one whose tasks bring
    /// others, and as much as was done while it stood is likely to come: who waits for as long as an awakening takes does at most twice as badly as who
    /// knows the future (Karlin, Manasse, McGeoch and Owicki, Algorithmica 1994).
    ///
    /// @param queued tasks that a thief could take
    /// @param sent tasks in the inbox
    boolean lookCallsForHelp(long queued, long sent) {
        lasting = worthStealing(queued) ? lasting + 1 : 0;
        if (lasting < LASTING_LOOKS && !callsForHelp(queued + sent)) return false;
        lasting = 0;
        return true;
    }

    /// Whether a worker that is awake should take from a backlog of that many tasks.
    boolean worthStealing(long tasks) {
        long nanos = nanosPerTaskOpaque();
        return tasks > 0 && (nanos == 0 || tasks * nanos > STEAL_WORTH_NANOS);
    }

    private long nanosPerTaskOpaque() {
        return (long) LONGS.getOpaque(word, GAP);
    }
}
