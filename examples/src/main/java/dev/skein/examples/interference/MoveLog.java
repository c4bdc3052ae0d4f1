package dev.skein.examples.interference;

import dev.skein.api.MoveRecord;
import dev.skein.api.OrderRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Turns what `Skein.moves()` tells into lines: each move once, those of one order together, and what was gained when that is known, which
/// is some 100 ms later.
final class MoveLog {

    private static final int NAMES_MAX = 4;

    /// What tells one move from all others.
    private record Key(long order, long task, long nanoTime) {}

    private final long startNanos;
    private final int linesMax;
    private final Set<Key> seen = new HashSet<>();
    private final Set<Long> gainsSeen = new HashSet<>();
    private int lines;

    /// @param startNanos value of `System.nanoTime()` from which times count
    /// @param linesMax most lines; what comes beyond is left out
    MoveLog(long startNanos, int linesMax) {
        this.startNanos = startNanos;
        this.linesMax = linesMax;
    }

    /// Lines for what is new since the last call.
    ///
    /// @param moves oldest first, as `Skein.moves()` has them
    List<String> update(List<MoveRecord> moves) {
        Map<Object, List<MoveRecord>> fresh = new LinkedHashMap<>();
        List<String> gains = new ArrayList<>();
        for (MoveRecord move : moves) {
            Key key = new Key(move.order(), move.task(), move.nanoTime());
            if (seen.add(key)) fresh.computeIfAbsent(move.order() == 0 ? key : move.order(), order -> new ArrayList<>()).add(move);
            if (!Double.isNaN(move.measuredGainNanos()) && gainsSeen.add(move.order())) gains.add(gain(move));
        }
        List<String> all = new ArrayList<>();
        fresh.values().forEach(order -> all.add(line(order)));
        all.addAll(gains);
        List<String> shown = all.subList(0, Math.min(all.size(), linesMax - lines));
        lines += shown.size();
        return List.copyOf(shown);
    }

    /// Moves that were seen, shown or not.
    int moves() {
        return seen.size();
    }

    private String line(List<MoveRecord> together) {
        MoveRecord first = together.getFirst();
        var line = new StringBuilder(String.format(Locale.ROOT, "%8.3f s  %d -> %d  %-10s  %s", (first.nanoTime() - startNanos) / 1e9, first.from(), first.to(),
                first.reason(), names(together)));
        if (first.order() == 0) return line.toString();
        line.append("; order ").append(first.order());
        if (first.latencyNanos() >= 0) line.append(String.format(Locale.ROOT, " took %.2f ms", first.latencyNanos() / 1e6));
        if (isKnown(first.fromDrainNanos(), first.toDrainNanos())) {
            line.append(String.format(Locale.ROOT, ", work for %.0f and %.0f ms", first.fromDrainNanos() / 1e6, first.toDrainNanos() / 1e6));
        }
        if (isKnown(first.predictedGainNanos())) line.append(String.format(Locale.ROOT, ", predicted gain %.1f ms", first.predictedGainNanos() / 1e6));
        return line.toString();
    }

    private static String names(List<MoveRecord> together) {
        String names = together.stream().limit(NAMES_MAX).map(move -> move.name().isEmpty() ? move.tasks() + " nameless" : move.name())
                .collect(Collectors.joining(", "));
        return together.size() > NAMES_MAX ? names + " and " + (together.size() - NAMES_MAX) + " more" : names;
    }

    private static String gain(MoveRecord move) {
        return String.format(Locale.ROOT, "%27s order %d: measured gain %.1f ms%s", "", move.order(), move.measuredGainNanos() / 1e6,
                isKnown(move.predictedGainNanos()) ? String.format(Locale.ROOT, ", predicted %.1f", move.predictedGainNanos() / 1e6) : "");
    }

    private static boolean isKnown(double... figures) {
        for (double figure : figures) {
            if (Double.isNaN(figure)) return false;
        }
        return true;
    }

    /// What became of the orders: `12 settled, 3 refused (2 moved lately, 1 nothing to move)`.
    static String summary(List<OrderRecord> orders) {
        Map<OrderRecord.Outcome, Map<String, Integer>> details = new TreeMap<>();
        for (OrderRecord order : orders) details.computeIfAbsent(order.outcome(), outcome -> new TreeMap<>()).merge(order.detail(), 1, Integer::sum);
        if (details.isEmpty()) return "none";
        List<String> parts = new ArrayList<>();
        details.forEach((outcome, why) -> {
            String reasons = why.entrySet().stream().filter(each -> !each.getKey().isEmpty()).map(each -> each.getValue() + " " + each.getKey())
                    .collect(Collectors.joining(", "));
            int count = why.values().stream().mapToInt(Integer::intValue).sum();
            String name = outcome.name().toLowerCase(Locale.ROOT).replace('_', ' ');
            parts.add(count + " " + name + (reasons.isEmpty() ? "" : " (" + reasons + ")"));
        });
        return String.join(", ", parts);
    }
}
