package dev.skein.examples.census;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The regular files below a folder. Links are not followed; pipes, sockets and devices are passed over.
final class FolderTree implements SourceTree {

    private final Path root;
    private final List<SourceFile> files = new ArrayList<>();
    private final List<Unreadable> unlisted = new ArrayList<>();
    private int linksSkipped;

    private FolderTree(Path root) {
        this.root = root;
    }

    static FolderTree list(Path root) throws IOException {
        var tree = new FolderTree(root);
        Files.walkFileTree(root, tree.new Lister());
        tree.files.sort(Comparator.comparing(SourceFile::name));
        tree.unlisted.sort(Unreadable.ORDER);
        return tree;
    }

    @Override
    public String describe() {
        return "folder " + root;
    }

    @Override
    public List<SourceFile> files() {
        return files;
    }

    @Override
    public List<Unreadable> unlisted() {
        return unlisted;
    }

    @Override
    public int linksSkipped() {
        return linksSkipped;
    }

    @Override
    public void close() {
        // Files are opened one by one and closed by whoever reads them.
    }

    private String nameOf(Path path) {
        return root.relativize(path).toString().replace(File.separatorChar, '/');
    }

    /// Keeps the path itself: where the locale cannot spell a file's name, no path leads back from the text.
    private record FileInFolder(Path path, String name, long bytes) implements SourceFile {

        @Override
        public long crc() {
            return NO_CRC;
        }

        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(path);
        }
    }

    private final class Lister extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
            if (attributes.isSymbolicLink()) {
                linksSkipped++;
            } else if (attributes.isRegularFile()) {
                files.add(new FileInFolder(path, nameOf(path), attributes.size()));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path path, IOException cause) throws IOException {
            if (path.equals(root)) {
                throw cause;
            }
            unlisted.add(new Unreadable(nameOf(path), SourceTree.reasonOf(cause)));
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, IOException cause) {
            if (cause != null) {
                unlisted.add(new Unreadable(nameOf(folder), SourceTree.reasonOf(cause)));
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
