package dev.skein.worker;

import dev.skein.api.RecursiveTask;
import dev.skein.handoff.Envelope;
import dev.skein.platform.ThreadAllocation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What any thread may read of the workers of a pool, of their queues, and of what runs there. No worker is stopped for it, so each figure and each task is
/// as it was when it was looked at: a task that goes from queue to queue meanwhile may be seen twice, or not at all.
public final class PoolInspection {

    /// A run that ends while its stack is taken is looked at again so often; one that goes on for long is found at the first attempt.
    private static final int ATTEMPTS = 3;
    /// Packages with the frames between a carrier's thread and the user's code.
    private static final List<String> OWN_FRAMES = Stream.of("api", "engine", "events", "platform", "queue", "task", "worker").map(each -> "dev.skein." + each + '.').toList();

    private final WorkerPool pool;

    public PoolInspection(WorkerPool pool) {
        this.pool = pool;
    }

    /// Where an entry stands.
    public enum Queue { FORKS, READY, INBOX, ADDRESSED, OVERFLOW }

    /// Looks at what stands in queues, and may take any time for each.
    public interface QueueVisitor {

        /// Is shown one entry.
        ///
        /// @param entry a task as it was enqueued, an [Envelope], or a [RecursiveTask], of which nothing may be read but its class
        /// @param worker whose queue it is; -1: the overflow, or the queue of a carrier that has lost its worker
        void visit(Object entry, Queue queue, int worker);
    }

    /// One for each worker, by index.
    public List<WorkerView> workers() {
        return Arrays.stream(pool.workers()).map(PoolInspection::view).toList();
    }

    private static WorkerView view(Worker worker) {
        Carrier carrier = worker.carrier;
        return new WorkerView(worker.index, worker.availability, carrier == null ? 0 : carrier.forkCount(), carrier == null ? 0 : carrier.ready().size(),
                worker.inbox.size(), worker.addressed.size(), carrier == null ? -1 : ThreadAllocation.bytes(carrier.threadId()),
                carrier == null ? null : runOf(carrier, worker.index));
    }

    /// What runs on carriers that have lost their workers.
    public List<RunView> detached() {
        List<RunView> runs = new ArrayList<>();
        for (Carrier carrier : pool.detachedCarriers()) {
            RunView run = runOf(carrier, -1);
            if (run != null) runs.add(run);
        }
        return runs;
    }

    private static @Nullable RunView runOf(Carrier carrier, int worker) {
        TaskRunner runner = carrier.runner();
        List<Object> tasks = List.of();
        for (int i = 0; i < ATTEMPTS; i++) {
            long run = runner.runNumber();
            tasks = tasksOf(runner);
            if (tasks.isEmpty()) return null;
            StackTraceElement[] stack = carrier.getStackTrace();
            if (runner.isRunning() && runner.runNumber() == run) return new RunView(worker, carrier.getName(), run, tasks, withoutOwnLoop(stack));
        }
        return new RunView(worker, carrier.getName(), runner.runNumber(), tasks, List.of());
    }

    private static List<Object> tasksOf(TaskRunner runner) {
        List<Object> tasks = new ArrayList<>();
        for (Runnable task : runner.inside()) tasks.add(ForkCarrier.isOfFork(task) ? RecursiveTask.class : task);
        return tasks;
    }

    private static List<StackTraceElement> withoutOwnLoop(StackTraceElement[] stack) {
        int end = stack.length;
        while (end > 0 && isOwn(stack[end - 1].getClassName())) end--;
        return Arrays.asList(stack).subList(0, end);
    }

    private static boolean isOwn(String className) {
        return className.equals("java.lang.Thread") || OWN_FRAMES.stream().anyMatch(className::startsWith);
    }

    /// Tasks that wait with no worker.
    public long overflowTasks() {
        return pool.overflow().size();
    }

    /// Shows what stands in all queues, and in the envelopes that stand there.
    public void forEachQueued(QueueVisitor visitor) {
        for (Worker worker : pool.workers()) {
            Carrier carrier = worker.carrier;
            if (carrier != null) visitCarrier(carrier, worker.index, visitor);
            worker.inbox.forEach(entry -> visit(entry, Queue.INBOX, worker.index, visitor));
            worker.addressed.forEach(entry -> visit(entry, Queue.ADDRESSED, worker.index, visitor));
        }
        for (Carrier carrier : pool.detachedCarriers()) visitCarrier(carrier, -1, visitor);
        pool.overflow().forEach(entry -> visit(entry, Queue.OVERFLOW, -1, visitor));
    }

    private static void visitCarrier(Carrier carrier, int worker, QueueVisitor visitor) {
        carrier.forEachFork(fork -> visitor.visit(fork, Queue.FORKS, worker));
        carrier.ready().forEach(entry -> visit(entry, Queue.READY, worker, visitor));
    }

    private static void visit(Runnable entry, Queue queue, int worker, QueueVisitor visitor) {
        visitor.visit(entry, queue, worker);
        if (entry instanceof Envelope envelope) envelope.forEach(task -> visitor.visit(task, queue, worker));
    }

    /// A thread of the runtime that serves no worker, not started yet.
    public Thread daemon(String role, Runnable body) {
        return pool.daemons().unstarted(role, body);
    }

    /// The pool's plan.
    public PoolConfig config() {
        return pool.config();
    }
}
