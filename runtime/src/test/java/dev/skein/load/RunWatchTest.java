package dev.skein.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.api.RunningLoad;
import org.junit.jupiter.api.Test;

class RunWatchTest {

    private static final long MILLI = 1_000_000;
    private static final long PLAIN = 0;
    private static final long START = 5;

    private final RunWatch runs = new RunWatch(2);

    private RunningLoad look(int worker, long run, long task, long atMillis) {
        return look(worker, run, run, task, atMillis);
    }

    private RunningLoad look(int worker, long run, long turn, long task, long atMillis) {
        long now = START + atMillis * MILLI;
        runs.forgetOld(now);
        return runs.look(worker, run, turn, task, true, now);
    }

    @Test
    void look_atARunFirstSeen_hasAgeZeroAndNoPast() {
        assertThat(look(0, 3, 17, 0)).isEqualTo(new RunningLoad(3, 0, true, 17));
    }

    @Test
    void look_atTheSameRun_grewOlder() {
        look(0, 3, PLAIN, 0);
        assertThat(look(0, 3, PLAIN, 5).ageNanos()).isEqualTo(5 * MILLI);
        assertThat(look(0, 3, PLAIN, 9).ageNanos()).isEqualTo(9 * MILLI);
    }

    @Test
    void look_atAnotherRunWithoutAnId_isNew() {
        look(0, 3, PLAIN, 0);
        assertThat(look(0, 4, PLAIN, 5).ageNanos()).isZero();
    }

    /// It has run others within itself since, while it waited for them.
    @Test
    void look_atAnotherRunOfTheSameTurn_grewOlder() {
        look(0, 3, 2, PLAIN, 0);
        RunningLoad later = look(0, 23, 2, PLAIN, 5);
        assertThat(later.ageNanos()).isEqualTo(5 * MILLI);
        assertThat(later.runAgeNanos()).isEqualTo(5 * MILLI);
        assertThat(later.run()).isEqualTo(23);
    }

    /// It put itself back and was taken again: the number of the run is another, the task is not.
    @Test
    void look_atTheSameTaskInAnotherRun_grewOlder() {
        look(0, 3, 17, 0);
        RunningLoad later = look(0, 9, 17, 5);
        assertThat(later.ageNanos()).isEqualTo(5 * MILLI);
        assertThat(later.run()).isEqualTo(9);
        assertThat(later.runAgeNanos()).as("the run is new").isZero();
        assertThat(look(0, 9, 17, 7).runAgeNanos()).isEqualTo(2 * MILLI);
    }

    @Test
    void look_atATaskAfterOneWithoutAnId_isNew() {
        look(0, 3, PLAIN, 0);
        assertThat(look(0, 3, 17, 5).ageNanos()).isZero();
        assertThat(look(0, 3, PLAIN, 6).ageNanos()).isZero();
    }

    @Test
    void look_afterNothingRan_isNew() {
        look(0, 3, PLAIN, 0);
        runs.leave(0);
        assertThat(look(0, 3, PLAIN, 5).ageNanos()).isZero();
    }

    @Test
    void look_atATaskThatCameFromElsewhere_knowsWhereItWasAndForHowLong() {
        look(0, 3, 17, 0);
        look(0, 4, 17, 12);
        runs.leave(0);
        RunningLoad here = look(1, 8, 17, 15);
        assertThat(here.ageNanos()).isZero();
        assertThat(here.formerWorker()).isZero();
        assertThat(here.formerAgeNanos()).isEqualTo(12 * MILLI);
        assertThat(here.leftNanosAgo()).as("since it was last seen there").isEqualTo(3 * MILLI);
        assertThat(look(1, 9, 17, 20).leftNanosAgo()).isEqualTo(8 * MILLI);
    }

    /// The worker that it left runs another when that is seen first.
    @Test
    void look_atATaskWhosePlaceAnotherHasTaken_knowsWhereItWas() {
        look(0, 3, 17, 0);
        look(0, 3, 17, 11);
        look(0, 4, 18, 15);
        assertThat(look(1, 8, 17, 15).formerWorker()).isZero();
    }

    @Test
    void look_atATaskThatWasElsewhereForAMoment_knowsNothingOfThat() {
        look(0, 3, 17, 0);
        look(0, 3, 17, 9);
        runs.leave(0);
        assertThat(look(1, 8, 17, 12).formerWorker()).as("ran there for less than 10 ms").isEqualTo(-1);
    }

    @Test
    void look_atATaskThatLeftLongAgo_knowsNothingOfThat() {
        look(0, 3, 17, 0);
        look(0, 3, 17, 12);
        runs.leave(0);
        assertThat(look(1, 8, 17, 33).formerWorker()).isEqualTo(-1);
    }

    @Test
    void look_atATaskThatCameBack_hasNotComeFromItself() {
        look(0, 3, 17, 0);
        look(0, 3, 17, 12);
        runs.leave(0);
        assertThat(look(0, 4, 17, 14).formerWorker()).isEqualTo(-1);
    }

    @Test
    void look_atTheTaskThatFollows_hasNoPastOfTheOneBefore() {
        look(0, 3, 17, 0);
        look(0, 3, 17, 12);
        runs.leave(0);
        look(1, 8, 17, 13);
        assertThat(look(1, 9, 18, 15).formerWorker()).isEqualTo(-1);
    }

    @Test
    void look_whenTheClockStepsBack_givesNoNegativeFigure() {
        look(0, 3, 17, 0);
        look(0, 3, 17, 12);
        runs.leave(0);
        look(1, 8, 17, 14);
        RunningLoad back = look(1, 8, 17, 5);
        assertThat(back.ageNanos()).isZero();
        assertThat(back.leftNanosAgo()).isZero();
    }

    @Test
    void look_acrossTheWrapOfTheClock_growsOlder() {
        runs.look(0, 3, 3, 17, true, Long.MAX_VALUE - MILLI);
        assertThat(runs.look(0, 3, 3, 17, true, Long.MIN_VALUE + MILLI).ageNanos()).isEqualTo(2 * MILLI + 1);
    }
}
