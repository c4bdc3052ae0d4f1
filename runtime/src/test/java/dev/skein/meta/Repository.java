package dev.skein.meta;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The files of this repository, wherever the tests were started.
public final class Repository {

    public static final Path ROOT = root();
    static final Path MAIN = ROOT.resolve("runtime/src/main/java");

    private Repository() {}

    /// All files below a directory whose name ends so, in order; none if there is no such directory.
    static List<Path> files(Path directory, String ending) {
        if (!Files.isDirectory(directory)) return List.of();
        try (var files = Files.walk(directory)) {
            return files.filter(it -> Files.isRegularFile(it) && it.toString().endsWith(ending)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path root() {
        Path start = Path.of("").toAbsolutePath();
        for (Path here = start; here != null; here = here.getParent()) {
            if (Files.exists(here.resolve("docs/architecture.md"))) return here;
        }
        throw new AssertionError("docs/architecture.md is in no directory above " + start);
    }
}
