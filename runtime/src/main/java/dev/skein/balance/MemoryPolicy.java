package dev.skein.balance;

import dev.skein.api.BalancePolicy;
import dev.skein.api.LoadSnapshot;
import dev.skein.api.MoveReason;
import dev.skein.api.Order;
import dev.skein.api.TaskLoad;
import dev.skein.api.WorkerLoad;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// No worker's footprints above the budget, as far as others have room.
///
/// Who is over the budget takes nothing, and who takes stays within it, so no task goes back and forth.
record MemoryPolicy() implements BalancePolicy {

    private static final Comparator<TaskLoad> LARGEST_FIRST =
            Comparator.comparingLong(TaskLoad::footprintBytes).reversed().thenComparingLong(TaskLoad::task);

    @Override
    public List<Order> decide(LoadSnapshot previous, LoadSnapshot now) {
        return isAnyOver(now) && !isOrderedAlready(previous, now) ? new Moves(now).orders() : List.of();
    }

    /// Footprints are read less often than the policy is asked: what was ordered by the same reading would only be ordered again.
    @SuppressWarnings("ReferenceEquality")     // another reading may say the same, and what was refused then may be ordered now
    private static boolean isOrderedAlready(LoadSnapshot previous, LoadSnapshot now) {
        return previous != now && previous.tasks() == now.tasks();
    }

    private static boolean isAnyOver(LoadSnapshot now) {
        if (now.footprintBudgetBytes() == 0) return false;
        for (int i = 0; i < now.workers().size(); i++) {
            if (isOver(now, i)) return true;
        }
        return false;
    }

    private static boolean isOver(LoadSnapshot now, int worker) {
        return now.workers().get(worker).footprintBytes() > now.footprintBudgetBytes();
    }

    /// One tick's moves, while they are made up.
    private static final class Moves {

        private static final long TAKES_NOTHING = -1;

        private final LoadSnapshot now;
        private final long[] footprint;
        private final long[] room;
        private final List<Order> orders = new ArrayList<>();

        Moves(LoadSnapshot now) {
            this.now = now;
            int workers = now.workers().size();
            footprint = new long[workers];
            room = new long[workers];
            for (int i = 0; i < workers; i++) {
                WorkerLoad load = now.workers().get(i);
                footprint[i] = load.footprintBytes();
                room[i] = load.mayTake() && !isOver(now, i) ? now.footprintBudgetBytes() - load.footprintBytes() : TAKES_NOTHING;
            }
        }

        List<Order> orders() {
            int roomiest = roomiest();
            long last = 0;
            for (TaskLoad task : candidates()) {
                if (orders.size() == Thresholds.HOMES_MAX) break;
                int from = task.worker();
                if (task.task() == last || footprint[from] <= now.footprintBudgetBytes() || task.footprintBytes() > room[roomiest]) continue;
                last = task.task();
                orders.add(new Order.Home(task.task(), from, roomiest, MoveReason.MEMORY, 0));
                footprint[from] -= task.footprintBytes();
                room[roomiest] -= task.footprintBytes();
                roomiest = roomiest();
            }
            return orders;
        }

        private List<TaskLoad> candidates() {
            List<TaskLoad> candidates = new ArrayList<>();
            for (TaskLoad task : now.tasks()) {
                if (task.movable() && task.worker() < now.workers().size() && isOver(now, task.worker())) candidates.add(task);
            }
            candidates.sort(LARGEST_FIRST);
            return candidates;
        }

        private int roomiest() {
            int roomiest = 0;
            for (int i = 1; i < room.length; i++) {
                if (room[i] > room[roomiest]) roomiest = i;
            }
            return roomiest;
        }
    }
}
