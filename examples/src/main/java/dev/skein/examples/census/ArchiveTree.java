package dev.skein.examples.census;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// The entries of a zip or jar archive, inflated by whoever reads them.
///
/// One [ZipFile] serves all threads. Its lock covers the reading of compressed bytes only, not the inflating: for the
/// JDK's `src.zip` about 35 ms of 1,050 ms of work, so that up to some 30 threads it does not decide the time. A handle
/// for each thread would not help: handles of one file share a lock inside the JDK.
final class ArchiveTree implements SourceTree {

    private final Path path;
    private final ZipFile archive;
    private final List<SourceFile> files;

    private ArchiveTree(Path path, ZipFile archive) {
        this.path = path;
        this.archive = archive;
        this.files = archive.stream()
                .filter(entry -> !entry.isDirectory())
                .<SourceFile>map(entry -> new FileInArchive(archive, entry))
                .sorted(Comparator.comparing(SourceFile::name))
                .toList();
    }

    static ArchiveTree open(Path path) throws IOException, InputException {
        try {
            return new ArchiveTree(path, new ZipFile(path.toFile()));
        } catch (ZipException malformed) {
            throw new InputException("not an archive: " + path + " (" + malformed.getMessage() + ")");
        } catch (FileNotFoundException refused) {
            throw new AccessDeniedException(path.toString());   // it exists: SourceTree resolved it
        }
    }

    @Override
    public String describe() {
        return "archive " + path;
    }

    @Override
    public List<SourceFile> files() {
        return files;
    }

    @Override
    public List<Unreadable> unlisted() {
        return List.of();
    }

    @Override
    public int linksSkipped() {
        return 0;
    }

    @Override
    public void close() throws IOException {
        archive.close();
    }

    private record FileInArchive(ZipFile archive, ZipEntry entry) implements SourceFile {

        @Override
        public String name() {
            return entry.getName();
        }

        @Override
        public long bytes() {
            return Math.max(0, entry.getSize());
        }

        @Override
        public long crc() {
            return entry.getCrc();
        }

        @Override
        public InputStream open() throws IOException {
            return archive.getInputStream(entry);
        }
    }
}
