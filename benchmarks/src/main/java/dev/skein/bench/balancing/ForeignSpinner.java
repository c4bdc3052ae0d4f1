package dev.skein.bench.balancing;

import dev.skein.bench.compare.BenchJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Another process that takes its share of one CPU while it is told to, as the other programs of a machine do. It is started once and then waits without
/// using any, so that the start of a JVM disturbs no measurement.
///
/// Its stamps are values of `System.nanoTime()` in the child. On Linux that is the kernel's monotonic clock, which is the same in all processes; each
/// stamp is checked against our own clock before the question and after the answer.
public final class ForeignSpinner implements AutoCloseable {

    private static final long END_SECONDS = 5;

    private final Process process;
    private final PrintStream commands;
    private final BufferedReader answers;

    private ForeignSpinner(Process process) {
        this.process = process;
        this.commands = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /// Starts the process.
    public static ForeignSpinner start() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ForeignSpinner(new ProcessBuilder(List.of(java, "-Xmx32m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", BenchJvm.NATIVE_ACCESS,
                "-cp", System.getProperty("java.class.path"), SpinnerProcess.class.getName()))
                .redirectError(ProcessBuilder.Redirect.INHERIT).start());
    }

    /// Burns that CPU until [#stop].
    ///
    /// @return value of `System.nanoTime()` when its thread ran there for the first time
    /// @throws IllegalStateException if the system does not let it run there and nowhere else
    public long spinOn(int cpu) throws IOException {
        long asked = System.nanoTime();
        String[] answer = ask("spin " + cpu, "spins");
        if (!answer[2].equals("PINNED")) {
            stop();
            throw new IllegalStateException("the foreign process cannot be bound to CPU " + cpu + ": " + answer[2]);
        }
        return stamp(answer, asked);
    }

    /// Ends what [#spinOn] began; returns when it has ended.
    ///
    /// @return value of `System.nanoTime()` then
    public long stop() throws IOException {
        long asked = System.nanoTime();
        return stamp(ask("stop", "stopped"), asked);
    }

    private String[] ask(String command, String expected) throws IOException {
        commands.println(command);
        String answer = answers.readLine();
        if (answer == null || !answer.startsWith(expected + ' ')) {
            throw new IOException("the foreign process answers \"" + answer + "\" to \"" + command + "\", not \"" + expected + " ...\"");
        }
        return answer.split(" ", 3);
    }

    private static long stamp(String[] answer, long asked) {
        long stamp = Long.parseLong(answer[1]);
        long now = System.nanoTime();
        if (stamp < asked || stamp > now) {
            throw new IllegalStateException("the clocks of two processes differ here: asked at " + asked + ", done at " + stamp + ", heard of at " + now);
        }
        return stamp;
    }

    Process process() {
        return process;
    }

    /// Ends the process. If this is never called it ends with ours, since its standard input does.
    @Override
    public void close() {
        commands.close();
        try {
            if (process.waitFor(END_SECONDS, TimeUnit.SECONDS)) return;
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly().onExit().join();
    }
}
