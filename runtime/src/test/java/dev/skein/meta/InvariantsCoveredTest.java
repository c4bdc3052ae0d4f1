package dev.skein.meta;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;

/// Every invariant in a class header has a test that says it proves it, and every such test names one that exists.
class InvariantsCoveredTest {

    private static final Map<String, Set<String>> STATED = Invariants.in(Repository.files(Repository.MAIN, ".java"));
    private static final Map<String, List<Method>> PROVEN = proven();

    @Test
    void headers_ofTheMainSources_stateInvariants() {
        assertThat(STATED).as("seen at all; fewer means that the pattern no longer fits").hasSizeGreaterThanOrEqualTo(20)
                .containsKeys("D1", "D7", "T1", "T5", "W1", "W3", "C1", "C3", "S1", "F1", "F2", "B1", "L1");
    }

    @Test
    void id_ofAnInvariant_belongsToOneClass() {
        assertThat(STATED).allSatisfy((id, files) -> assertThat(files).as(id).hasSize(1));
    }

    @Test
    void invariant_inAHeader_hasATestThatProvesIt() {
        Set<String> without = new TreeSet<>(STATED.keySet());
        without.removeAll(PROVEN.keySet());
        assertThat(without).as("stated, but no test has @Proves for them").isEmpty();
    }

    @Test
    void proves_onATest_namesAnInvariantThatIsStated() {
        Map<String, List<Method>> unknown = new TreeMap<>(PROVEN);
        unknown.keySet().removeAll(STATED.keySet());
        assertThat(unknown).as("@Proves names what no header states").isEmpty();
    }

    @Test
    void proves_onAMethod_standsOnATest() {
        Set<String> noTests = PROVEN.values().stream().flatMap(List::stream)
                .filter(method -> !AnnotationSupport.isAnnotated(method, Testable.class))
                .map(Method::toString).collect(Collectors.toCollection(TreeSet::new));
        assertThat(noTests).isEmpty();
    }

    @Test
    void statedIn_headerWithStatementsAndMentions_findsTheStatements() {
        List<String> source = List.of(
                "/// Not the header: - Z9 is far away.",
                "",
                "/// A class. After X1, and (X2), it states:",
                "///",
                "/// - A1 one. As X3 has it.",
                "/// B1 Two.  B2 Three [#x], see X4.",
                "@SuppressWarnings(\"unused\")",
                "public final class Sample {",
                "    /// - Y1 not in the header",
                "}");
        assertThat(Invariants.statedIn(source)).containsExactly("A1", "B1", "B2");
    }

    private static Map<String, List<Method>> proven() {
        Map<String, List<Method>> found = new TreeMap<>();
        for (Class<?> type : testClasses()) {
            for (Method method : type.getDeclaredMethods()) {
                Proves proves = method.getAnnotation(Proves.class);
                if (proves == null) continue;
                Arrays.stream(proves.value()).forEach(id -> found.computeIfAbsent(id, any -> new ArrayList<>()).add(method));
            }
        }
        return found;
    }

    private static List<Class<?>> testClasses() {
        try {
            Path root = Path.of(InvariantsCoveredTest.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            List<Class<?>> classes = new ArrayList<>();
            for (Path file : Repository.files(root, ".class")) {
                String name = root.relativize(file).toString().replace(file.getFileSystem().getSeparator(), ".");
                classes.add(Class.forName(name.substring(0, name.length() - ".class".length()), false, InvariantsCoveredTest.class.getClassLoader()));
            }
            return classes;
        } catch (URISyntaxException | ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
