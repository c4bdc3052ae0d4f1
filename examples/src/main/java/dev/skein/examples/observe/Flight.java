package dev.skein.examples.observe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/// A recording of Skein's events. From outside the same is `jcmd <pid> JFR.start` and `jfr print --categories Skein`.
final class Flight implements AutoCloseable {

    private static final Duration LONG_RUN = Duration.ofMillis(20);

    private final Recording recording = new Recording();

    Flight() {
        recording.enable("skein.TaskRun").withThreshold(LONG_RUN);
        recording.enable("skein.TaskMove");
        recording.enable("skein.TaskStuck");
        recording.start();
    }

    /// The events so far: how many of each name, and the first of each.
    String summary() throws IOException {
        Map<String, List<RecordedEvent>> events = events().stream().collect(Collectors.groupingBy(it -> it.getEventType().getName(), TreeMap::new, Collectors.toList()));
        StringBuilder text = new StringBuilder();
        events.forEach((name, all) -> {
            if (name.startsWith("skein.")) text.append(all.size()).append(" x ").append(name).append(", the first:\n").append(all.getFirst()).append('\n');
        });
        return text.isEmpty() ? "no event of Skein\n" : text.toString();
    }

    private List<RecordedEvent> events() throws IOException {
        Path file = Files.createTempFile("observe", ".jfr");
        try {
            recording.dump(file);
            return RecordingFile.readAllEvents(file);
        } finally {
            Files.delete(file);
        }
    }

    @Override
    public void close() {
        recording.close();
    }
}
