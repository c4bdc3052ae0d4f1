package dev.skein.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Skein;
import dev.skein.platform.Affinity;
import dev.skein.platform.CpuSet;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import jdk.management.VirtualThreadSchedulerMXBean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The JVM's shared pools, first used inside a task of a pinned worker; each case needs a JVM of its own.
class SharedPoolsInATaskTest {

    private static final CpuSet PROCESS = Affinity.system().processCpus();

    @BeforeEach
    void needTwoCpus() {
        Assumptions.assumeTrue(Affinity.system().isSupported() && PROCESS.size() > 1, "needs two CPUs");
    }

    @Test
    void parallelStream_firstUsedInATask_seesAllCpus() throws Exception {
        assertThat(run("stream")).contains("parallelism " + Math.max(1, Runtime.getRuntime().availableProcessors() - 1) + "\n");
    }

    @Test
    void parallelStream_firstUsedInATask_hasThreadsWithTheMaskOfTheProcess() throws Exception {
        assertThat(run("stream")).contains("masks [" + PROCESS + "]\n");
    }

    @Test
    void virtualThreads_firstUsedInATask_seeAllCpus() throws Exception {
        assertThat(run("virtual")).contains("parallelism " + Runtime.getRuntime().availableProcessors() + "\n");
    }

    @Test
    void virtualThreads_firstUsedInATask_haveCarriersWithTheMaskOfTheProcess() throws Exception {
        assertThat(run("virtual")).contains("masks [" + PROCESS + "]\n");
    }

    private static String run(String what) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "--enable-native-access=ALL-UNNAMED",
                "-Xmx64m", "-cp", System.getProperty("java.class.path"), Main.class.getName(), what).redirectErrorStream(true).start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(output).isZero();
            return output;
        } finally {
            process.destroyForcibly();
        }
    }

    static final class Main {

        private static final Affinity AFFINITY = Affinity.system();
        private static final Set<Integer> IDS = ConcurrentHashMap.newKeySet();

        public static void main(String[] arguments) throws Exception {
            try (Skein skein = Skein.create()) {
                int parallelism = skein.submit(() -> arguments[0].equals("stream") ? stream() : virtual()).get();
                System.out.println("parallelism " + parallelism);
                Set<String> process = Set.of(AFFINITY.processCpus().toString());
                Awaitility.await().until(() -> masks().equals(process) || arguments.length > 1);
                System.out.println("masks " + masks());
            }
        }

        private static Set<String> masks() {
            Set<String> masks = ConcurrentHashMap.newKeySet();
            for (int id : IDS) AFFINITY.cpusOf(id).ifPresent(cpus -> masks.add(cpus.toString()));
            return masks;
        }

        private static int stream() {
            Thread caller = Thread.currentThread();
            CountDownLatch another = new CountDownLatch(1);
            IntStream.range(0, 64).parallel().forEach(i -> {
                if (Thread.currentThread() == caller) {
                    awaitOrGoOn(another);
                } else {
                    IDS.add(AFFINITY.currentThreadId());
                    another.countDown();
                }
            });
            return ForkJoinPool.commonPool().getParallelism();
        }

        private static int virtual() throws InterruptedException {
            List<Thread> threads = IntStream.range(0, 16).mapToObj(i -> Thread.ofVirtual().start(() -> IDS.add(AFFINITY.currentThreadId()))).toList();
            for (Thread thread : threads) thread.join();
            return ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class).getParallelism();
        }

        private static void awaitOrGoOn(CountDownLatch latch) {
            try {
                var _ = latch.await(2, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
