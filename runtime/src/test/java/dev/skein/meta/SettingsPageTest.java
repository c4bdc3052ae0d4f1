package dev.skein.meta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.SkeinBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The table in `docs/settings.md` has a row for each setting.
class SettingsPageTest {

    private static final List<String> HEADER = List.of("setting", "what it is", "range", "default");

    @Test
    void rows_areTheSettingsOfTheBuilder() {
        TreeSet<String> settings = Arrays.stream(SkeinBuilder.class.getMethods()).filter(method -> method.getReturnType() == SkeinBuilder.class)
                .map(method -> '`' + method.getName() + '`').collect(Collectors.toCollection(TreeSet::new));
        assertThat(Pages.table("docs/settings.md", HEADER)).extracting(List::getFirst).hasSizeGreaterThan(10).containsExactlyInAnyOrderElementsOf(settings);
    }
}
