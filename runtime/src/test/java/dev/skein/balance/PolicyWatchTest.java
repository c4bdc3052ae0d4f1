package dev.skein.balance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What the user is told of a policy that does not return. Times are those of the test.
class PolicyWatchTest {

    private static final long BEGUN = Long.MAX_VALUE - 5;         // the clock wraps while the policy is asked
    private static final long LATE = later(BEGUN);

    private final List<String> told = new ArrayList<>();
    private final List<Throwable> where = new ArrayList<>();
    private final PolicyWatch watch = new PolicyWatch((what, failure) -> {
        told.add(what);
        where.add(failure);
    });

    private static long later(long nanoTime) {
        return nanoTime + PolicyWatch.PATIENCE_NANOS;
    }

    private void look(long nanoTime) {
        watch.look(nanoTime, Thread.currentThread());
    }

    @Test
    void look_whileThePolicyHasNotReturned_tellsOnceAndWhereItIs() {
        watch.begins(BEGUN);
        look(LATE - 1);
        assertThat(told).isEmpty();
        look(LATE);
        look(LATE + 1);
        assertThat(told).singleElement().asString().contains("not returned for 10 s");
        assertThat(where.getFirst().getStackTrace()).anyMatch(frame -> frame.getMethodName().equals("look_whileThePolicyHasNotReturned_tellsOnceAndWhereItIs"));
    }

    @Test
    void look_whenItHasReturned_tellsNothing() {
        watch.begins(BEGUN);
        watch.ends();
        look(LATE);
        assertThat(told).isEmpty();
    }

    @Test
    void look_atALaterQuestionThatDoesNotReturnEither_tellsAgain() {
        watch.begins(BEGUN);
        look(LATE);
        watch.ends();
        watch.begins(LATE);
        look(later(LATE) - 1);
        assertThat(told).hasSize(1);
        look(later(LATE));
        assertThat(told).hasSize(2);
    }
}
