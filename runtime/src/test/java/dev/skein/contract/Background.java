package dev.skein.contract;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// A call on a thread of the test's own, off the executor under test; its failure comes out of [#join()].
final class Background<T> {

    interface Body {
        void run(int thread) throws Exception;
    }

    private final FutureTask<T> call;
    private final Thread thread;

    private Background(Callable<T> body) {
        call = new FutureTask<>(body);
        thread = Thread.ofPlatform().daemon().name("contract-background").unstarted(call);
    }

    static <T> Background<T> start(Callable<T> body) {
        Background<T> background = new Background<>(body);
        background.thread.start();
        return background;
    }

    /// Runs the body on that many threads, let go together, and waits for all of them; the first failure is thrown.
    static void race(int threads, Body body) throws Exception {
        CyclicBarrier start = new CyclicBarrier(threads);
        List<Background<Void>> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int index = i;
            all.add(start(() -> {
                start.await(Gate.PATIENCE_SECONDS, SECONDS);
                body.run(index);
                return null;
            }));
        }
        for (Background<Void> each : all) each.join();
    }

    Thread thread() {
        return thread;
    }

    boolean isWaiting() {
        Thread.State state = thread.getState();
        return state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
    }

    T join() throws Exception {
        try {
            return call.get(Gate.PATIENCE_SECONDS, SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) throw cause;
            if (e.getCause() instanceof Error cause) throw cause;
            throw e;
        }
    }
}
