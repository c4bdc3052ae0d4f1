package dev.skein.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.meta.Sources;
import dev.skein.meta.Proves;
import dev.skein.task.TaskState.Place;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Drives each method of [TaskState] from each state, and compares what happens with the edges that its header lists.
class TransitionsTest {

    private static final Pattern EDGE = Pattern.compile("^///\\s+([A-Z]+)\\s+->\\s+([A-Z]+)\\s+(\\w+)\\s.*");

    /// A state word without a task.
    private static final class Word extends TaskState {
        Word(boolean suspended) {
            super(suspended);
        }
    }

    private record Edge(Place from, Place to, String name) {
        @Override
        public String toString() {
            return from + " -> " + to + " " + name;
        }
    }

    /// How each state is reached, with what differs within a place: who cancelled, and how.
    private static final Map<String, Supplier<Word>> STATES = new LinkedHashMap<>();

    /// Each method that may change the word, by the name of its edge.
    private static final Map<String, Consumer<Word>> METHODS = new LinkedHashMap<>();

    private static final Set<String> EDGE_METHODS = Set.of("claim", "suspend", "wake", "finish", "tryCancel", "left");
    private static final Set<String> QUESTIONS = Set.of("interruptWanted", "hasOutcome", "wasCancelled", "hasFailed", "isReady", "place");

    static {
        STATES.put("new", () -> new Word(false));
        STATES.put("woken", () -> after(new Word(true), TaskState::wake));
        STATES.put("running", () -> after(new Word(false), TaskState::claim));
        STATES.put("running again", () -> after(new Word(true), TaskState::wake, TaskState::claim));
        STATES.put("new and suspended", () -> new Word(true));
        STATES.put("suspended by its body", () -> after(new Word(false), TaskState::claim, TaskState::suspend));
        STATES.put("leaving", () -> after(new Word(false), TaskState::claim, word -> word.tryCancel(false)));
        STATES.put("leaving, interrupted", () -> after(new Word(false), TaskState::claim, word -> word.tryCancel(true)));
        STATES.put("finished", () -> after(new Word(false), TaskState::claim, word -> word.finish(false)));
        STATES.put("failed", () -> after(new Word(false), TaskState::claim, word -> word.finish(true)));
        STATES.put("cancelled before its body", () -> after(new Word(false), word -> word.tryCancel(true)));
        STATES.put("cancelled while suspended", () -> after(new Word(true), word -> word.tryCancel(false)));
        STATES.put("left", () -> after(new Word(false), TaskState::claim, word -> word.tryCancel(true), TaskState::left));

        METHODS.put("claim", TaskState::claim);
        METHODS.put("suspend", TaskState::suspend);
        METHODS.put("wake", TaskState::wake);
        METHODS.put("finish", word -> word.finish(false));
        METHODS.put("finish ", word -> word.finish(true));
        METHODS.put("left", TransitionsTest::leftIfAllowed);
        METHODS.put("cancel", word -> word.tryCancel(false));
        METHODS.put("cancel ", word -> word.tryCancel(true));
    }

    @Test
    @Proves({"T1", "T5"})
    void edges_drivenFromEveryState_areThoseOfTheHeader() {
        assertThat(names(drivenEdges())).isEqualTo(names(headerEdges()));
    }

    @Test
    void header_ofTaskState_listsEdges() {
        assertThat(headerEdges()).hasSizeGreaterThanOrEqualTo(8);
    }

    @Test
    void states_asTheyAreReached_coverEveryPlace() {
        Set<Place> reached = STATES.values().stream().map(state -> state.get().place()).collect(Collectors.toSet());
        assertThat(reached).containsExactlyInAnyOrder(Place.values());
    }

    @Test
    void methods_ofTaskState_areAllDrivenOrAsked() {
        Set<String> declared = Arrays.stream(TaskState.class.getDeclaredMethods())
                .filter(method -> !Modifier.isPrivate(method.getModifiers()) && !Modifier.isStatic(method.getModifiers()) && !method.isSynthetic())
                .map(Method::getName).collect(Collectors.toCollection(TreeSet::new));
        Set<String> known = new TreeSet<>(EDGE_METHODS);
        known.addAll(QUESTIONS);
        assertThat(declared).as("a new method belongs into this test").isEqualTo(known);
    }

    @Test
    void answer_ofAnEdge_saysWhetherItWasTaken() {
        STATES.forEach((name, state) -> {
            assertThat(changes(state, TaskState::claim)).as("claim, %s", name).isEqualTo(state.get().claim());
            assertThat(changes(state, TaskState::suspend)).as("suspend, %s", name).isEqualTo(state.get().suspend());
            assertThat(changes(state, TaskState::wake)).as("wake, %s", name).isEqualTo(state.get().wake());
            assertThat(changes(state, word -> word.finish(true))).as("finish, %s", name).isEqualTo(state.get().finish(true));
        });
    }

    @Test
    void tryCancel_inEachState_saysWhatTheCallerOwes() {
        STATES.forEach((name, state) -> {
            TaskState.Cancelled expected = switch (state.get().place()) {
                case READY, SUSPENDED -> TaskState.Cancelled.BEFORE_ITS_BODY;
                case RUNNING -> TaskState.Cancelled.BODY_INSIDE;
                case LEAVING, DONE -> TaskState.Cancelled.TOO_LATE;
            };
            assertThat(state.get().tryCancel(true)).as(name).isEqualTo(expected);
        });
    }

    @Test
    void left_whereItDoesNotBelong_namesTheState() {
        STATES.values().stream().map(Supplier::get).filter(word -> word.place() != Place.LEAVING).forEach(word -> {
            Place before = word.place();
            assertThat(org.assertj.core.api.Assertions.catchThrowable(word::left))
                    .isInstanceOf(IllegalStateException.class).hasMessageContaining(before.name());
            assertThat(word.place()).isEqualTo(before);
        });
    }

    @Test
    void questions_inEachState_areAnsweredByIt() {
        STATES.forEach((name, state) -> {
            Word word = state.get();
            assertThat(word.hasOutcome()).as("hasOutcome, %s", name).isEqualTo(word.place() == Place.LEAVING || word.place() == Place.DONE);
            assertThat(word.isReady()).as("isReady, %s", name).isEqualTo(word.place() == Place.READY);
            assertThat(word.wasCancelled()).as("wasCancelled, %s", name)
                    .isEqualTo(name.startsWith("leaving") || name.startsWith("cancelled") || name.equals("left"));
            assertThat(word.hasFailed()).as("hasFailed, %s", name).isEqualTo(name.equals("failed"));
            assertThat(word.interruptWanted()).as("interruptWanted, %s", name).isEqualTo(name.equals("leaving, interrupted"));
        });
    }

    private static boolean changes(Supplier<Word> state, Consumer<Word> method) {
        Word word = state.get();
        Place before = word.place();
        method.accept(word);
        return word.place() != before;
    }

    private static List<Edge> drivenEdges() {
        return STATES.values().stream().flatMap(state -> METHODS.entrySet().stream().map(method -> {
            Word word = state.get();
            Place from = word.place();
            method.getValue().accept(word);
            return new Edge(from, word.place(), method.getKey().strip());
        })).filter(edge -> edge.from != edge.to).distinct().toList();
    }

    private static List<Edge> headerEdges() {
        return Sources.header(TaskState.class).map(EDGE::matcher).filter(Matcher::matches)
                .map(edge -> new Edge(Place.valueOf(edge.group(1)), Place.valueOf(edge.group(2)), edge.group(3))).toList();
    }

    private static Set<String> names(List<Edge> edges) {
        return edges.stream().map(Edge::toString).collect(Collectors.toCollection(TreeSet::new));
    }

    private static void leftIfAllowed(Word word) {
        try {
            word.left();
        } catch (IllegalStateException notLeaving) {
            assertThat(word.place()).isNotEqualTo(Place.LEAVING);
        }
    }

    @SafeVarargs
    private static Word after(Word word, Consumer<Word>... edges) {
        for (Consumer<Word> edge : edges) edge.accept(word);
        return word;
    }
}
