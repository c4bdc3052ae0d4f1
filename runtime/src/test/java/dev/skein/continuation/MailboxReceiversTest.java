package dev.skein.continuation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Skein;
import dev.skein.api.Awaitable;
import dev.skein.api.Mailbox;
import dev.skein.api.Step;
import dev.skein.api.Task;
import dev.skein.meta.Proves;
import dev.skein.meta.Repeat;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Several tasks that receive from one mailbox.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MailboxReceiversTest {

    @ParameterizedTest
    @CsvSource({"1, 2", "1, 8", "2, 2", "2, 8"})
    @Proves({"M3", "M5"})
    void send_oneMessageAfterTheOther_wakesOneReceiverForEachAtMost(int workers, int receivers) {
        int messages = Repeat.times(2_000);
        Mailbox<Integer> mailbox = new Mailbox<>();
        AtomicInteger received = new AtomicInteger();
        AtomicInteger wakes = new AtomicInteger();
        Awaitable counting = waker -> mailbox.register(() -> {
            wakes.incrementAndGet();
            return waker.wake();
        });
        try (Skein skein = Skein.builder().workers(workers).start()) {
            List<Task<Object>> tasks = new ArrayList<>();
            for (int i = 0; i < receivers; i++) {
                tasks.add(skein.spawn(context -> {
                    if (mailbox.poll() == null) return Step.await(counting);
                    received.incrementAndGet();
                    return Step.again();
                }));
            }
            for (int sent = 1; sent <= messages; sent++) {
                mailbox.send(sent);
                int all = sent;
                HeldWorkers.awaitSoon(() -> received.get() == all);
            }
            HeldWorkers.awaitSoon(() -> skein.stats().suspended() == receivers);
            tasks.forEach(task -> task.cancel(false));
        }
        assertThat(wakes.get()).as("wake-ups for %s messages", messages).isLessThanOrEqualTo(messages);
    }
}
