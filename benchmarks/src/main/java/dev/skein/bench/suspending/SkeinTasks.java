package dev.skein.bench.suspending;

import dev.skein.Skein;
import dev.skein.api.Continuation;
import dev.skein.api.Mailbox;
import dev.skein.api.Step;
import dev.skein.api.TaskContext;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/// Spawned continuations.
final class SkeinTasks implements SuspendingTasks {

    private final Skein skein;

    SkeinTasks(Skein skein) {
        this.skein = skein;
    }

    @Override
    public void close() {
        skein.close();
    }

    @Override
    public void spawnRemote(int tasks, Runnable body) {
        spawnAll(tasks, body);
    }

    @Override
    public void spawnLocal(int tasks, Runnable body) {
        skein.execute(() -> spawnAll(tasks, body));
    }

    private void spawnAll(int tasks, Runnable body) {
        for (int i = 0; i < tasks; i++) {
            skein.spawn(context -> {
                body.run();
                return Step.done(1);
            });
        }
    }

    @Override
    public void spawnChain(BooleanSupplier body) {
        skein.spawn(context -> {
            if (body.getAsBoolean()) spawnChain(body);
            return Step.done(1);
        });
    }

    @Override
    public void yieldMany(int tasks, int yields, Runnable ended) {
        for (int i = 0; i < tasks; i++) skein.spawn(new Yielding(yields, ended));
    }

    @Override
    public void keepYielding(int tasks, BooleanSupplier body) {
        for (int i = 0; i < tasks; i++) skein.spawn(context -> body.getAsBoolean() ? Step.again() : Step.done(1));
    }

    @Override
    public void pingPong(int pings, Runnable ended) {
        skein.execute(() -> {
            for (int i = 0; i < pings; i++) skein.spawn(new Ping(skein, ended));
        });
    }

    @Override
    public void takeTurns(int turns, Runnable ended) {
        Player first = new Player(turns / 2, ended);
        Player second = new Player(turns / 2, ended);
        first.other = second;
        second.other = first;
        skein.spawn(first);
        skein.spawn(second);
        first.turn.complete(true);
    }

    @Override
    public void passMessages(int turns, Runnable ended) {
        Mailbox<Integer> here = new Mailbox<>();
        Mailbox<Integer> there = new Mailbox<>();
        skein.spawn(new Receiver(here, there, turns / 2, ended));
        skein.spawn(new Receiver(there, here, turns / 2, ended));
        here.send(1);
    }

    private static final class Yielding implements Continuation<Integer> {

        private final Runnable ended;
        private int left;

        Yielding(int yields, Runnable ended) {
            this.left = yields;
            this.ended = ended;
        }

        @Override
        public Step<Integer> resume(TaskContext context) {
            if (left-- > 0) return Step.again();
            ended.run();
            return Step.done(1);
        }
    }

    private static final class Ping implements Continuation<Integer> {

        private final Skein skein;
        private final Runnable ended;
        private final CompletableFuture<Boolean> answer = new CompletableFuture<>();
        private boolean sent;

        Ping(Skein skein, Runnable ended) {
            this.skein = skein;
            this.ended = ended;
        }

        @Override
        public Step<Integer> resume(TaskContext context) {
            if (!sent) {
                sent = true;
                CompletableFuture<Boolean> message = new CompletableFuture<>();
                skein.spawn(new Pong(message, answer));
                message.complete(true);
            }
            if (!answer.isDone()) return Step.await(answer);
            ended.run();
            return Step.done(1);
        }
    }

    private record Pong(CompletableFuture<Boolean> message, CompletableFuture<Boolean> answer) implements Continuation<Integer> {

        @Override
        public Step<Integer> resume(TaskContext context) {
            if (!message.isDone()) return Step.await(message);
            answer.complete(true);
            return Step.done(1);
        }
    }

    /// turn: volatile, since the other player reads it.
    private static final class Player implements Continuation<Integer> {

        private final Runnable ended;
        private volatile CompletableFuture<Boolean> turn = new CompletableFuture<>();
        private Player other = this;
        private int left;

        Player(int turns, Runnable ended) {
            this.left = turns;
            this.ended = ended;
        }

        @Override
        public Step<Integer> resume(TaskContext context) {
            while (left > 0) {
                if (!turn.isDone()) return Step.await(turn);
                turn = new CompletableFuture<>();
                left--;
                other.turn.complete(true);
            }
            ended.run();
            return Step.done(0);
        }
    }

    private static final class Receiver implements Continuation<Integer> {

        private final Mailbox<Integer> from;
        private final Mailbox<Integer> to;
        private final Runnable ended;
        private int left;

        Receiver(Mailbox<Integer> from, Mailbox<Integer> to, int messages, Runnable ended) {
            this.from = from;
            this.to = to;
            this.left = messages;
            this.ended = ended;
        }

        @Override
        public Step<Integer> resume(TaskContext context) {
            for (Integer message; (message = from.poll()) != null; ) {
                to.send(message);
                if (--left == 0) {
                    ended.run();
                    return Step.done(0);
                }
            }
            return Step.await(from);
        }
    }
}
