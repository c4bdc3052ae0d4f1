package dev.skein.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CombinationTest {

    private final Map<String, List<String>> declared = new TreeMap<>(Map.of("thieves", List.of("0", "4"), "workers", List.of("1", "2")));

    @Test
    void of_twoParameters_hasEachValueWithEach() {
        assertThat(Combination.of("a.b.C.m", declared, Map.of())).extracting(Combination::name).containsExactly(
                "C.m thieves=0 workers=1", "C.m thieves=0 workers=2", "C.m thieves=4 workers=1", "C.m thieves=4 workers=2");
    }

    @Test
    void of_whatIsAskedFor_standsForWhatIsDeclared_andWhatIsNotDeclaredIsPassedOver() {
        assertThat(Combination.of("a.b.C.m", declared, Map.of("workers", "3,5", "thieves", "1", "other", "x")))
                .extracting(Combination::name).containsExactly("C.m thieves=1 workers=3", "C.m thieves=1 workers=5");
    }

    @Test
    void of_noParameter_isOne() {
        assertThat(Combination.of("a.b.C.m", Map.of(), Map.of("workers", "2"))).extracting(Combination::name).containsExactly("C.m");
    }
}
