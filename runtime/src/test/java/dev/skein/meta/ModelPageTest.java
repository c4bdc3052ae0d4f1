package dev.skein.meta;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The table in docs/handoff.md that ties the model to the code names what is there on both sides, and leaves out nothing of the model.
class ModelPageTest {

    private static final Path MODEL = Repository.ROOT.resolve("model");
    private static final String SECTION = "## The model";
    /// `| file.pml | names | Class.method |`, names in code quotes.
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)\\.pml` \\|([^|]*)\\|([^|]*)\\|");
    private static final Pattern NAME = Pattern.compile("`([\\w.-]+)`");
    private static final Pattern DEFINED = Pattern.compile("(?m)^(?:proctype|inline) (\\w+)\\(|^(\\w+):");
    /// Jumps within one step of what the process does.
    private static final Set<String> UNNAMED = Set.of("again");
    private static final Pattern SCENARIO_ROW = Pattern.compile("(?m)^\\| `([a-z-]+)` \\|");
    /// The lists of runs and mutants in the script.
    private static final Pattern LISTS = Pattern.compile("(?ms)^(?:runs|mutants)='\n(.*?)^'");

    /// What a row ties together.
    private record Tie(String file, List<String> names, List<String> methods) { }

    private static String page() {
        String text = Repository.text(Repository.ROOT.resolve("docs/handoff.md"));
        assertThat(text).contains(SECTION);
        return text.substring(text.indexOf(SECTION));
    }

    private static List<Tie> ties(String page) {
        return ROW.matcher(page).results().map(row -> new Tie(row.group(1), names(row.group(2)), names(row.group(3)))).toList();
    }

    private static List<String> names(String cell) {
        return NAME.matcher(cell).results().map(it -> it.group(1)).toList();
    }

    @Test
    void processesAndLabels_ofTheTable_areInTheModel() {
        assertThat(ties(page())).as("rows").hasSizeGreaterThan(20);
        assertThat(unknownNames(ties(page()))).isEmpty();
    }

    @Test
    void methods_ofTheTable_areInTheCode() {
        assertThat(unknownMethods(ties(page()))).isEmpty();
    }

    @Test
    void processesAndLabels_ofTheModel_areInTheTable() {
        assertThat(untold(ties(page()))).isEmpty();
    }

    @Test
    void runsAndMutants_ofThePage_areThoseThatAreChecked() {
        Set<String> checked = LISTS.matcher(Repository.text(MODEL.resolve("check"))).results().flatMap(list -> list.group(1).lines())
                .map(line -> line.split("\\s+", 2)[0]).collect(Collectors.toCollection(TreeSet::new));
        Set<String> told = SCENARIO_ROW.matcher(page()).results().map(it -> it.group(1)).collect(Collectors.toCollection(TreeSet::new));
        assertThat(told).contains("park-without-look", "open-without-cas", "forget-before-accept", "retire-no-handshake").isEqualTo(checked);
    }

    @Test
    void ties_ofWhatIsNotThere_areNamed() {
        List<Tie> ties = ties("| `park.pml` | `Submitter`, `Nobody` | `Intake.send`, `Intake.lose`, `Outtake.send` |\n");
        assertThat(unknownNames(ties)).containsExactly("park.pml Nobody");
        assertThat(unknownMethods(ties)).containsExactly("Intake.lose", "Outtake.send");
        assertThat(untold(ties)).contains("handoff.pml Balancer").doesNotContain("park.pml Submitter");
    }

    private static Set<String> unknownNames(List<Tie> ties) {
        Set<String> unknown = new TreeSet<>();
        for (Tie tie : ties) {
            Set<String> there = defined(MODEL.resolve(tie.file + ".pml"));
            tie.names.stream().filter(name -> !there.contains(name)).forEach(name -> unknown.add(tie.file + ".pml " + name));
        }
        return unknown;
    }

    private static Set<String> untold(List<Tie> ties) {
        Set<String> untold = new TreeSet<>();
        List<Path> files = Repository.files(MODEL, ".pml");
        assertThat(files).as("files of the model").hasSizeGreaterThanOrEqualTo(5);
        for (Path file : files) {
            String name = file.getFileName().toString();
            Set<String> left = new TreeSet<>(defined(file));
            left.removeAll(UNNAMED);
            ties.stream().filter(tie -> name.equals(tie.file + ".pml")).forEach(tie -> left.removeAll(tie.names));
            left.forEach(each -> untold.add(name + " " + each));
        }
        return untold;
    }

    private static Set<String> defined(Path file) {
        return DEFINED.matcher(Repository.text(file)).results().map(it -> it.group(1) == null ? it.group(2) : it.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> unknownMethods(List<Tie> ties) {
        List<Path> sources = Repository.files(Repository.MAIN, ".java");
        List<String> unknown = new ArrayList<>();
        for (Tie tie : ties) {
            if (tie.methods.isEmpty()) unknown.add("nothing for " + tie.names);
            tie.methods.stream().filter(method -> !exists(method, sources)).forEach(unknown::add);
        }
        return unknown;
    }

    /// Whether a class of that name declares such a method: its name, behind a type, and not a call.
    private static boolean exists(String method, List<Path> sources) {
        String[] words = method.split("\\.");
        String name = words[words.length - 1];
        Pattern declaration = Pattern.compile("(?m)^ +[\\w<>?.\\[\\], @]+ " + name + "\\([^;{]*\\{$");
        return words.length == 2 && sources.stream().filter(source -> source.endsWith(words[0] + ".java"))
                .anyMatch(source -> declaration.matcher(Repository.text(source)).find());
    }
}
