package dev.skein.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.skein.meta.Proves;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The marks by which forks know their hosts go round after 2^30 hosts; the count of hosts is put near where they do.
class ForkMarksTest {

    private static final long MARKS = 0x3FFF_FFFF;
    private static final int HOSTS = 12;

    private AtomicLong made;
    private long before;

    @BeforeEach
    void findTheCount() throws ReflectiveOperationException {
        Field field = ForkHost.class.getDeclaredField("MADE");
        field.setAccessible(true);
        made = (AtomicLong) field.get(null);
        before = made.get();
    }

    @AfterEach
    void putTheCountBack() {
        made.set(before + HOSTS);
    }

    /// A host that is there to have a mark.
    private static ForkHost host() {
        try {
            return HostUnderTest.run(_ -> { });
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private static final class Half extends RecursiveTask<Integer> {
        private final int value;

        Half(int value) {
            this.value = value;
        }

        @Override
        protected Integer compute() {
            if (value < 0) throw new IllegalStateException("planned");
            if (value < 2) return value;
            Half left = new Half(value / 2);
            left.fork();
            int right = new Half(value - value / 2).invoke();
            return left.join() + right;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, MARKS - 4, 2 * MARKS - 4, Integer.MAX_VALUE - 4L, (1L << 32) - 4, (1L << 32) + MARKS - 4})
    void mark_ofHostsAroundABorder_isEvenAboveZeroAndTheirOwn(long count) {
        made.set(count);
        List<Integer> marks = new ArrayList<>();
        for (int i = 0; i < HOSTS; i++) marks.add(host().mark);
        assertThat(marks).doesNotHaveDuplicates().allMatch(mark -> mark > 0 && mark % 2 == 0);
    }

    @ParameterizedTest
    @ValueSource(longs = {MARKS - 1, MARKS, 2 * MARKS - 1, Integer.MAX_VALUE})
    @Proves({"J1", "J2", "J4"})
    void fork_onHostsAroundABorder_isJoinedAndFailsAsAnywhere(long count) throws Throwable {
        made.set(count);
        for (int i = 0; i < 3; i++) {
            Half failing = new Half(-1);
            Throwable[] here = new Throwable[1];
            HostUnderTest host = HostUnderTest.run(each -> {
                assertThat(new Half(100).invoke()).isEqualTo(100);
                failing.fork();
                assertThat(failing.isForkOf(each)).isTrue();
                here[0] = catchThrowable(failing::join);
                assertThat(here[0].getSuppressed()).as("thrown on this host").isEmpty();
            });
            assertThat(failing.isForkOf(host)).as("it has ended").isFalse();
            HostUnderTest.run(another -> {
                assertThat(another.mark).isNotEqualTo(host.mark);
                assertThat(catchThrowable(failing::join)).isSameAs(here[0]);
                assertThat(here[0].getSuppressed()).as("the stack of one who joins elsewhere").hasSize(1);
            });
        }
    }

    @Test
    void mark_ofTheFirstAndTheLast_goesRoundAfterThat() {
        made.set(0);
        assertThat(host().mark).isEqualTo(2);
        made.set(MARKS - 1);
        assertThat(host().mark).isEqualTo(Integer.MAX_VALUE - 1);
        assertThat(host().mark).as("it goes round").isEqualTo(2);
    }
}
