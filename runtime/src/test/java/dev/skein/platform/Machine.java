package dev.skein.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// What tests need of the machine they run on: enough CPUs, threads that nobody has pinned yet, and further JVMs.
final class Machine {

    private static final long LIMIT_SECONDS = 60;

    /// Keeps the compiler from leaving out reads.
    private static long used;

    private Machine() {}

    /// The CPUs of this process; the test is skipped where they are fewer than `least`, or cannot be chosen.
    static List<Integer> cpus(int least) {
        assumeTrue(Affinity.system().isSupported(), "this system has no CPU affinity");
        List<Integer> cpus = Affinity.system().processCpus().toList();
        assumeTrue(cpus.size() >= least, "needs " + least + " CPUs, this process may use " + cpus);
        return cpus;
    }

    /// Calls `body` in a new platform thread, so that what it does to its mask ends with it, and returns when the thread has died: as long as a
    /// carrier lives its id is one that no scan touches.
    static <T> T inFreshThread(Callable<T> body) {
        FutureTask<T> task = new FutureTask<>(body);
        Thread fresh = Thread.ofPlatform().daemon().start(task);
        try {
            if (!fresh.join(Duration.ofSeconds(LIMIT_SECONDS))) throw new AssertionError("the fresh thread lives on after " + LIMIT_SECONDS + " s");
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) throw error;
            throw new AssertionError(e.getCause());
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted while the fresh thread ran", e);
        }
    }

    /// Fails if `times` calls of `openAndClose` leave descriptors open; early, before a leak takes them all and the JVM with them.
    static void assertLeavesNothingOpen(int times, Runnable openAndClose) {
        openAndClose.run();
        int before = openDescriptors();
        for (int i = 1; i <= times; i++) {
            openAndClose.run();
            // The JVM opens some of its own meanwhile.
            if (i % 500 == 0) assertThat(openDescriptors()).as("open descriptors after " + i + " times").isLessThan(before + 100);
        }
    }

    private static int openDescriptors() {
        String[] names = new File("/proc/self/fd").list();
        assumeTrue(names != null, "this system has no /proc/self/fd");
        return names.length;
    }

    /// Fails unless 10,000 calls of `read` allocate less than a byte each, once it is compiled, which on a busy machine takes a while.
    static void assertAllocatesNothing(LongSupplier read) {
        long self = Thread.currentThread().threadId();
        assumeTrue(ThreadAllocation.bytes(self) >= 0, "this JVM does not count what a thread allocates");
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS / 2);
        long bytes;
        do {
            long before = ThreadAllocation.bytes(self);
            for (int i = 0; i < 10_000; i++) used += read.getAsLong();
            bytes = ThreadAllocation.bytes(self) - before;
        } while (bytes >= 10_000 && System.nanoTime() - deadline < 0);
        assertThat(bytes).as("bytes that 10,000 reads allocate").isLessThan(10_000);
    }

    /// Runs `main` in a JVM of the kind and class path of this one.
    ///
    /// @return what it printed, standard error included
    static String run(Class<?> main, List<String> jvmOptions, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.addAll(jvmOptions);
        command.addAll(List.of("-Xmx64m", "-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new AssertionError(main.getName() + " failed: " + output);
            }
            return output;
        } finally {
            process.destroyForcibly();
        }
    }
}
