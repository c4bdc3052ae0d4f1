package dev.skein.bench.suspending;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedTransferQueue;
import java.util.function.BooleanSupplier;

/// Virtual threads: what waits blocks its thread. Messages go through the JDK's `LinkedTransferQueue`, its fastest for a hand-over.
final class ThreadTasks implements SuspendingTasks {

    private final ExecutorService threads;

    ThreadTasks(ExecutorService threads) {
        this.threads = threads;
    }

    @Override
    public void close() {
        threads.close();
    }

    @Override
    public void spawnRemote(int tasks, Runnable body) {
        for (int i = 0; i < tasks; i++) threads.execute(body);
    }

    @Override
    public void spawnLocal(int tasks, Runnable body) {
        threads.execute(() -> spawnRemote(tasks, body));
    }

    @Override
    public void spawnChain(BooleanSupplier body) {
        threads.execute(() -> {
            if (body.getAsBoolean()) spawnChain(body);
        });
    }

    @Override
    public void yieldMany(int tasks, int yields, Runnable ended) {
        spawnRemote(tasks, () -> {
            for (int left = yields; left > 0; left--) Thread.yield();
            ended.run();
        });
    }

    @Override
    public void keepYielding(int tasks, BooleanSupplier body) {
        spawnRemote(tasks, () -> {
            while (body.getAsBoolean()) Thread.yield();
        });
    }

    @Override
    public void pingPong(int pings, Runnable ended) {
        spawnLocal(pings, () -> {
            CompletableFuture<Boolean> message = new CompletableFuture<>();
            CompletableFuture<Boolean> answer = new CompletableFuture<>();
            threads.execute(() -> {
                message.join();
                answer.complete(true);
            });
            message.complete(true);
            answer.join();
            ended.run();
        });
    }

    @Override
    public void takeTurns(int turns, Runnable ended) {
        Player first = new Player();
        Player second = new Player();
        threads.execute(() -> first.play(second, turns / 2, ended));
        threads.execute(() -> second.play(first, turns / 2, ended));
        first.turn.complete(true);
    }

    @Override
    public void passMessages(int turns, Runnable ended) {
        LinkedTransferQueue<Integer> here = new LinkedTransferQueue<>();
        LinkedTransferQueue<Integer> there = new LinkedTransferQueue<>();
        threads.execute(() -> passOn(here, there, turns / 2, ended));
        threads.execute(() -> passOn(there, here, turns / 2, ended));
        here.add(1);
    }

    private static void passOn(LinkedTransferQueue<Integer> from, LinkedTransferQueue<Integer> to, int messages, Runnable ended) {
        try {
            for (int left = messages; left > 0; left--) to.add(from.take());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        ended.run();
    }

    /// turn: volatile, since the other player reads it.
    private static final class Player {

        private volatile CompletableFuture<Boolean> turn = new CompletableFuture<>();

        void play(Player other, int turns, Runnable ended) {
            for (int left = turns; left > 0; left--) {
                turn.join();
                turn = new CompletableFuture<>();
                other.turn.complete(true);
            }
            ended.run();
        }
    }
}
