package dev.skein.bench.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommitTest {

    @Test
    void describe_outsideACheckout_isUnknown(@TempDir Path directory) {
        assertThat(Commit.describe(directory)).isEqualTo("unknown");
    }

    @Test
    void describe_inACheckout_namesTheCommit_andSaysWhetherFilesDiffer(@TempDir Path directory) throws Exception {
        Assumptions.assumeTrue(git(directory, "init"), "git is not there");
        git(directory, "-c", "user.name=n", "-c", "user.email=n@example.org", "-c", "commit.gpgsign=false", "commit", "--allow-empty", "-m", "first");
        assertThat(Commit.describe(directory)).matches("[0-9a-f]{12}");
        Files.writeString(directory.resolve("new.txt"), "x");
        assertThat(Commit.describe(directory)).matches("[0-9a-f]{12} \\+ changes");
    }

    private static boolean git(Path directory, String... arguments) throws Exception {
        String[] command = new String[arguments.length + 1];
        command[0] = "git";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        try {
            return new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (java.io.IOException noGit) {
            return false;
        }
    }
}
