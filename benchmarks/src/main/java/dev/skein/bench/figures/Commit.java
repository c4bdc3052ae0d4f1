package dev.skein.bench.figures;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Which commit was measured, as git tells it of the directory in which this process runs.
final class Commit {

    private static final long LIMIT_SECONDS = 10;

    private Commit() { }

    /// `0123456789ab`, with ` + changes` after it where files differ from it; `unknown` outside a checkout.
    static String describe(Path directory) {
        return git(directory, "rev-parse", "--short=12", "HEAD")
                .map(commit -> commit + (git(directory, "status", "--porcelain").orElse("").isEmpty() ? "" : " + changes")).orElse("unknown");
    }

    private static Optional<String> git(Path directory, String... arguments) {
        String[] command = new String[arguments.length + 1];
        command[0] = "git";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        try {
            Path output = Files.createTempFile("git", ".txt");
            try {
                Process process = new ProcessBuilder(command).directory(directory.toAbsolutePath().toFile()).redirectError(ProcessBuilder.Redirect.DISCARD)
                        .redirectOutput(output.toFile()).start();
                if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    return Optional.empty();
                }
                return process.exitValue() == 0 ? Optional.of(Files.readString(output, StandardCharsets.UTF_8).strip()) : Optional.empty();
            } finally {
                Files.delete(output);
            }
        } catch (IOException noGit) {
            return Optional.empty();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
