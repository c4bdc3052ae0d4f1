package dev.skein.bench.migration;

import dev.skein.bench.compare.Turns;
import dev.skein.bench.measuring.Extent;
import dev.skein.bench.measuring.Figure;
import dev.skein.bench.measuring.Measurement;
import dev.skein.bench.measuring.MoveCost;
import java.io.PrintWriter;
import java.util.List;

/// What does a move cost a task that has captured much? By CPU time of both workers, as [MoveCost] has it; each task asks at every step for the other worker.
///
/// Captured state is not copied: it stays where it is in memory, and the other CPU fetches what it needs of it. So there are two prices. Where a step
/// writes to each cache line of what it has captured, the fetching is in the price of the move, and grows with the size; where it writes to none
/// (`untouched`), what remains is the handoff. All tasks declare their footprint, so what it takes to account for that is in the price too. There are as
/// many tasks as fill 32 MiB, but 32 to 512: more than a CPU keeps to itself, so large states come from far also where they do not move.
public final class HandoffSize implements Measurement {

    private static final int ROUNDS = 5;
    private static final int KIB = 1 << 10;
    private static final int MIB = 1 << 20;
    private static final int ALL_BYTES = 32 * MIB;
    private static final int TASKS_MIN = 32;
    private static final int TASKS_MAX = 512;
    private static final long MOVES_MIN = 100_000;
    private static final long MOVES_MIN_LARGE = 5_000;
    private static final List<Size> SIZES = List.of(
            new Size("16 bytes", 16, true), new Size("1 KiB", KIB, true), new Size("64 KiB", 64 * KIB, true), new Size("1 MiB", MIB, true),
            new Size("1 MiB untouched", MIB, false));

    /// @param touched whether each step writes to all of it
    private record Size(String name, int bytes, boolean touched) {
        MoveCost.Movers movers() {
            int tasks = Math.clamp(ALL_BYTES / bytes, TASKS_MIN, TASKS_MAX);
            return new MoveCost.Movers(tasks, false, bytes, touched, touched && bytes > KIB ? MOVES_MIN_LARGE : MOVES_MIN);
        }
    }

    @Override
    public List<Figure> measure(Extent extent, PrintWriter out) throws InterruptedException {
        MoveCost.Rounds rounds = new MoveCost.Rounds();
        for (int round = 0; round < extent.rounds(ROUNDS); round++) {
            for (Size size : Turns.of(SIZES, round)) rounds.add(size.name, MoveCost.round(size.movers(), extent));
        }
        out.println(rounds.tables());
        return List.of(Figure.withoutBar("handoff of one task by the size of what it has captured, which each step writes to, CPU of both workers",
                rounds.nanosPerMove().text()));
    }
}
