package dev.skein.platform;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// What tests need of the machine they run on: enough CPUs, threads that nobody has pinned yet, and further JVMs.
final class Machine {

    private static final long LIMIT_SECONDS = 60;

    private Machine() {}

    /// The CPUs of this process; the test is skipped where they are fewer than `least`, or cannot be chosen.
    static List<Integer> cpus(int least) {
        assumeTrue(Affinity.system().isSupported(), "this system has no CPU affinity");
        List<Integer> cpus = Affinity.system().processCpus().toList();
        assumeTrue(cpus.size() >= least, "needs " + least + " CPUs, this process may use " + cpus);
        return cpus;
    }

    /// Calls `body` in a new platform thread, so that what it does to its mask ends with it.
    static <T> T inFreshThread(Callable<T> body) {
        FutureTask<T> task = new FutureTask<>(body);
        Thread.ofPlatform().daemon().start(task);
        try {
            return task.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) throw error;
            throw new AssertionError(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("the fresh thread did not end within " + LIMIT_SECONDS + " s", e);
        }
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
