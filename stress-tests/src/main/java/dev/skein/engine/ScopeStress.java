package dev.skein.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.skein.Skein;
import dev.skein.api.Joining;
import dev.skein.api.Step;
import dev.skein.api.Task;
import dev.skein.api.TaskScope;
import dev.skein.stress.Gap;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.Z_Result;

/// Races of a [Scope]. Its children run on a runtime of one worker, so a third thread cleans up after those that are cancelled.
public class ScopeStress {

    private static final long LOST_AFTER_SECONDS = 10;

    /// A scope whose children wait for ever, and which counts how often it ends and how many of them were asked before.
    private abstract static class Scoped {

        /// One for all samples of a JVM.
        private static final Skein RUNTIME = startForAsLongAsMain();
        private static final CompletableFuture<Void> NEVER = new CompletableFuture<>();

        final AtomicInteger asked = new AtomicInteger();
        final AtomicInteger ends = new AtomicInteger();
        final TaskScope<Integer, Integer> scope = RUNTIME.scope(new Joining<>() {
            @Override
            public boolean decides(Task<Integer> ended) {
                asked.incrementAndGet();
                return false;
            }

            @Override
            public Integer result(List<Task<Integer>> children, @Nullable Task<Integer> decider) {
                ends.incrementAndGet();
                return asked.get();
            }
        });

        /// jcstress lets a JVM end by returning from `main`, and workers are no daemons.
        private static Skein startForAsLongAsMain() {
            Thread main = Thread.getAllStackTraces().keySet().stream().filter(each -> each.getName().equals("main")).findFirst().orElseThrow();
            Skein runtime = Skein.builder().name("stress").workers(1).start();
            Thread.ofPlatform().daemon().start(() -> {
                try {
                    main.join();
                } catch (InterruptedException e) {
                    throw new AssertionError("nobody knows this thread", e);
                } finally {
                    runtime.shutdownNow();
                }
            });
            return runtime;
        }

        final Task<Integer> spawn() {
            return scope.spawn(context -> Step.await(NEVER));
        }

        /// How many children had been asked when the group ended; -1: it did not end.
        final int joined() {
            try {
                return scope.join().get(LOST_AFTER_SECONDS, TimeUnit.SECONDS);
            } catch (TimeoutException lost) {
                return -1;
            } catch (InterruptedException | ExecutionException e) {
                throw new AssertionError("nobody interrupts or throws here", e);
            }
        }
    }

    @JCStressTest
    @Description("A child is spawned while the rest is cancelled (G2).")
    @Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "it is cancelled too, and the group ends once, after both")
    @Outcome(expect = FORBIDDEN, desc = "the child is left to live on, or the group ends twice or without it")
    @State
    public static class OneChild_AnotherIsSpawned_TheScopeIsCancelled extends Scoped {

        public OneChild_AnotherIsSpawned_TheScopeIsCancelled() {
            var _ = spawn();
        }

        @Actor
        public void spawner() {
            var _ = spawn();
        }

        @Actor
        public void canceller() {
            scope.cancel();
        }

        @Arbiter
        public void join(II_Result r) {
            r.r2 = joined();
            r.r1 = ends.get();
        }
    }

    @JCStressTest
    @Description("The last child ends while the scope is joined (G1).")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "the group ends once, when the child was asked")
    @Outcome(expect = FORBIDDEN, desc = "twice, never, or before the child was asked")
    @State
    public static class OneChild_ItEnds_TheScopeIsJoined extends Scoped {
        private final Task<Integer> child = spawn();

        @Actor
        public void runner() {
            child.cancel(false);
        }

        @Actor
        public void joiner() {
            var _ = scope.join();
        }

        @Arbiter
        public void join(II_Result r) {
            r.r2 = joined();
            r.r1 = ends.get();
        }
    }

    @JCStressTest
    @Description("The last two children of a scope that is joined end at the same time (G1).")
    @Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "the group ends once, when both were asked")
    @Outcome(expect = FORBIDDEN, desc = "twice, never, or before both were asked")
    @State
    public static class Joined_TwoChildrenEnd extends Scoped {
        private final Task<Integer> first = spawn();
        private final Task<Integer> second = spawn();

        public Joined_TwoChildrenEnd() {
            var _ = scope.join();
        }

        @Actor
        public void oneRunner() {
            first.cancel(false);
        }

        @Actor
        public void otherRunner() {
            second.cancel(false);
        }

        @Arbiter
        public void join(II_Result r) {
            r.r2 = joined();
            r.r1 = ends.get();
        }
    }

    @JCStressTest
    @Description("A spawner that looks whether the rest is cancelled before it enters the child (control of G2).")
    @Outcome(id = "true", expect = ACCEPTABLE, desc = "the child is cancelled")
    @Outcome(id = "false", expect = ACCEPTABLE_INTERESTING, desc = "the child lives on: the race is seen")
    @Outcome(expect = FORBIDDEN, desc = "not even this spawner does that")
    @State
    public static class LooksBeforeItEnters_BrokenControl {
        private final Object lock = new Object();
        private final List<AtomicBoolean> children = new ArrayList<>();
        private final AtomicBoolean cancelledChild = new AtomicBoolean();
        private boolean cancelled;

        @Actor
        public void spawner() {
            boolean tooLate;
            synchronized (lock) {
                tooLate = cancelled;
            }
            Gap.hold();
            synchronized (lock) {
                children.add(cancelledChild);
            }
            if (tooLate) cancelledChild.set(true);
        }

        @Actor
        public void canceller() {
            List<AtomicBoolean> rest;
            synchronized (lock) {
                cancelled = true;
                rest = List.copyOf(children);
            }
            for (AtomicBoolean each : rest) each.set(true);
        }

        @Arbiter
        public void look(Z_Result r) {
            r.r1 = cancelledChild.get();
        }
    }

    @JCStressTest
    @Description("A child that is counted out when its outcome is there, and asked afterwards (control of G1).")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "as it should be")
    @Outcome(id = "1, 0", expect = ACCEPTABLE_INTERESTING, desc = "the group ends before the child was asked: the race is seen")
    @Outcome(expect = FORBIDDEN, desc = "not even this child does that")
    @State
    public static class CountedOutBeforeItIsAsked_BrokenControl {
        private final AtomicInteger open = new AtomicInteger(2);
        private final AtomicInteger asked = new AtomicInteger();
        private final AtomicInteger ends = new AtomicInteger();
        private int askedAtTheEnd;

        @Actor
        public void child() {
            less();
            Gap.hold();
            asked.incrementAndGet();
        }

        @Actor
        public void joiner() {
            less();
        }

        private void less() {
            if (open.decrementAndGet() > 0) return;
            askedAtTheEnd = asked.get();
            ends.incrementAndGet();
        }

        @Arbiter
        public void look(II_Result r) {
            r.r1 = ends.get();
            r.r2 = askedAtTheEnd;
        }
    }
}
