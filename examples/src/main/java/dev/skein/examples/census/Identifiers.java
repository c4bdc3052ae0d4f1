package dev.skein.examples.census;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// How many identifiers there are, and the most frequent ones.
///
/// @param total occurrences
/// @param distinct different identifiers
/// @param top the most frequent, at most [#TOP], in [Frequency#ORDER]
record Identifiers(long total, long distinct, List<Frequency> top) {

    /// How many of the most frequent are kept.
    static final int TOP = 10;

    /// Reserved words and the three literals that look like words (JLS 3.9, 3.10): not identifiers.
    private static final Set<String> RESERVED = Set.of(
            "_", "abstract", "assert", "boolean", "break", "byte", "case", "catch", "char", "class", "const", "continue",
            "default", "do", "double", "else", "enum", "extends", "false", "final", "finally", "float", "for", "goto",
            "if", "implements", "import", "instanceof", "int", "interface", "long", "native", "new", "null", "package",
            "private", "protected", "public", "return", "short", "static", "strictfp", "super", "switch",
            "synchronized", "this", "throw", "throws", "transient", "true", "try", "void", "volatile", "while");

    Identifiers {
        top = List.copyOf(top);
    }

    /// One identifier and how often it occurs.
    record Frequency(String identifier, long times) {

        /// Most frequent first; equally frequent ones by name.
        static final Comparator<Frequency> ORDER =
                Comparator.comparingLong(Frequency::times).reversed().thenComparing(Frequency::identifier);
    }

    /// Leaves the reserved words out of a table of words.
    static Identifiers of(WordTable words) {
        long total = 0;
        for (int word = 0; word < words.size(); word++) {
            total += words.count(word);
        }
        long distinct = words.size();
        for (String reserved : RESERVED) {
            long times = words.countOf(reserved);
            total -= times;
            distinct -= times > 0 ? 1 : 0;
        }
        return new Identifiers(total, distinct, topOf(words));
    }

    /// The sum of two parts that have no identifier in common.
    Identifiers plus(Identifiers other) {
        List<Frequency> merged = Stream.concat(top.stream(), other.top.stream())
                .sorted(Frequency.ORDER).limit(TOP).toList();
        return new Identifiers(total + other.total, distinct + other.distinct, merged);
    }

    private static List<Frequency> topOf(WordTable words) {
        List<Frequency> top = new ArrayList<>();
        for (int word = 0; word < words.size(); word++) {
            boolean mayEnter = top.size() < TOP || words.count(word) >= top.getLast().times();
            if (mayEnter && !RESERVED.contains(words.word(word))) {
                top.add(new Frequency(words.word(word), words.count(word)));
                top.sort(Frequency.ORDER);
                if (top.size() > TOP) {
                    top.removeLast();
                }
            }
        }
        return top;
    }
}
