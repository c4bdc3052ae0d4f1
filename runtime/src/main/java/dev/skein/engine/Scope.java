package dev.skein.engine;

import dev.skein.api.Continuation;
import dev.skein.api.Joining;
import dev.skein.api.Step;
import dev.skein.api.Task;
import dev.skein.api.TaskContext;
import dev.skein.api.TaskScope;
import dev.skein.platform.StackRoom;
import dev.skein.task.ContinuationTask;
import dev.skein.task.ManagedFuture;
import dev.skein.task.Wrapper;
import dev.skein.worker.WorkerPool;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A [TaskScope]: counts its children out.
///
/// - G1 the group ends once, and after every child has left and was asked whether it decides: a cancel publishes a child's outcome before
///   it says so, and a carrier may clean up meanwhile. `open` counts both for each child, and one for the scope
///   itself until it is joined, so it reaches 0 once.
/// - G2 a child that is spawned while the rest is being cancelled is cancelled too: who spawns enters the child, then looks at
///   `cancelled`; who cancels sets that, then goes through the children. Both under the scope's lock.
///
/// children, joined, cancelled: under `lock`; the one that makes `open` 0 reads them behind it. open, decider: any thread, by CAS.
final class Scope<T extends @Nullable Object, R extends @Nullable Object> implements TaskScope<T, R> {

    private final Engine engine;
    private final Joining<T, R> joining;
    private final Object lock = new Object();
    private final List<Child> children = new ArrayList<>();
    private boolean joined;
    private boolean cancelled;
    private final AtomicInteger open = new AtomicInteger(1);
    private final AtomicReference<@Nullable Task<T>> decider = new AtomicReference<>();
    private final CompletableFuture<R> end = new ManagedFuture<>();
    private final CountDownLatch allLeft = new CountDownLatch(1);

    private final class Child extends ContinuationTask<T> {
        private volatile boolean refused;
        /// Who is in the user's code for this child, after its body or in its place; others see anything but themselves.
        private @Nullable Thread cleaner;
        private @Nullable Thread asker;

        Child(Continuation<T> body, int home) {
            super(engine, body, home);
        }

        /// The runtime has not let it in. It ends by a cancel, ours or that of the scope, which may have come meanwhile: so it is counted out once.
        void refuse() {
            refused = true;
            cancelWithRoom(false);
            less(1);
        }

        @Override
        protected void whenDone() {
            asker = Thread.currentThread();
            try {
                if (!refused && joining.decides(this) && decider.compareAndSet(null, this)) Scope.this.cancel();
            } catch (Throwable fromTheUser) {            // the end of the child must stand
                engine.uncaught(fromTheUser);
            } finally {
                asker = null;
                less(1);
            }
        }

        @Override
        protected void cleanUp(Continuation<T> body) {
            cleaner = Thread.currentThread();
            try {
                super.cleanUp(body);
            } finally {
                cleaner = null;
            }
        }

        /// Whether its end waits for the current thread.
        boolean isEndedHere() {
            Thread here = Thread.currentThread();
            return cleaner == here || asker == here;
        }

        @Override
        protected void whenLeft() {
            less(1);
        }

        boolean isOf(Scope<?, ?> scope) {
            return scope == Scope.this;
        }
    }

    /// A body that runs in one go.
    private record InOneGo<T extends @Nullable Object>(Callable<T> body) implements Continuation<T>, Wrapper {
        @Override
        public Object wrapped() {
            return body;
        }

        @Override
        public Step<T> resume(TaskContext context) throws Exception {
            return Step.done(body.call());
        }

        @Override
        public String name() {
            return body.getClass().getName();
        }
    }

    Scope(Engine engine, Joining<T, R> joining) {
        this.engine = engine;
        this.joining = joining;
    }

    @Override
    public Task<T> spawn(Continuation<T> body) {
        StackRoom.require();                 // a child that is refused must be counted out
        long footprint = Balancing.footprintOf(Objects.requireNonNull(body, "child"));
        int home = engine.homeFor(footprint);
        Child child = new Child(engine.decorated(body), home);
        boolean tooLate;
        synchronized (lock) {
            if (joined) throw new IllegalStateException("the scope is joined: spawn children before join() and close()");
            children.add(child);
            open.addAndGet(2);
            tooLate = cancelled;
        }
        try {
            var _ = engine.accepted(child, footprint, home);
        } catch (Throwable refused) {
            synchronized (lock) {
                children.remove(child);
            }
            child.refuse();
            throw refused;
        }
        if (tooLate) child.cancel(true);
        return child;
    }

    @Override
    public Task<T> submit(Callable<T> child) {
        return spawn(new InOneGo<>(Objects.requireNonNull(child, "child")));
    }

    @Override
    public CompletableFuture<R> join() {
        boolean first;
        synchronized (lock) {
            first = !joined;
            joined = true;
        }
        if (first) less(1);
        return end;
    }

    @Override
    public void cancel() {
        List<Child> rest;
        synchronized (lock) {
            cancelled = true;
            rest = List.copyOf(children);
        }
        for (Child child : rest) child.cancel(true);
    }

    @Override
    public void close() {
        if (isChildsOwn()) {
            throw new IllegalStateException("close() on a child of the scope would wait for itself; call cancel() here, or close() elsewhere");
        }
        var _ = join();
        if (allLeft.getCount() == 0) return;
        cancel();
        boolean interrupted = false;
        while (allLeft.getCount() > 0) {
            try {
                WorkerPool.block(() -> {
                    allLeft.await();
                    return null;
                });
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
    }

    /// Whether the current thread runs a child, or ends one.
    private boolean isChildsOwn() {
        if (engine.currentTask() instanceof Scope<?, ?>.Child child && child.isOf(this)) return true;
        synchronized (lock) {
            return children.stream().anyMatch(Child::isEndedHere);
        }
    }

    private void less(int by) {
        if (open.addAndGet(-by) > 0) return;
        allLeft.countDown();
        try {
            end.complete(joining.result(List.copyOf(children), decider.get()));
        } catch (Throwable failure) {
            try {
                end.completeExceptionally(failure);
            } catch (OutOfMemoryError | StackOverflowError noRoom) {
                return;                      // as a view without memory: it stays open, but the end of the child must stand
            }
        }
    }
}
