package dev.skein.task;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// A future for which a worker does not stand still: to wait for it there is a managed block, and so it is to wait for the stages that are made from it, whoever
/// completes these. The runtime's own are of this kind.
public class ManagedFuture<R extends @Nullable Object> extends CompletableFuture<R> {

    @Override
    public R get() throws InterruptedException, ExecutionException {
        HostThread host = isDone() ? null : HostThread.current();
        if (host == null) return super.get();
        try {
            return host.block(() -> super.get());
        } catch (InterruptedException | ExecutionException | RuntimeException declared) {
            throw declared;
        } catch (Exception undeclared) {
            throw new AssertionError("a get() threw what it does not declare", undeclared);
        }
    }

    @Override
    public R get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        HostThread host = isDone() ? null : HostThread.current();
        if (host == null) return super.get(timeout, unit);
        try {
            return host.block(() -> super.get(timeout, unit));
        } catch (InterruptedException | ExecutionException | TimeoutException | RuntimeException declared) {
            throw declared;
        } catch (Exception undeclared) {
            throw new AssertionError("a get() threw what it does not declare", undeclared);
        }
    }

    @Override
    public R join() {
        HostThread host = isDone() ? null : HostThread.current();
        return host == null ? super.join() : host.block(() -> super.join());
    }

    @Override
    public <U extends @Nullable Object> CompletableFuture<U> newIncompleteFuture() {
        return new ManagedFuture<>();
    }
}
