package dev.skein.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// CPU time of this process at one instant, thread by thread, by the scheduler's own clock: the JVM's figure comes in steps of 10 ms, which is a
/// tenth of what a runtime uses in a second of little load.
///
/// The JVM's compilers are left out: what they do is over after a while, and would be charged to whoever has his turn then.
///
/// @param nanosByThread since the start of each thread that lives, by the kernel's id
public record ProcessCpu(Map<Integer, Long> nanosByThread) {

    private static final Path TASKS = Path.of("/proc/self/task");
    /// As the kernel has the names of threads, of which it keeps 15 letters.
    private static final Set<String> COMPILERS = Set.of("C1 CompilerThre", "C2 CompilerThre");

    public ProcessCpu {
        nanosByThread = Map.copyOf(nanosByThread);
    }

    /// @throws IllegalStateException if the system does not tell
    public static ProcessCpu now() {
        Map<Integer, Long> nanos = new HashMap<>();
        try (Stream<Path> threads = Files.list(TASKS)) {
            for (Path thread : threads.toList()) read(thread, nanos);
        } catch (IOException absent) {
            throw new IllegalStateException("this system does not tell the CPU time of threads", absent);
        }
        return new ProcessCpu(nanos);
    }

    private static void read(Path thread, Map<Integer, Long> nanos) throws IOException {
        try {
            if (COMPILERS.contains(Files.readString(thread.resolve("comm")).strip())) return;
            String[] figures = Files.readString(thread.resolve("schedstat")).split(" ", 2);
            nanos.put(Integer.valueOf(thread.getFileName().toString()), Long.parseLong(figures[0]));
        } catch (IOException failed) {
            if (Files.exists(thread)) throw failed;      // else it has just ended
        }
    }

    /// What the threads that live now have used since then. What the others used is not known: whoever asks starts his threads before and ends them after.
    public long nanosSince(ProcessCpu earlier) {
        return nanosSince(earlier, nanosByThread.keySet());
    }

    /// As [#nanosSince(ProcessCpu)], of these threads alone.
    public long nanosSince(ProcessCpu earlier, Set<Integer> threads) {
        long sum = 0;
        for (Map.Entry<Integer, Long> each : nanosByThread.entrySet()) {
            if (threads.contains(each.getKey())) sum += each.getValue() - earlier.nanosByThread.getOrDefault(each.getKey(), 0L);
        }
        return sum;
    }
}
