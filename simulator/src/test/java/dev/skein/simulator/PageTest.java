package dev.skein.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageTest {

    @TempDir
    Path folder;

    @Test
    void rewrite_betweenTheMarks_leavesTheRest() throws IOException {
        Path page = folder.resolve("page.md");
        Files.writeString(page, "before\n" + Page.BEGIN + "\nold\n" + Page.END + "\nafter\n");
        Page.rewrite(page, List.of("| new |"));
        Page.rewrite(page, List.of("| newer |"));
        assertThat(page).hasContent("before\n" + Page.BEGIN + "\n| newer |\n" + Page.END + "\nafter\n");
    }

    @Test
    void rewrite_ofAPageWithoutMarks_says() throws IOException {
        Path page = Files.writeString(folder.resolve("page.md"), "nothing");
        assertThatThrownBy(() -> Page.rewrite(page, List.of())).isInstanceOf(IOException.class).hasMessageContaining(Page.BEGIN);
        assertThat(page).hasContent("nothing");
    }

    @Test
    void tablesAndChart_ofSmallResults_haveARowAndAPointForEach() throws Exception {
        Scenario scenario = Scenario.standard().withWorkers(4).withDuration(100_000_000);
        try (ExecutorService executor = Executors.newSingleThreadExecutor()) {
            Runs runs = new Runs(Costs.standard(), Rules.STANDARD, new EvenLoad());
            Result result = runs.all(scenario, List.of(Mode.values()), 1, 3, executor);
            assertThat(Page.waits(List.of(new Suite.Named("name", result)))).hasSize(2 + 4).anyMatch(row -> row.startsWith("| name | 3 | policy | "))
                    .anyMatch(row -> row.contains("| ideal central queue | ") && row.contains("| 1.00 (1.00-1.00) |"));
            assertThat(Page.rules(List.of(List.of(new Suite.Named("rule", result))))).hasSize(3).last().asString().startsWith("| one by one | rule | ");
            Path image = folder.resolve("chart.png");
            Chart.write(List.of(new Suite.Curve("curve", Mode.STEALING, List.of(result))), image);
            assertThat(ImageIO.read(image.toFile()).getWidth()).isEqualTo(900);
        }
    }
}
