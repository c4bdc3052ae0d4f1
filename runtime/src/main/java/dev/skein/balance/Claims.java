package dev.skein.balance;

import dev.skein.api.LoadSnapshot;
import dev.skein.api.MoveReason;
import dev.skein.api.Order;
import dev.skein.api.RunningLoad;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What each worker is to do in this tick, so that no order contradicts one that came before.
///
/// | a worker that | does not |
/// |---|---|
/// | gives ready tasks | give others by another order, unless one policy evacuates it; take any |
/// | gives its running task | give it by another order, take one, nor does that task get a home |
/// | takes a running task | give its own, take another |
/// | gives tasks that have homes | take such |
/// | takes anything | get packed |
/// | is packed, unpacked or told to nap | take, where it is packed; get told the same kind of thing by another order |
final class Claims {

    private static final int GIVES_READY = 1;
    private static final int TAKES_READY = 1 << 1;
    private static final int GIVES_RUNNING = 1 << 2;
    private static final int TAKES_RUNNING = 1 << 3;
    private static final int GIVES_HOMES = 1 << 4;
    private static final int TAKES_HOMES = 1 << 5;
    private static final int RESTS = 1 << 6;
    private static final int ENDS_REST = 1 << 7;
    private static final int NAPS = 1 << 8;
    /// Gives ready tasks by the policy whose orders are being admitted, which evacuates it.
    private static final int EVACUATED_NOW = 1 << 9;

    private static final int TAKES = TAKES_READY | TAKES_RUNNING | TAKES_HOMES;

    private final LoadSnapshot now;
    private final int[] claims;
    private final Set<Long> tasks = new HashSet<>();
    private final List<Order> orders = new ArrayList<>();

    Claims(LoadSnapshot now) {
        this.now = now;
        claims = new int[now.workers().size()];
    }

    /// All orders so far that do not contradict each other, in the order in which they came.
    List<Order> orders() {
        return orders;
    }

    /// Takes up one policy's orders, as far as they contradict nothing.
    ///
    /// @return those taken up
    List<Order> admit(List<Order> wishes) {
        List<Order> admitted = new ArrayList<>(wishes.size());
        for (Order order : wishes) {
            checkWorkers(order);
            if (admit(order)) admitted.add(order);
        }
        for (Order order : admitted) claims[order.from()] &= ~EVACUATED_NOW;
        orders.addAll(admitted);
        return admitted;
    }

    private boolean admit(Order order) {
        return switch (order) {
            case Order.Ready ready -> admit(ready);
            case Order.Running running -> admit(running);
            case Order.Home home -> admit(home);
            case Order.Pack pack -> claim(pack.from(), RESTS, TAKES | RESTS | ENDS_REST);
            case Order.Unpack unpack -> claim(unpack.from(), ENDS_REST, RESTS | ENDS_REST);
            case Order.Nap nap -> claim(nap.from(), NAPS, NAPS);
        };
    }

    private boolean admit(Order.Ready order) {
        boolean goesOn = order.reason() == MoveReason.STUCK && has(order.from(), EVACUATED_NOW);
        if (has(order.from(), TAKES_READY) || (has(order.from(), GIVES_READY) && !goesOn)) return false;
        if (has(order.to(), GIVES_READY | RESTS)) return false;
        claims[order.from()] |= GIVES_READY | (order.reason() == MoveReason.STUCK ? EVACUATED_NOW : 0);
        claims[order.to()] |= TAKES_READY;
        return true;
    }

    private boolean admit(Order.Running order) {
        if (has(order.from(), GIVES_RUNNING | TAKES_RUNNING) || has(order.to(), GIVES_RUNNING | TAKES_RUNNING | RESTS)) return false;
        RunningLoad running = now.workers().get(order.from()).running();
        if (running != null && running.task() != 0 && !tasks.add(running.task())) return false;
        claims[order.from()] |= GIVES_RUNNING;
        claims[order.to()] |= TAKES_RUNNING;
        return true;
    }

    private boolean admit(Order.Home order) {
        if (has(order.from(), TAKES_HOMES) || has(order.to(), GIVES_HOMES | RESTS) || !tasks.add(order.task())) return false;
        claims[order.from()] |= GIVES_HOMES;
        claims[order.to()] |= TAKES_HOMES;
        return true;
    }

    private boolean claim(int worker, int what, int without) {
        if (has(worker, without)) return false;
        claims[worker] |= what;
        return true;
    }

    private boolean has(int worker, int any) {
        return (claims[worker] & any) != 0;
    }

    private void checkWorkers(Order order) {
        int last = claims.length - 1;
        if (order.from() > last || order.to() > last) {
            throw new IllegalArgumentException("an order must name workers 0 to " + last + ", got " + order);
        }
    }
}
