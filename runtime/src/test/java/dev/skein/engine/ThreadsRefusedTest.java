package dev.skein.engine;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Skein;
import dev.skein.platform.Affinity;
import dev.skein.platform.CpuClaims;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// A system that gives a runtime some threads and no more: carriers, sentry, timer, balancer, the one of the bean, spares, those at the end, whichever is the
/// first that is refused. Either the start throws and leaves nothing behind, or the runtime goes on without what it can do without.
@EnabledOnOs(OS.LINUX)
class ThreadsRefusedTest {

    /// Carriers, sentry, timer and balancer of a runtime of two workers.
    private static final int NEEDED = 5;

    @Test
    void start_whenTheSystemGivesSomeThreadsOnly_throwsAndLeavesNothingOrGoesOn() throws Exception {
        String output = ChildJvm.run(Main.class, 150, List.of("-Xmx64m", "-Xms64m", "-Xss256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                "-XX:-UseDynamicNumberOfCompilerThreads"));
        List<String> lines = output.lines().filter(line -> line.startsWith("threads ")).toList();
        assertThat(lines).as(output).hasSize(Main.MOST_THREADS + 1).allMatch(line -> line.endsWith(", left [], claims 0"));
        assertThat(lines.getFirst()).as(output).startsWith("threads 0: refused");
        assertThat(lines.stream().filter(line -> line.contains(": refused"))).as("a stack of a thread that has ended may serve once more: %s", output)
                .hasSizeBetween(NEEDED - 2, NEEDED);
        for (int threads = NEEDED; threads <= Main.MOST_THREADS; threads++) {
            assertThat(lines.get(threads)).as(output).startsWith("threads " + threads + ": answers 42");
        }
        assertThat(output).as("what it goes on without").contains("no bean for JMX").contains("no thread for a spare");
        assertThat(output).as("a spare that was refused").contains("once there are threads again: done");
        System.out.println(String.join("\n", lines));
    }

    /// Run in a JVM of its own, whose threads all have large stacks: the limit of its address space is so many stacks away, and half a stack.
    static final class Main {

        static final int MOST_THREADS = 9;
        private static final long STACK_BYTES = 256L << 20;
        private static final int LIMIT_OF_ADDRESS_SPACE = 9;
        private static final long UNLIMITED = -1;
        private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);
        private static final MethodHandle SET_LIMIT = setLimit();

        @SuppressWarnings("restricted")
        private static MethodHandle setLimit() {
            Linker linker = Linker.nativeLinker();
            return linker.downcallHandle(linker.defaultLookup().find("setrlimit").orElseThrow(), FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));
        }

        public static void main(String[] arguments) throws Throwable {
            warmUp();
            for (int threads = 0; threads <= MOST_THREADS; threads++) {
                String name = "only" + threads;
                dropStacks();
                limit(addressSpace() + threads * STACK_BYTES + STACK_BYTES / 2);
                String outcome;
                try {
                    outcome = use(name);
                } finally {
                    limit(UNLIMITED);
                }
                String prefix = "skein-" + name + "-";
                awaitSoon(() -> left(prefix).isEmpty() && claims() == 0);
                System.out.println("threads " + threads + ": " + outcome + ", left " + left(prefix) + ", claims " + claims());
            }
            System.out.println("once there are threads again: " + afterTheRefusal());
        }

        /// Both workers block until a third task has run, for which there is no thread; then the system gives one again, and nobody enqueues anything more.
        private static String afterTheRefusal() throws Throwable {
            dropStacks();
            limit(addressSpace() + NEEDED * STACK_BYTES + STACK_BYTES / 2);
            try (Skein skein = start("again")) {
                CountDownLatch inside = new CountDownLatch(2);
                CountDownLatch released = new CountDownLatch(1);
                for (int i = 0; i < 2; i++) skein.submit(() -> block(inside, released));
                inside.await();
                Future<?> third = skein.submit(released::countDown);
                LockSupport.parkNanos(50_000_000);
                boolean hasSpare = left("skein-again-").stream().anyMatch(each -> each.endsWith("spare")) || released.getCount() == 0;
                limit(UNLIMITED);
                if (!released.await(20, TimeUnit.SECONDS)) {
                    released.countDown();
                    return "never";
                }
                third.get(20, TimeUnit.SECONDS);
                return hasSpare ? "done, by a spare that was not refused" : "done";
            } finally {
                limit(UNLIMITED);
            }
        }

        /// What is needed once in each JVM is there afterwards: classes, JMX, the pools of the JDK.
        private static void warmUp() throws Throwable {
            ObjectName beans = new ObjectName("skein:*");
            for (int i = 0; i < 3; i++) {
                try (Skein skein = start("warm")) {
                    awaitSoon(() -> !ManagementFactory.getPlatformMBeanServer().queryNames(beans, null).isEmpty());
                    answer(skein);
                }
            }
            limit(UNLIMITED);
        }

        private static Skein start(String name) {
            return Skein.builder().name(name).workers(2).stackSize(0).start();
        }

        private static String use(String name) throws Exception {
            Skein skein;
            try {
                skein = start(name);
            } catch (OutOfMemoryError refused) {
                return "refused";
            }
            try (skein) {
                return "answers " + answer(skein);
            }
        }

        /// Both workers block while a third task waits, which asks for a spare; without one it runs when the first two go on.
        private static int answer(Skein skein) throws Exception {
            CountDownLatch released = new CountDownLatch(1);
            CountDownLatch inside = new CountDownLatch(2);
            List<Future<Integer>> blocked = List.of(skein.submit(() -> block(inside, released)), skein.submit(() -> block(inside, released)));
            inside.await();
            Future<Integer> third = skein.submit(() -> 40);
            Future<Integer> delayed = skein.schedule(() -> 1, 1, TimeUnit.MILLISECONDS);
            LockSupport.parkNanos(50_000_000);
            released.countDown();
            int sum = third.get(20, TimeUnit.SECONDS) + delayed.get(20, TimeUnit.SECONDS) + 1;
            for (Future<Integer> each : blocked) sum += each.get(20, TimeUnit.SECONDS);
            return sum;
        }

        private static int block(CountDownLatch inside, CountDownLatch released) throws Exception {
            return Skein.blocking(() -> {
                inside.countDown();
                released.await();
                return 0;
            });
        }

        /// The C library keeps the stacks of the last threads that have ended, until others end.
        private static void dropStacks() throws InterruptedException {
            for (int i = 0; i < 3; i++) {
                Thread small = new Thread(null, () -> { }, "small", 64 << 10);
                small.start();
                small.join();
                LockSupport.parkNanos(20_000_000);
            }
        }

        private static List<String> left(String prefix) {
            return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).filter(each -> each.startsWith(prefix)).toList();
        }

        private static int claims() {
            return Affinity.system().processCpus().stream().map(CpuClaims.ofThisJvm()::workersOn).sum();
        }

        private static void awaitSoon(BooleanSupplier condition) {
            long start = System.nanoTime();
            while (!condition.getAsBoolean() && System.nanoTime() - start < PATIENCE_NANOS) LockSupport.parkNanos(5_000_000);
        }

        /// When it has become still: a thread that has ended for Java may keep its stack for a moment.
        private static long addressSpace() throws Exception {
            long before;
            long now = size();
            do {
                before = now;
                LockSupport.parkNanos(200_000_000);
                now = size();
            } while (now != before);
            return now;
        }

        private static long size() throws Exception {
            String line = Files.readAllLines(Path.of("/proc/self/status")).stream().filter(each -> each.startsWith("VmSize:")).findFirst().orElseThrow();
            return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
        }

        private static void limit(long bytes) throws Throwable {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment softAndHard = arena.allocate(2 * Long.BYTES, Long.BYTES);
                softAndHard.set(JAVA_LONG, 0, bytes);
                softAndHard.set(JAVA_LONG, Long.BYTES, UNLIMITED);
                int failed = (int) SET_LIMIT.invokeExact(LIMIT_OF_ADDRESS_SPACE, softAndHard);
                if (failed != 0) throw new AssertionError("setrlimit");
            }
        }
    }
}
