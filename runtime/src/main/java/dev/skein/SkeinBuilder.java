package dev.skein;

import dev.skein.api.BalancePolicy;
import dev.skein.api.Pinning;
import dev.skein.api.TaskDecorator;
import dev.skein.api.WhenFull;
import dev.skein.engine.Engine;
import dev.skein.engine.EngineConfig;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Settings of a runtime. Every setting has a default; a value out of range makes its setter throw an [IllegalArgumentException] that names the range and the
/// value, null a [NullPointerException]. One builder may start several runtimes.
public final class SkeinBuilder {

    /// Most workers that a runtime can have.
    public static final int MAX_WORKERS = EngineConfig.MAX_WORKERS;
    /// Most spares that a runtime can have.
    public static final int MAX_SPARES = 32_768;
    /// Least stack size beside 0, 64 KiB.
    public static final long MIN_STACK_BYTES = 64L << 10;
    /// Greatest stack size, 1 GiB.
    public static final long MAX_STACK_BYTES = 1L << 30;

    /// Shortest time slice, 100 us.
    public static final Duration MIN_SLICE = Duration.ofNanos(100_000);
    /// Longest time slice, 10 s.
    public static final Duration MAX_SLICE = Duration.ofSeconds(10);

    /// A fork that joins its child in its own frame takes some 600 bytes of stack while it is compiled for the first time, a
    /// plain one 350 interpreted: 5,000 of them within each other, with as much again for frames of the user's own and for forks
    /// that are run while others are waited for. The address space is reserved; memory is used as far as the stack has been.
    private static final long DEFAULT_STACK_BYTES = 8L << 20;

    /// Shortest interval of the balancer, 1 ms.
    public static final Duration MIN_BALANCE_INTERVAL = Duration.ofMillis(1);
    /// Longest interval of the balancer, 10 s.
    public static final Duration MAX_BALANCE_INTERVAL = Duration.ofSeconds(10);
    /// Shortest time after which a worker that makes no progress is stuck, 10 ms.
    public static final Duration MIN_STUCK_AFTER = Duration.ofMillis(10);
    /// Longest time after which a worker that makes no progress is stuck, 1 h.
    public static final Duration MAX_STUCK_AFTER = Duration.ofHours(1);

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final AtomicInteger UNNAMED = new AtomicInteger();

    private @Nullable String name;
    private int workers;
    private Pinning pinning = Pinning.AUTO;
    private long stackBytes = DEFAULT_STACK_BYTES;
    private int maxSpares = 256;
    private Duration timeSlice = Duration.ofMillis(10);
    private Thread.@Nullable UncaughtExceptionHandler handler;
    private int queueLimit = EngineConfig.NO_LIMIT;
    private WhenFull whenFull = WhenFull.REJECT;
    private @Nullable TaskDecorator decorator;
    private @Nullable BalancePolicy policy;
    private Duration balanceInterval = Duration.ofMillis(5);
    private Duration stuckAfter = Duration.ofMillis(100);
    private boolean account;
    private long footprintBudget;

    SkeinBuilder() {}

    /// Name of the runtime, in thread names (`skein-<name>-w0`), and messages. Default: a number.
    ///
    /// @param name 1 to 64 of the characters A-Z, a-z, 0-9, `.`, `_`, `-`
    public SkeinBuilder name(String name) {
        if (!NAME.matcher(Objects.requireNonNull(name, "name")).matches()) {
            throw new IllegalArgumentException("name must be 1 to 64 of A-Z a-z 0-9 . _ -, got \"" + name + '"');
        }
        this.name = name;
        return this;
    }

    /// Number of workers. Default: the CPUs that the process may use, of these the ones that [#pinning] names if it names any; or the CPU quota rounded
    /// up, or what `-XX:ActiveProcessorCount` says, if that is less. When that number becomes less while the runtime is at work, workers are retired, and
    /// restored when it grows again; a number that is given here stays.
    ///
    /// @param workers 1 to 1,024
    public SkeinBuilder workers(int workers) {
        if (workers < 1 || workers > MAX_WORKERS) {
            throw new IllegalArgumentException("workers must be 1 to " + MAX_WORKERS + ", got " + workers);
        }
        this.workers = workers;
        return this;
    }

    /// Where the workers' threads may run. Default: [Pinning#AUTO].
    public SkeinBuilder pinning(Pinning pinning) {
        this.pinning = Objects.requireNonNull(pinning, "pinning");
        return this;
    }

    /// Stack of each worker's thread, in bytes. Default: 8 MiB, for forks that join forks some 5,000 deep, with room to spare. Only what is used
    /// takes memory.
    ///
    /// @param bytes 64 KiB to 1 GiB, or 0 for the JVM's own default (`-Xss`), mostly 1 MiB
    public SkeinBuilder stackSize(long bytes) {
        if (bytes != 0 && (bytes < MIN_STACK_BYTES || bytes > MAX_STACK_BYTES)) {
            throw new IllegalArgumentException("stackSize must be 0 (the JVM's default) or " + MIN_STACK_BYTES + " to " + MAX_STACK_BYTES + " bytes, got " + bytes);
        }
        this.stackBytes = bytes;
        return this;
    }

    /// Threads beyond the number of workers, at most, that stand in for workers whose tasks block in a managed way (in `get`, `join` and the like, or in [Skein#blocking]), or have been blocked in another for
    /// [#stuckAfter]. Default: 256. With 0, a worker whose task waits serves nobody meanwhile.
    ///
    /// @param spares 0 to 32,768
    public SkeinBuilder maxSpares(int spares) {
        if (spares < 0 || spares > MAX_SPARES) {
            throw new IllegalArgumentException("maxSpares must be 0 to " + MAX_SPARES + ", got " + spares);
        }
        this.maxSpares = spares;
        return this;
    }

    /// Time after which [dev.skein.api.TaskContext#shouldYield] tells a task to let others run, from its first question on. One that has
    /// not asked for long may learn it at once: a daemon looks at the workers every 5 ms, every 20 ms while no run lasts from look to look. Shorter
    /// slices let short tasks overtake long ones sooner. Default: 10 ms.
    ///
    /// @param slice 100 us to 10 s
    public SkeinBuilder timeSlice(Duration slice) {
        this.timeSlice = within("timeSlice", slice, MIN_SLICE, MAX_SLICE, "100 us to 10 s");
        return this;
    }

    /// Gets what tasks of `execute` throw, and what cleanups and callbacks of yours throw ([dev.skein.api.Continuation#cancelled],
    /// [dev.skein.api.Joining#decides], [dev.skein.api.Awaitable#abandon]). It is called on the thread on which that was thrown, mostly a worker's, which lives on
    /// whatever the handler does. Default: [Thread#getDefaultUncaughtExceptionHandler] if set, else a stack trace; on a thread that is none of the runtime's, that one's own handler. What tasks of `submit`, `schedule`
    /// and `spawn` and forks throw is their outcome, and is told nowhere else; a periodic task ends by it.
    public SkeinBuilder uncaughtExceptionHandler(Thread.UncaughtExceptionHandler handler) {
        this.handler = Objects.requireNonNull(handler, "handler");
        return this;
    }

    /// Most tasks that may wait for a worker before new ones are refused or their submitters wait, as [#whenFull] has it. Default: none.
    ///
    /// It concerns `execute`, `submit`, `invokeAll`, `invokeAny`, `invoke` from outside, `spawn`, also in a scope, and `schedule` without a delay. A delayed
    /// task that is due, a suspended one that is woken, and a fork count but are never refused. A task waits until a worker has taken it, which takes some 50 us
    /// where workers sleep: so a limit below the number of workers refuses bursts that they could take. The
    /// limit is exact but for tasks that a thief just carries (128 at most) or that are on the way to another worker (256 at most, which count as one); of
    /// several submitters at the same time each may exceed it by one.
    ///
    /// @param tasks 1 or more
    public SkeinBuilder queueLimit(int tasks) {
        if (tasks < 1) throw new IllegalArgumentException("queueLimit must be 1 or more, got " + tasks);
        this.queueLimit = tasks;
        return this;
    }

    /// What becomes of new tasks at the queue limit. Default: [WhenFull#REJECT]. Without a [#queueLimit] it has no effect.
    public SkeinBuilder whenFull(WhenFull whenFull) {
        this.whenFull = Objects.requireNonNull(whenFull, "whenFull");
        return this;
    }

    /// Lets a context follow each task from the thread that submits it. Default: none, and then nothing is paid for it.
    public SkeinBuilder decorator(TaskDecorator decorator) {
        this.decorator = Objects.requireNonNull(decorator, "decorator");
        return this;
    }

    /// Decides what is moved between workers, and why. Default: [dev.skein.balance.Policies#standard];
    /// [dev.skein.balance.Policies#none] moves nothing but what users ask for.
    public SkeinBuilder policy(BalancePolicy policy) {
        this.policy = Objects.requireNonNull(policy, "policy");
        return this;
    }

    /// Time between two looks of the balancer while anything runs; it looks every
    /// millisecond while a task waits and a worker sleeps, and every 20 ms, if that is less often, while nothing runs for long and no task
    /// waits beside a worker that sleeps or searches, or whose CPU others use.
    /// With more than some eight workers it looks less often where its looks would cost too much: with 64 it uses no more than 0.3 % of a CPU, and
    /// a quarter of a second lies between two looks at most, or the interval if that is longer. Default: 5 ms.
    ///
    /// @param interval 1 ms to 10 s
    public SkeinBuilder balanceInterval(Duration interval) {
        this.balanceInterval = within("balanceInterval", interval, MIN_BALANCE_INTERVAL, MAX_BALANCE_INTERVAL, "1 ms to 10 s");
        return this;
    }

    /// Time for which a worker may show no progress (no task begun, no fork taken, no [dev.skein.api.TaskContext#shouldYield] that was true) before it
    /// counts as stuck: what waits there goes to others, a warning names the task, and a spare thread takes the worker over if the kernel says that it is
    /// blocked. It is found by the balancer, so some [#balanceInterval]s later. A worker that the kernel keeps from its CPU is not stuck. Default: 100 ms.
    ///
    /// @param time 10 ms to 1 h
    public SkeinBuilder stuckAfter(Duration time) {
        this.stuckAfter = within("stuckAfter", time, MIN_STUCK_AFTER, MAX_STUCK_AFTER, "10 ms to 1 h");
        return this;
    }

    /// Bytes of declared footprints ([dev.skein.api.Continuation#footprintBytes]) that each worker should have at most; beyond it, tasks get a home with
    /// more room. Default: 0, no budget.
    ///
    /// @param bytesPerWorker 0 or more
    public SkeinBuilder footprintBudget(long bytesPerWorker) {
        if (bytesPerWorker < 0) throw new IllegalArgumentException("footprintBudget must be 0 (none) or more bytes, got " + bytesPerWorker);
        this.footprintBudget = bytesPerWorker;
        return this;
    }

    /// Whether an account is kept of each task that [Skein#spawn(dev.skein.api.Continuation)] starts, not of the children of scopes: CPU time, time in which it waited
    /// to run, time in which it was suspended ([dev.skein.api.Task#account]). It costs some 1 us for each run, most of it two readings of the thread's CPU clock, and an
    /// object of 64 bytes for each task. Default: no.
    public SkeinBuilder account(boolean account) {
        this.account = account;
        return this;
    }

    private static Duration within(String setting, Duration value, Duration least, Duration most, String range) {
        Objects.requireNonNull(value, setting);
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) throw new IllegalArgumentException(setting + " must be " + range + ", got " + value);
        return value;
    }

    /// Starts a runtime; returns when all its workers serve, or when the caller is interrupted, whose flag is kept: they start all the same.
    ///
    /// @throws IllegalArgumentException if the pinning names a CPU that this process may not use
    /// @throws OutOfMemoryError if the system refuses a thread; no thread is left behind then
    /// @throws IllegalStateException if the workers do not start within 60 s
    public Skein start() {
        String given = name;
        String used = given != null ? given : Integer.toString(UNNAMED.incrementAndGet());
        Engine engine = Engine.create(new EngineConfig(used, workers, pinning, stackBytes, maxSpares, timeSlice.toNanos(), handler,
                queueLimit, whenFull, decorator, policy, balanceInterval.toNanos(), stuckAfter.toNanos(), footprintBudget, account));
        engine.start();
        return new Skein(engine);
    }
}
