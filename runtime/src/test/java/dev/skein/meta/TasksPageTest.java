package dev.skein.meta;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The diagram of a task's life in `docs/tasks.md` has the edges of the state word's header.
class TasksPageTest {

    private static final Pattern EDGE = Pattern.compile("^(?:///)?\\s*([A-Z]+)\\s+->\\s+([A-Z]+)\\s+(\\w+)\\s.*");

    @Test
    void diagram_onThePage_hasTheEdgesOfTheHeader() throws ClassNotFoundException {
        List<String> page = edges(Repository.text(Repository.ROOT.resolve("docs/tasks.md")).lines());
        assertThat(page).hasSizeGreaterThan(10).containsExactlyInAnyOrderElementsOf(edges(Sources.header(Class.forName("dev.skein.task.TaskState"))));
    }

    private static List<String> edges(Stream<String> lines) {
        return lines.map(EDGE::matcher).filter(Matcher::matches).map(edge -> edge.group(1) + " -> " + edge.group(2) + " " + edge.group(3)).toList();
    }
}
