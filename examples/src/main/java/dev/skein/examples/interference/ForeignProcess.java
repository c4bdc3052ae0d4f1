package dev.skein.examples.interference;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A process of its own that burns one CPU until it is closed. It ends with this program too, however this ends: its standard input does.
///
/// It is a `java` like this one, bound to its CPU by `taskset`. Where there is no such command the system decides where it runs.
final class ForeignProcess implements AutoCloseable {

    /// Any CPU.
    static final int UNBOUND = -1;

    private static final long END_SECONDS = 5;

    private final Process process;
    private final boolean bound;

    private ForeignProcess(Process process, boolean bound) {
        this.process = process;
        this.bound = bound;
    }

    /// Starts it; returns when it burns.
    ///
    /// @param cpu number of a CPU, as the system counts, or [#UNBOUND]
    /// @throws IOException if it does not start, and why
    static ForeignProcess start(int cpu) throws IOException {
        boolean bound = false;
        Process process = null;
        if (cpu != UNBOUND) {
            try {
                process = run(List.of("taskset", "-c", Integer.toString(cpu)));
                bound = true;
            } catch (IOException noSuchCommand) {
                process = null;
            }
        }
        if (process == null) process = run(List.of());
        var started = new ForeignProcess(process, bound);
        try {
            started.awaitReady();
        } catch (IOException e) {
            started.close();
            throw e;
        }
        return started;
    }

    private static Process run(List<String> before) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx16m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                "-cp", System.getProperty("java.class.path"), Spinner.class.getName()));
        return new ProcessBuilder(command).start();
    }

    private void awaitReady() throws IOException {
        String line = process.inputReader(StandardCharsets.UTF_8).readLine();
        if (Spinner.READY.equals(line)) return;
        try (BufferedReader errors = process.errorReader(StandardCharsets.UTF_8)) {
            throw new IOException("the foreign process did not start: " + (line == null ? errors.readLine() : line));
        }
    }

    /// Whether it runs on its CPU only.
    boolean isBound() {
        return bound;
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (process.waitFor(END_SECONDS, TimeUnit.SECONDS)) return;
        } catch (IOException gone) {
            // it has no input any more, so it has ended or is about to
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly().onExit().join();
    }
}
