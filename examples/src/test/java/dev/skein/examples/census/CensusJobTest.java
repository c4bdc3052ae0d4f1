package dev.skein.examples.census;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.Skein;
import dev.skein.examples.census.Identifiers.Frequency;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CensusJobTest {

    @TempDir
    private Path temp;

    @Test
    void runAlone_ofSmallTree_countsEveryFigure() throws Exception {
        Path folder = Inputs.writeFolder(temp.resolve("tree"), Map.of(
                "a/A.java", Inputs.bytes("class A { int x; A a; } // x\n"),
                "b/A.java", Inputs.bytes("class A { int x; A a; } // x\n"),
                "b/c/A.java", Inputs.bytes("class A { int x; A a; } // x\n"),
                "b/B.txt", Inputs.bytes("x\r\ny"),
                "empty", new byte[0]));

        assertThat(countAlone(folder)).isEqualTo(new CensusResult(5, 3 * 29 + 4, 3 + 2,
                new Identifiers(3 * 4 + 2, 4, List.of(new Frequency("A", 6), new Frequency("x", 4),
                        new Frequency("a", 3), new Frequency("y", 1))),
                new Duplicates(1, 2, 2 * 29), List.of()));
    }

    @Test
    void runAlone_whenIdentifiersAreEquallyFrequent_keepsTenByName() throws Exception {
        Path folder = Inputs.writeFolder(temp.resolve("tree"), Map.of(
                "A", Inputs.bytes("l k j i h g f e d c b a b null true _ var")));

        Identifiers identifiers = countAlone(folder).identifiers();

        assertThat(identifiers.total()).isEqualTo(14);
        assertThat(identifiers.distinct()).isEqualTo(13);
        assertThat(identifiers.top()).extracting(Frequency::identifier)
                .containsExactly("b", "a", "c", "d", "e", "f", "g", "h", "i", "j");
    }

    @Test
    void runAlone_ofEmptyFilesAndTwoGroups_countsDuplicates() throws Exception {
        Path folder = Inputs.writeFolder(temp.resolve("tree"), Map.of(
                "1", new byte[0], "2", new byte[0], "3", Inputs.bytes("xyz"), "4", Inputs.bytes("xyz"),
                "5", Inputs.bytes("zyx")));

        assertThat(countAlone(folder).duplicates()).isEqualTo(new Duplicates(2, 2, 3));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12})
    void runAlone_ofSameFilesInFolderAndArchive_givesEqualResults(long seed) throws Exception {
        Map<String, byte[]> files = Inputs.randomTree(seed, 200);

        CensusResult ofFolder = countAlone(Inputs.writeFolder(temp.resolve("tree"), files));

        assertThat(ofFolder.files()).isEqualTo(200);
        assertThat(ofFolder.duplicates().surplusFiles()).isGreaterThanOrEqualTo(19);
        assertThat(countAlone(Inputs.writeZip(temp.resolve("deflated.zip"), files))).isEqualTo(ofFolder);
        assertThat(countAlone(Inputs.writeZip(temp.resolve("stored.jar"), files, ZipEntry.STORED))).isEqualTo(ofFolder);
    }

    static Stream<Arguments> executors() {
        return Stream.of(
                executor("one thread", Executors::newSingleThreadExecutor),
                executor("4 threads", () -> Executors.newFixedThreadPool(4)),
                executor("virtual threads", Executors::newVirtualThreadPerTaskExecutor),
                executor("ForkJoinPool of 1", () -> new ForkJoinPool(1)),
                executor("ForkJoinPool of 4", () -> new ForkJoinPool(4)),
                executor("Skein of 1", () -> Skein.builder().name("test").workers(1).start()),
                executor("Skein of 4", () -> Skein.builder().name("test").workers(4).start()));
    }

    private static Arguments executor(String name, Supplier<ExecutorService> executors) {
        return Arguments.of(name, executors);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("executors")
    void run_onAnyExecutor_givesTheResultOfOneThread(String name, Supplier<ExecutorService> executors) throws Exception {
        Path archive = Inputs.writeZip(temp.resolve("tree.zip"), Inputs.randomTree(21, 1_000));
        CensusResult expected = countAlone(archive);
        for (int repetition = 0; repetition < 3; repetition++) {
            assertThat(countOn(archive, executors)).as(name).isEqualTo(expected);
        }
    }

    @ParameterizedTest(name = "{0} files")
    @ValueSource(ints = {1, 2, 3})
    void run_ofFewFilesLargerThanATask_countsEach(int files) throws Exception {
        Map<String, byte[]> tree = new TreeMap<>();
        for (int i = 0; i < files; i++) {
            tree.put("F" + i, Inputs.bytes("word" + i + " ".repeat(1_000_000 * i)));
        }
        Path folder = Inputs.writeFolder(temp.resolve("tree"), tree);

        CensusResult result = countOn(folder, () -> new ForkJoinPool(2));

        assertThat(result).isEqualTo(countAlone(folder));
        assertThat(result.identifiers().distinct()).isEqualTo(files);
    }

    @Test
    void run_whenExecutorRejects_throwsAndDoesNotHang() throws Exception {
        Path folder = Inputs.writeFolder(temp.resolve("tree"), Inputs.randomTree(5, 10));
        assertThatThrownBy(() -> countOn(folder, () -> {
            ExecutorService closed = Executors.newSingleThreadExecutor();
            closed.shutdown();
            return closed;
        })).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void filesDone_afterRun_isAllOfThem() throws Exception {
        Path folder = Inputs.writeFolder(temp.resolve("tree"), Inputs.randomTree(6, 50));
        try (SourceTree tree = SourceTree.open(folder); var pool = new ForkJoinPool(2)) {
            var job = new CensusJob(tree.files());
            assertThat(job.filesDone()).isZero();
            job.run(pool);
            assertThat(job.filesDone()).isEqualTo(50);
        }
    }

    @Test
    void run_whenFilesVanishedOrAreTooLarge_countsTheOthersAndNamesThem() throws Exception {
        Path folder = Inputs.writeFolder(temp.resolve("tree"), Map.of(
                "a/gone", Inputs.bytes("x"), "good", Inputs.bytes("y"), "large", new byte[0]));
        try (var large = new RandomAccessFile(folder.resolve("large").toFile(), "rw")) {
            large.setLength(FileContent.FILE_BYTES_MAX + 1L);   // sparse: takes no space
        }
        try (SourceTree tree = SourceTree.open(folder); var pool = new ForkJoinPool(2)) {
            Files.delete(folder.resolve("a/gone"));
            CensusResult result = new CensusJob(tree.files()).run(pool);

            assertThat(result.files()).isOne();
            assertThat(result.identifiers().top()).containsExactly(new Frequency("y", 1));
            assertThat(result.unreadable()).containsExactly(
                    new Unreadable("a/gone", "no longer there"),
                    new Unreadable("large", "larger than 64 MiB, the limit for one file"));
            assertThat(result).isEqualTo(new CensusJob(tree.files()).runAlone());
        }
    }

    @Test
    void runAlone_whenFileGrewSinceListing_countsWhatIsThere() throws Exception {
        Path folder = Inputs.writeFolder(temp.resolve("tree"), Map.of("log", Inputs.bytes("a\n")));
        try (SourceTree tree = SourceTree.open(folder)) {
            Files.writeString(folder.resolve("log"), "b\n".repeat(200_000));
            assertThat(new CensusJob(tree.files()).runAlone().lines()).isEqualTo(200_000);
        }
    }

    @ParameterizedTest(name = "method {0}")
    @ValueSource(ints = {ZipEntry.STORED, ZipEntry.DEFLATED})
    void runAlone_whenEntryIsCorrupt_countsNothingOfIt(int method) throws Exception {
        Map<String, byte[]> files = new TreeMap<>(Map.of("bad", Inputs.bytes("qqqqqq wwwwww"), "good", Inputs.bytes("y")));
        Path archive = Inputs.writeZip(temp.resolve("tree.zip"), files, method);
        damageContentOf(archive, "bad");

        CensusResult result = countAlone(archive);

        assertThat(result.files()).isOne();
        assertThat(result.identifiers().top()).containsExactly(new Frequency("y", 1));
        assertThat(result.unreadable()).singleElement().extracting(Unreadable::name).isEqualTo("bad");
    }

    /// The content follows the name in the entry's own header, which comes first in the archive.
    private static void damageContentOf(Path archive, String name) throws IOException {
        byte[] bytes = Files.readAllBytes(archive);
        int nameAt = 30;
        assertThat(new String(bytes, nameAt, name.length(), StandardCharsets.US_ASCII)).isEqualTo(name);
        for (int i = 0; i < 4; i++) {
            bytes[nameAt + name.length() + i] = (byte) 0xFF;
        }
        Files.write(archive, bytes);
    }

    private static CensusResult countAlone(Path path) throws Exception {
        try (SourceTree tree = SourceTree.open(path)) {
            return new CensusJob(tree.files()).runAlone();
        }
    }

    private static CensusResult countOn(Path path, Supplier<ExecutorService> executors) throws Exception {
        try (SourceTree tree = SourceTree.open(path); ExecutorService executor = executors.get()) {
            return new CensusJob(tree.files()).run(executor);
        }
    }
}
