package dev.skein.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Skein;
import dev.skein.platform.Affinity;
import dev.skein.platform.Daemons;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What is done at the end of a runtime for others.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EndingsTest {

    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final Endings endings = new Endings(Daemons.of("test", body -> body), (what, failure) -> failures.add(failure));
    private final List<Integer> done = new CopyOnWriteArrayList<>();

    @Test
    void run_withActions_hasRunAllWhenItReturns() {
        for (int i = 0; i < 5; i++) {
            int number = i;
            assertThat(endings.add(() -> done.add(number))).isTrue();
        }
        endings.run();
        assertThat(done).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
    }

    @Test
    void add_afterTheEnd_isRefused() {
        endings.run();
        assertThat(endings.add(() -> done.add(1))).isFalse();
        assertThat(done).isEmpty();
    }

    @Test
    void run_ofAnActionThatThrows_reportsItAndRunsTheOthers() {
        Error planned = new AssertionError("planned");
        endings.add(() -> {
            throw planned;
        });
        endings.add(() -> done.add(1));
        endings.run();
        assertThat(done).containsExactly(1);
        assertThat(failures).containsExactly(planned);
    }

    @Test
    void run_ofAnActionThatBlocks_isOverAllTheSame() throws InterruptedException {
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        endings.add(() -> {
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new AssertionError("nobody interrupts it", e);
            }
            released.countDown();
        });
        endings.add(() -> done.add(1));
        endings.run();
        assertThat(released.getCount()).isOne();
        assertThat(done).containsExactly(1);
        gate.countDown();
        assertThat(released.await(30, TimeUnit.SECONDS)).isTrue();
    }

    /// An interrupt that a task has left with the last carrier.
    @Test
    void run_onAThreadThatIsInterrupted_waitsAllTheSame() {
        CountDownLatch slow = new CountDownLatch(1);
        endings.add(() -> {
            for (long end = System.nanoTime() + 20_000_000; System.nanoTime() < end; ) Thread.onSpinWait();
            slow.countDown();
        });
        Thread.currentThread().interrupt();
        endings.run();
        assertThat(slow.getCount()).isZero();
    }

    @Test
    void whenEnded_ofARuntime_runsBeforeCloseReturnsOnAThreadThatIsBoundToNoCpu() {
        AtomicReference<Thread> thread = new AtomicReference<>();
        List<Object> cpus = new ArrayList<>();
        Skein skein = Skein.builder().name("hooked").workers(2).start();
        assertThat(skein.whenEnded(() -> {
            thread.set(Thread.currentThread());
            cpus.add(Affinity.system().cpusOf(Affinity.system().currentThreadId()).orElse(Affinity.system().processCpus()));
        })).isTrue();
        assertThat(skein.name()).isEqualTo("hooked");
        assertThat(thread.get()).isNull();
        skein.close();
        assertThat(thread.get().getName()).isEqualTo("skein-hooked-ending");
        assertThat(thread.get().isDaemon()).isTrue();
        assertThat(cpus).containsExactly(Affinity.system().processCpus());
        assertThat(skein.whenEnded(() -> { })).isFalse();
    }
}
