package dev.skein.examples.census;

import java.util.ArrayList;
import java.util.List;

/// A result as lines of text. Pure.
final class Report {

    private Report() {
    }

    static List<String> of(CensusResult result) {
        List<String> lines = new ArrayList<>();
        lines.add(figure("files", result.files(), ""));
        lines.add(figure("bytes", result.bytes(), "(" + Text.mebibytes(result.bytes()) + ")"));
        lines.add(figure("lines", result.lines(), ""));
        Identifiers identifiers = result.identifiers();
        lines.add(figure("identifiers", identifiers.total(), Text.format("(%,d different)", identifiers.distinct())));
        for (Identifiers.Frequency frequency : identifiers.top()) {
            lines.add(figure("", frequency.times(), frequency.identifier()));
        }
        Duplicates duplicates = result.duplicates();
        lines.add(figure("duplicates", duplicates.surplusFiles(), Text.format("(in %s, %,d surplus bytes)",
                Text.count(duplicates.groups(), "group"), duplicates.surplusBytes())));
        return lines;
    }

    /// What was left out, if anything: a line for what could not be read, one for links.
    ///
    /// @param unreadable files and folders, those that could not be listed first
    static List<String> warnings(List<Unreadable> unreadable, int linksSkipped) {
        List<String> lines = new ArrayList<>();
        if (!unreadable.isEmpty()) {
            lines.add(summary(unreadable));
        }
        if (linksSkipped > 0) {
            lines.add(Text.count(linksSkipped, "symbolic link") + " not followed");
        }
        return lines;
    }

    /// `3 files could not be read: first a/b.java (permission denied)`
    static String summary(List<Unreadable> unreadable) {
        Unreadable first = unreadable.getFirst();
        return Text.count(unreadable.size(), "file") + " could not be read: " + (unreadable.size() > 1 ? "first " : "")
                + Text.printable(first.name()) + " (" + Text.printable(first.reason()) + ")";
    }

    private static String figure(String name, long value, String remark) {
        return Text.format("%-12s %,15d  %s", name, value, remark).stripTrailing();
    }
}
