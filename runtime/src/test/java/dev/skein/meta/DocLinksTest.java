package dev.skein.meta;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the documents point to exists: relative links and their sections, paths of files, and names of classes.
class DocLinksTest {

    /// `[text](target)`, `[text](target "title")` and images; not what stands in code.
    private static final Pattern LINK = Pattern.compile("\\]\\(\\s*<?([^)\\s>]+)>?(?:\\s+\"[^\"]*\")?\\s*\\)");
    /// `[text]: target` at the start of a line.
    private static final Pattern REFERENCE = Pattern.compile("(?m)^\\[[^\\]]+\\]:\\s+<?(\\S+?)>?\\s*$");
    private static final Pattern CLASS_NAME = Pattern.compile("\\bdev\\.skein(?:\\.[a-z]\\w*)*(?:\\.[A-Z]\\w*)+");
    private static final Pattern PACKAGE_NAME = Pattern.compile("(?<![\\w.-])dev\\.skein(?:\\.[a-z]\\w*)+(?!\\w|\\.\\w|\\()");
    private static final Pattern SOURCE_PATH =
            Pattern.compile("(?<![\\w./-])(?:\\./)?((?:runtime|benchmarks|stress-tests|examples|simulator|docs|\\.ci|\\.github)/[\\w./-]*\\w)");
    private static final Pattern FENCE = Pattern.compile("(?ms)^\\s*```.*?^\\s*```\\s*$");
    private static final Pattern CODE = Pattern.compile("`[^`\\n]*`");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6}\\s+(.*?)\\s*#*\\s*$");

    private static final Set<Path> SOURCES = sources();

    static List<Path> documents() {
        List<Path> found = new ArrayList<>(Repository.files(Repository.ROOT.resolve("docs"), ".md"));
        Path readme = Repository.ROOT.resolve("README.md");
        if (Files.exists(readme)) found.add(readme);
        return found;
    }

    @Test
    void documents_ofTheRepository_areSeen() {
        assertThat(documents()).isNotEmpty();
        assertThat(SOURCES).as("sources").isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void links_toThisRepository_leadSomewhere(Path document) {
        assertThat(brokenLinks(document, Repository.text(document))).as("in %s", document).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void classNames_ofThisProject_exist(Path document) {
        assertThat(unknownNames(Repository.text(document))).as("in %s", document).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void paths_ofSources_exist(Path document) {
        assertThat(missingPaths(Repository.text(document))).as("in %s", document).isEmpty();
    }

    @Test
    void brokenLinks_ofALinkToNowhere_namesIt() {
        Path document = Repository.ROOT.resolve("docs/sample.md");
        String text = "[a](architecture.md), [b](nowhere.md \"t\"), ![c](../pom.xml), [d](https://example.org/x), `[e](code.md)`\n[f]: gone.md\n"
                + "[g](architecture.md#floors) [h](architecture.md#cellars) [i](#here)\n## Here\n";
        assertThat(brokenLinks(document, text)).containsExactly("architecture.md#cellars", "gone.md", "nowhere.md");
    }

    @Test
    void unknownNames_ofAClassThatIsNotThere_namesIt() {
        String text = "dev.skein.Skein, `dev.skein.queue.Inbox#poll`, dev.skein.queue.Outbox, dev.skein.task.TaskCell.Run, dev.skein.worker and dev.skein.cellar.";
        assertThat(unknownNames(text)).containsExactly("dev.skein.cellar", "dev.skein.queue.Outbox");
    }

    @Test
    void missingPaths_ofAFileThatIsNotThere_namesIt() {
        String text = "`runtime/src/main/java/dev/skein/Skein.java`, docs/architecture.md. See runtime/src/nothing.txt";
        assertThat(missingPaths(text)).containsExactly("runtime/src/nothing.txt");
    }

    private static Set<String> brokenLinks(Path document, String text) {
        String prose = CODE.matcher(FENCE.matcher(text).replaceAll("")).replaceAll("");
        Set<String> broken = new TreeSet<>();
        for (Pattern pattern : List.of(LINK, REFERENCE)) {
            for (MatchResult link : pattern.matcher(prose).results().toList()) {
                String target = link.group(1);
                if (!target.matches("(?i)[a-z][a-z0-9+.-]+:.*") && !leadsSomewhere(document, text, target)) broken.add(target);
            }
        }
        return broken;
    }

    private static boolean leadsSomewhere(Path document, String text, String target) {
        String[] parts = target.split("#", 2);
        Path file = parts[0].isEmpty() ? document : document.getParent().resolve(parts[0].replace("%20", " ")).normalize();
        if (!parts[0].isEmpty() && !Files.exists(file)) return false;
        if (parts.length == 1 || !file.toString().endsWith(".md")) return true;
        return anchors(parts[0].isEmpty() ? text : Repository.text(file)).contains(parts[1]);
    }

    /// Section names as GitHub makes them from headings, and anchors set by hand.
    private static Set<String> anchors(String text) {
        Set<String> anchors = Pattern.compile("<a\\s+(?:id|name)=\"([^\"]+)\"").matcher(text).results().map(it -> it.group(1)).collect(Collectors.toSet());
        for (MatchResult heading : HEADING.matcher(FENCE.matcher(text).replaceAll("")).results().toList()) {
            String title = heading.group(1).replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1").toLowerCase(Locale.ROOT);
            String base = title.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
            String name = base;
            for (int copy = 1; !anchors.add(name); copy++) name = base + "-" + copy;
        }
        return anchors;
    }

    private static Set<String> unknownNames(String text) {
        Set<String> unknown = new TreeSet<>();
        CLASS_NAME.matcher(text).results().map(MatchResult::group).filter(name -> !classExists(name)).forEach(unknown::add);
        PACKAGE_NAME.matcher(text).results().map(MatchResult::group).filter(name -> !packageExists(name)).forEach(unknown::add);
        return unknown;
    }

    /// A nested class belongs to the file of its outermost one, which must mention it.
    private static boolean classExists(String name) {
        String[] words = name.split("\\.");
        int outer = 0;
        while (!Character.isUpperCase(words[outer].charAt(0))) outer++;
        String file = String.join("/", List.of(words).subList(0, outer + 1)) + ".java";
        String nested = words[words.length - 1];
        return SOURCES.stream().filter(source -> source.endsWith(file)).anyMatch(source -> Repository.text(source).contains(nested));
    }

    /// A floor's package, or another module's; a name behind a dot that is no package may be a system property.
    private static boolean packageExists(String name) {
        Path path = Path.of(name.replace('.', '/'));
        boolean isProperty = SOURCES.stream().filter(source -> source.toString().contains("/src/main/")).anyMatch(source -> Repository.text(source).contains('"' + name + '"'));
        return isProperty || SOURCES.stream().anyMatch(source -> source.getParent().endsWith(path));
    }

    private static Set<String> missingPaths(String text) {
        return SOURCE_PATH.matcher(text).results().map(it -> it.group(1))
                .filter(path -> !path.contains("/target/") && !path.contains("..."))
                .filter(path -> !Files.exists(Repository.ROOT.resolve(path)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<Path> sources() {
        Set<Path> found = new TreeSet<>();
        for (String module : List.of("runtime", "benchmarks", "stress-tests", "examples", "simulator", "micrometer")) {
            found.addAll(Repository.files(Repository.ROOT.resolve(module).resolve("src"), ".java"));
        }
        return found;
    }
}
