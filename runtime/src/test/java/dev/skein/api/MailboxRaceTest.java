package dev.skein.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.meta.Proves;
import dev.skein.meta.Repeat;
import dev.skein.meta.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Senders and receivers on threads of their own. A receiver plays a task: it polls, registers, waits to be woken. Some lose
/// patience in a wait, abandon it and are gone for good, so that nobody but the others can take what they were woken for.
///
/// Platform threads: two virtual ones that yield in a loop may keep all others from running.
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Tag("concurrency")
class MailboxRaceTest {

    private static final int LAST = -1;
    private static final long PATIENCE_NANOS = 20_000_000_000L;

    static LongStream seeds() {
        return Seeds.some(6);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    @Proves({"M1", "M3", "M4", "M5", "M6"})
    void messages_ofRacingSenders_allArriveThoughReceiversLeave(long seed) throws Exception {
        Random random = Seeds.random(seed);
        for (int round = 0; round < Repeat.times(150); round++) {
            new Round(random, "seed " + seed + ", round " + round).run();
        }
    }

    private static final class Round {
        final String what;
        final Mailbox<Integer> box = new Mailbox<>();
        final AtomicInteger received = new AtomicInteger();
        final AtomicInteger faults = new AtomicInteger();
        final long deadline = System.nanoTime() + PATIENCE_NANOS;
        final int senders;
        final int messages;
        final int staying;
        final int leaving;
        final long seed;

        Round(Random random, String what) {
            this.what = what;
            senders = 1 + random.nextInt(2);
            messages = 1 + random.nextInt(100);
            staying = 1 + random.nextInt(2);
            leaving = random.nextInt(3);
            seed = random.nextLong();
        }

        void run() throws InterruptedException {
            List<Thread> sending = new ArrayList<>();
            List<Thread> receiving = new ArrayList<>();
            for (int i = 0; i < staying + leaving; i++) {
                Random own = Seeds.random(seed + i);
                boolean leaves = i >= staying;
                receiving.add(Thread.ofPlatform().daemon().start(() -> receive(own, leaves)));
            }
            for (int i = 0; i < senders; i++) {
                Random own = Seeds.random(seed - 1 - i);
                sending.add(Thread.ofPlatform().daemon().start(() -> send(own)));
            }
            for (Thread sender : sending) sender.join();
            while (received.get() < senders * messages && faults.get() == 0) waitABit();
            for (int i = 0; i < staying + leaving; i++) box.send(LAST);
            for (Thread receiver : receiving) receiver.join();
            assertThat(faults).as("%s: receivers or wakes lost, with %s", what, box).hasValue(0);
            assertThat(received).as(what).hasValue(senders * messages);
            assertThat(box.waiting()).as(what).isZero();
        }

        private void send(Random own) {
            for (int n = 0; n < messages; n++) {
                if (own.nextInt(4) == 0) spin(own.nextInt(300));
                box.send(n);
            }
        }

        private void receive(Random own, boolean leaves) {
            while (faults.get() == 0) {
                Integer message = box.poll();
                if (message != null) {
                    if (message == LAST) return;
                    received.incrementAndGet();
                    continue;
                }
                FakeWaker waker = new FakeWaker();
                if (!box.register(waker)) continue;
                int looks = leaves ? own.nextInt(200) : Integer.MAX_VALUE;
                while (!waker.isWoken() && looks-- > 0 && faults.get() == 0) waitABit();
                if (!leaves || looks >= 0) continue;
                waker.end();                 // whether it was woken or not, it does not come
                box.abandon(waker);
                return;
            }
        }

        private void waitABit() {
            Thread.onSpinWait();
            Thread.yield();
            if (System.nanoTime() - deadline > 0) faults.incrementAndGet();
        }

        private static void spin(int turns) {
            for (int i = 0; i < turns; i++) Thread.onSpinWait();
        }
    }
}
