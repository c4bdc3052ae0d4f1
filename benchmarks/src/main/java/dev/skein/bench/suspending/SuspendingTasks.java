package dev.skein.bench.suspending;

import dev.skein.Skein;
import dev.skein.bench.rivals.CatsRuntime;
import dev.skein.bench.rivals.KotlinDispatcher;
import dev.skein.bench.rivals.Schedulers;
import java.util.concurrent.ExecutorService;
import java.util.function.BooleanSupplier;

/// What the benchmarks of tasks that suspend have a scheduler do. Each rival does it the way its own users would write it.
///
/// No method waits for the tasks: the bodies that it is given tell their caller.
interface SuspendingTasks extends AutoCloseable {

    /// Starts tasks from the calling thread, which is no worker; each runs the body and ends.
    void spawnRemote(int tasks, Runnable body);

    /// Has one task start the others; each of these runs the body and ends.
    void spawnLocal(int tasks, Runnable body);

    /// Starts a task that runs the body and, if that returns true, starts the next such task as its last act.
    void spawnChain(BooleanSupplier body);

    /// Starts tasks that give way `yields` times each, then run `ended`.
    void yieldMany(int tasks, int yields, Runnable ended);

    /// Starts tasks that run `body` and give way, until it returns false.
    void keepYielding(int tasks, BooleanSupplier body);

    /// Has one task start `pings` others, each of which starts one more, sends it a message, waits for its answer, and runs `ended`. A message can be
    /// sent once, and there are two to each ping.
    void pingPong(int pings, Runnable ended);

    /// Starts two tasks that wait for each other in turn, by a future for each turn, `turns / 2` times each; both run `ended`.
    void takeTurns(int turns, Runnable ended);

    /// As [#takeTurns], by messages sent to a queue of each task's own.
    void passMessages(int turns, Runnable ended);

    @Override
    void close();

    /// @param scheduler `kotlin`, `catsEffect`, or one of [Schedulers]
    /// @param workers threads that run tasks, >= 1
    static SuspendingTasks start(String scheduler, int workers) {
        return switch (scheduler) {
            case Schedulers.KOTLIN -> new KotlinTasks(KotlinDispatcher.start(workers));
            case Schedulers.CATS_EFFECT -> new CatsTasks(new CatsRuntime(workers));
            case "virtualThreads" -> new ThreadTasks(Schedulers.start(scheduler, workers));
            default -> {
                ExecutorService started = Schedulers.start(scheduler, workers);
                yield started instanceof Skein skein ? new SkeinTasks(skein) : new PoolTasks(started);
            }
        };
    }
}
