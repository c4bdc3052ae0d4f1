package dev.skein.stress;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.stream.Collectors;
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
/// `-tb` is ours: about how long the whole run may take (see [TimeBudget]). Results go to `target/jcstress` unless `-r`
/// names another place. In the mode `sanity` each race is run a few times only: controls need not show their faults.
///
/// The exit code is 0 if all have passed, 1 if not, 2 for options that are not understood.
public final class Launcher {

    private static final String BUDGET = "-tb";
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
        Path results = prepare(options, sanity);
        JCStress jcstress = jcstress(options);
        SortedSet<String> selected = jcstress.getTests();
        if (options.contains("-l")) {
            selected.forEach(System.out::println);
            return;
        }
        if (budget != null && !sanity) {
            options.addAll(budget.options(selected.size()));
            jcstress = jcstress(options);
        }
        System.exit(run(jcstress, selected, results, !sanity) ? 0 : 1);
    }

    /// Completes the options, and tells where the results will be.
    private static Path prepare(List<String> options, boolean sanity) throws IOException {
        if (valueOf(options, "-r") == null) {
            Path here = Path.of("").toAbsolutePath();
            options.addAll(List.of("-r", (here.endsWith("target") ? here : here.resolve("target")).resolve("jcstress").toString()));
        }
        Path directory = Path.of(valueOf(options, "-r"));
        Files.createDirectories(directory);
        Path results = directory.resolve(RESULT_FILE);
        Files.deleteIfExists(results);
        options.addAll(List.of("-p", results.toString()));   // also where JCStress.run writes them; else it litters the working directory
        options.addAll(List.of("-jvmArgsPrepend", "--enable-native-access=ALL-UNNAMED"));
        if (sanity && valueOf(options, "-sc") == null) options.addAll(List.of("-sc", "false"));
        return results;
    }

    private static JCStress jcstress(List<String> arguments) throws IOException {
        Options options = new Options(arguments.toArray(String[]::new));
        if (!options.parse()) System.exit(arguments.contains("-h") ? 0 : 2);   // it has said why, or how
        return new JCStress(options);
    }

    private static boolean run(JCStress jcstress, SortedSet<String> selected, Path results, boolean controlsMustShow) throws Exception {
        try {
            jcstress.run();
        } catch (AssertionError e) {
            System.out.println(e.getMessage());            // jcstress has found failures; they are judged below
        }
        Map<String, List<TestResult>> runs = read(results).stream().collect(Collectors.groupingBy(TestResult::getName));
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
