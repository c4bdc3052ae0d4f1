package dev.skein.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.platform.CpuTimes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpuUseTest {

    @TempDir
    Path proc;

    private CpuUse use;

    @BeforeEach
    void open() {
        write("");
        use = new CpuUse(CpuTimes.open(proc), 3);
    }

    @AfterEach
    void close() {
        use.close();
    }

    private void write(String stat) {
        try {
            Files.writeString(proc.resolve("stat"), stat);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @param ticks of each CPU: used, idle, taken by the host
    private void read(long[]... ticks) {
        StringBuilder text = new StringBuilder("cpu  1 0 0 1 0 0 0 0 0 0\n");
        for (int cpu = 0; cpu < ticks.length; cpu++) {
            text.append("cpu").append(cpu).append(' ').append(ticks[cpu][0]).append(" 0 0 ").append(ticks[cpu][1]).append(" 0 0 0 ")
                    .append(ticks[cpu][2]).append(" 0 0\n");
        }
        write(text + "intr 1 0\n");
        use.read();
    }

    private static long[] ticks(long used, long idle, long stolen) {
        return new long[] {used, idle, stolen};
    }

    @Test
    void share_beforeTwoReads_isNotKnown() {
        assertThat(use.share(0)).isNaN();
        assertThat(use.share(-1)).isNaN();
        read(ticks(100, 100, 0));
        assertThat(use.share(0)).as("after one").isNaN();
        assertThat(use.share(-1)).isNaN();
    }

    @Test
    void share_betweenTwoReads_isWhatWasUsed() {
        read(ticks(100, 100, 0), ticks(50, 50, 0));
        read(ticks(104, 101, 0), ticks(50, 55, 0));
        assertThat(use.share(0)).isEqualTo(0.8);
        assertThat(use.share(1)).isZero();
        assertThat(use.share(-1)).as("the mean of all").isEqualTo(0.4);
    }

    @Test
    void share_ofWhatTheHostTakes_isInUse() {
        read(ticks(100, 100, 10));
        read(ticks(101, 102, 12));
        assertThat(use.share(0)).isEqualTo(0.6);
    }

    @Test
    void share_ofACpuThatIsNotThere_isNotKnown() {
        read(ticks(1, 1, 0));
        read(ticks(2, 2, 0));
        assertThat(use.share(1)).as("has no line").isNaN();
        assertThat(use.share(3)).as("beyond those that are asked for").isNaN();
        assertThat(use.share(0)).isEqualTo(0.5);
    }

    @Test
    void share_whereNothingCanBeReadAnyMore_isNotKnown() {
        read(ticks(1, 1, 0));
        read(ticks(2, 2, 0));
        write("");
        use.read();
        assertThat(use.share(0)).isNaN();
        assertThat(use.share(-1)).isNaN();
        read(ticks(3, 3, 0));
        assertThat(use.share(0)).as("when it can be read again").isEqualTo(0.5);
    }

    @Test
    void share_whereTimesStepBack_isAShareOrNotKnown() {
        read(ticks(100, 100, 0));
        read(ticks(102, 99, 0));
        assertThat(use.share(0)).as("idle time steps back a little").isEqualTo(1);
        read(ticks(3, 4, 0));
        assertThat(use.share(0)).as("it was off line, and counts anew").isNaN();
        read(ticks(4, 5, 0));
        assertThat(use.share(0)).isEqualTo(0.5);
        read(ticks(4, 5, 0));
        assertThat(use.share(0)).as("no time has passed").isNaN();
    }

    @Test
    void share_whereThereIsNoSuchFile_isNeverKnown() {
        CpuUse none = new CpuUse(CpuTimes.open(proc.resolve("nowhere")), 2);
        none.read();
        none.read();
        assertThat(none.share(0)).isNaN();
        assertThat(none.share(-1)).isNaN();
        none.close();
    }
}
