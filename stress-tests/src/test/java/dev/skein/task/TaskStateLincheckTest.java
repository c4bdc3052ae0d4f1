package dev.skein.task;

import dev.skein.lincheck.ModelChecker;
import dev.skein.lincheck.Together;
import dev.skein.task.TaskState.Cancelled;
import dev.skein.task.TaskState.Place;
import dev.skein.task.TaskState.Suspended;
import dev.skein.task.TaskState.Woken;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// [TaskState] with those who owe what its edges say: a task that waits, who wakes it, who cancels it, and a carrier. In the end the task stands in as many queues
/// as it should, and was cleaned up after as often as it should (T2, T4, T5, T6).
class TaskStateLincheckTest {

    /// A task that waits twice and then ends, and all that happens to it.
    private static final class Life {
        final StressedWord word;
        final AtomicInteger entries = new AtomicInteger();
        final AtomicInteger cleanups = new AtomicInteger();
        final AtomicInteger runs = new AtomicInteger();
        final AtomicInteger inside = new AtomicInteger();
        volatile long waitNumber;

        Life() {
            this(StressedWord.running());
        }

        private Life(StressedWord word) {
            this.word = word;
            this.waitNumber = word.waitNumber();
        }

        /// A task that was spawned just now.
        static Life inAQueue() {
            Life its = new Life(StressedWord.ready());
            its.entries.set(1);
            return its;
        }

        /// The carrier inside the body comes to its wait.
        void suspend() {
            settle(word.suspend());
        }

        private void settle(Suspended suspended) {
            switch (suspended) {
                case ASLEEP -> { }
                case WOKEN_BEFORE -> {
                    if (word.again(false)) entries.incrementAndGet();
                    else leave();
                }
                case CANCELLED -> leave();
            }
        }

        private void leave() {
            cleanups.incrementAndGet();
            word.left();
        }

        /// A carrier takes one entry from a queue, if there is one, and runs the task to its next wait, or to its end.
        void runOne(boolean toTheEnd) {
            if (!takeEntry()) return;
            waitNumber = word.waitNumber();
            inside.set(0);
            if (!toTheEnd) {
                settle(word.suspend());
            } else if (!word.finish(false)) {
                leave();
            }
        }

        /// Takes one entry from a queue, if there is one; true if the body is to be run.
        private boolean takeEntry() {
            int seen = entries.get();
            if (seen == 0 || !entries.compareAndSet(seen, seen - 1)) return false;
            if (word.claimEntry(true)) {
                runs.incrementAndGet();
                enters();
                return true;
            }
            if (word.mustBeLeft()) leave();
            else if (word.tryTakeCleanup()) cleanups.incrementAndGet();
            return false;
        }

        /// A carrier takes one entry, and the body gives way.
        void turn() {
            if (takeEntry()) giveWay();
        }

        /// One that waits for the task runs it within itself, where no carrier has it, and its body gives way.
        void join() {
            if (!word.claim()) return;
            enters();
            giveWay();
        }

        private void giveWay() {
            inside.set(0);
            if (word.mayStay() || word.again(false)) entries.incrementAndGet();
            else leave();
        }

        private void enters() {
            if (inside.getAndSet(1) != 0) throw new AssertionError("two are inside");
        }

        void wake() {
            if (word.wake(waitNumber, false) == Woken.MUST_ENQUEUE) entries.incrementAndGet();
        }

        /// As one would that does not know the number of the wait: it enqueues whatever comes of it.
        void wakeCarelessly() {
            word.wake(waitNumber, false);
            entries.incrementAndGet();
        }

        void cancel() {
            if (word.tryCancel(false, true) != Cancelled.WHILE_SUSPENDED) return;
            word.cleanUpLater();
            entries.incrementAndGet();
        }

        /// In the end a cancel, and carriers that meet all entries: it was cleaned up after once, and is nowhere.
        void meetAll() {
            word.tryCancel(false, true);
            while (entries.get() > 0) {
                if (takeEntry()) throw new AssertionError("entered after the cancel");
            }
            if (word.place() != Place.DONE || cleanups.get() != 1) throw new AssertionError(word.place() + ", cleaned up after " + cleanups.get() + " times");
        }

        void check() {
            Place place = word.place();
            boolean owed = place == Place.READY || word.isCleanupDue();
            if (owed && entries.get() != 1) throw new AssertionError(place + " stands in " + entries.get() + " queues, not in one");
            if (!owed && place == Place.SUSPENDED && entries.get() != 0) throw new AssertionError(place + " stands in " + entries.get() + " queues");
            int cleaned = cleanups.get() + (word.isCleanupDue() ? 1 : 0);
            if (cleaned != (word.wasCancelled() ? 1 : 0)) throw new AssertionError(place + " was or will be cleaned up after " + cleaned + " times");
        }
    }

    @Test
    void wake_besideTheSuspend_enqueuesOnce() {
        ModelChecker.run(() -> {
            Life its = new Life();
            Together.run(its::suspend, its::wake, its::wake);
            its.check();
            if (its.entries.get() != 1) throw new AssertionError("not woken");
        });
    }

    @Test
    void cancel_besideSuspendAndWake_cleansUpOnce() {
        ModelChecker.run(() -> {
            Life its = new Life();
            Together.run(its::suspend, its::wake, its::cancel);
            its.check();
        });
    }

    @Test
    void cancel_twiceBesideSuspend_cleansUpOnce() {
        ModelChecker.run(() -> {
            Life its = new Life();
            Together.run(its::suspend, its::cancel, its::cancel);
            its.check();
        });
    }

    @Test
    void claimOfWhatWasWoken_besideAWakeAndACancel_leavesOneEntry() {
        ModelChecker.run(() -> {
            Life its = new Life();
            its.suspend();
            its.wake();
            Together.run(() -> its.runOne(false), its::wake, its::cancel);
            its.check();
        });
    }

    @Test
    void end_besideALateWakeAndACancel_isOne() {
        ModelChecker.run(() -> {
            Life its = new Life();
            its.suspend();
            its.wake();
            Together.run(() -> its.runOne(true), its::wake, its::cancel);
            its.check();
        });
    }

    @Test
    void turns_besideACancel_cleanUpOnce() {
        ModelChecker.run(() -> {
            Life its = Life.inAQueue();
            Together.run(its::turn, its::turn, its::cancel);
            its.meetAll();
        });
    }

    @Test
    void turns_besideAJoiner_areOneAtATime() {
        ModelChecker.run(() -> {
            Life its = Life.inAQueue();
            Together.run(its::turn, its::turn, its::join);
            its.meetAll();
        });
    }

    /// As if a claim by its future did not have the task remember that an entry lies about.
    @Test
    void turns_besideAnEntryThatLiesAbout_areRejected() {
        ModelChecker.mustReject(() -> ModelChecker.run(() -> {
            Life its = Life.inAQueue();
            its.turn();
            its.entries.incrementAndGet();
            Together.run(its::turn, its::turn, its::cancel);
            its.meetAll();
        }));
    }

    @Test
    void enqueueAfterEveryWake_isRejected() {
        ModelChecker.mustReject(() -> ModelChecker.run(() -> {
            Life its = new Life();
            Together.run(its::suspend, its::wakeCarelessly, its::wakeCarelessly);
            its.check();
        }));
    }
}
