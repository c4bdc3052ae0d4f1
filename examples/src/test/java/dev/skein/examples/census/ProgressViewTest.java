package dev.skein.examples.census;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.api.Availability;
import dev.skein.api.HandoffStats;
import dev.skein.api.SkeinStats;
import dev.skein.api.WorkerState;
import dev.skein.api.WorkerStats;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProgressViewTest {

    private static final SkeinStats STATS = new SkeinStats(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
            List.of(new WorkerStats(0, 0, true, WorkerState.PARKED, 0, 0, 0, 0, 0, 0, 0, Availability.OPEN, 0, 0)),
            0, 0, 0, 0, 0, Map.of(), new HandoffStats(0, 0, Map.of()));

    @ParameterizedTest(name = "terminal: {0}")
    @ValueSource(booleans = {false, true})
    void close_beforeTheFirstPicture_drawsOne(boolean terminal) {
        String text = show(terminal, 0);
        assertThat(text.lines()).hasSize(3);
        assertThat(text).contains("3 of 3 files (100 %)").doesNotContain("\033[3A");
    }

    @Test
    void show_onATerminal_drawsOverTheLastPicture() {
        assertThat(show(true, 2)).contains("\033[3A\033[2K");
    }

    @Test
    void show_elsewhere_appendsWithoutControlCharacters() {
        assertThat(show(false, 1)).doesNotContain("\033").contains("worker  cpu");
    }

    /// Shows until `pictures` were drawn, then closes.
    private static String show(boolean terminal, int pictures) {
        var drawn = new CountDownLatch(pictures + 1);   // the view takes one snapshot before it draws
        var text = new StringWriter();
        try (var _ = ProgressView.start(new PrintWriter(text), terminal, 3, () -> 3, () -> {
            drawn.countDown();
            return STATS;
        })) {
            assertThat(drawn.await(30, TimeUnit.SECONDS) || pictures == 0).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return text.toString();
    }
}
