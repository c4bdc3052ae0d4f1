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
    private static final Pattern DESCRIPTION = Pattern.compile("@Description\\(\\s*\"([^\"]*)\"");

    /// What each race says of itself, with the ids of its invariants, or of those whose control it is, in brackets.
    private static final List<String> RACES = races();

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

    @Test
    void races_andControls_areCountedInTheRow() {
        Map<String, String> wrong = new TreeMap<>();
        rows.forEach((id, row) -> {
            long races = RACES.stream().filter(race -> !isControl(race) && isAbout(race, id)).count();
            String said = "(%d race%s, %d control%s)".formatted(races, plural(races), controls(id), plural(controls(id)));
            if (races == 0 ? row.get(4).contains("race") : !row.get(4).contains(said)) wrong.put(id, said);
        });
        assertThat(wrong).as("what rows should say").isEmpty();
    }

    @Test
    void invariant_thatIsRaced_hasABrokenControl() {
        assertThat(rows.keySet()).filteredOn(id -> RACES.stream().anyMatch(race -> isAbout(race, id))).isNotEmpty().allMatch(id -> controls(id) > 0);
    }

    private static List<String> races() {
        List<String> descriptions = new ArrayList<>();
        for (Path file : Repository.files(Repository.ROOT.resolve("stress-tests/src/main/java"), "Stress.java")) {
            DESCRIPTION.matcher(Repository.text(file)).results().forEach(its -> descriptions.add(its.group(1)));
        }
        return descriptions;
    }

    private static boolean isControl(String race) {
        return race.contains("(control of ");
    }

    private static boolean isAbout(String race, String id) {
        return race.matches(".*\\([^)]*\\b" + id + "\\b.*");
    }

    private static long controls(String id) {
        return RACES.stream().filter(race -> isControl(race) && isAbout(race, id)).count();
    }

    private static String plural(long count) {
        return count == 1 ? "" : "s";
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
