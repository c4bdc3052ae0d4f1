package dev.skein.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.meta.Proves;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// Sends in each of the last frames of a stack, with a receiver registered for each.
@EnabledOnOs(OS.LINUX)   // elsewhere memory pages may be too large: see StackRoom
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MailboxEndOfStackTest {

    private static final long STACK_BYTES = 240 << 10;
    private static final int FRAMES = 400;
    private static final int ROUNDS = 50;

    private final AtomicInteger woken = new AtomicInteger();
    private Mailbox<Integer> mailbox = new Mailbox<>();
    private int framesUp;
    private int sent;

    @Test
    @Proves({"M3", "M5"})
    void send_inTheLastFramesOfAStack_losesNoReceiver() throws Exception {
        sendToOne();
        for (int round = 0; round < ROUNDS; round++) {
            mailbox = new Mailbox<>();
            woken.set(0);
            for (int i = 0; i < FRAMES; i++) assertThat(mailbox.register(this::wake)).isTrue();
            Thread thread = new Thread(null, this::descend, "descends", STACK_BYTES);
            thread.start();
            thread.join();
            assertThat(woken.get() + mailbox.waiting()).as("receivers woken, or waiting still, in round %s", round).isEqualTo(FRAMES);
            for (int i = 0; i < FRAMES; i++) mailbox.send(i);
            assertThat(woken).as("receivers woken by as many messages more").hasValue(FRAMES);
        }
        assertThat(sent).as("calls that found room").isPositive();
    }

    private void sendToOne() {
        assertThat(mailbox.register(this::wake)).isTrue();
        mailbox.send(1);
        mailbox.poll();
    }

    private boolean wake() {
        return woken.incrementAndGet() > 0;
    }

    @SuppressWarnings("InfiniteRecursion")
    private void descend() {
        try {
            descend();
        } catch (StackOverflowError end) {
            framesUp = 0;
        }
        if (framesUp++ >= FRAMES) return;
        try {
            mailbox.send(framesUp);
            sent++;
        } catch (StackOverflowError noRoom) {
            return;
        }
    }
}
