package dev.skein.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import jdk.management.VirtualThreadSchedulerMXBean;
import org.junit.jupiter.api.Test;

/// Each case needs a JVM in which nothing has touched the pools yet.
class SharedPoolsTest {

    private static final List<String> NATIVE_ACCESS = List.of("--enable-native-access=ALL-UNNAMED");

    @Test
    void touchSharedPools_beforePinning_sizesThemAsAnUnpinnedThreadDoes() throws Exception {
        Machine.cpus(2);
        assertThat(poolSizes("touch", "pin")).isEqualTo(poolSizes());
    }

    @Test
    void touchSharedPools_callerAlreadyPinned_sizesThemForTheProcessAndLeavesTheCallerPinned() throws Exception {
        Machine.cpus(2);
        assertThat(poolSizes("pin", "touch", "checkPinned")).isEqualTo(poolSizes());
    }

    @Test
    void touchSharedPools_callerPinnedAndCountedProcessorsJustBefore_sizesThemForTheProcess() throws Exception {
        Machine.cpus(2);
        assertThat(poolSizes("pin", "count", "touch")).isEqualTo(poolSizes());
    }

    @Test
    void pools_firstTouchedByAPinnedThread_areTooSmall() throws Exception {
        Machine.cpus(2);
        assertThat(poolSizes("pin")).as("the control: were this the same, the tests above would prove nothing").isNotEqualTo(poolSizes());
    }

    @Test
    void touchSharedPools_interruptedCaller_returnsInterrupted() {
        boolean interrupted = Machine.inFreshThread(() -> {
            Thread.currentThread().interrupt();
            Affinity.touchSharedPools();
            return Thread.interrupted();
        });
        assertThat(interrupted).isTrue();
    }

    @Test
    void touchSharedPools_fromTheOnlyVirtualThreadThatHasACarrier_returns() throws Exception {
        Machine.cpus(2);
        List<String> oneCarrier = List.of("--enable-native-access=ALL-UNNAMED", "-Djdk.virtualThreadScheduler.parallelism=1", "-Djdk.virtualThreadScheduler.maxPoolSize=1");
        assertThat(Machine.run(Main.class, oneCarrier, "touchOnAVirtualThread")).contains("virtual threads 1");
    }

    private static String poolSizes(String... steps) throws Exception {
        return Machine.run(Main.class, NATIVE_ACCESS, steps);
    }

    static final class Main {
        public static void main(String[] steps) {
            Affinity affinity = Affinity.system();
            int cpu = affinity.processCpus().toList().getLast();
            for (String step : steps) {
                switch (step) {
                    case "touch" -> Affinity.touchSharedPools();
                    case "touchOnAVirtualThread" -> require(endsSoon(Thread.ofVirtual().start(Affinity::touchSharedPools)));
                    case "pin" -> require(affinity.pin(cpu).pinned());
                    case "count" -> require(Runtime.getRuntime().availableProcessors() == 1);
                    case "checkPinned" -> require(affinity.cpusOf(0).orElseThrow().isExactly(cpu));
                    default -> throw new IllegalArgumentException(step);
                }
            }
            System.out.println("common pool " + ForkJoinPool.getCommonPoolParallelism());
            System.out.println("virtual threads " + ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class).getParallelism());
        }

        private static boolean endsSoon(Thread thread) {
            try {
                return thread.join(Duration.ofSeconds(10));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        private static void require(boolean condition) {
            if (!condition) throw new AssertionError();
        }
    }
}
