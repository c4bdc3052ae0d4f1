package dev.skein.stress;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openjdk.jcstress.JCStress;
import org.openjdk.jcstress.Options;
import org.openjdk.jcstress.infra.collectors.DiskReadCollector;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;

/// Runs the stress tests, and judges more than jcstress does: that every selected test has run, that none of the real
/// ones showed a forbidden outcome or ended in an error, and that every broken control was seen to fail.
///
///     java -jar stress-tests.jar [-m sanity|quick|default|tough|stress] [-tb 2m] [-t regex] [-r directory] [other options of jcstress]
///
/// `-tb` is ours: about how long the whole run may take (see [TimeBudget]). Where that leaves a control too little time to show its fault, it runs
/// once more for some seconds, with the tests of the same subject, which would not have been seen to fail either. Results go to `target/jcstress` unless `-r`
/// names another place, those of the second run to `again` in there. In the mode `sanity` each race is run a few times only: controls need not show their faults.
///
/// The exit code is 0 if all have passed, 1 if not, 2 for options that are not understood.
public final class Launcher {

    private static final String BUDGET = "-tb";
    private static final String FILTER = "-t";
    private static final String DIRECTORY = "-r";
    private static final String RESULT_FILE = "results.bin.gz";

    private Launcher() { }

    public static void main(String[] args) throws Exception {
        List<String> options = new ArrayList<>(List.of(args));
        TimeBudget budget = null;
        try {
            String text = take(options, BUDGET);
            if (text != null) budget = TimeBudget.parse(text);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
        boolean sanity = "sanity".equalsIgnoreCase(valueOf(options, "-m"));
        prepare(options, sanity);
        SortedSet<String> selected = jcstress(options).getTests();
        if (options.contains("-l")) {
            selected.forEach(System.out::println);
            return;
        }
        boolean isShort = budget != null && !sanity;
        Map<String, List<TestResult>> runs = run(isShort ? with(options, budget.options(selected.size())) : options);
        if (isShort) runAgain(options, selected, runs);
        System.exit(judge(selected, runs, !sanity) ? 0 : 1);
    }

    /// Completes the options.
    private static void prepare(List<String> options, boolean sanity) {
        if (valueOf(options, DIRECTORY) == null) {
            Path here = Path.of("").toAbsolutePath();
            options.addAll(List.of(DIRECTORY, (here.endsWith("target") ? here : here.resolve("target")).resolve("jcstress").toString()));
        }
        options.addAll(List.of("-jvmArgsPrepend", "--enable-native-access=ALL-UNNAMED"));
        if (sanity && valueOf(options, "-sc") == null) options.addAll(List.of("-sc", "false"));
    }

    private static List<String> with(List<String> options, List<String> more) {
        return Stream.concat(options.stream(), more.stream()).toList();
    }

    private static JCStress jcstress(List<String> arguments) throws IOException {
        Options options = new Options(arguments.toArray(String[]::new));
        if (!options.parse()) System.exit(arguments.contains("-h") ? 0 : 2);   // it has said why, or how
        return new JCStress(options);
    }

    /// The results of each test that has run, one for each JVM.
    private static Map<String, List<TestResult>> run(List<String> options) throws Exception {
        Path directory = Path.of(valueOf(options, DIRECTORY));
        Files.createDirectories(directory);
        Path results = directory.resolve(RESULT_FILE);
        Files.deleteIfExists(results);
        try {
            jcstress(with(options, List.of("-p", results.toString()))).run();   // also where it writes them; else it litters the working directory
        } catch (AssertionError e) {
            System.out.println(e.getMessage());            // jcstress has found failures; they are judged later
        }
        return read(results).stream().collect(Collectors.groupingBy(TestResult::getName));
    }

    /// Adds what the controls that showed nothing, and the tests of their subjects, show in a longer run.
    private static void runAgain(List<String> options, SortedSet<String> selected, Map<String, List<TestResult>> runs) throws Exception {
        SortedSet<String> again = Verdict.tooShort(selected, runs);
        if (again.isEmpty()) return;
        System.out.println("\nOnce more and longer, since a control among them has not shown its fault: " + String.join(", ", again));
        List<String> longer = new ArrayList<>(options);
        String directory = take(longer, DIRECTORY);
        take(longer, FILTER);
        longer.addAll(TimeBudget.longer());
        longer.addAll(List.of(DIRECTORY, Path.of(directory).resolve("again").toString()));
        longer.addAll(List.of(FILTER, again.stream().map(Pattern::quote).collect(Collectors.joining("|", "^(", ")$"))));
        run(longer).forEach((test, results) -> runs.merge(test, results, (first, second) -> Stream.concat(first.stream(), second.stream()).toList()));
    }

    private static boolean judge(SortedSet<String> selected, Map<String, List<TestResult>> runs, boolean controlsMustShow) {
        List<Verdict> verdicts = selected.stream()
                .map(test -> Verdict.of(test, runs.getOrDefault(test, List.of()), controlsMustShow)).toList();
        System.out.println();
        verdicts.forEach(System.out::println);
        long controls = selected.stream().filter(Verdict::isControl).count();
        long passed = verdicts.stream().filter(Verdict::passed).count();
        long failed = verdicts.size() - passed;
        System.out.printf("%n%d tests selected, %d have run; %d of them are broken controls, %s%n", selected.size(), runs.size(), controls,
                controlsMustShow ? "which must show their faults" : "which had no time to show their faults");
        System.out.printf("%d passed, %d failed%n", passed, failed);
        return failed == 0 && !selected.isEmpty() && runs.keySet().equals(selected);
    }

    private static Collection<TestResult> read(Path results) throws IOException, ClassNotFoundException {
        InProcessCollector collector = new InProcessCollector();
        if (Files.exists(results)) {
            DiskReadCollector reader = new DiskReadCollector(results.toString(), collector);
            try {
                reader.dump();
            } finally {
                reader.close();
            }
        }
        return collector.getTestResults();
    }

    /// The argument that follows an option, or null.
    private static String valueOf(List<String> options, String option) {
        int at = options.indexOf(option);
        return at < 0 || at + 1 >= options.size() ? null : options.get(at + 1);
    }

    private static String take(List<String> options, String option) {
        String value = valueOf(options, option);
        if (value == null) {
            if (options.contains(option)) throw new IllegalArgumentException(option + " wants a value, for example " + option + " 2m");
            return null;
        }
        int at = options.indexOf(option);
        options.subList(at, at + 2).clear();
        return value;
    }
}
