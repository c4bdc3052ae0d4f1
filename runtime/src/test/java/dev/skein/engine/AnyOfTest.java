package dev.skein.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Skein;
import dev.skein.SkeinBuilder;
import dev.skein.api.Pinning;
import dev.skein.meta.Proves;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// `invokeAny` within a task to which nobody comes to help, so that it runs one of its tasks itself.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AnyOfTest {

    private static final long PATIENCE_SECONDS = 20;

    /// The other worker is held until the caller is inside the one that never ends, and there is no spare.
    @Test
    @Proves("E1")
    void invokeAny_whileTheCallerRunsOneThatNeverEnds_isInterruptedByTheSuccessOfAnother() throws Exception {
        CountDownLatch holds = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch inside = new CountDownLatch(1);
        Callable<String> endless = () -> {
            inside.countDown();
            new CountDownLatch(1).await();
            return "unwanted";
        };
        try (Skein skein = Skein.builder().workers(2).maxSpares(0).pinning(Pinning.NONE).stuckAfter(SkeinBuilder.MAX_STUCK_AFTER).start()) {
            skein.execute(() -> hold(holds, release));
            assertThat(holds.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            Future<String> caller = skein.submit(() -> skein.invokeAny(List.of(endless, () -> "winner")));
            assertThat(inside.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            release.countDown();
            assertThat(caller.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo("winner");
            assertThat(skein.stats().cancelled()).isEqualTo(1);
        }
    }

    private static void hold(CountDownLatch holds, CountDownLatch release) {
        holds.countDown();
        try {
            assertThat(release.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
