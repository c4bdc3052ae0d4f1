package dev.skein.balance;

import dev.skein.api.BalancePolicy;
import dev.skein.api.LoadSnapshot;
import dev.skein.api.MoveReason;
import dev.skein.api.Order;
import dev.skein.api.WorkerLoad;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/// What one tick of the balancer saw, and what came of it.
///
/// @param policy that was asked
/// @param snapshot that it saw
/// @param given orders that were given
/// @param refused how many could not be given
/// @param skipped whether the policy threw or answered nonsense
public record Decision(BalancePolicy policy, LoadSnapshot snapshot, List<Order> given, int refused, boolean skipped) {

    public Decision {
        given = List.copyOf(given);
    }

    /// In short: `order(LOAD 2, STUCK 1)`, `hold(below band)`, `skip(policy failed)`. Why a policy holds that is not one of Skein's own nobody knows but
    /// itself: then it is `hold`.
    public String text() {
        if (skipped) return "skip(policy failed)";
        if (!given.isEmpty()) return "order(" + byReason() + ')';
        String why = refused > 0 ? refused + " refused" : whyHeld();
        return why.isEmpty() ? "hold" : "hold(" + why + ')';
    }

    private String byReason() {
        Map<MoveReason, Integer> counts = new EnumMap<>(MoveReason.class);
        for (Order order : given) counts.merge(order.reason(), 1, Integer::sum);
        StringJoiner text = new StringJoiner(", ");
        counts.forEach((reason, count) -> text.add(reason + " " + count));
        return text.toString();
    }

    /// Policies are pure functions of what they see, so what made them hold can be seen here too: the same questions in the same order.
    private String whyHeld() {
        if (!equalises(policy)) return policy instanceof NoPolicy ? "no policy" : "";
        if (snapshot.workers().size() < 2) return "one worker";
        boolean waits = false;
        boolean known = false;
        for (WorkerLoad worker : snapshot.workers()) {
            waits |= worker.readyTasks() > 0;
            known |= Equaliser.gives(worker, MoveReason.LOAD);
        }
        if (!waits) return "nothing waits";
        if (!known) return "not known what tasks take";
        return Equaliser.isUneven(snapshot, MoveReason.LOAD) ? "" : "below band";
    }

    private static boolean equalises(BalancePolicy policy) {
        return policy instanceof LoadPolicy || (policy instanceof Composition all && all.policies().stream().anyMatch(Decision::equalises));
    }
}
