package dev.skein.examples.crawl;

import dev.skein.api.Continuation;
import dev.skein.api.Mailbox;
import dev.skein.api.Step;
import dev.skein.api.TaskContext;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Visits all pages that can be reached from one, with many requests under way at once. Its fields are all that is left of it while it
/// waits: no thread stands behind an open request.
final class Crawl implements Continuation<Crawl.Result> {

    private static final Pattern LINK = Pattern.compile("href=\"([^\"]+)\"");

    /// What the crawl found.
    ///
    /// @param pages that were fetched
    /// @param failed that could not be fetched
    /// @param characters of all pages together
    /// @param slices how often the task was resumed
    record Result(int pages, int failed, long characters, int slices) {}

    /// What a request came back with: a page, or null if it failed.
    private record Answer(URI from, String page) {}

    private final HttpClient client;
    private final int requestsMax;
    private final Deque<URI> frontier = new ArrayDeque<>();
    private final Set<URI> seen = new HashSet<>();
    private final Map<URI, CompletableFuture<?>> pending = new HashMap<>();
    private final Mailbox<Answer> answers = new Mailbox<>();
    private int pages;
    private int failed;
    private long characters;
    private int slices;

    /// @param requestsMax requests under way at once, at most
    Crawl(HttpClient client, URI root, int requestsMax) {
        this.client = client;
        this.requestsMax = requestsMax;
        frontier.add(root);
        seen.add(root);
    }

    @Override
    public Step<Result> resume(TaskContext context) {
        slices++;
        for (Answer answer; (answer = answers.poll()) != null; ) {
            absorb(answer);
            if (context.shouldYield()) return Step.again();
        }
        while (pending.size() < requestsMax && !frontier.isEmpty()) ask(frontier.poll());
        return pending.isEmpty() ? Step.done(new Result(pages, failed, characters, slices)) : Step.await(answers);
    }

    @Override
    public void cancelled() {
        pending.values().forEach(request -> request.cancel(true));
    }

    private void ask(URI uri) {
        var request = client.sendAsync(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
        pending.put(uri, request);
        var _ = request.whenComplete((response, failure) -> answers.send(new Answer(uri, pageOf(response))));
    }

    /// Null if there was no page.
    private static String pageOf(HttpResponse<String> response) {
        return response != null && response.statusCode() == 200 ? response.body() : null;
    }

    private void absorb(Answer answer) {
        pending.remove(answer.from());
        if (answer.page() == null) {
            failed++;
            return;
        }
        pages++;
        characters += answer.page().length();
        Matcher links = LINK.matcher(answer.page());
        while (links.find()) {
            URI link = answer.from().resolve(links.group(1));
            if (seen.add(link)) frontier.add(link);
        }
    }
}
