package dev.skein.meta;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The invariants that class headers state. An id is a letter and a number; it is stated where it stands first in a line or
/// list item, or behind two spaces: `/// - D1 an element ...`, `/// F1 No scan ...  F2 A thread ...`. `(W1)` and
/// `T5, T6` in a sentence are mentions.
final class Invariants {

    private static final Pattern STATED = Pattern.compile("(?:^\\s*///\\s+(?:- )?|  )([A-Z][0-9]{1,2}) (?=[A-Za-z\\[])");
    private static final Pattern TYPE = Pattern.compile("^(?:public |abstract |final |sealed |non-sealed )*(?:class|interface|record|enum) .*");

    private Invariants() {}

    /// The files that state each id.
    static Map<String, Set<String>> in(List<Path> sources) {
        Map<String, Set<String>> files = new TreeMap<>();
        for (Path source : sources) {
            for (String id : statedIn(Repository.text(source).lines().toList())) {
                files.computeIfAbsent(id, any -> new TreeSet<>()).add(Repository.ROOT.relativize(source).toString());
            }
        }
        return files;
    }

    /// The ids stated in the header of the first type in a source: the comment lines right above it.
    static Set<String> statedIn(List<String> lines) {
        Set<String> ids = new TreeSet<>();
        for (String line : lines) {
            if (TYPE.matcher(line).matches()) return ids;
            if (line.startsWith("///")) {
                for (Matcher found = STATED.matcher(line); found.find(); ) ids.add(found.group(1));
            } else if (line.isBlank()) {
                ids.clear();
            }
        }
        return Set.of();
    }
}
