package dev.skein.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// A program that has no Micrometer on its class path.
class WithoutMicrometerTest {

    @Test
    void skein_withoutMicrometerOnTheClassPath_runs() throws Exception {
        try (URLClassLoader loader = withoutMicrometer()) {
            assertThatThrownBy(() -> loader.loadClass("io.micrometer.core.instrument.MeterRegistry")).isInstanceOf(ClassNotFoundException.class);
            Class<?> skein = loader.loadClass("dev.skein.Skein");
            assertThat(skein.getClassLoader()).isSameAs(loader);
            try (ExecutorService runtime = (ExecutorService) skein.getMethod("create").invoke(null)) {
                Callable<Integer> task = () -> 42;
                assertThat(runtime.submit(task).get(30, TimeUnit.SECONDS)).isEqualTo(42);
                assertThat(skein.getMethod("stats").invoke(runtime)).isNotNull();
            }
        }
    }

    private static URLClassLoader withoutMicrometer() {
        URL[] rest = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("micrometer")).map(WithoutMicrometerTest::url).toArray(URL[]::new);
        return new URLClassLoader(rest, ClassLoader.getPlatformClassLoader());
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new AssertionError(entry, e);
        }
    }
}
