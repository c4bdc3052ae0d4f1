package dev.skein.examples.crawl;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A web site on this machine whose pages link to each other and come slowly: page `i` has links to pages `3i + 1` to `3i + 3` and to
/// one at random. The same seed gives the same site.
final class SlowSite implements AutoCloseable {

    private static final int LINKS = 3;

    private final HttpServer server;
    private final int pages;
    private final int delayMsMax;
    private final long seed;
    private final AtomicInteger answering = new AtomicInteger();
    private final AtomicInteger answeringMax = new AtomicInteger();

    /// @param pages 1 or more
    /// @param delayMsMax an answer takes 1 ms to this many
    SlowSite(int pages, int delayMsMax, long seed) throws IOException {
        if (pages < 1) throw new IllegalArgumentException("pages must be 1 or more, got " + pages);
        if (delayMsMax < 1) throw new IllegalArgumentException("delayMsMax must be 1 or more, got " + delayMsMax);
        this.pages = pages;
        this.delayMsMax = delayMsMax;
        this.seed = seed;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answerLater);
        server.start();
    }

    URI root() {
        return URI.create("http://" + server.getAddress().getHostString() + ":" + server.getAddress().getPort() + "/0");
    }

    /// Time that all answers take one after the other.
    long delayMsSum() {
        long sum = 0;
        for (int page = 0; page < pages; page++) sum += delayMs(page);
        return sum;
    }

    /// How many answers were under way at the same time, at most.
    int answeringMax() {
        return answeringMax.get();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /// The server has one thread, which must not wait: a timer sends the answer.
    private void answerLater(HttpExchange exchange) {
        int page = Integer.parseInt(exchange.getRequestURI().getPath().substring(1));
        answeringMax.accumulateAndGet(answering.incrementAndGet(), Math::max);
        CompletableFuture.delayedExecutor(delayMs(page), TimeUnit.MILLISECONDS).execute(() -> answer(exchange, page));
    }

    private void answer(HttpExchange exchange, int page) {
        answering.decrementAndGet();
        byte[] body = html(page).getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int delayMs(int page) {
        return 1 + randomOf(page).nextInt(delayMsMax);
    }

    private String html(int page) {
        StringBuilder html = new StringBuilder("<html><body>Page ").append(page).append('\n');
        for (int i = 1; i <= LINKS; i++) {
            long to = (long) LINKS * page + i;
            if (to < pages) html.append("<a href=\"/").append(to).append("\">on</a>\n");
        }
        int anywhere = randomOf(page + pages).nextInt(pages);
        return html.append("<a href=\"/").append(anywhere).append("\">across</a>\n</body></html>\n").toString();
    }

    private Random randomOf(int page) {
        return new Random(seed * 31 + page);
    }
}
