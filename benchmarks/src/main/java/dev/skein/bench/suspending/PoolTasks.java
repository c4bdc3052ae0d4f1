package dev.skein.bench.suspending;

import java.util.concurrent.ExecutorService;
import java.util.function.BooleanSupplier;

/// Tasks of a pool, which cannot suspend. One that gives way executes itself anew as its last act; one that would have to wait for another cannot be had.
final class PoolTasks implements SuspendingTasks {

    private final ExecutorService pool;

    PoolTasks(ExecutorService pool) {
        this.pool = pool;
    }

    @Override
    public void close() {
        pool.close();
    }

    @Override
    public void spawnRemote(int tasks, Runnable body) {
        for (int i = 0; i < tasks; i++) pool.execute(body);
    }

    @Override
    public void spawnLocal(int tasks, Runnable body) {
        pool.execute(() -> spawnRemote(tasks, body));
    }

    @Override
    public void spawnChain(BooleanSupplier body) {
        pool.execute(() -> {
            if (body.getAsBoolean()) spawnChain(body);
        });
    }

    @Override
    public void yieldMany(int tasks, int yields, Runnable ended) {
        for (int i = 0; i < tasks; i++) pool.execute(new Yielding(pool, yields, ended));
    }

    @Override
    public void keepYielding(int tasks, BooleanSupplier body) {
        for (int i = 0; i < tasks; i++) spawnChain(body);
    }

    @Override
    public void pingPong(int pings, Runnable ended) {
        throw cannotWait();
    }

    @Override
    public void takeTurns(int turns, Runnable ended) {
        throw cannotWait();
    }

    @Override
    public void passMessages(int turns, Runnable ended) {
        throw cannotWait();
    }

    private static IllegalArgumentException cannotWait() {
        return new IllegalArgumentException("the tasks of a pool cannot wait for each other; use skein, virtualThreads, kotlin or catsEffect");
    }

    private static final class Yielding implements Runnable {

        private final ExecutorService pool;
        private final Runnable ended;
        private int left;

        Yielding(ExecutorService pool, int yields, Runnable ended) {
            this.pool = pool;
            this.left = yields;
            this.ended = ended;
        }

        @Override
        public void run() {
            if (left-- > 0) pool.execute(this);
            else ended.run();
        }
    }
}
