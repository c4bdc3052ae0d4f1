package dev.skein.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProcessCpuTest {

    @Test
    void nanosSince_anEarlierMoment_haveWhatThisThreadUsed() {
        assumeTrue(Files.exists(Path.of("/proc/self/task")), "needs a system that tells the CPU time of threads");
        ProcessCpu before = ProcessCpu.now();
        long mine = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        assertThat(Work.burn(1, Work.stepsIn(Duration.ofMillis(100)))).isNotZero();
        long used = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - mine;
        assertThat(ProcessCpu.now().nanosSince(before)).isGreaterThan(used * 4 / 5);
    }

    @Test
    void nanosSince_withThreadsThatCameAndWent_countThoseThatLive() {
        ProcessCpu earlier = new ProcessCpu(Map.of(1, 100L, 2, 50L));
        ProcessCpu now = new ProcessCpu(Map.of(1, 110L, 3, 7L));
        assertThat(now.nanosSince(earlier)).isEqualTo(17);
        assertThat(now.nanosSince(earlier, Set.of(2, 3))).isEqualTo(7);
    }
}
