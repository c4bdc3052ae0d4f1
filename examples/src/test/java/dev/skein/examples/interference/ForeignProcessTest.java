package dev.skein.examples.interference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ForeignProcessTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int NO_SUCH_CPU = 8_191;

    @Test
    void close_ofARunningProcess_endsIt() throws Exception {
        ProcessHandle handle;
        try (ForeignProcess foreign = ForeignProcess.start(ForeignProcess.UNBOUND)) {
            handle = foreign.handle();
            assertThat(handle.isAlive()).isTrue();
            assertThat(foreign.isBound()).isFalse();
        }
        assertThat(handle.isAlive()).isFalse();
    }

    @Test
    void start_onACpu_burnsItThere() throws Exception {
        assumeTrue(hasTaskset(), "no taskset here");
        int cpu = firstCpuOf(Path.of("/proc/self/status"));
        try (ForeignProcess foreign = ForeignProcess.start(cpu)) {
            assertThat(foreign.isBound()).isTrue();
            assertThat(firstCpuOf(Path.of("/proc", Long.toString(foreign.handle().pid()), "status"))).isEqualTo(cpu);
            Awaitility.await().atMost(LIMIT).until(() -> foreign.handle().info().totalCpuDuration().orElse(Duration.ofSeconds(1)).toMillis() >= 300);
        }
    }

    @Test
    void start_onACpuThatIsNotThere_saysWhy() {
        assumeTrue(hasTaskset(), "no taskset here");
        assertThatThrownBy(() -> ForeignProcess.start(NO_SUCH_CPU)).isInstanceOf(IOException.class).hasMessageContaining("did not start").hasMessageContaining("taskset");
    }

    /// As when the program that has started it dies.
    @Test
    void spinner_whenItsInputEnds_ends() throws Exception {
        Process spinner = new ProcessBuilder(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), Spinner.class.getName())).start();
        try {
            assertThat(spinner.inputReader().readLine()).isEqualTo(Spinner.READY);
            spinner.getOutputStream().close();
            assertThat(spinner.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } finally {
            spinner.destroyForcibly();
        }
    }

    private static boolean hasTaskset() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)).anyMatch(folder -> Files.isExecutable(Path.of(folder, "taskset")));
    }

    /// `Cpus_allowed_list: 0-1,4`
    private static int firstCpuOf(Path status) throws IOException {
        String list = Files.readAllLines(status).stream().filter(line -> line.startsWith("Cpus_allowed_list:")).findFirst().orElseThrow();
        return Integer.parseInt(list.replaceFirst("^\\D*(\\d+).*", "$1"));
    }
}
