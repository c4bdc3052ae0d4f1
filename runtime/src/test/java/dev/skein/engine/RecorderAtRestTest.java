package dev.skein.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skein.Skein;
import dev.skein.api.MoveReason;
import dev.skein.api.Order;
import dev.skein.api.Pinning;
import dev.skein.api.Step;
import dev.skein.api.Task;
import dev.skein.events.FlightEvents;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The Flight Recorder while nobody asks it for anything: the first class of an event would set it up, on whichever thread comes first.
class RecorderAtRestTest {

    /// Ticks, decisions, and moves by an order.
    private static final class Program {
        public static void main(String[] args) {
            try (Skein skein = Skein.builder().name("unseen").workers(2).pinning(Pinning.NONE)
                    .policy((_, now) -> List.of(new Order.Ready((int) now.tick() % 2, 1 - (int) now.tick() % 2, 1, MoveReason.LOAD, 1_000))).start()) {
                Task<String> task = skein.spawn(_ -> Step.again(), 0);
                await().atMost(Duration.ofSeconds(50)).until(() -> task.moveCount() > 0 && skein.balancer().ticks() > 20);
                skein.shutdownNow();
            }
        }
    }

    @Test
    void eventClasses_whereNobodyRecords_areNotLoaded() throws Exception {
        String loaded = ChildJvm.run(Program.class, 60, List.of("-Xlog:class+load"));
        assertThat(loaded).contains(FlightEvents.class.getName() + ' ');
        assertThat(loaded.lines().filter(it -> it.contains(FlightEvents.class.getPackageName()) && it.contains("Event "))).isEmpty();
    }
}
