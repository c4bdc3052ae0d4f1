package dev.skein.meta;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.skein.queue.fixture.QueueThatKnowsAWorker;
import dev.skein.worker.fixture.WorkerThatUsesJctools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Compares the compiled classes with the floor table in `docs/architecture.md`.
class FloorsTest {

    private static final String FACADE = "dev.skein";

    /// Fewer classes than this mean that the import went wrong. It only has to be well above zero: the real bound is one class per source file.
    private static final int LEAST_CLASSES = 4;

    private static final Path ROOT = Repository.ROOT;
    private static final Map<String, Floor> TABLE = readTable(ROOT.resolve("docs/architecture.md"));

    /// One row of the table.
    private record Floor(int level, String name, Set<String> mayImport, Set<String> libraries) { }

    @Test
    void dependencies_ofAllClasses_keepToTheTable() throws IOException {
        JavaClasses classes =
                new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages(FACADE);

        assertThat(classes.size()).as("classes seen").isGreaterThanOrEqualTo(Math.max(LEAST_CLASSES, sourceFiles()));
        assertThat(violations(classes, TABLE)).isEmpty();
    }

    @Test
    void table_ofAnyPackage_namesOnlyLowerFloors() {
        for (Floor floor : TABLE.values()) {
            for (String imported : floor.mayImport) {
                assertThat(TABLE).as("what %s may import", floor.name).containsKey(imported);
                assertThat(TABLE.get(imported).level).as("%s imports %s", floor.name, imported).isLessThan(floor.level);
            }
        }
    }

    @Test
    void table_asWritten_keepsEachLibraryInOnePackage() {
        assertThat(packagesWith("org.jctools")).containsExactly("queue");
        assertThat(packagesWith("io.micrometer")).containsExactly("micrometer");
    }

    @Test
    void violations_whenAQueueKnowsAWorker_namesBoth() {
        JavaClasses classes = new ClassFileImporter().importClasses(QueueThatKnowsAWorker.class);

        assertThat(violations(classes, TABLE)).isNotEmpty().allMatch(it -> it.startsWith("queue may not import worker: "));
    }

    @Test
    void violations_whenAWorkerUsesJctools_namesBoth() {
        JavaClasses classes = new ClassFileImporter().importClasses(WorkerThatUsesJctools.class);

        assertThat(violations(classes, TABLE)).isNotEmpty().allMatch(it -> it.startsWith("worker may not use org.jctools: "));
    }

    @Test
    void violations_whenAPackageIsNotInTheTable_namesIt() {
        JavaClasses classes = new ClassFileImporter().importClasses(WorkerThatUsesJctools.class);
        Map<String, Floor> tableWithoutWorker = new LinkedHashMap<>(TABLE);
        tableWithoutWorker.remove("worker");

        assertThat(violations(classes, tableWithoutWorker)).containsExactly("worker is not in the table");
    }

    /// The rule itself: everything about these classes that the table does not allow.
    private static Set<String> violations(JavaClasses classes, Map<String, Floor> table) {
        Set<String> libraries = table.values().stream().flatMap(it -> it.libraries.stream()).collect(Collectors.toSet());
        Set<String> found = new TreeSet<>();
        for (JavaClass from : classes) {
            Floor floor = table.get(packageOf(from));
            if (floor == null) {
                found.add(packageOf(from) + " is not in the table");
                continue;
            }
            for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
                JavaClass to = dependency.getTargetClass().getBaseComponentType();
                if (isIn(FACADE, to)) {
                    String imported = packageOf(to);
                    if (!imported.equals(floor.name) && !floor.mayImport.contains(imported)) {
                        found.add(floor.name + " may not import " + imported + ": " + dependency.getDescription());
                    }
                }
                for (String library : libraries) {
                    if (isIn(library, to) && !floor.libraries.contains(library)) {
                        found.add(floor.name + " may not use " + library + ": " + dependency.getDescription());
                    }
                }
            }
        }
        return found;
    }

    private static List<String> packagesWith(String library) {
        return TABLE.values().stream().filter(it -> it.libraries.contains(library)).map(Floor::name).toList();
    }

    /// The name under which the table knows the class's package; a package below a row's package belongs to that row.
    private static String packageOf(JavaClass type) {
        String name = type.getPackageName();
        return name.equals(FACADE) ? FACADE : name.substring(FACADE.length() + 1).split("\\.", 2)[0];
    }

    private static boolean isIn(String parent, JavaClass type) {
        String name = type.getPackageName();
        return name.equals(parent) || name.startsWith(parent + ".");
    }

    private static Map<String, Floor> readTable(Path document) {
        List<String> lines;
        try {
            lines = Files.readAllLines(document);
        } catch (IOException e) {
            throw new AssertionError("cannot read " + document, e);
        }
        Map<String, Floor> table = new LinkedHashMap<>();
        int header = indexOfHeader(lines, document);
        for (String line : lines.subList(header + 2, lines.size())) {
            if (!line.startsWith("|")) break;
            List<String> cells = cells(line);
            Floor floor = new Floor(Integer.parseInt(cells.get(0)), cells.get(1), names(cells.get(3)), names(cells.get(4)));
            if (table.put(floor.name, floor) != null) throw new AssertionError(floor.name + " stands twice in " + document);
        }
        return table;
    }

    private static int indexOfHeader(List<String> lines, Path document) {
        for (int i = 0; i < lines.size(); i++) {
            if (cells(lines.get(i)).equals(List.of("floor", "package", "holds", "may import", "libraries"))) return i;
        }
        throw new AssertionError("no floor table in " + document);
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        for (String cell : line.split("\\|")) cells.add(cell.replace("`", "").strip());
        return cells.isEmpty() ? cells : cells.subList(1, cells.size());
    }

    private static Set<String> names(String cell) {
        return cell.equals("-") ? Set.of() : Arrays.stream(cell.split(",")).map(String::strip).collect(Collectors.toSet());
    }

    /// How many files must have left a class behind; a package-info need not.
    private static int sourceFiles() throws IOException {
        try (var files = Files.walk(ROOT.resolve("runtime/src/main/java"))) {
            return (int) files.map(it -> it.getFileName().toString())
                    .filter(it -> it.endsWith(".java") && !it.equals("package-info.java") && !it.equals("module-info.java"))
                    .count();
        }
    }
}
