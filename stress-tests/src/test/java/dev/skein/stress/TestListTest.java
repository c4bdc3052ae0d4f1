package dev.skein.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.infra.StateCase;
import org.openjdk.jcstress.infra.TestInfo;
import org.openjdk.jcstress.infra.runners.TestList;

/// The list that the tool finds its tests by: what does not stand in it is not run, and no run would tell.
class TestListTest {

    /// A little less than there are, so that a list that has lost many is seen even where the classes are lost with it.
    private static final int TESTS_AT_LEAST = 240;
    private static final int CONTROLS_AT_LEAST = 75;

    private static Set<String> annotated() throws IOException, URISyntaxException {
        Path classes = Path.of(Verdict.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file : (Iterable<Path>) files.filter(each -> each.toString().endsWith(".class"))::iterator) {
                String name = classes.relativize(file).toString().replace('/', '.').replaceFirst("\\.class$", "");
                if (!name.startsWith("dev.skein.") || name.endsWith("package-info")) continue;
                if (isTest(name)) names.add(name.replace('$', '.'));
            }
        }
        return names;
    }

    private static boolean isTest(String name) {
        try {
            return Class.forName(name, false, TestListTest.class.getClassLoader()).isAnnotationPresent(JCStressTest.class);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean canShow(TestInfo test, Expect expect) {
        return test.unmatched().expect() == expect || test.cases().stream().map(StateCase::expect).anyMatch(each -> each == expect);
    }

    @Test
    void list_ofThisBuild_hasEveryAnnotatedClassAndNoOther() throws Exception {
        assertThat(new TreeSet<>(TestList.tests())).isEqualTo(annotated());
    }

    @Test
    void list_ofThisBuild_hasNotShrunk() {
        assertThat(TestList.tests()).hasSizeGreaterThanOrEqualTo(TESTS_AT_LEAST);
        assertThat(TestList.tests().stream().filter(Verdict::isControl)).hasSizeGreaterThanOrEqualTo(CONTROLS_AT_LEAST);
    }

    @Test
    void controls_each_haveAFaultToShow() {
        assertThat(TestList.tests()).filteredOn(Verdict::isControl).allMatch(test -> canShow(TestList.getInfo(test), Expect.ACCEPTABLE_INTERESTING));
    }

    @Test
    void realTests_each_forbidWhatTheyDoNotList() {
        assertThat(TestList.tests()).filteredOn(test -> !Verdict.isControl(test))
                .allMatch(test -> TestList.getInfo(test).unmatched().expect() == Expect.FORBIDDEN)
                .noneMatch(test -> canShow(TestList.getInfo(test), Expect.ACCEPTABLE_INTERESTING));
    }

    @Test
    void tests_each_haveAtMostTwoActors() {
        assertThat(TestList.tests()).allMatch(test -> TestList.getInfo(test).threads() == 2);
    }
}
