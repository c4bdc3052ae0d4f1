package dev.skein.meta;

import java.util.stream.Stream;

/// The sources of main classes, for tests that compare a header with the code under it.
public final class Sources {

    private Sources() {}

    /// The lines before the declaration of a top-level class.
    public static Stream<String> header(Class<?> type) {
        String source = Repository.text(Repository.MAIN.resolve(type.getName().replace('.', '/') + ".java"));
        return source.lines().takeWhile(line -> !line.matches(".*\\b(?:class|interface|record|enum) " + type.getSimpleName() + "\\b.*"));
    }
}
