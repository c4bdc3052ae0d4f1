package dev.skein.api;

import java.util.ArrayDeque;

/// A host that is not started as a thread: a test is its thread wherever it says so, and its deque has no thieves.
final class HostUnderTest extends ForkHost {

    final ArrayDeque<RecursiveTask<?>> forks = new ArrayDeque<>();
    private final Body body;
    private volatile Throwable thrown;
    boolean full;

    interface Body {
        void run(HostUnderTest host) throws Throwable;
    }

    private HostUnderTest(Body body) {
        super(Thread.currentThread().getThreadGroup(), "host-under-test", 0);
        this.body = body;
    }

    /// Runs `body` on a host's thread, to its end.
    static HostUnderTest run(Body body) throws Throwable {
        HostUnderTest host = new HostUnderTest(body);
        host.start();
        host.join();
        if (host.thrown != null) throw host.thrown;
        return host;
    }

    @Override
    public void run() {
        try {
            body.run(this);
        } catch (Throwable failure) {
            thrown = failure;
        }
    }

    void runFork(RecursiveTask<?> fork, boolean stolen) {
        run(fork, stolen);
    }

    @Override
    protected void push(RecursiveTask<?> fork) {
        if (full) throw new OutOfMemoryError("planned");
        forks.push(fork);
    }

    @Override
    protected RecursiveTask<?> pop() {
        return forks.poll();
    }

    @Override
    protected boolean popIf(RecursiveTask<?> fork) {
        return forks.peek() == fork && forks.poll() != null;
    }

    @Override
    protected void await(RecursiveTask<?> fork) {
        parkUntilDone(fork);
    }
}
