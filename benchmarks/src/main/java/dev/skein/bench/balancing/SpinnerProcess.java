package dev.skein.bench.balancing;

import dev.skein.bench.load.Work;
import dev.skein.platform.Affinity;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// The program of the child process behind [ForeignSpinner]: burns one CPU from `spin <cpu>` to `stop`, as its standard input says.
///
/// It answers `spins <nanoTime> <how>` when its thread runs on that CPU for the first time, and `stopped <nanoTime>`. It ends when its input does, so it
/// does not outlive the process that started it, however that one ends.
final class SpinnerProcess {

    private static final int STEPS_PER_LOOK = 1_000;

    private static volatile boolean wanted;
    private static volatile long sink;

    private SpinnerProcess() { }

    public static void main(String[] args) throws IOException, InterruptedException {
        BlockingQueue<Integer> cpus = new LinkedBlockingQueue<>();
        Thread.ofPlatform().daemon().name("spinner").start(() -> spin(cpus));
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String command; (command = commands.readLine()) != null; ) {
            wanted = command.startsWith("spin ");
            if (wanted) cpus.put(Integer.parseInt(command.substring("spin ".length())));
        }
        Runtime.getRuntime().halt(0);          // the spinner may be at it
    }

    private static void spin(BlockingQueue<Integer> cpus) {
        while (true) {
            int cpu;
            try {
                cpu = cpus.take();
            } catch (InterruptedException nobodyAsks) {
                return;
            }
            String how = Affinity.system().pin(cpu).toString();      // returns on that CPU
            System.out.println("spins " + System.nanoTime() + ' ' + how);
            while (wanted) sink = Work.burn(sink, STEPS_PER_LOOK);
            System.out.println("stopped " + System.nanoTime());
        }
    }
}
