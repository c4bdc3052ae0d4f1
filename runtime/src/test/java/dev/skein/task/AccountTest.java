package dev.skein.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.api.TaskAccount;
import org.junit.jupiter.api.Test;

class AccountTest {

    private static final long BORN = Long.MAX_VALUE - 20;    // the clock may wrap

    private final Account account = new Account(BORN);

    private static long t(long time) {
        return BORN + time;
    }

    private TaskAccount at(long time) {
        return account.at(t(time), 3);
    }

    @Test
    void at_beforeTheFirstRun_waits() {
        assertThat(at(40)).isEqualTo(new TaskAccount(0, 40, 0, 40, 0, 3));
    }

    @Test
    void at_whileItRuns_doesNotWait() {
        account.begins(t(10));
        assertThat(at(40)).isEqualTo(new TaskAccount(0, 10, 0, 40, 1, 3));
    }

    @Test
    void at_afterRunsWithPausesBetween_addsUpWhatItWaitedAndUsed() {
        account.begins(t(10));
        account.leaves(t(15), 4);
        account.begins(t(35));
        account.leaves(t(36), 1);
        assertThat(at(40)).isEqualTo(new TaskAccount(5, 10 + 20 + 4, 0, 40, 2, 3));
    }

    @Test
    void at_afterASuspension_tellsTheWaitForTheEventFromTheWaitToRun() {
        account.begins(BORN);
        account.leaves(t(10), 4);
        account.suspends(7);
        assertThat(at(20).suspendedNanos()).isEqualTo(10);
        account.wakes(7, t(30));
        account.begins(t(37));
        assertThat(at(40)).isEqualTo(new TaskAccount(4, 7, 20, 40, 2, 3));
    }

    @Test
    void wakes_afterTheNextRunHasBegun_changesNothing() {
        account.begins(BORN);
        account.leaves(t(10), 4);
        account.suspends(7);
        account.begins(t(20));
        account.wakes(7, t(19));
        account.wakes(7, t(25));
        assertThat(at(30)).isEqualTo(new TaskAccount(4, 0, 10, 30, 2, 3));
    }

    /// Its waker has stalled, and the task was run by one that waits for it.
    @Test
    void wakes_ofTheWaitBefore_doesNotEndTheOneThatGoesOn() {
        account.begins(BORN);
        account.leaves(t(10), 4);
        account.suspends(7);
        account.begins(t(20));
        account.leaves(t(21), 1);
        account.suspends(9);
        account.wakes(7, t(25));
        assertThat(at(30)).isEqualTo(new TaskAccount(5, 0, 10 + 9, 30, 2, 3));
        account.wakes(9, t(31));
        assertThat(at(33)).isEqualTo(new TaskAccount(5, 2, 10 + 10, 33, 2, 3));
    }

    @Test
    void leaves_withoutAClock_makesTheCpuTimeUnknownForGood() {
        account.begins(BORN);
        account.leaves(t(10), -1);
        account.begins(t(10));
        account.leaves(t(20), 5);
        assertThat(at(30).cpuNanos()).isEqualTo(-1);
    }

    @Test
    void at_afterTheEnd_standsStill() {
        account.begins(BORN);
        account.leaves(t(10), 4);
        account.ends(t(10));
        account.ends(t(50));
        assertThat(at(100)).isEqualTo(new TaskAccount(4, 0, 0, 10, 1, 3));
    }

    @Test
    void ends_whileItIsSuspended_closesThatWait() {
        account.begins(BORN);
        account.leaves(t(10), 4);
        account.suspends(7);
        account.ends(t(25));
        account.wakes(7, t(30));
        assertThat(at(100)).isEqualTo(new TaskAccount(4, 0, 15, 25, 1, 3));
    }
}
