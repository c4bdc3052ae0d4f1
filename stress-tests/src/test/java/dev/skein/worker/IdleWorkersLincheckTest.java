package dev.skein.worker;

import dev.skein.lincheck.ModelChecker;
import dev.skein.lincheck.Parker;
import dev.skein.lincheck.Together;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// The handshake of [IdleWorkers] between who enqueues and who goes to sleep, with the workers' loop around it and the park behind a seam: a lost wake-up is a
/// thread that waits for ever (W1, W2).
class IdleWorkersLincheckTest {

    /// What is enqueued, how many parks there are, and who sleeps.
    private static final class Workers {
        final IdleWorkers idle;
        final Parker[] parkers;
        final AtomicInteger queued = new AtomicInteger();

        Workers(int count) {
            idle = new IdleWorkers(count);
            parkers = new Parker[count];
            for (int i = 0; i < count; i++) parkers[i] = new Parker();
        }

        void enqueue() {
            queued.incrementAndGet();
            wake(idle.call(0));
        }

        /// Looks who sleeps before the task is there.
        void enqueueTooLate() {
            int called = idle.call(0);
            queued.incrementAndGet();
            wake(called);
        }

        private void wake(int called) {
            if (called >= 0) parkers[called].unpark();
        }

        private boolean take() {
            while (true) {
                int seen = queued.get();
                if (seen == 0) return false;
                if (queued.compareAndSet(seen, seen - 1)) return true;
            }
        }

        private boolean hasWork() {
            return queued.get() > 0;
        }

        /// Takes one task, as a carrier finds it.
        void work(int worker) {
            boolean searching = idle.beginSearch(worker);
            while (true) {
                if (searching && take()) {
                    wake(idle.searchEnds(this::hasWork));
                    return;
                }
                if (idle.goToSleep(worker, searching, this::hasWork) == IdleWorkers.Sleep.ASLEEP) {
                    while (idle.isParked(worker)) parkers[worker].park();
                }
                searching = true;
            }
        }

        /// Goes to sleep without the look after the announcement.
        void workCarelessly(int worker) {
            while (!take()) {
                if (idle.goToSleep(worker, false, () -> false) == IdleWorkers.Sleep.ASLEEP) {
                    while (idle.isParked(worker)) parkers[worker].park();
                }
            }
        }
    }

    @Test
    void call_besideTheLastThatGoesToSleep_losesNoWakeUp() {
        ModelChecker.run(() -> {
            Workers its = new Workers(1);
            Together.run(its::enqueue, () -> its.work(0));
        });
    }

    @Test
    void call_twiceBesideTwoWorkers_wakesForBothTasks() {
        ModelChecker.run(() -> {
            Workers its = new Workers(2);
            Together.run(() -> {
                its.enqueue();
                its.enqueue();
            }, () -> its.work(0), () -> its.work(1));
            if (its.idle.searchers() != 0) throw new AssertionError("searchers: " + its.idle.searchers());
        });
    }

    @Test
    void callBeforeTheEnqueue_isRejected() {
        ModelChecker.mustReject(() -> ModelChecker.run(() -> {
            Workers its = new Workers(1);
            Together.run(its::enqueueTooLate, () -> its.work(0));
        }));
    }

    @Test
    void sleepWithoutASecondLook_isRejected() {
        ModelChecker.mustReject(() -> ModelChecker.run(() -> {
            Workers its = new Workers(1);
            Together.run(its::enqueue, () -> its.workCarelessly(0));
        }));
    }
}
