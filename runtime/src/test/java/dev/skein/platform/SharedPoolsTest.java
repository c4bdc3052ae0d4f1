package dev.skein.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
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
                    case "pin" -> require(affinity.pin(cpu).pinned());
                    case "count" -> require(Runtime.getRuntime().availableProcessors() == 1);
                    case "checkPinned" -> require(affinity.cpusOf(0).orElseThrow().isExactly(cpu));
                    default -> throw new IllegalArgumentException(step);
                }
            }
            System.out.println("common pool " + ForkJoinPool.getCommonPoolParallelism());
            System.out.println("virtual threads " + ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class).getParallelism());
        }

        private static void require(boolean condition) {
            if (!condition) throw new AssertionError();
        }
    }
}
