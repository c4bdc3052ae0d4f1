package dev.skein.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimelineTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 64, 259})
    void first_afterAnyChanges_isTheEarliest(int sources) {
        Timeline timeline = new Timeline(sources);
        long[] nanos = new long[sources];
        java.util.Arrays.fill(nanos, Timeline.NEVER);
        SplittableRandom random = new SplittableRandom(sources);
        for (int change = 0; change < 2_000; change++) {
            int source = random.nextInt(sources);
            nanos[source] = random.nextInt(10) == 0 ? Timeline.NEVER : random.nextInt(50);
            timeline.set(source, nanos[source]);
            int earliest = 0;
            for (int i = 1; i < sources; i++) {
                if (nanos[i] < nanos[earliest]) earliest = i;
            }
            assertThat(timeline.firstNanos()).as("seed %d, change %d", sources, change).isEqualTo(nanos[earliest]);
            if (nanos[earliest] != Timeline.NEVER) assertThat(timeline.first()).as("seed %d, change %d", sources, change).isEqualTo(earliest);
        }
    }

    @Test
    void firstNanos_withoutEvents_isNever() {
        assertThat(new Timeline(4).firstNanos()).isEqualTo(Timeline.NEVER);
    }
}
