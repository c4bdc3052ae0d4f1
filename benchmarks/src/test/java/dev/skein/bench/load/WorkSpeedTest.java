package dev.skein.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WorkSpeedTest {

    /// Half of it to twice as much: it is a calibration, and the machine has phases.
    @Test
    void stepsIn_ofATime_takeAboutThatMuchCpuTime() throws InterruptedException {
        Duration time = Duration.ofMillis(50);
        long steps = WorkSpeed.stepsIn(time, 2);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        long end = Work.burn(1, steps);
        long took = threads.getCurrentThreadCpuTime() - before;      // without the start of AssertJ, which takes as long
        assertThat(end).isNotZero();
        assertThat(took).isBetween(time.toNanos() / 2, time.toNanos() * 2);
    }

    @Test
    void stepsIn_ofNoThreads_isRefused() {
        assertThatThrownBy(() -> WorkSpeed.stepsIn(Duration.ofMillis(1), 0)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("got 0");
    }
}
