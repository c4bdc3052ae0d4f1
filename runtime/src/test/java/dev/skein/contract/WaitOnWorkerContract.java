package dev.skein.contract;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A task that waits for another task of the same executor. A plain pool starves as soon as all its threads wait; Skein does not.
abstract class WaitOnWorkerContract extends ExecutorContract {

    @Test
    @SkeinOnly
    void get_ofATaskJustSubmitted_returnsItsValue() throws Exception {
        Future<String> outer = pool.submit(() -> pool.submit(() -> "inner").get());
        assertThat(valueOf(outer)).isEqualTo("inner");
    }

    @Test
    @SkeinOnly
    void get_inAChainOfFifty_reachesTheEnd() throws Exception {
        assertThat(valueOf(pool.submit(() -> descend(50)))).isEqualTo(50);
    }

    private int descend(int depth) throws Exception {
        return depth == 0 ? 0 : 1 + pool.submit(() -> descend(depth - 1)).get();
    }

    @Test
    @SkeinOnly
    void get_fromMoreWaitersThanWorkers_releasesAll() throws Exception {
        List<Future<Integer>> outers = new ArrayList<>();
        for (int i = 0; i < 4 * workers + 4; i++) {
            int value = i;
            outers.add(pool.submit(() -> pool.submit(() -> value).get()));
        }
        for (int i = 0; i < outers.size(); i++) assertThat(valueOf(outers.get(i))).isEqualTo(i);
    }

    @Test
    @SkeinOnly
    void get_inATreeOfWaits_countsEveryLeaf() throws Exception {
        assertThat(valueOf(pool.submit(() -> leaves(6)))).isEqualTo(64);
    }

    private int leaves(int depth) throws Exception {
        if (depth == 0) return 1;
        Future<Integer> left = pool.submit(() -> leaves(depth - 1));
        Future<Integer> right = pool.submit(() -> leaves(depth - 1));
        return left.get() + right.get();
    }

    @Test
    @SkeinOnly
    void get_inTheOppositeOrderOfSubmission_returnsAll() throws Exception {
        Future<Integer> outer = pool.submit(() -> {
            List<Future<Integer>> inners = new ArrayList<>();
            for (int i = 1; i <= 100; i++) {
                int value = i;
                inners.add(pool.submit(() -> value));
            }
            int sum = 0;
            for (Future<Integer> inner : inners.reversed()) sum += inner.get();
            return sum;
        });
        assertThat(valueOf(outer)).isEqualTo(5_050);
    }

    @Test
    @SkeinOnly
    void get_ofATaskThatFails_throwsExecutionExceptionInTheWaiter() throws Exception {
        PlannedFailure failure = new PlannedFailure("planned");
        Future<Throwable> outer = pool.submit(() -> {
            Future<Object> inner = pool.submit(() -> { throw failure; });
            return catchThrowable(inner::get);
        });
        assertThat(valueOf(outer)).isInstanceOf(ExecutionException.class).hasCause(failure);
    }

    @Test
    @SkeinOnly
    void get_ofADelayedTask_waitsUntilItIsDue() throws Exception {
        Future<String> outer = pool.submit(() -> pool.schedule(() -> "due", 50, MILLISECONDS).get());
        assertThat(valueOf(outer)).isEqualTo("due");
    }

    @Test
    @SkeinOnly
    void timedGet_ofATaskJustSubmitted_returnsItsValue() throws Exception {
        Future<String> outer = pool.submit(() -> valueOf(pool.submit(() -> "inner")));
        assertThat(valueOf(outer)).isEqualTo("inner");
    }

    @Test
    void get_ofATaskThatIsDone_returnsAtOnce() throws Exception {
        Future<String> first = pool.submit(() -> "first");
        valueOf(first);
        assertThat(valueOf(pool.submit(() -> first.get()))).isEqualTo("first");
    }

    @Test
    void get_ofATaskOfAnotherExecutor_returnsItsValue() throws Exception {
        try (var other = create(1)) {
            assertThat(valueOf(pool.submit(() -> other.submit(() -> "other").get()))).isEqualTo("other");
        }
    }

    /// The time limit is the caller's. The target here ends only after the caller gave up, so it may not be run in the caller's place.
    @Test
    void timedGet_ofATaskThatDoesNotEnd_throwsTimeoutException() throws Exception {
        Gate outerGaveUp = new Gate();
        Future<String> outer = pool.submit(() -> {
            Future<String> inner = pool.submit(() -> {
                outerGaveUp.pass();
                return "late";
            });
            Throwable thrown = catchThrowable(() -> inner.get(50, MILLISECONDS));
            outerGaveUp.open();
            return thrown instanceof TimeoutException ? "timed out" : "got " + thrown;
        });
        assertThat(valueOf(outer)).isEqualTo("timed out");
    }

    @Test
    void timedGet_ofItself_throwsTimeoutException() throws Exception {
        CompletableFuture<Future<Throwable>> self = new CompletableFuture<>();
        self.complete(pool.submit(() -> {
            Future<Throwable> own = valueOf(self);
            return catchThrowable(() -> own.get(20, MILLISECONDS));
        }));
        assertThat(valueOf(self.join())).isInstanceOf(TimeoutException.class);
    }

    @Test
    void get_ofATaskThatIsCancelledMeanwhile_throwsCancellationExceptionInTheWaiter() throws Exception {
        CompletableFuture<Future<?>> known = new CompletableFuture<>();
        Future<Throwable> outer = pool.submit(() -> {
            Future<?> inner = pool.submit(() -> {
                new Gate().pass();
                return null;
            });
            known.complete(inner);
            return catchThrowable(inner::get);
        });
        assertThat(valueOf(known).cancel(true)).isTrue();
        assertThat(valueOf(outer)).isInstanceOf(CancellationException.class);
    }

    @Test
    void get_inATaskThatIsCancelled_throwsInterruptedException() throws Exception {
        Gate aboutToWait = new Gate();
        CompletableFuture<Throwable> seen = new CompletableFuture<>();
        ScheduledFuture<?> far = pool.schedule(() -> { }, 1, java.util.concurrent.TimeUnit.HOURS);
        Future<?> outer = pool.submit(() -> {
            aboutToWait.open();
            seen.complete(catchThrowable(far::get));
        });
        aboutToWait.pass();
        outer.cancel(true);
        assertThat(valueOf(seen)).isInstanceOf(InterruptedException.class);
    }

    @Test
    @SkeinOnly
    @Tag("concurrency")
    void get_manyNestedPairs_neverHangs() throws Exception {
        int pairs = repeated(2_000);
        AtomicInteger ended = new AtomicInteger();
        List<Future<?>> outers = new ArrayList<>();
        for (int i = 0; i < pairs; i++) {
            outers.add(pool.submit(() -> {
                pool.submit(ended::incrementAndGet).get();
                return null;
            }));
        }
        for (Future<?> outer : outers) valueOf(outer);
        assertThat(ended).hasValue(pairs);
    }
}
