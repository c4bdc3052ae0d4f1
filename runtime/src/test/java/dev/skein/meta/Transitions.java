package dev.skein.meta;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The edges of a class that has states: those that its header lists, and those that are seen when each of its methods is called in each
/// of its states. An edge reads `FROM -> TO name`.
public final class Transitions {

    private static final Pattern LISTED = Pattern.compile("^///\\s+([A-Z]+)\\s+->\\s+([A-Z]+)\\s+(\\w+)\\s.*");

    private Transitions() {}

    /// The edges in the header of a class.
    public static Set<String> listedIn(Class<?> type) {
        return Sources.header(type).map(LISTED::matcher).filter(line -> line.matches()).map(Transitions::edge).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String edge(MatchResult line) {
        return edge(line.group(1), line.group(2), line.group(3));
    }

    private static String edge(Object from, Object to, String name) {
        return from + " -> " + to + " " + name;
    }

    /// The edges that are taken. A method may refuse with an [IllegalStateException] that names the state, and then changes nothing.
    ///
    /// @param states how each is reached
    /// @param methods by the name of the edge; blanks behind it tell apart two that have the same
    /// @param stateOf the state that something is in
    public static <W> Set<String> driven(Map<String, Supplier<W>> states, Map<String, Consumer<W>> methods, Function<W, ? extends Enum<?>> stateOf) {
        Set<String> edges = new TreeSet<>();
        states.forEach((name, state) -> methods.forEach((method, call) -> {
            W driven = state.get();
            Enum<?> from = stateOf.apply(driven);
            try {
                call.accept(driven);
            } catch (IllegalStateException refused) {
                assertThat(refused).as("%s, %s", method, name).hasMessageContaining(from.name());
                assertThat((Object) stateOf.apply(driven)).as("%s refused, %s", method, name).isEqualTo(from);
            }
            Enum<?> to = stateOf.apply(driven);
            if (from != to) edges.add(edge(from, to, method.strip()));
        }));
        return edges;
    }

    /// Names of the methods that a class offers, so that a test can insist that it knows them all.
    public static Set<String> methodsOf(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> !Modifier.isPrivate(method.getModifiers()) && !Modifier.isStatic(method.getModifiers()) && !method.isSynthetic())
                .map(Method::getName).collect(Collectors.toCollection(TreeSet::new));
    }
}
