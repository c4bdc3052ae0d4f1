package dev.skein.stress;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.grading.GradingResult;

/// What the runs of one test have shown.
///
/// @param faults why the test has failed; empty if it has passed
/// @param samples how often the race was run
/// @param telltales how often an outcome was seen that is marked as interesting
record Verdict(String test, List<String> faults, long samples, long telltales) {

    /// End of the name of a test whose subject is broken on purpose and must be seen to fail.
    private static final String CONTROL_SUFFIX = "_BrokenControl";

    Verdict {
        faults = List.copyOf(faults);
    }

    /// @param runs the results of this test, one for each JVM
    /// @param controlsMustShow whether there was time enough for a broken control to show its fault
    static Verdict of(String test, Collection<TestResult> runs, boolean controlsMustShow) {
        Set<String> faults = new TreeSet<>();
        long samples = 0;
        long telltales = 0;
        for (TestResult run : runs) {
            if (run.status() != Status.NORMAL) faults.add("ended with " + run.status() + " " + run.getMessages());
            samples += run.getTotalCount();
            for (GradingResult outcome : run.grading().gradingResults.values()) {
                if (outcome.count == 0) continue;
                if (outcome.expect == Expect.ACCEPTABLE_INTERESTING) telltales += outcome.count;
                else if (outcome.expect != Expect.ACCEPTABLE) faults.add(outcome.expect + " outcome (" + outcome.id + "): " + outcome.description);
            }
        }
        if (runs.isEmpty()) {
            faults.add("did not run; jcstress skips a test that has more actors than there are CPUs");
        } else if (samples == 0) {
            faults.add("ran without a single sample");
        }
        if (controlsMustShow && isControl(test) && telltales == 0) {
            faults.add("its fault was not seen in " + samples + " samples, so this run would not have seen it in the real code either");
        }
        return new Verdict(test, new ArrayList<>(faults), samples, telltales);
    }

    /// The controls which have run and shown no fault, and all tests of the same subject.
    static SortedSet<String> tooShort(SortedSet<String> tests, Map<String, ? extends Collection<TestResult>> runs) {
        Set<String> subjects = runs.keySet().stream().filter(Verdict::isControl).filter(test -> of(test, runs.get(test), false).telltales == 0)
                .map(Verdict::subject).collect(Collectors.toSet());
        return tests.stream().filter(test -> subjects.contains(subject(test))).collect(Collectors.toCollection(TreeSet::new));
    }

    /// The name of the class that a test stands in, the same for one whose controls have a file of their own (`BrokenMailboxStress`).
    private static String subject(String test) {
        return test.substring(0, test.lastIndexOf('.')).replace(".Broken", ".");
    }

    static boolean isControl(String test) {
        return test.endsWith(CONTROL_SUFFIX);
    }

    boolean passed() {
        return faults.isEmpty();
    }

    @Override
    public String toString() {
        String seen = isControl(test) ? String.format(Locale.ROOT, ", its fault seen %,d times", telltales) : "";
        String line = String.format(Locale.ROOT, "%s %s: %,d samples%s", passed() ? "passed" : "FAILED", test, samples, seen);
        return faults.isEmpty() ? line : line + "\n    " + String.join("\n    ", faults);
    }
}
