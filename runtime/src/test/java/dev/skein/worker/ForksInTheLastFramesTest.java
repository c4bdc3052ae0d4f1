package dev.skein.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Skein;
import dev.skein.api.RecursiveTask;
import dev.skein.meta.Proves;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Forks and joins down to the end of a stack and up again: each fork has an end, whatever had no room in which frame.
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ForksInTheLastFramesTest {

    private static final int FORKS_MAX = 1_000_000;
    private static final long STACK_BYTES = 512 * 1024;
    private static final int DESCENTS = 20;

    private static final class Leaf extends RecursiveTask<Integer> {
        @Override
        protected Integer compute() {
            return 1;
        }
    }

    /// Forks one in each frame until the stack ends, and joins each on the way up.
    private static final class Descent extends RecursiveTask<Integer> {
        private final RecursiveTask<?>[] made = new RecursiveTask<?>[FORKS_MAX];
        private int count;

        @Override
        protected Integer compute() {
            int joined = descend();
            for (int i = 0; i < count; i++) {
                try {
                    assertThat(made[i].join()).isEqualTo(1);
                } catch (StackOverflowError itsOwn) {
                    assertThat(made[i].isDone()).isTrue();
                }
            }
            return joined;
        }

        private int descend() {
            Leaf fork = new Leaf();
            try {
                fork.fork();
            } catch (StackOverflowError notForked) {
                return 0;
            }
            if (count == FORKS_MAX) return 0;
            made[count] = fork;
            count++;
            int below = 0;
            try {
                below = descend();
                return below + fork.join();
            } catch (StackOverflowError noRoomHere) {
                return below;
            }
        }
    }

    @Test
    @Proves({"J1", "J4"})
    void join_inTheLastFramesOfAStack_leavesNoForkWithoutAnEnd() throws Exception {
        try (Skein skein = Skein.builder().name("deep").workers(2).stackSize(STACK_BYTES).start()) {
            for (int descent = 0; descent < DESCENTS; descent++) {
                Descent its = new Descent();
                assertThat(skein.submit(its::invoke).get(60, TimeUnit.SECONDS)).as("descent %s", descent).isPositive();
                assertThat(its.count).isGreaterThan(100);
            }
        }
    }
}
