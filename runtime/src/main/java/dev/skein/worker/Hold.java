package dev.skein.worker;

import java.util.concurrent.atomic.AtomicReference;

/// Whether a carrier holds its worker: the word that decides whose a worker is while its carrier blocks.
///
///     HOLDS  -> BLOCKS  enterBlock   the carrier
///     BLOCKS -> HOLDS   exitBlock    the carrier, which still serves its worker
///     BLOCKS -> LOST    tryTakeOver  who needs the worker; it hands it to a spare
///     LOST   -> HOLDS   newWorker    the carrier, when it is given another worker
///
/// - C4 a worker is served by one carrier: its carrier comes back, or one taker has it, by one CAS. A mark on the worker
///   could not tell the block of one carrier from the next block of its successor.
///
/// state: the carrier, and who takes over, by CAS.
final class Hold {

    private enum State { HOLDS, BLOCKS, LOST }

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

    /// LOST -> HOLDS.
    void newWorker() {
        state.set(State.HOLDS);
    }
}
