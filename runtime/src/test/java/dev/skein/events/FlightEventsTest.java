package dev.skein.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skein.Skein;
import dev.skein.api.Continuation;
import dev.skein.api.LoadSnapshot;
import dev.skein.api.MoveReason;
import dev.skein.api.Order;
import dev.skein.api.Pinning;
import dev.skein.api.Step;
import dev.skein.api.Task;
import dev.skein.api.TaskContext;
import dev.skein.meta.LogCapture;
import dev.skein.meta.Repository;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import jdk.jfr.Configuration;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Records, reads back, and looks for each event.
class FlightEventsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private final ConcurrentLinkedQueue<Order> orders = new ConcurrentLinkedQueue<>();
    private volatile LoadSnapshot last;
    private int dumps;

    private Skein start(Duration stuckAfter) {
        return Skein.builder().name("flown").workers(2).pinning(Pinning.NONE).stuckAfter(stuckAfter).policy((previous, now) -> {
            last = now;
            Order next = orders.poll();
            return next == null ? List.of() : List.of(next);
        }).start();
    }

    /// Lets `body` run with a recording, until that has an event of this name for which `wanted` is true.
    private RecordedEvent record(String event, Consumer<Recording> settings, Duration stuckAfter, Predicate<RecordedEvent> wanted, Consumer<Skein> body) {
        try (Recording recording = new Recording(); Skein skein = start(stuckAfter)) {
            settings.accept(recording);
            recording.start();
            body.accept(skein);
            RecordedEvent[] found = new RecordedEvent[1];
            await().atMost(PATIENCE).until(() -> {
                found[0] = events(recording).stream().filter(it -> it.getEventType().getName().equals(event)).filter(wanted).findFirst().orElse(null);
                return found[0] != null;
            });
            return found[0];
        }
    }

    private List<RecordedEvent> events(Recording recording) throws IOException {
        Path file = folder.resolve("dump" + dumps++ + ".jfr");
        recording.dump(file);
        return RecordingFile.readAllEvents(file);
    }

    private static void busyFor(long nanos) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < nanos) Thread.onSpinWait();
    }

    /// Its tasks are long, so that one begins after the sentry has seen that somebody records.
    private static void runLongTasks(Skein skein) {
        skein.spawn(new LongTask());
    }

    private static final class LongTask implements Continuation<String> {
        private int left = 40;

        @Override
        public Step<String> resume(TaskContext context) {
            busyFor(30_000_000);
            return left-- > 0 ? Step.again() : Step.done("end");
        }
    }

    @Test
    void run_overTheThreshold_isRecordedWithTaskAndClass() {
        RecordedEvent event = record("skein.TaskRun", it -> it.enable("skein.TaskRun").withThreshold(Duration.ofMillis(20)), Duration.ofSeconds(60),
                it -> true, FlightEventsTest::runLongTasks);
        assertThat(event.getString("taskClass")).isEqualTo(LongTask.class.getName());
        assertThat(event.getLong("task")).isPositive();
        assertThat(event.getString("runtime")).isEqualTo("flown");
        assertThat(event.getInt("worker")).isBetween(0, 1);
        assertThat(event.getDuration()).isGreaterThanOrEqualTo(Duration.ofMillis(20));
    }

    @Test
    void run_ofASubmittedTask_isRecordedWithTheClassOfItsBody() {
        record("skein.TaskRun", it -> it.enable("skein.TaskRun").withThreshold(Duration.ofMillis(1)), Duration.ofSeconds(60),
                it -> it.getString("taskClass").equals(Plain.class.getName()) && it.getLong("task") == 0, skein -> {
                    for (int i = 0; i < 400; i++) skein.submit(new Plain());
                });
    }

    private static final class Plain implements Runnable {
        @Override
        public void run() {
            busyFor(3_000_000);
        }
    }

    @Test
    void run_whileNobodyAsksForThem_isNotRecorded() throws IOException {
        try (Recording recording = new Recording(); Skein skein = start(Duration.ofSeconds(60))) {
            recording.enable("skein.TaskRun").withoutThreshold();
            recording.disable("skein.TaskRun");
            recording.start();
            for (int i = 0; i < 50; i++) skein.submit(new Plain());
            await().atMost(PATIENCE).until(() -> skein.stats().quiet());
            assertThat(events(recording)).extracting(it -> it.getEventType().getName()).doesNotContain("skein.TaskRun");
        }
    }

    @Test
    void move_byAnOrder_isRecordedWithItsReason() {
        AtomicBoolean end = new AtomicBoolean();
        RecordedEvent event = record("skein.TaskMove", it -> { }, Duration.ofSeconds(60), it -> it.getLong("task") > 0, skein -> {
            Task<String> task = skein.spawn(context -> end.get() ? Step.done("end") : Step.again(), 0);
            await().atMost(PATIENCE).until(() -> {
                orders.add(new Order.Ready(task.worker(), 1 - task.worker(), 1, MoveReason.LOAD, 1_000));
                return task.moveCount() > 0;
            });
            end.set(true);
        });
        assertThat(event.getString("reason")).isEqualTo("LOAD");
        assertThat(event.getString("runtime")).isEqualTo("flown");
        assertThat(event.getInt("from") + event.getInt("to")).isEqualTo(1);
        assertThat(event.getLong("order")).isPositive();
        assertThat(event.getDuration("latency")).isPositive();
        assertThat(event.getInt("tasks")).isEqualTo(1);
    }

    @Test
    void stuckTask_isRecordedWithItsClassAndStack() {
        AtomicBoolean end = new AtomicBoolean();
        CountDownLatch released = new CountDownLatch(1);
        try (LogCapture warnings = new LogCapture()) {
            RecordedEvent event = record("skein.TaskStuck", it -> { }, Duration.ofMillis(50), it -> true, skein -> {
                skein.execute(new Hog(end));
                await().atMost(PATIENCE).until(() -> skein.balancer().stuck() > 0);
                end.set(true);
                released.countDown();
            });
            assertThat(event.getString("taskClass")).isEqualTo(Hog.class.getName());
            assertThat(event.getString("health")).isIn("HOGGED", "BLOCKED");
            assertThat(event.getString("what")).contains("Hog.run");
            assertThat(event.getString("runtime")).isEqualTo("flown");
            assertThat(warnings.warnings()).isNotEmpty();
        } finally {
            end.set(true);
        }
    }

    private record Hog(AtomicBoolean end) implements Runnable {
        @Override
        public void run() {
            while (!end.get()) Thread.onSpinWait();
        }
    }

    @Test
    void decision_toHold_isRecordedWithWhatWasSeen() {
        RecordedEvent event = record("skein.BalancerDecision", it -> it.enable("skein.BalancerDecision"), Duration.ofSeconds(60),
                it -> it.getString("decision").startsWith("hold"), FlightEventsTest::runLongTasks);
        assertThat(event.getString("runtime")).isEqualTo("flown");
        assertThat(event.getString("workers")).matches("0: \\d+ ready, drain .* ms, capacity .*, GETS_ON; 1: .*");
    }

    @Test
    void decision_ofAnOrder_isRecordedWithIt() {
        RecordedEvent event = record("skein.BalancerDecision", it -> it.enable("skein.BalancerDecision"), Duration.ofSeconds(60),
                it -> it.getString("decision").contains("LOAD"), skein -> {
                    orders.add(new Order.Ready(0, 1, 3, MoveReason.LOAD, 1_000));
                    runLongTasks(skein);
                });
        assertThat(event.getString("orders")).contains("from=0").contains("to=1").contains("tasks=3");
        assertThat(last).isNotNull();
    }

    @Test
    void frequentEvents_byDefault_areOff() {
        FlightRecorder.register(TaskRunEvent.class);
        FlightRecorder.register(StuckTaskEvent.class);
        FlightRecorder.register(TaskMoveEvent.class);
        FlightRecorder.register(BalancerDecisionEvent.class);
        List<EventType> ours = FlightRecorder.getFlightRecorder().getEventTypes().stream().filter(it -> it.getName().startsWith("skein.")).toList();
        assertThat(ours).filteredOn(it -> "true".equals(defaultOf(it, "enabled"))).extracting(EventType::getName)
                .containsExactlyInAnyOrder("skein.TaskMove", "skein.TaskStuck");
        assertThat(ours).allSatisfy(it -> assertThat(it.getCategoryNames()).containsExactly("Skein"));
    }

    private static String defaultOf(EventType type, String setting) {
        return type.getSettingDescriptors().stream().filter(it -> it.getName().equals(setting)).map(it -> it.getDefaultValue()).findFirst().orElse("");
    }

    /// The settings that the documentation offers.
    @Test
    void settingsFile_turnsAllEventsOn() throws IOException, ParseException {
        try (Reader settings = Files.newBufferedReader(Repository.ROOT.resolve("docs/skein.jfc"))) {
            Configuration configuration = Configuration.create(settings);
            try (Recording recording = new Recording(configuration); Skein skein = start(Duration.ofSeconds(60))) {
                recording.start();
                runLongTasks(skein);
                Task<Integer> mover = skein.spawn(new Mover());
                await().atMost(PATIENCE).until(mover::isDone);
                await().atMost(PATIENCE).until(() -> {
                    Set<String> names = Set.copyOf(events(recording).stream().map(it -> it.getEventType().getName()).toList());
                    return names.containsAll(Set.of("skein.TaskRun", "skein.TaskMove", "skein.BalancerDecision"));
                });
                assertThat(configuration.getSettings()).containsEntry("skein.TaskStuck#enabled", "true");
            }
        }
    }

    private static final class Mover implements Continuation<Integer> {
        private int left = 10;

        @Override
        public Step<Integer> resume(TaskContext context) {
            return left-- > 0 ? Step.moveTo(1 - context.worker()) : Step.done(0);
        }
    }
}
