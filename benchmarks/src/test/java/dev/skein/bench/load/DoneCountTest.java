package dev.skein.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DoneCountTest {

    /// With 12 threads on 8 cells some share; with a total below the batch all of it is endgame.
    @ParameterizedTest
    @CsvSource({"1, 1", "2, 63", "3, 64", "2, 100000", "12, 120000"})
    void await_whenAllAreDone_returns(int threads, int perThread) throws InterruptedException {
        DoneCount done = new DoneCount((long) threads * perThread, 2);
        List<Thread> counting = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            counting.add(Thread.ofPlatform().start(() -> {
                for (int i = 0; i < perThread; i++) done.countOne();
            }));
        }
        done.await(20);
        assertThat(done.sum()).isEqualTo((long) threads * perThread);
        for (Thread thread : counting) thread.join();
    }

    @ParameterizedTest
    @CsvSource({"2, 1", "500, 499"})
    void await_whenOneIsMissing_saysHowManyAreDone(int total, int done) {
        DoneCount count = new DoneCount(total, 2);
        for (int i = 0; i < done; i++) count.countOne();
        assertThatThrownBy(() -> count.await(0)).isInstanceOf(IllegalStateException.class).hasMessageContaining(done + " of " + total);
    }
}
