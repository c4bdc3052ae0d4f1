package dev.skein.examples.crawl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.Skein;
import dev.skein.api.Task;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.concurrent.CancellationException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The crawler reaches every page, and waits for many at once on one worker.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CrawlTest {

    @Test
    void crawl_ofASlowSite_reachesEveryPageWithManyRequestsAtOnce() throws Exception {
        try (SlowSite site = new SlowSite(300, 20, 5); HttpClient client = HttpClient.newHttpClient(); Skein skein = Skein.builder().workers(1).start()) {
            Crawl.Result result = skein.spawn(new Crawl(client, site.root(), 50)).get();
            assertThat(result.pages()).isEqualTo(300);
            assertThat(result.failed()).isZero();
            assertThat(site.answeringMax()).isBetween(2, 50);
        }
    }

    @Test
    void crawl_ofAPageThatIsNotThere_countsAFailure() throws Exception {
        URI nobody;
        try (SlowSite site = new SlowSite(1, 1, 1)) {
            nobody = site.root();
        }
        try (HttpClient client = HttpClient.newHttpClient(); Skein skein = Skein.builder().workers(1).start()) {
            Crawl.Result result = skein.spawn(new Crawl(client, nobody, 1)).get();
            assertThat(result.failed()).isEqualTo(1);
            assertThat(result.pages()).isZero();
        }
    }

    @Test
    void crawl_cancelled_givesUpItsRequests() throws Exception {
        try (SlowSite site = new SlowSite(10, 30_000, 1); HttpClient client = HttpClient.newHttpClient(); Skein skein = Skein.builder().workers(1).start()) {
            Task<Crawl.Result> crawl = skein.spawn(new Crawl(client, site.root(), 10));
            Awaitility.await().until(() -> site.answeringMax() > 0);
            assertThat(crawl.cancel(true)).isTrue();
            assertThatThrownBy(crawl::get).isInstanceOf(CancellationException.class);
            Awaitility.await().until(() -> skein.stats().quiet());
        }
    }
}
