package dev.skein.bench.suspending;

import cats.effect.IO;
import cats.effect.kernel.Deferred;
import cats.effect.std.Queue;
import cats.effect.std.Queue$;
import dev.skein.bench.rivals.CatsRuntime;
import java.util.function.BooleanSupplier;
import scala.runtime.BoxedUnit;

/// Fibers of cats-effect, built of `IO` as in Scala. What starts fibers inside of one does it by `start`.
@SuppressWarnings("rawtypes")   // Scala's types of types come to Java as raw ones
final class CatsTasks implements SuspendingTasks {

    private final CatsRuntime cats;

    CatsTasks(CatsRuntime cats) {
        this.cats = cats;
    }

    @Override
    public void close() {
        cats.close();
    }

    @Override
    public void spawnRemote(int tasks, Runnable body) {
        IO<BoxedUnit> each = delay(body);
        for (int i = 0; i < tasks; i++) run(each);
    }

    @Override
    public void spawnLocal(int tasks, Runnable body) {
        run(delay(body).start().replicateA_(tasks));
    }

    @Override
    public void spawnChain(BooleanSupplier body) {
        run(link(body));
    }

    private static IO<BoxedUnit> link(BooleanSupplier body) {
        return IO.defer(() -> body.getAsBoolean() ? link(body).start().map(fiber -> BoxedUnit.UNIT) : IO.unit());
    }

    @Override
    public void yieldMany(int tasks, int yields, Runnable ended) {
        IO<BoxedUnit> each = IO.cede().replicateA_(yields).productR(delay(ended));
        for (int i = 0; i < tasks; i++) run(each);
    }

    @Override
    public void keepYielding(int tasks, BooleanSupplier body) {
        for (int i = 0; i < tasks; i++) run(keepYielding(body));
    }

    private static IO<BoxedUnit> keepYielding(BooleanSupplier body) {
        return IO.defer(() -> body.getAsBoolean() ? IO.cede().flatMap(ceded -> keepYielding(body)) : IO.unit());
    }

    @Override
    public void pingPong(int pings, Runnable ended) {
        IO<BoxedUnit> ping = CatsTasks.deferred().flatMap(message -> CatsTasks.deferred().flatMap(answer ->
                get(message).productR(complete(answer)).start()
                        .productR(complete(message)).productR(get(answer)).productR(delay(ended))));
        run(ping.start().replicateA_(pings));
    }

    @Override
    public void takeTurns(int turns, Runnable ended) {
        run(deferred().flatMap(first -> deferred().flatMap(second -> {
            Player one = new Player(turns / 2, first);
            Player two = new Player(turns / 2, second);
            return one.play(two, ended).start().productR(two.play(one, ended).start()).productR(complete(first));
        })));
    }

    @Override
    public void passMessages(int turns, Runnable ended) {
        run(CatsTasks.queue().flatMap(here -> CatsTasks.queue().flatMap(there ->
                passOn(here, there, turns / 2, ended).start().productR(passOn(there, here, turns / 2, ended).start()).productR(offer(here, 1)))));
    }

    private static IO<BoxedUnit> passOn(Queue<IO, Integer> from, Queue<IO, Integer> to, int messages, Runnable ended) {
        return take(from).flatMap(message -> offer(to, message)).replicateA_(messages).productR(delay(ended));
    }

    private void run(IO<?> fiber) {
        fiber.unsafeRunAndForget(cats.runtime());
    }

    private static IO<BoxedUnit> delay(Runnable body) {
        return IO.delay(() -> {
            body.run();
            return BoxedUnit.UNIT;
        });
    }

    private static IO<Deferred<IO, Boolean>> deferred() {
        return IO.deferred();
    }

    @SuppressWarnings("unchecked")
    private static IO<Boolean> get(Deferred<IO, Boolean> deferred) {
        return (IO<Boolean>) deferred.get();
    }

    @SuppressWarnings("unchecked")
    private static IO<Object> complete(Deferred<IO, Boolean> deferred) {
        return (IO<Object>) deferred.complete(true);
    }

    @SuppressWarnings("unchecked")
    private static IO<Queue<IO, Integer>> queue() {
        return (IO<Queue<IO, Integer>>) Queue$.MODULE$.<IO, Integer>unboundedForAsync(IO.asyncForIO());
    }

    @SuppressWarnings("unchecked")
    private static IO<Object> offer(Queue<IO, Integer> queue, Integer message) {
        return (IO<Object>) queue.offer(message);
    }

    @SuppressWarnings("unchecked")
    private static IO<Integer> take(Queue<IO, Integer> queue) {
        return (IO<Integer>) queue.take();
    }

    /// turn: volatile, since the other player reads it.
    private static final class Player {

        private volatile Deferred<IO, Boolean> turn;
        private int left;

        Player(int turns, Deferred<IO, Boolean> turn) {
            this.left = turns;
            this.turn = turn;
        }

        IO<BoxedUnit> play(Player other, Runnable ended) {
            return IO.defer(() -> left == 0 ? delay(ended) : get(turn).flatMap(came -> CatsTasks.deferred().flatMap(next -> {
                turn = next;
                left--;
                return complete(other.turn).flatMap(told -> play(other, ended));
            })));
        }
    }
}
