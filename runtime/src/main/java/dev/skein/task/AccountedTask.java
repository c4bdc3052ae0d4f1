package dev.skein.task;

import dev.skein.api.Continuation;
import dev.skein.api.Step;
import dev.skein.api.TaskAccount;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A continuation of which an account is kept.
public final class AccountedTask<R extends @Nullable Object> extends ContinuationTask<R> {

    private final Account account = new Account(System.nanoTime());

    private AccountedTask(TaskOwner owner, Continuation<R> body, int home) {
        super(owner, body, home);
    }

    /// As the constructor of [ContinuationTask]. A method, so that this class is not loaded where no accounts are kept: until then the compiler knows that
    /// nobody overrides what it overrides.
    public static <R extends @Nullable Object> ContinuationTask<R> create(TaskOwner owner, Continuation<R> body, int home) {
        return new AccountedTask<>(owner, body, home);
    }

    /// Tasks that run within this one account for their CPU time themselves.
    @Override
    Step<R> resume(Slice slice) throws Exception {
        account.begins(System.nanoTime());
        long accountedBefore = slice.accountedNanos;
        long start = slice.cpuNanos();
        try {
            return super.resume(slice);
        } finally {
            long end = slice.cpuNanos();
            long used = start < 0 || end < 0 ? -1 : Math.max(0, end - start);
            long within = slice.accountedNanos - accountedBefore;
            account.leaves(System.nanoTime(), used < 0 ? -1 : Math.max(0, used - within));
            slice.accountedNanos = accountedBefore + Math.max(0, used);
        }
    }

    @Override
    void suspends(long number) {
        account.suspends(number);
    }

    @Override
    void wakes(long number) {
        account.wakes(number, System.nanoTime());
    }

    @Override
    protected void whenDone() {
        account.ends(System.nanoTime());
    }

    @Override
    public Optional<TaskAccount> account() {
        return Optional.of(account.at(System.nanoTime(), moveCount()));
    }
}
