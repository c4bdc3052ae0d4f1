package dev.skein.bench.suspending;

import java.util.function.BooleanSupplier;
import kotlin.ResultKt;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.intrinsics.IntrinsicsKt;
import kotlin.coroutines.jvm.internal.SuspendLambda;
import kotlin.jvm.functions.Function2;
import kotlinx.coroutines.BuildersKt;
import kotlinx.coroutines.CompletableDeferred;
import kotlinx.coroutines.CompletableDeferredKt;
import kotlinx.coroutines.CoroutineDispatcher;
import kotlinx.coroutines.CoroutineScope;
import kotlinx.coroutines.CoroutineStart;
import kotlinx.coroutines.GlobalScope;
import kotlinx.coroutines.Job;
import kotlinx.coroutines.YieldKt;
import kotlinx.coroutines.channels.BufferOverflow;
import kotlinx.coroutines.channels.Channel;
import kotlinx.coroutines.channels.ChannelKt;
import org.jspecify.annotations.Nullable;

/// Coroutines of Kotlin, started by `launch`, as its compiler would write them: above each stands what it is compiled from.
final class KotlinTasks implements SuspendingTasks {

    private static final Object SUSPENDED = IntrinsicsKt.getCOROUTINE_SUSPENDED();

    private final CoroutineDispatcher dispatcher;

    KotlinTasks(CoroutineDispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    /// Nothing to close: the dispatcher is the JVM's.
    @Override
    public void close() { }

    private void launch(Coroutine body) {
        BuildersKt.launch(GlobalScope.INSTANCE, dispatcher, CoroutineStart.DEFAULT, body);
    }

    @Override
    public void spawnRemote(int tasks, Runnable body) {
        for (int i = 0; i < tasks; i++) launch(new Body(body, null));
    }

    @Override
    public void spawnLocal(int tasks, Runnable body) {
        launch(new Body(() -> spawnRemote(tasks, body), null));
    }

    @Override
    public void spawnChain(BooleanSupplier body) {
        launch(new Body(() -> {
            if (body.getAsBoolean()) spawnChain(body);
        }, null));
    }

    @Override
    public void yieldMany(int tasks, int yields, Runnable ended) {
        for (int i = 0; i < tasks; i++) launch(new Yielding(yields, ended, null));
    }

    @Override
    public void keepYielding(int tasks, BooleanSupplier body) {
        for (int i = 0; i < tasks; i++) launch(new KeepYielding(body, null));
    }

    @Override
    public void pingPong(int pings, Runnable ended) {
        launch(new Body(() -> {
            for (int i = 0; i < pings; i++) launch(new Ping(this, ended, null));
        }, null));
    }

    @Override
    public void takeTurns(int turns, Runnable ended) {
        Player first = new Player(turns / 2);
        Player second = new Player(turns / 2);
        launch(new Playing(first, second, ended, null));
        launch(new Playing(second, first, ended, null));
        first.turn.complete(Unit.INSTANCE);
    }

    @Override
    public void passMessages(int turns, Runnable ended) {
        Channel<Integer> here = ChannelKt.Channel(Channel.UNLIMITED, BufferOverflow.SUSPEND, null);
        Channel<Integer> there = ChannelKt.Channel(Channel.UNLIMITED, BufferOverflow.SUSPEND, null);
        launch(new PassingOn(here, there, turns / 2, ended, null));
        launch(new PassingOn(there, here, turns / 2, ended, null));
        launch(new Sending(here, null));
    }

    private static CompletableDeferred<Unit> deferred() {
        return CompletableDeferredKt.CompletableDeferred((Job) null);
    }

    /// A suspending lambda: its own continuation, which makes a copy of itself for each start.
    @SuppressWarnings("serial")   // no coroutine of Kotlin is written out
    private abstract static class Coroutine extends SuspendLambda implements Function2<CoroutineScope, Continuation<? super Unit>, Object> {

        @SuppressWarnings("unchecked")
        Coroutine(@Nullable Continuation<?> completion) {
            super(2, (Continuation<Object>) completion);
        }

        @Override
        public abstract Continuation<Unit> create(@Nullable Object scope, Continuation<?> completion);

        @Override
        protected abstract Object invokeSuspend(Object result);

        @Override
        public Object invoke(CoroutineScope scope, Continuation<? super Unit> completion) {
            return ((Coroutine) (Continuation<?>) create(scope, completion)).invokeSuspend(Unit.INSTANCE);
        }

        @SuppressWarnings("unchecked")
        final Continuation<Unit> self() {
            return (Continuation<Unit>) (Continuation<?>) this;
        }
    }

    /// `{ body() }`
    @SuppressWarnings("serial")
    private static final class Body extends Coroutine {

        private final Runnable body;

        Body(Runnable body, @Nullable Continuation<?> completion) {
            super(completion);
            this.body = body;
        }

        @Override
        public Continuation<Unit> create(@Nullable Object scope, Continuation<?> completion) {
            return new Body(body, completion).self();
        }

        @Override
        protected Object invokeSuspend(Object result) {
            ResultKt.throwOnFailure(result);
            body.run();
            return Unit.INSTANCE;
        }
    }

    /// `{ repeat(yields) { yield() }; ended() }`
    @SuppressWarnings("serial")
    private static final class Yielding extends Coroutine {

        private final int yields;
        private final Runnable ended;
        private int done;

        Yielding(int yields, Runnable ended, @Nullable Continuation<?> completion) {
            super(completion);
            this.yields = yields;
            this.ended = ended;
        }

        @Override
        public Continuation<Unit> create(@Nullable Object scope, Continuation<?> completion) {
            return new Yielding(yields, ended, completion).self();
        }

        @Override
        protected Object invokeSuspend(Object result) {
            ResultKt.throwOnFailure(result);
            while (done < yields) {
                done++;
                if (YieldKt.yield(this) == SUSPENDED) return SUSPENDED;
            }
            ended.run();
            return Unit.INSTANCE;
        }
    }

    /// `{ while (body()) yield() }`
    @SuppressWarnings("serial")
    private static final class KeepYielding extends Coroutine {

        private final BooleanSupplier body;

        KeepYielding(BooleanSupplier body, @Nullable Continuation<?> completion) {
            super(completion);
            this.body = body;
        }

        @Override
        public Continuation<Unit> create(@Nullable Object scope, Continuation<?> completion) {
            return new KeepYielding(body, completion).self();
        }

        @Override
        protected Object invokeSuspend(Object result) {
            ResultKt.throwOnFailure(result);
            while (body.getAsBoolean()) {
                if (YieldKt.yield(this) == SUSPENDED) return SUSPENDED;
            }
            return Unit.INSTANCE;
        }
    }

    /// ```kotlin
    /// {
    ///     val message = CompletableDeferred<Unit>()
    ///     val answer = CompletableDeferred<Unit>()
    ///     GlobalScope.launch(dispatcher) { message.await(); answer.complete(Unit) }
    ///     message.complete(Unit)
    ///     answer.await()
    ///     ended()
    /// }
    /// ```
    @SuppressWarnings("serial")
    private static final class Ping extends Coroutine {

        private final KotlinTasks tasks;
        private final Runnable ended;
        private int label;

        Ping(KotlinTasks tasks, Runnable ended, @Nullable Continuation<?> completion) {
            super(completion);
            this.tasks = tasks;
            this.ended = ended;
        }

        @Override
        public Continuation<Unit> create(@Nullable Object scope, Continuation<?> completion) {
            return new Ping(tasks, ended, completion).self();
        }

        @Override
        protected Object invokeSuspend(Object result) {
            ResultKt.throwOnFailure(result);
            if (label == 0) {
                CompletableDeferred<Unit> message = deferred();
                CompletableDeferred<Unit> answer = deferred();
                tasks.launch(new Pong(message, answer, null));
                message.complete(Unit.INSTANCE);
                label = 1;
                if (answer.await(this) == SUSPENDED) return SUSPENDED;
            }
            ended.run();
            return Unit.INSTANCE;
        }
    }

    /// `{ message.await(); answer.complete(Unit) }`
    @SuppressWarnings("serial")
    private static final class Pong extends Coroutine {

        private final CompletableDeferred<Unit> message;
        private final CompletableDeferred<Unit> answer;
        private int label;

        Pong(CompletableDeferred<Unit> message, CompletableDeferred<Unit> answer, @Nullable Continuation<?> completion) {
            super(completion);
            this.message = message;
            this.answer = answer;
        }

        @Override
        public Continuation<Unit> create(@Nullable Object scope, Continuation<?> completion) {
            return new Pong(message, answer, completion).self();
        }

        @Override
        protected Object invokeSuspend(Object result) {
            ResultKt.throwOnFailure(result);
            if (label == 0) {
                label = 1;
                if (message.await(this) == SUSPENDED) return SUSPENDED;
            }
            answer.complete(Unit.INSTANCE);
            return Unit.INSTANCE;
        }
    }

    /// turn: volatile, since the other player reads it.
    private static final class Player {

        private volatile CompletableDeferred<Unit> turn = deferred();
        private int left;

        Player(int turns) {
            left = turns;
        }

        void take(Player other) {
            turn = deferred();
            left--;
            other.turn.complete(Unit.INSTANCE);
        }
    }

    /// `{ while (me.left > 0) { me.turn.await(); me.take(other) }; ended() }`
    @SuppressWarnings("serial")
    private static final class Playing extends Coroutine {

        private final Player me;
        private final Player other;
        private final Runnable ended;
        private int label;

        Playing(Player me, Player other, Runnable ended, @Nullable Continuation<?> completion) {
            super(completion);
            this.me = me;
            this.other = other;
            this.ended = ended;
        }

        @Override
        public Continuation<Unit> create(@Nullable Object scope, Continuation<?> completion) {
            return new Playing(me, other, ended, completion).self();
        }

        @Override
        protected Object invokeSuspend(Object result) {
            ResultKt.throwOnFailure(result);
            if (label == 1) me.take(other);
            label = 1;
            while (me.left > 0) {
                if (me.turn.await(this) == SUSPENDED) return SUSPENDED;
                me.take(other);
            }
            ended.run();
            return Unit.INSTANCE;
        }
    }

    /// `{ channel.send(1) }`
    @SuppressWarnings("serial")
    private static final class Sending extends Coroutine {

        private final Channel<Integer> channel;

        Sending(Channel<Integer> channel, @Nullable Continuation<?> completion) {
            super(completion);
            this.channel = channel;
        }

        @Override
        public Continuation<Unit> create(@Nullable Object scope, Continuation<?> completion) {
            return new Sending(channel, completion).self();
        }

        @Override
        protected Object invokeSuspend(Object result) {
            ResultKt.throwOnFailure(result);
            return channel.send(1, this);
        }
    }

    /// `{ repeat(messages) { to.send(from.receive()) }; ended() }`
    @SuppressWarnings("serial")
    private static final class PassingOn extends Coroutine {

        private final Channel<Integer> from;
        private final Channel<Integer> to;
        private final int messages;
        private final Runnable ended;
        private boolean receives = true;
        private int done;

        PassingOn(Channel<Integer> from, Channel<Integer> to, int messages, Runnable ended, @Nullable Continuation<?> completion) {
            super(completion);
            this.from = from;
            this.to = to;
            this.messages = messages;
            this.ended = ended;
        }

        @Override
        public Continuation<Unit> create(@Nullable Object scope, Continuation<?> completion) {
            return new PassingOn(from, to, messages, ended, completion).self();
        }

        /// `result` is the unit at the start, then what the call returned at which the coroutine was suspended.
        @Override
        protected Object invokeSuspend(Object result) {
            ResultKt.throwOnFailure(result);
            Object value = result;
            while (done < messages) {
                if (!(value instanceof Integer)) {
                    value = from.receive(this);
                    if (value == SUSPENDED) return SUSPENDED;
                }
                done++;
                value = to.send((Integer) value, this);
                if (value == SUSPENDED) return SUSPENDED;
            }
            ended.run();
            return Unit.INSTANCE;
        }
    }
}
