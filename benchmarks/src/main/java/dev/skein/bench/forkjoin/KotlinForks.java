package dev.skein.bench.forkjoin;

import kotlin.ResultKt;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlin.coroutines.intrinsics.IntrinsicsKt;
import kotlin.coroutines.jvm.internal.ContinuationImpl;
import kotlin.coroutines.jvm.internal.SuspendLambda;
import kotlin.jvm.functions.Function2;
import kotlinx.coroutines.BuildersKt;
import kotlinx.coroutines.CoroutineDispatcher;
import kotlinx.coroutines.CoroutineScope;
import kotlinx.coroutines.CoroutineStart;
import kotlinx.coroutines.Deferred;
import kotlinx.coroutines.GlobalScope;
import kotlinx.coroutines.future.FutureKt;
import org.jspecify.annotations.Nullable;

/// Fork/join by coroutines of Kotlin, as its compiler would write them: a fork is an `async` in the scope of the coroutine that forks, a join its `await`.
final class KotlinForks {

    private static final Object SUSPENDED = IntrinsicsKt.getCOROUTINE_SUSPENDED();

    private KotlinForks() { }

    /// Computes the whole, and waits for it on the calling thread, which is no worker.
    static long compute(CoroutineDispatcher dispatcher, Part whole) {
        return FutureKt.asCompletableFuture(BuildersKt.async(GlobalScope.INSTANCE, dispatcher, CoroutineStart.DEFAULT, new PartFork(whole, null))).join();
    }

    static long skynet(CoroutineDispatcher dispatcher, int leaves) {
        return FutureKt.asCompletableFuture(BuildersKt.async(GlobalScope.INSTANCE, dispatcher, CoroutineStart.DEFAULT, new SkynetFork(0, leaves, null))).join();
    }

    private static Deferred<Long> async(CoroutineScope scope, Fork fork) {
        return BuildersKt.async(scope, EmptyCoroutineContext.INSTANCE, CoroutineStart.DEFAULT, fork);
    }

    /// What `async` is given: its own continuation, which makes a copy of itself for each start.
    @SuppressWarnings("serial")   // no coroutine of Kotlin is written out
    private abstract static class Fork extends SuspendLambda implements Function2<CoroutineScope, Continuation<? super Long>, Object> {

        @Nullable CoroutineScope scope;

        @SuppressWarnings("unchecked")
        Fork(@Nullable Continuation<?> completion) {
            super(2, (Continuation<Object>) completion);
        }

        abstract Fork copy(Continuation<?> completion);

        @Override
        @SuppressWarnings("unchecked")
        public Continuation<Unit> create(@Nullable Object scope, Continuation<?> completion) {
            Fork copy = copy(completion);
            copy.scope = (CoroutineScope) scope;
            return (Continuation<Unit>) (Continuation<?>) copy;
        }

        @Override
        protected abstract Object invokeSuspend(Object result);

        @Override
        public Object invoke(CoroutineScope scope, Continuation<? super Long> completion) {
            return ((Fork) (Continuation<?>) create(scope, completion)).invokeSuspend(Unit.INSTANCE);
        }
    }

    /// `{ compute(part) }`
    @SuppressWarnings("serial")
    private static final class PartFork extends Fork {

        private final Part part;
        private int label;

        PartFork(Part part, @Nullable Continuation<?> completion) {
            super(completion);
            this.part = part;
        }

        @Override
        Fork copy(Continuation<?> completion) {
            return new PartFork(part, completion);
        }

        @Override
        protected Object invokeSuspend(Object result) {
            ResultKt.throwOnFailure(result);
            if (label == 1) return result;
            label = 1;
            return compute(scope, part, this);
        }
    }

    /// ```kotlin
    /// suspend fun CoroutineScope.compute(part: Part): Long {
    ///     if (part.isSmall()) return part.value()
    ///     val first = async { compute(part.first()) }
    ///     val second = compute(part.second())
    ///     return first.await() + second
    /// }
    /// ```
    private static Object compute(CoroutineScope scope, Part part, Continuation<Object> completion) {
        if (part.isSmall()) return part.value();
        return new ComputeFrame(scope, part, completion).invokeSuspend(Unit.INSTANCE);
    }

    @SuppressWarnings("serial")
    private static final class ComputeFrame extends ContinuationImpl {

        private final CoroutineScope scope;
        private final Part part;
        private @Nullable Deferred<Long> first;
        private long second;
        private int label;

        ComputeFrame(CoroutineScope scope, Part part, Continuation<Object> completion) {
            super(completion);
            this.scope = scope;
            this.part = part;
        }

        @Override
        protected Object invokeSuspend(Object result) {
            ResultKt.throwOnFailure(result);
            Object value = result;
            if (label == 0) {
                first = async(scope, new PartFork(part.first(), null));
                label = 1;
                value = compute(scope, part.second(), this);
                if (value == SUSPENDED) return SUSPENDED;
            }
            if (label == 1) {
                second = (Long) value;
                label = 2;
                value = first.await(this);
                if (value == SUSPENDED) return SUSPENDED;
            }
            return (Long) value + second;
        }
    }

    /// ```kotlin
    /// {
    ///     if (size == 1) number
    ///     else {
    ///         val children = Array(10) { async { skynet(number + it * size / 10, size / 10) } }
    ///         var sum = 0L
    ///         for (child in children) sum += child.await()
    ///         sum
    ///     }
    /// }
    /// ```
    @SuppressWarnings("serial")
    private static final class SkynetFork extends Fork {

        private final long number;
        private final int size;
        private Deferred<?> @Nullable [] children;
        private int next;
        private long sum;

        SkynetFork(long number, int size, @Nullable Continuation<?> completion) {
            super(completion);
            this.number = number;
            this.size = size;
        }

        @Override
        Fork copy(Continuation<?> completion) {
            return new SkynetFork(number, size, completion);
        }

        @Override
        protected Object invokeSuspend(Object result) {
            ResultKt.throwOnFailure(result);
            if (size == 1) return number;
            if (children == null) {
                int part = size / SkynetBenchmark.FAN_OUT;
                Deferred<?>[] forked = new Deferred<?>[SkynetBenchmark.FAN_OUT];
                for (int i = 0; i < forked.length; i++) forked[i] = async(scope, new SkynetFork(number + (long) i * part, part, null));
                children = forked;
            } else {
                sum += (Long) result;
            }
            while (next < children.length) {
                Object value = children[next++].await(this);
                if (value == SUSPENDED) return SUSPENDED;
                sum += (Long) value;
            }
            return sum;
        }
    }
}
