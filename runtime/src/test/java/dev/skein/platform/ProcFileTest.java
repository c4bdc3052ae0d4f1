package dev.skein.platform;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ProcFileTest {

    /// The two ways to read a file; both must give the same.
    enum Way {
        LIBC(ProcFile::open),
        JAVA(ProcFile::openWithoutLibc);

        private final BiFunction<Path, Integer, ProcFile> open;

        Way(BiFunction<Path, Integer, ProcFile> open) {
            this.open = open;
        }

        ProcFile open(Path path, int bytes) {
            return open.apply(path, bytes);
        }
    }

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    void read_again_seesWhatTheFileHoldsNow(Way way) throws IOException {
        Path path = Files.writeString(directory.resolve("f"), "1234 5\n");
        try (ProcFile file = way.open(path, 64)) {
            assertThat(file.read()).isTrue();
            assertThat(file.number()).isEqualTo(1_234);
            Files.writeString(path, "7\n");
            assertThat(file.read()).isTrue();
            assertThat(file.number()).isEqualTo(7);
            assertThat(file.number()).as("nothing is left of the longer contents").isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void read_nothingThere_isFalse(Way way) throws IOException {
        for (Path path : new Path[] {directory.resolve("absent"), directory, Files.createFile(directory.resolve("empty"))}) {
            try (ProcFile file = way.open(path, 64)) {
                assertThat(file.read()).as(path.toString()).isFalse();
                assertThat(file.next()).isEqualTo(-1);
                assertThat(file.number()).isEqualTo(-1);
                assertThat(file.nextLine()).isFalse();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void read_closed_isFalse(Way way) throws IOException {
        ProcFile file = way.open(Files.writeString(directory.resolve("f"), "1\n"), 64);
        assertThat(file.read()).isTrue();
        file.close();
        file.close();
        assertThat(file.read()).isFalse();
        assertThat(file.number()).isEqualTo(-1);
    }

    @ParameterizedTest
    @EnumSource
    void read_interruptedThread_readsAndStaysInterrupted(Way way) throws IOException {
        try (ProcFile file = way.open(Files.writeString(directory.resolve("f"), "1\n"), 64)) {
            Thread.currentThread().interrupt();
            assertThat(file.read()).isTrue();
            assertThat(Thread.interrupted()).isTrue();
            assertThat(file.read()).isTrue();
        }
    }

    @Test
    void open_byTheCLibrary_isNotInheritedByProgramsThatNativeCodeStarts() throws IOException {
        Machine.cpus(1);
        Path path = Files.writeString(directory.resolve("f"), "1\n").toRealPath();
        try (ProcFile file = ProcFile.open(path, 64)) {
            assertThat(file.read()).isTrue();
            assertThat(openFlags(path)).as("O_CLOEXEC, octal, in the flags").matches("0*2.{6}");
        }
    }

    /// The flags of the one descriptor that this process has for `path`.
    private static String openFlags(Path path) throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors.toList()) {
                // The directory's own descriptor is in the list too, and is gone when we come to it.
                if (!Files.isSymbolicLink(descriptor) || !Files.readSymbolicLink(descriptor).equals(path)) continue;
                String info = Files.readString(Path.of("/proc/self/fdinfo", descriptor.getFileName().toString()));
                return info.lines().filter(line -> line.startsWith("flags:")).findFirst().orElseThrow().substring(6).strip();
            }
        }
        throw new AssertionError("no descriptor for " + path);
    }

    @ParameterizedTest
    @EnumSource
    void grow_fileLargerThanTheRoom_bringsItInStepByStep(Way way) throws IOException {
        String text = "x".repeat(20_000) + '\n' + "42\n";
        try (ProcFile file = way.open(Files.writeString(directory.resolve("f"), text), 1_024)) {
            int times = 0;
            while (file.read() && !file.nextLine()) {
                assertThat(file.grow()).isTrue();
                times++;
            }
            assertThat(times).as("1,024 to 32,768").isEqualTo(5);
            assertThat(file.number()).isEqualTo(42);
            assertThat(file.grow()).as("there is room left").isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'12', 12", "'  12 3', 12", "'0', 0", "'007', 7", "'12x', 12", "'x', -1", "'-5', -1", "'\n5', -1", "' ', -1",
        "'9223372036854775807', 9223372036854775807", "'9223372036854775808', -1", "'18446744073709551615', -1", "'99999999999999999999999999', -1"})
    void number_textAtTheCursor_isThatOrMinusOne(String text, long expected) throws IOException {
        try (ProcFile file = ProcFile.open(Files.writeString(directory.resolve("f"), text), 64)) {
            assertThat(file.read()).isTrue();
            assertThat(file.number()).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({"'18446744073709551616 7', 7", "'99999999999999999999 18', 18"})
    void number_afterOneThatIsTooLarge_isTheNext(String text, long expected) throws IOException {
        try (ProcFile file = ProcFile.open(Files.writeString(directory.resolve("f"), text), 64)) {
            assertThat(file.read()).isTrue();
            assertThat(file.number()).isEqualTo(-1);
            assertThat(file.number()).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({"'cpu0', true", "'cpu', true", "'cp', false", "'intr', false", "' cpu', false"})
    void skip_word_movesOnlyBehindThatWord(String text, boolean found) throws IOException {
        try (ProcFile file = ProcFile.open(Files.writeString(directory.resolve("f"), text), 64)) {
            assertThat(file.read()).isTrue();
            assertThat(file.skip("cpu".getBytes(US_ASCII))).isEqualTo(found);
            assertThat(file.next()).isEqualTo(!found ? text.charAt(0) : text.length() > 3 ? text.charAt(3) : -1);
        }
    }
}
