package dev.skein.meta;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The table of invariants in docs/guarantees.md: a row for each that a class states, with its class and with tests that say that they prove it.
class GuaranteesPageTest {

    private static final String PAGE = "docs/guarantees.md";
    private static final List<String> HEADER = List.of("id", "class", "promise", "tests", "races, each with what must not be seen");
    private static final Pattern LINK = Pattern.compile("\\]\\(\\.\\./([^)]+\\.java)\\)");
    private static final Pattern PROVES = Pattern.compile("@Proves\\(([^)]*)\\)");

    private final Map<String, List<String>> rows = rows();

    private static Map<String, List<String>> rows() {
        Map<String, List<String>> rows = new TreeMap<>();
        for (List<String> row : Pages.table(PAGE, HEADER)) assertThat(rows.put(row.getFirst(), row)).as("two rows of " + row.getFirst()).isNull();
        return rows;
    }

    @Test
    void rows_areThoseOfTheInvariants() {
        assertThat(rows.keySet()).isEqualTo(Invariants.in(Repository.files(Repository.MAIN, ".java")).keySet());
    }

    @Test
    void row_namesTheClassThatStatesTheInvariant() {
        Map<String, Set<String>> stated = Invariants.in(Repository.files(Repository.MAIN, ".java"));
        rows.forEach((id, row) -> assertThat(stated.get(id)).as(id).allMatch(file -> file.endsWith("/" + row.get(1).replace("`", "") + ".java")));
    }

    @Test
    void test_inARow_saysThatItProvesTheInvariant() {
        Set<String> wrong = new TreeSet<>();
        rows.forEach((id, row) -> {
            List<Path> tests = links(row.get(3));
            if (tests.isEmpty()) wrong.add(id + " has no test");
            tests.stream().filter(test -> !proves(test, id)).forEach(test -> wrong.add(id + " is not proven by " + test.getFileName()));
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void race_inARow_namesTheInvariant() {
        Set<String> wrong = new TreeSet<>();
        rows.forEach((id, row) -> links(row.get(4)).stream().filter(race -> !Repository.text(race).matches("(?s).*\\b" + id + "\\b.*"))
                .forEach(race -> wrong.add(id + " is not named by " + race.getFileName())));
        assertThat(wrong).isEmpty();
    }

    private static List<Path> links(String cell) {
        List<Path> files = new ArrayList<>();
        for (Matcher link = LINK.matcher(cell); link.find(); ) files.add(Repository.ROOT.resolve(link.group(1)));
        return files;
    }

    private static boolean proves(Path test, String id) {
        return PROVES.matcher(Repository.text(test)).results().anyMatch(its -> its.group(1).contains("\"" + id + "\""));
    }
}
