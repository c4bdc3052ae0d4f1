package dev.skein.examples.crawl;

import dev.skein.Skein;
import dev.skein.api.Task;
import java.net.http.HttpClient;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The command: starts a slow site on this machine and crawls it.
@Command(name = "crawl", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Crawls a slow web site that it starts itself, with one task that awaits many answers at once.")
public final class CrawlDemo implements Callable<Integer> {

    @Option(names = "--pages", defaultValue = "2000", paramLabel = "N", description = "Pages of the site, 1 or more. Default: ${DEFAULT-VALUE}.")
    private int pages;

    @Option(names = "--delay", defaultValue = "200", paramLabel = "MS", description = "Longest time an answer takes. Default: ${DEFAULT-VALUE}.")
    private int delayMsMax;

    @Option(names = "--requests", defaultValue = "200", paramLabel = "N", description = "Requests under way at once, at most. Default: ${DEFAULT-VALUE}.")
    private int requestsMax;

    @Option(names = "--seed", defaultValue = "1", paramLabel = "S", description = "Of the site. Default: ${DEFAULT-VALUE}.")
    private long seed;

    public static void main(String[] args) {
        System.exit(new CommandLine(new CrawlDemo()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        if (requestsMax < 1) throw new IllegalArgumentException("--requests must be 1 or more, got " + requestsMax);
        try (SlowSite site = new SlowSite(pages, delayMsMax, seed);
                HttpClient client = HttpClient.newHttpClient();
                Skein skein = Skein.builder().name("crawl").workers(1).start()) {
            System.out.printf("A site of %,d pages; one answer after the other would take %.1f s.%n", pages, site.delayMsSum() / 1e3);
            long start = System.nanoTime();
            Task<Crawl.Result> crawl = skein.spawn(new Crawl(client, site.root(), requestsMax));
            Crawl.Result result = crawl.get();
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf("One task on one worker: %.1f s, %,d pages, %d failed, %,d characters; up to %d answers under way, resumed %,d times.%n",
                    seconds, result.pages(), result.failed(), result.characters(), site.answeringMax(), result.slices());
            System.out.println(skein);
            return result.pages() == pages ? 0 : 1;
        }
    }
}
