package dev.skein.bench.balancing;

import dev.skein.bench.compare.Turns;
import dev.skein.bench.figures.Samples;
import dev.skein.bench.measuring.Extent;
import dev.skein.bench.measuring.Figure;
import dev.skein.bench.measuring.Measurement;
import dev.skein.bench.measuring.MoveCost;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What does it cost, on both sides, that a task moves from one busy worker to another? By CPU time, as [MoveCost] has it.
///
/// A step is next to nothing: it counts, and puts the task back. Two ways to move:
///
/// - `moveTo`: 512 tasks, each of which asks at every step for the other worker, one handoff for each task and step. So many that neither worker
///   is ever without.
/// - `orders`: 1,200 tasks, and a policy that at each tick of 1 ms orders 256 of them from either worker to the other, one handoff for each 256
///   tasks. The price is for one task, a 256th of the envelope's included.
///
/// That one order moves one running task is not measured: with a handoff for each tick and worker there would be 2,000 moves a second, and what they cost
/// is less than the noise of a second's CPU time.
final class HandoffCost implements Measurement {

    private static final int ROUNDS = 7;
    private static final long MOVES_MIN = 100_000;
    private static final String MOVE_TO = "moveTo";
    private static final String ORDERS = "orders";
    private static final Map<String, MoveCost.Movers> WAYS = Map.of(
            MOVE_TO, new MoveCost.Movers(512, false, 0, false, MOVES_MIN), ORDERS, new MoveCost.Movers(1_200, true, 0, false, MOVES_MIN));

    @Override
    public List<Figure> measure(Extent extent, PrintWriter out) throws InterruptedException {
        MoveCost.Rounds rounds = new MoveCost.Rounds();
        for (int round = 0; round < extent.rounds(ROUNDS); round++) {
            for (Map.Entry<String, MoveCost.Movers> way : Turns.of(WAYS, round)) rounds.add(way.getKey(), MoveCost.round(way.getValue(), extent));
        }
        out.println(rounds.tables());
        Samples cost = rounds.nanosPerMove();
        String text = String.format(Locale.ROOT, "%s, one handoff for each move; %s in handoffs of 256 tasks", cost.of(MOVE_TO).text("ns"),
                cost.of(ORDERS).text("ns"));
        double reached = cost.of(MOVE_TO).median();
        return List.of(new Figure("handoff of one task, both workers busy, CPU of both", "2 us", "0.5 us", text,
                reached > 0 ? Figure.Verdict.of(reached, 2_000, 500) : Figure.Verdict.UNCLEAR));
    }
}
