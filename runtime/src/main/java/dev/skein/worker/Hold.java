package dev.skein.worker;

import java.util.concurrent.atomic.AtomicReference;

/// Whether a carrier holds its worker: the word that decides whose a worker is while its carrier blocks or makes no progress.
///
///     HOLDS  -> BLOCKS  enterBlock        the carrier
///     BLOCKS -> HOLDS   exitBlock         the carrier, which still serves its worker
///     BLOCKS -> LOST    tryTakeOver       who needs the worker; it hands it to a spare
///     HOLDS  -> LOST    tryTakeOverStuck  the balancer, which found the carrier blocked in a task; it hands the worker to a spare
///     HOLDS  -> RESTS   rest              the carrier, before it announces that it sleeps
///     RESTS  -> HOLDS   riseAgain         the carrier, when it is awake again
///     LOST   -> HOLDS   newWorker         the carrier, when it is given another worker
///
/// - C4 a worker is served by one carrier: its carrier comes back, or one taker has it, by one CAS. A mark on the worker
///   could not tell the block of one carrier from the next block of its successor.
/// - C5 a carrier that sleeps cannot lose its worker: the bit by which the worker is woken would stand for two. Who judges a carrier looks at a moment
///   that is over by then; the carrier may be on its way to sleep.
///
/// A carrier that is taken over while it holds learns it at its next task boundary ([Carrier]); until then it works on as a thief would.
///
/// state: the carrier, and who takes over, by CAS.
final class Hold {

    /// Whose the worker is.
    enum State { HOLDS, BLOCKS, RESTS, LOST }

    private final AtomicReference<State> state = new AtomicReference<>(State.HOLDS);

    /// HOLDS -> BLOCKS. False: within a block already, or the worker is lost.
    boolean enterBlock() {
        return state.compareAndSet(State.HOLDS, State.BLOCKS);
    }

    /// BLOCKS -> HOLDS. False: the worker is lost.
    boolean exitBlock() {
        return state.compareAndSet(State.BLOCKS, State.HOLDS);
    }

    /// BLOCKS -> LOST. True: the caller must now hand the worker to another carrier.
    boolean tryTakeOver() {
        return state.compareAndSet(State.BLOCKS, State.LOST);
    }

    /// HOLDS -> LOST. True: the caller must now hand the worker to another carrier.
    boolean tryTakeOverStuck() {
        return state.compareAndSet(State.HOLDS, State.LOST);
    }

    /// HOLDS -> RESTS. False: the worker is lost.
    boolean rest() {
        return state.compareAndSet(State.HOLDS, State.RESTS);
    }

    /// RESTS -> HOLDS. Nobody takes a worker whose carrier rests (C5).
    void riseAgain() {
        if (!state.compareAndSet(State.RESTS, State.HOLDS)) throw refusal("riseAgain");
    }

    /// Whether the worker is another's.
    boolean isLost() {
        return state.get() == State.LOST;
    }

    /// LOST -> HOLDS; a new carrier holds already.
    void newWorker() {
        if (!state.compareAndSet(State.LOST, State.HOLDS) && state.get() != State.HOLDS) throw refusal("newWorker");
    }

    State state() {
        return state.get();
    }

    private IllegalStateException refusal(String edge) {
        return new IllegalStateException(edge + " does not belong to " + state.get());
    }
}
