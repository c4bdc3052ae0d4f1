package dev.skein.examples.census;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/// The input: listed once when it is opened, then read as often as runs need it, by any number of threads.
sealed interface SourceTree extends Closeable permits FolderTree, ArchiveTree {

    /// What it is, for the user: `folder /x` or `archive /x.zip`.
    String describe();

    /// Every file, sorted by name; never empty.
    List<SourceFile> files();

    /// Parts of the tree that could not even be listed.
    List<Unreadable> unlisted();

    /// Symbolic links that were met and not followed.
    int linksSkipped();

    /// Opens a folder, or an archive in zip format whatever its name.
    static SourceTree open(Path path) throws InputException {
        try {
            Path real = path.toRealPath();
            SourceTree tree = Files.isDirectory(real) ? FolderTree.list(real) : openArchive(real);
            if (tree.files().isEmpty()) {
                tree.close();
                throw new InputException("nothing to count: " + tree.describe() + " holds no readable file");
            }
            return tree;
        } catch (NoSuchFileException absent) {
            throw new InputException("no such file or folder: " + path);
        } catch (AccessDeniedException denied) {
            throw new InputException("permission denied: " + path);
        } catch (FileSystemException refused) {
            throw new InputException("cannot open " + path + ": " + reasonOf(refused));
        } catch (IOException failed) {
            throw new InputException("cannot read " + path + ": " + reasonOf(failed));
        }
    }

    private static SourceTree openArchive(Path real) throws IOException, InputException {
        if (!Files.isRegularFile(real)) {
            throw new InputException("neither a folder nor an archive: " + real);
        }
        return ArchiveTree.open(real);
    }

    /// The path that a user typed.
    static Path pathOf(String text) throws InputException {
        if (text.isEmpty()) {
            throw new InputException("the path is empty; for this folder give .");
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new InputException("no usable path: " + text + " (" + e.getReason() + ")");
        }
    }

    /// The sources of a JDK.
    ///
    /// @param javaHome where that JDK is installed
    static Path sourcesOf(Path javaHome) throws InputException {
        Path sources = javaHome.resolve("lib").resolve("src.zip");
        if (!Files.exists(sources)) {
            throw new InputException("this Java has no sources to count (" + sources + " is absent); "
                    + "give a folder or an archive: census PATH");
        }
        return sources;
    }

    /// The reason in an exception without the path that it repeats.
    static String reasonOf(IOException e) {
        String reason = switch (e) {
            case AccessDeniedException _ -> "permission denied";
            case NoSuchFileException _ -> "no longer there";
            case FileSystemException system -> system.getReason();
            default -> e.getMessage();
        };
        return reason == null ? e.getClass().getSimpleName() : reason.lines().findFirst().orElse("");
    }
}
