package dev.skein.load;

import static dev.skein.api.WorkerHealth.BLOCKED;
import static dev.skein.api.WorkerHealth.GETS_ON;
import static dev.skein.api.WorkerHealth.HOGGED;
import static dev.skein.api.WorkerHealth.PREEMPTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.api.WorkerHealth;
import dev.skein.platform.KernelState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressWatchTest {

    private static final long MILLI = 1_000_000;
    private static final long TICK = 5 * MILLI;
    private static final long STUCK_AFTER = 100 * MILLI;
    private static final int TICKS = (int) (STUCK_AFTER / TICK);

    private final FakeThread thread = new FakeThread();
    private ProgressWatch watch = new ProgressWatch(STUCK_AFTER);
    private long now = 77;
    private long progress = 1;
    /// Of its CPU, while a tick passes.
    private double uses;

    private WorkerHealth tick(long length, long late, boolean judged) {
        now += length;
        thread.cpuNanos += (long) (uses * length);
        return watch.look(progress, judged, now, late, thread);
    }

    private WorkerHealth tick() {
        return tick(TICK, 0, true);
    }

    private WorkerHealth ticks(int count) {
        WorkerHealth last = GETS_ON;
        for (int i = 0; i < count; i++) last = tick();
        return last;
    }

    /// How many ticks it takes from the one that has seen progress.
    private int ticksUntil(WorkerHealth wanted) {
        for (int tick = 1; tick <= 10 * TICKS; tick++) {
            WorkerHealth seen = tick();
            if (seen == wanted) return tick;
            assertThat(seen).as("tick %s", tick).isEqualTo(GETS_ON);
        }
        throw new AssertionError("never " + wanted);
    }

    private void computes() {
        uses = 1;
        thread.state = KernelState.RUNNING;
    }

    private void waitsForItsCpu() {
        uses = 0.05;
        thread.state = KernelState.RUNNING;
    }

    private void sleeps() {
        uses = 0;
        thread.state = KernelState.SLEEPING;
    }

    // Telling them apart.

    @Test
    void look_atOneThatComputes_findsAHog() {
        tick();
        computes();
        assertThat(ticksUntil(HOGGED)).isBetween(TICKS, TICKS + 2);
    }

    @Test
    void look_atOneThatUsesAFifthOfItsCpu_findsAHog() {
        tick();
        uses = 0.21;
        thread.state = KernelState.SLEEPING;
        assertThat(ticksUntil(HOGGED)).isBetween(TICKS, TICKS + 2);
    }

    @Test
    void look_atOneThatOthersKeepFromItsCpu_findsItPreempted() {
        tick();
        waitsForItsCpu();
        assertThat(ticksUntil(PREEMPTED)).isBetween(TICKS, TICKS + 2);
    }

    @ParameterizedTest
    @EnumSource(value = KernelState.class, names = {"SLEEPING", "DISK_SLEEP"})
    void look_atOneThatSleeps_findsItBlocked(KernelState state) {
        tick();
        sleeps();
        thread.state = state;
        assertThat(ticksUntil(BLOCKED)).isBetween(TICKS, TICKS + 2);
    }

    /// It may sleep for a moment between two computations.
    @Test
    void look_atOneThatSleepsAtOneTickOnly_doesNotFindItBlocked() {
        tick();
        sleeps();
        ticks(TICKS - 1);
        assertThat(tick()).as("asleep when it is judged").isEqualTo(GETS_ON);
        waitsForItsCpu();
        assertThat(tick()).isEqualTo(PREEMPTED);
    }

    @Test
    void look_whereTheKernelTellsNothing_findsTheMildest() {
        thread.cpuNanos = -1;
        thread.state = KernelState.SLEEPING;
        tick();
        assertThat(ticksUntil(HOGGED)).isBetween(TICKS, TICKS + 2);
        watch = new ProgressWatch(STUCK_AFTER);
        thread.cpuNanos = 0;
        thread.state = KernelState.UNKNOWN;
        tick();
        assertThat(ticksUntil(HOGGED)).isBetween(TICKS, TICKS + 2);
    }

    // Who is judged.

    @Test
    void look_atOneThatGetsOn_neverAsksTheKernel() {
        for (int i = 0; i < 10 * TICKS; i++) {
            progress++;
            assertThat(tick()).isEqualTo(GETS_ON);
        }
        assertThat(thread.asked).isZero();
    }

    @Test
    void look_atOneThatRunsNothing_judgesNobody() {
        tick();
        sleeps();
        for (int i = 0; i < 10 * TICKS; i++) assertThat(tick(TICK, 0, false)).isEqualTo(GETS_ON);
        assertThat(thread.asked).isZero();
        assertThat(ticksUntil(BLOCKED)).as("its time begins when it runs something").isBetween(TICKS, TICKS + 2);
    }

    @Test
    void look_afterProgress_endsTheJudgementAndBeginsAnew() {
        tick();
        sleeps();
        ticksUntil(BLOCKED);
        progress++;
        assertThat(tick()).isEqualTo(GETS_ON);
        computes();
        assertThat(ticksUntil(HOGGED)).isBetween(TICKS, TICKS + 2);
        assertThat(tick(TICK, 0, false)).as("it runs nothing any more").isEqualTo(GETS_ON);
    }

    @Test
    void look_atOneThatStays_keepsTheJudgement() {
        tick();
        sleeps();
        ticksUntil(BLOCKED);
        for (int i = 0; i < 10 * TICKS; i++) assertThat(tick()).isEqualTo(BLOCKED);
    }

    // Judged again.

    @Test
    void look_atAHogThatBlocks_findsItBlocked() {
        tick();
        computes();
        ticksUntil(HOGGED);
        sleeps();
        assertThat(ticks(2 * TICKS + 2)).isEqualTo(BLOCKED);
    }

    @Test
    void look_atAPreemptedOneThatBlocks_findsItBlocked() {
        tick();
        waitsForItsCpu();
        ticksUntil(PREEMPTED);
        sleeps();
        assertThat(ticks(2 * TICKS + 2)).isEqualTo(BLOCKED);
    }

    @Test
    void look_atAPreemptedOneThatHasItsCpuAgain_findsAHog() {
        tick();
        waitsForItsCpu();
        ticksUntil(PREEMPTED);
        computes();
        assertThat(ticks(2 * TICKS + 2)).isEqualTo(HOGGED);
    }

    @Test
    void look_atABlockedOneThatComputes_findsAHog() {
        tick();
        sleeps();
        ticksUntil(BLOCKED);
        computes();
        assertThat(ticks(2 * TICKS + 2)).isEqualTo(HOGGED);
    }

    // Pauses.

    @Test
    void look_atALateTick_judgesNobody() {
        tick();
        sleeps();
        assertThat(tick(10 * STUCK_AFTER, 10 * STUCK_AFTER - TICK, true)).isEqualTo(GETS_ON);
        assertThat(ticks(TICKS - 2)).as("the pause does not count, before the first look at the kernel").isEqualTo(GETS_ON);
        assertThat(tick(10 * STUCK_AFTER, 10 * STUCK_AFTER - TICK, true)).isEqualTo(GETS_ON);
        assertThat(ticks(3)).isEqualTo(BLOCKED);
    }

    @Test
    void look_atALateTickAtWhichItsTimeIsOver_leavesItToTheNext() {
        tick();
        computes();
        ticks(TICKS - 1);
        assertThat(tick(TICK + 60 * MILLI, 60 * MILLI, true)).isEqualTo(GETS_ON);
        assertThat(tick()).isEqualTo(HOGGED);
    }

    @Test
    void look_atAHogAfterAPause_stillFindsAHog() {
        tick();
        computes();
        ticks(TICKS / 2);
        uses = 0;
        tick(10 * STUCK_AFTER, 10 * STUCK_AFTER - TICK, true);
        computes();
        assertThat(ticksUntil(HOGGED)).isLessThanOrEqualTo(TICKS);
    }

    @Test
    void look_atATickThatIsALittleLate_judges() {
        tick();
        computes();
        ticks(TICKS - 1);
        assertThat(tick(TICK + 50 * MILLI, 50 * MILLI, true)).isEqualTo(HOGGED);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, TICK, 2 * TICK})
    void look_withATimeShorterThanTwoTicks_stillTellsThemApart(long stuckAfter) {
        watch = new ProgressWatch(stuckAfter);
        tick();
        sleeps();
        assertThat(ticksUntil(BLOCKED)).isLessThanOrEqualTo(4);
    }

    @Test
    void look_acrossTheWrapOfTheClock_judgesAsEver() {
        now = Long.MAX_VALUE - STUCK_AFTER / 2;
        tick();
        computes();
        assertThat(ticksUntil(HOGGED)).isBetween(TICKS, TICKS + 2);
    }
}
