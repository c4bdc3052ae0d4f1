package dev.skein.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Skein;
import dev.skein.meta.Pages;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.binder.jvm.ExecutorServiceMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The tables of `docs/meters.md` against what is registered, and against what a Prometheus server is told.
class MetersPageTest {

    private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\S+) (\\S+)$");

    /// One row, or one meter, without `name`, the tag that all have.
    private record Row(String type, String unit, String tags, String meaning) { }

    private static final List<String> METER_COLUMNS = List.of("name", "type", "unit", "tags", "in Prometheus", "meaning");
    private static final List<String> TIMER_COLUMNS = List.of("name", "type", "unit", "in Prometheus", "meaning");

    private static List<List<String>> meterRows() {
        return Pages.table("docs/meters.md", METER_COLUMNS);
    }

    private static List<List<String>> timerRows() {
        return Pages.table("docs/meters.md", TIMER_COLUMNS);
    }

    /// What a look at the registry gives while a runtime with all its meters lives.
    private static <R extends MeterRegistry, V> V whileBound(R registry, Function<R, V> look) {
        try (Skein skein = Skein.builder().name("page").workers(2).decorator(SkeinMetrics.timed(registry, "page")).start()) {
            new SkeinMetrics(skein).bindTo(registry);
            return look.apply(registry);
        }
    }

    private static Map<String, Set<Row>> registered() {
        return whileBound(new SimpleMeterRegistry(), MetersPageTest::registered);
    }

    private static Map<String, String> scraped() {
        return whileBound(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), MetersPageTest::types);
    }

    private static Map<String, Set<Row>> registered(MeterRegistry registry) {
        Map<String, Set<Row>> rows = new TreeMap<>();
        for (Meter meter : registry.getMeters()) {
            Meter.Id id = meter.getId();
            String tags = id.getTags().stream().map(Tag::getKey).filter(key -> !key.equals("name")).sorted().collect(Collectors.joining(", "));
            rows.computeIfAbsent(id.getName(), _ -> new HashSet<>()).add(new Row(typeOf(id), orDash(id.getBaseUnit()), orDash(tags),
                    Objects.requireNonNull(id.getDescription())));
        }
        return rows;
    }

    private static String orDash(String text) {
        return text == null || text.isEmpty() ? "-" : text;
    }

    private static String typeOf(Meter.Id id) {
        return switch (id.getType()) {
            case COUNTER -> "counter";
            case GAUGE -> "gauge";
            case TIMER -> "timer";
            default -> id.getType().name();
        };
    }

    private static Map<String, String> types(PrometheusMeterRegistry registry) {
        return TYPE.matcher(registry.scrape()).results().collect(Collectors.toMap(it -> it.group(1), it -> it.group(2), (a, b) -> a + ", " + b, TreeMap::new));
    }

    @Test
    void tables_onThePage_haveWhatIsRegisteredAndNothingElse() {
        Map<String, Set<Row>> page = new TreeMap<>();
        for (List<String> row : meterRows()) page.put(row.get(0), Set.of(new Row(row.get(1), row.get(2), row.get(3), row.get(5))));
        for (List<String> row : timerRows()) page.put(row.get(0), Set.of(new Row(row.get(1), row.get(2), "-", row.get(4))));
        assertThat(page).hasSizeGreaterThan(30);
        assertThat(registered()).isEqualTo(page);
    }

    @Test
    void scrape_ofPrometheus_hasWhatThePageSaysAndNothingElse() {
        Map<String, String> page = new TreeMap<>();
        for (List<String> row : meterRows()) page.put(row.get(4), prometheusType(row.get(1)));
        for (List<String> row : timerRows()) {
            page.put(row.get(3), "summary");
            page.put(row.get(3) + "_max", "gauge");          // a timer that the registry makes keeps the longest too
        }
        assertThat(scraped()).isEqualTo(page);
    }

    private static String prometheusType(String type) {
        return type.equals("timer") ? "summary" : type;
    }

    @Test
    void names_ofAThreadPool_areInTheScrapeAsItsOwnBinderHasThem() {
        PrometheusMeterRegistry theirs = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try (ExecutorService pool = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>())) {
            new ExecutorServiceMetrics(pool, "page", List.of()).bindTo(theirs);
            assertThat(types(theirs)).hasSizeGreaterThanOrEqualTo(7);
            assertThat(scraped()).containsAllEntriesOf(types(theirs));
        }
    }

    /// Its names that a thread pool has too come in the thread pool's form, with units.
    @Test
    void names_thatOnlyAForkJoinPoolHas_areInTheScrapeAsItsOwnBinderHasThem() {
        Map<String, Set<Row>> ours = registered();
        SimpleMeterRegistry theirs = new SimpleMeterRegistry();
        Set<String> ofThreadPools = new TreeSet<>();
        try (ExecutorService pool = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>())) {
            SimpleMeterRegistry registry = new SimpleMeterRegistry();
            new ExecutorServiceMetrics(pool, "page", List.of()).bindTo(registry);
            registry.getMeters().forEach(meter -> ofThreadPools.add(meter.getId().getName()));
        }
        try (ForkJoinPool pool = new ForkJoinPool(1)) {
            new ExecutorServiceMetrics(pool, "page", List.of()).bindTo(theirs);
            List<Meter> theirOwn = theirs.getMeters().stream().filter(meter -> !ofThreadPools.contains(meter.getId().getName())).toList();
            assertThat(theirOwn).hasSizeGreaterThanOrEqualTo(2).allSatisfy(meter -> {
                Set<Row> row = ours.get(meter.getId().getName());
                assertThat(row).as(meter.getId().toString()).isNotNull();
                Row only = row.iterator().next();
                assertThat(only.type()).isEqualTo(typeOf(meter.getId()));
                assertThat(only.unit()).as(meter.getId().toString()).isEqualTo(orDash(meter.getId().getBaseUnit()));
            });
        }
    }
}
