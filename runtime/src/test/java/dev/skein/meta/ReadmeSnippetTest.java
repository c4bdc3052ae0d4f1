package dev.skein.meta;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Compiles every Java block of the README and of the pages in `docs`, so that what is shown can be typed.
class ReadmeSnippetTest {

    private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final String FRAME = """
            import dev.skein.Skein;
            import dev.skein.api.*;
            import dev.skein.api.RecursiveTask;
            import dev.skein.micrometer.SkeinMetrics;
            import io.micrometer.core.instrument.MeterRegistry;
            import io.micrometer.core.instrument.Metrics;
            import io.micrometer.core.instrument.Tags;
            import java.time.Duration;
            import java.util.*;
            import java.util.concurrent.*;
            @SuppressWarnings("unused")
            class Snippet {
                void body() throws Exception {
            %s
                }
            }
            """;

    @TempDir
    Path work;

    @TestFactory
    Stream<DynamicTest> javaBlocks_ofTheReadmeAndTheDocs_compile() throws IOException {
        Path root = Repository.ROOT;
        List<DynamicTest> tests = new ArrayList<>();
        try (Stream<Path> docs = Files.walk(root.resolve("docs"))) {
            for (Path page : Stream.concat(Stream.of(root.resolve("README.md")), docs.filter(it -> it.toString().endsWith(".md"))).toList()) {
                Matcher block = BLOCK.matcher(Files.readString(page));
                for (int number = 1; block.find(); number++) {
                    String code = block.group(1);
                    tests.add(DynamicTest.dynamicTest(root.relativize(page) + " block " + number, () -> assertThat(compileErrors(code)).isEmpty()));
                }
            }
        }
        assertThat(tests).as("Java blocks found").isNotEmpty();
        return tests.stream();
    }

    private String compileErrors(String code) throws IOException {
        Path source = work.resolve("Snippet.java");
        Files.writeString(source, FRAME.formatted(code));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter errors = new StringWriter();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of("-d", work.toString(), "-cp", System.getProperty("java.class.path"));
            compiler.getTask(errors, files, null, options, null, files.getJavaFileObjects(source)).call();
        }
        return errors.toString();
    }
}
