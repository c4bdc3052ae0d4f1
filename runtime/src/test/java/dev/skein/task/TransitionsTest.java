package dev.skein.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.meta.Proves;
import dev.skein.meta.Transitions;
import dev.skein.task.TaskState.Place;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Drives each method of [TaskState] from each state, and compares what happens with the edges that its header lists.
class TransitionsTest {

    /// What the number of one wait differs by from that of the next.
    private static final long ONE_RUN = after(new Word(false), TaskState::claim).waitNumber();

    /// A state word without a task.
    private static final class Word extends TaskState {
        Word(boolean suspended) {
            super(suspended);
        }
    }

    /// How each state is reached, with what differs within a place: who cancelled, and how.
    private static final Map<String, Supplier<Word>> STATES = new LinkedHashMap<>();

    /// Each method that may change the word, by the name of its edge.
    private static final Map<String, Consumer<Word>> METHODS = new LinkedHashMap<>();

    private static final Set<String> EDGE_METHODS = Set.of("claim", "claimEntry", "again", "suspend", "wake", "wakeSampled", "finish", "tryCancel", "left");
    /// Changes a flag, never the place.
    private static final Set<String> FLAG_METHODS = Set.of("tryTakeCleanup", "cleanUpLater");
    private static final Set<String> QUESTIONS = Set.of("wantsInterrupt", "hasOutcome", "wasCancelled", "hasFailed", "isReady", "place",
            "waitNumber", "hasBegun", "waitTimedOut", "wakeWasSampled", "runs", "isCleanupDue", "mayStay", "waitsInQueue", "mustBeLeft");

    static {
        STATES.put("new", () -> new Word(false));
        STATES.put("woken from a first wait", () -> after(new Word(true), TransitionsTest::wakeNow));
        STATES.put("ready again", () -> after(new Word(false), TaskState::claim, word -> word.again(false)));
        STATES.put("ready again, timed out", () -> after(new Word(false), TaskState::claim, word -> word.again(true)));
        STATES.put("woken before it slept, ready again", () -> after(woken(false), word -> word.again(false)));
        STATES.put("woken by its limit", () -> after(suspended(), word -> word.wake(word.waitNumber(), true)));
        STATES.put("running", TransitionsTest::running);
        STATES.put("running again", () -> after(new Word(true), TransitionsTest::wakeNow, TaskState::claim));
        STATES.put("running again, timed out", () -> after(suspended(), word -> word.wake(word.waitNumber(), true), TaskState::claim));
        STATES.put("running, from a queue", TransitionsTest::staying);
        STATES.put("running, from a queue, timed out", () -> after(staying(), TaskState::suspend, word -> word.wake(word.waitNumber(), true), TransitionsTest::claimNamed));
        STATES.put("new and suspended", () -> new Word(true));
        STATES.put("suspended by its body", TransitionsTest::suspended);
        STATES.put("woken before it slept", () -> woken(false));
        STATES.put("woken before it slept, by its limit", () -> woken(true));
        STATES.put("leaving", () -> after(running(), word -> word.tryCancel(false, false)));
        STATES.put("leaving, interrupted", () -> after(running(), word -> word.tryCancel(true, true)));
        STATES.put("leaving, woken before", () -> after(woken(false), word -> word.tryCancel(false, true)));
        STATES.put("leaving, from a queue", () -> after(staying(), word -> word.tryCancel(false, true)));
        STATES.put("finished", () -> after(running(), word -> word.finish(false)));
        STATES.put("failed", () -> after(running(), word -> word.finish(true)));
        STATES.put("failed, woken before", () -> after(woken(true), word -> word.finish(true)));
        STATES.put("cancelled before its body", () -> after(new Word(false), word -> word.tryCancel(true, false)));
        STATES.put("cancelled before its body, cleanup due", () -> after(new Word(false), word -> word.tryCancel(true, true)));
        STATES.put("cancelled while suspended", () -> after(new Word(true), word -> word.tryCancel(false, false)));
        STATES.put("cancelled while suspended, cleanup due", () -> after(suspended(), word -> word.tryCancel(false, true), TaskState::cleanUpLater));
        STATES.put("cancelled while suspended, cleaned up", () -> after(suspended(), word -> word.tryCancel(false, true), TaskState::cleanUpLater, TaskState::tryTakeCleanup));
        STATES.put("left", () -> after(running(), word -> word.tryCancel(true, true), TaskState::left));

        METHODS.put("claim", TaskState::claim);
        METHODS.put("claimEntry", TransitionsTest::claimNamed);
        METHODS.put("claimEntry ", word -> word.claimEntry(false));
        METHODS.put("again", word -> word.again(false));
        METHODS.put("again ", word -> word.again(true));
        METHODS.put("suspend", TaskState::suspend);
        METHODS.put("wake", TransitionsTest::wakeNow);
        METHODS.put("wake ", word -> word.wake(word.waitNumber(), true));
        METHODS.put("wake  ", word -> word.wakeSampled(word.waitNumber(), false, true));
        METHODS.put("finish", word -> word.finish(false));
        METHODS.put("finish ", word -> word.finish(true));
        METHODS.put("left", TaskState::left);
        METHODS.put("cancel", word -> word.tryCancel(false, false));
        METHODS.put("cancel ", word -> word.tryCancel(true, true));
        METHODS.put("tryTakeCleanup", TaskState::tryTakeCleanup);
    }

    @Test
    @Proves({"T1", "T5"})
    void edges_drivenFromEveryState_areThoseOfTheHeader() {
        assertThat(Transitions.driven(STATES, METHODS, TaskState::place)).isEqualTo(Transitions.listedIn(TaskState.class));
    }

    @Test
    void header_ofTaskState_listsEdges() {
        assertThat(Transitions.listedIn(TaskState.class)).hasSizeGreaterThanOrEqualTo(13);
    }

    @Test
    void states_asTheyAreReached_coverEveryPlace() {
        Set<Place> reached = STATES.values().stream().map(state -> state.get().place()).collect(Collectors.toSet());
        assertThat(reached).containsExactlyInAnyOrder(Place.values());
    }

    @Test
    void methods_ofTaskState_areAllDrivenOrAsked() {
        Set<String> known = new TreeSet<>(EDGE_METHODS);
        known.addAll(FLAG_METHODS);
        known.addAll(QUESTIONS);
        assertThat(Transitions.methodsOf(TaskState.class)).as("a new method belongs into this test").isEqualTo(known);
    }

    @Test
    void answer_ofAnEdge_saysWhetherItWasTaken() {
        STATES.forEach((name, state) -> {
            assertThat(changes(state, TaskState::claim)).as("claim, %s", name).isEqualTo(state.get().claim());
            assertThat(changes(state, word -> word.again(true))).as("again, %s", name).isEqualTo(state.get().again(true));
            assertThat(changes(state, word -> word.finish(true))).as("finish, %s", name).isEqualTo(state.get().finish(true));
        });
    }

    @Test
    void suspend_fromEachStateItsCarrierMayFind_saysWhatTheCallerOwes() {
        STATES.forEach((name, state) -> {
            TaskState.Suspended expected = switch (state.get().place()) {
                case RUNNING -> TaskState.Suspended.ASLEEP;
                case WOKEN -> TaskState.Suspended.WOKEN_BEFORE;
                case READY, SUSPENDED, LEAVING, DONE -> TaskState.Suspended.CANCELLED;
            };
            assertThat(state.get().suspend()).as(name).isEqualTo(expected);
        });
    }

    @Test
    void wake_inEachState_saysWhatTheCallerOwes() {
        STATES.forEach((name, state) -> {
            TaskState.Woken expected = switch (state.get().place()) {
                case SUSPENDED -> TaskState.Woken.MUST_ENQUEUE;
                case RUNNING -> TaskState.Woken.NOTHING_OWED;
                case READY, WOKEN, LEAVING, DONE -> TaskState.Woken.STALE;
            };
            assertThat(wakeNow(state.get())).as(name).isEqualTo(expected);
        });
    }

    @Test
    @Proves("T6")
    void wake_withAnotherWaitsNumber_changesNothingAndOwesNothing() {
        STATES.forEach((name, state) -> {
            for (int runsOff = -2; runsOff <= 2; runsOff++) {
                if (runsOff == 0) continue;
                for (boolean timedOut : List.of(false, true)) {
                    Word word = state.get();
                    Place before = word.place();
                    long number = word.waitNumber();
                    assertThat(word.wake(number + runsOff * ONE_RUN, timedOut)).as("%s, %s runs off", name, runsOff).isEqualTo(TaskState.Woken.STALE);
                    assertThat(word.place()).as(name).isEqualTo(before);
                    assertThat(word.waitNumber()).as(name).isEqualTo(number);
                    assertThat(word.waitTimedOut()).as(name).isEqualTo(state.get().waitTimedOut());
                }
            }
        });
    }

    @Test
    @Proves("T6")
    void waitNumber_overSeveralRuns_isNewAfterEachClaimAndOnlyThen() {
        Word word = new Word(false);
        Set<Long> numbers = new TreeSet<>(Set.of(word.waitNumber()));
        for (int run = 1; run <= 100; run++) {
            assertThat(word.claim()).isTrue();
            long number = word.waitNumber();
            assertThat(numbers.add(number)).as("run %s", run).isTrue();
            if (run % 3 == 0) wakeNow(word);
            if (run % 2 == 0 || word.suspend() == TaskState.Suspended.WOKEN_BEFORE) {
                word.again(run % 5 == 0);
            } else {
                word.wake(number, run % 5 == 0);
            }
            assertThat(word.place()).isEqualTo(Place.READY);
            assertThat(word.waitNumber()).as("run %s", run).isEqualTo(number);
        }
    }

    @Test
    void tryCancel_inEachState_saysWhatTheCallerOwes() {
        STATES.forEach((name, state) -> {
            TaskState.Cancelled expected = switch (state.get().place()) {
                case READY -> TaskState.Cancelled.WHILE_READY;
                case SUSPENDED -> TaskState.Cancelled.WHILE_SUSPENDED;
                case RUNNING, WOKEN -> TaskState.Cancelled.BODY_INSIDE;
                case LEAVING, DONE -> TaskState.Cancelled.TOO_LATE;
            };
            assertThat(state.get().tryCancel(true, true)).as(name).isEqualTo(expected);
        });
    }

    @Test
    @Proves("T5")
    void tryTakeCleanup_inEachState_isOwedOnceWhereATaskWasCancelledOutsideItsBody() {
        STATES.forEach((name, state) -> {
            Word word = state.get();
            assertThat(word.tryTakeCleanup()).as(name).isEqualTo(name.endsWith("cleanup due"));
            assertThat(word.tryTakeCleanup()).as("%s, a second time", name).isFalse();
            assertThat(word.place()).as(name).isEqualTo(state.get().place());
        });
    }

    @Test
    void wakeWasSampled_isToldToTheNextRunOnly() {
        Word word = suspended();
        word.wakeSampled(word.waitNumber(), false, true);
        assertThat(word.claim()).isTrue();
        assertThat(word.wakeWasSampled()).isTrue();
        assertThat(word.again(false)).isTrue();
        assertThat(word.wakeWasSampled()).as("a run later").isFalse();
        assertThat(word.claim()).isTrue();
        word.wakeSampled(word.waitNumber(), false, true);
        assertThat(word.wakeWasSampled()).as("woken before it slept: it does not wait").isFalse();
    }

    @Test
    void waitTimedOut_isToldToTheNextRunOnly() {
        Word word = woken(true);
        assertThat(word.again(false)).isTrue();
        assertThat(word.claim()).isTrue();
        assertThat(word.waitTimedOut()).as("woken by the limit before it slept").isTrue();
        assertThat(word.again(false)).isTrue();
        assertThat(word.claim()).isTrue();
        assertThat(word.waitTimedOut()).as("a run later").isFalse();
        assertThat(word.again(true)).isTrue();
        assertThat(word.claim()).isTrue();
        assertThat(word.waitTimedOut()).as("a limit of 0").isTrue();
        assertThat(word.suspend()).isEqualTo(TaskState.Suspended.ASLEEP);
        wakeNow(word);
        assertThat(word.claim()).isTrue();
        assertThat(word.waitTimedOut()).as("woken by the event").isFalse();
    }

    @Test
    void left_whereItDoesNotBelong_namesTheState() {
        STATES.values().stream().map(Supplier::get).filter(word -> word.place() != Place.LEAVING).forEach(word -> {
            Place before = word.place();
            assertThat(org.assertj.core.api.Assertions.catchThrowable(word::left))
                    .isInstanceOf(IllegalStateException.class).hasMessageContaining(before.name());
            assertThat(word.place()).isEqualTo(before);
        });
    }

    @Test
    void questions_inEachState_areAnsweredByIt() {
        STATES.forEach((name, state) -> {
            Word word = state.get();
            assertThat(word.hasOutcome()).as("hasOutcome, %s", name).isEqualTo(word.place() == Place.LEAVING || word.place() == Place.DONE);
            assertThat(word.isReady()).as("isReady, %s", name).isEqualTo(word.place() == Place.READY);
            assertThat(word.mayStay()).as("mayStay, %s", name).isEqualTo(name.startsWith("running, from a queue"));
            assertThat(word.waitsInQueue()).as("waitsInQueue, %s", name).isEqualTo(word.mayStay() || word.isReady());
            assertThat(word.mustBeLeft()).as("mustBeLeft, %s", name).isEqualTo(name.equals("leaving, from a queue"));
            assertThat(word.wasCancelled()).as("wasCancelled, %s", name)
                    .isEqualTo(name.startsWith("leaving") || name.startsWith("cancelled") || name.equals("left"));
            assertThat(word.hasFailed()).as("hasFailed, %s", name).isEqualTo(name.startsWith("failed"));
            assertThat(word.waitTimedOut()).as("waitTimedOut, %s", name)
                    .isEqualTo(name.endsWith("timed out") || name.endsWith("by its limit"));
            assertThat(word.hasBegun()).as("hasBegun, %s", name)
                    .isNotEqualTo(Set.of("new", "woken from a first wait", "new and suspended", "cancelled before its body",
                            "cancelled before its body, cleanup due", "cancelled while suspended").contains(name));
            assertThat(word.wantsInterrupt()).as("wantsInterrupt, %s", name).isEqualTo(name.equals("leaving, interrupted"));
        });
    }

    @Test
    @Proves({"T1", "T2"})
    void mayStay_onceClaimedByItsFuture_isFalseForGood() {
        Word word = new Word(false);
        assertThat(word.claimEntry(true)).isTrue();
        assertThat(word.mayStay()).as("its only entry was taken").isTrue();
        assertThat(word.again(false)).isTrue();
        assertThat(word.claim()).as("by its future: the entry lies in the queue").isTrue();
        for (int run = 0; run < 4; run++) {
            assertThat(word.mayStay()).as("run %s", run).isFalse();
            assertThat(word.claimEntry(true)).as("the entry that lies about is met while the body is inside, run %s", run).isFalse();
            assertThat(word.waitsInQueue()).isFalse();
            if (run % 2 == 0) {
                assertThat(word.again(run == 2)).isTrue();
            } else {
                assertThat(word.suspend()).isEqualTo(TaskState.Suspended.ASLEEP);
                wakeNow(word);
            }
            assertThat(word.claimEntry(true)).isTrue();
        }
        assertThat(word.tryCancel(false, true)).isEqualTo(TaskState.Cancelled.BODY_INSIDE);
        assertThat(word.mustBeLeft()).as("by its carrier, not by who meets the entry").isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Proves({"T1", "T6"})
    void claimEntry_ofOneThatStays_isANewRunThatKnowsNothingOfTheLast(boolean fenced) {
        Word word = after(suspended(), sleeping -> sleeping.wakeSampled(sleeping.waitNumber(), true, true));
        Word fresh = after(new Word(false), TransitionsTest::claimNamed);
        assertThat(word.claim()).isTrue();
        assertThat(word.waitTimedOut()).isTrue();
        assertThat(fresh.suspend()).isEqualTo(TaskState.Suspended.ASLEEP);
        fresh.wakeSampled(fresh.waitNumber(), true, true);
        assertThat(fresh.claimEntry(fenced)).isTrue();
        assertThat(fresh.waitTimedOut()).isTrue();
        assertThat(fresh.wakeWasSampled()).isTrue();
        long number = fresh.waitNumber();
        assertThat(fresh.mayStay()).isTrue();
        assertThat(fresh.waitsInQueue()).isTrue();
        assertThat(fresh.claimEntry(fenced)).isTrue();
        assertThat(fresh.place()).isEqualTo(Place.RUNNING);
        assertThat(fresh.waitNumber()).as("none was registered with it").isEqualTo(number);
        assertThat(fresh.waitTimedOut()).isFalse();
        assertThat(fresh.wakeWasSampled()).isFalse();
        assertAllStale(fresh, List.of(number - ONE_RUN, number + ONE_RUN));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Proves("T6")
    void claimEntry_afterTheWaitOfOneThatHasStayed_makesItsNumberStale(boolean fenced) {
        Word word = staying();
        assertThat(word.claimEntry(fenced)).isTrue();
        assertThat(word.claimEntry(fenced)).isTrue();
        long number = word.waitNumber();
        assertThat(word.suspend()).isEqualTo(TaskState.Suspended.ASLEEP);
        assertThat(word.wake(number, false)).isEqualTo(TaskState.Woken.MUST_ENQUEUE);
        assertThat(word.claimEntry(fenced)).isTrue();
        assertAllStale(word, List.of(number));
        assertThat(word.claimEntry(fenced)).as("it stays").isTrue();
        assertAllStale(word, List.of(number));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Proves("T5")
    void claimEntry_ofOneThatWasCancelledWhileItStayed_owesLeft(boolean fenced) {
        Word word = staying();
        assertThat(word.mayStay()).isTrue();
        assertThat(word.tryCancel(true, true)).isEqualTo(TaskState.Cancelled.BODY_INSIDE);
        assertThat(word.claimEntry(fenced)).isFalse();
        assertThat(word.mustBeLeft()).isTrue();
        assertThat(word.tryTakeCleanup()).isFalse();
        word.left();
        assertThat(word.mustBeLeft()).isFalse();
        assertThat(word.place()).isEqualTo(Place.DONE);
    }

    private static boolean changes(Supplier<Word> state, Consumer<Word> method) {
        Word word = state.get();
        Place before = word.place();
        method.accept(word);
        return word.place() != before;
    }

    private static Word running() {
        return after(new Word(false), TaskState::claim);
    }

    /// Taken from the only queue that it was in.
    private static Word staying() {
        return after(new Word(false), TransitionsTest::claimNamed);
    }

    private static Word suspended() {
        return after(running(), TaskState::suspend);
    }

    /// Woken before it was suspended.
    private static Word woken(boolean timedOut) {
        return after(running(), word -> word.wake(word.waitNumber(), timedOut));
    }

    private static boolean claimNamed(TaskState word) {
        return word.claimEntry(true);
    }

    private static TaskState.Woken wakeNow(TaskState word) {
        return word.wake(word.waitNumber(), false);
    }

    @SafeVarargs
    private static Word after(Word word, Consumer<Word>... edges) {
        for (Consumer<Word> edge : edges) edge.accept(word);
        return word;
    }

    /// The number of the run goes round after 2^48 runs. What has registered with one of the runs around that wakes no other.
    @Test
    @Proves("T6")
    void wake_aroundTheWrapOfTheRunNumber_concernsItsOwnWaitOnly() throws ReflectiveOperationException {
        Word word = new Word(false);
        Field bits = TaskState.class.getDeclaredField("word");
        bits.setAccessible(true);
        bits.setLong(word, -2 * ONE_RUN);
        assertThat(word.isReady()).isTrue();
        assertThat(word.runs()).isEqualTo((1L << 48) - 2);
        List<Long> former = new ArrayList<>();
        for (int run = 0; run < 6; run++) {
            former.add(word.waitNumber());
            assertThat(word.claim()).isTrue();
            assertThat(word.place()).isEqualTo(Place.RUNNING);
            long number = word.waitNumber();
            assertThat(number).as("run %s", run).isEqualTo((run - 1) * ONE_RUN);
            assertThat(word.runs()).as("run %s", run).isEqualTo(run == 0 ? (1L << 48) - 1 : run - 1);
            assertAllStale(word, former);
            assertThat(word.suspend()).isEqualTo(TaskState.Suspended.ASLEEP);
            assertAllStale(word, former);
            assertThat(word.wakeSampled(number, run % 2 == 0, run % 3 == 0)).isEqualTo(TaskState.Woken.MUST_ENQUEUE);
            assertThat(word.waitTimedOut()).isEqualTo(run % 2 == 0);
            assertThat(word.wakeWasSampled()).isEqualTo(run % 3 == 0);
            assertAllStale(word, former);
            assertThat(word.wake(number, false)).as("a second time").isEqualTo(TaskState.Woken.STALE);
        }
        assertThat(former).doesNotHaveDuplicates();
    }

    private static void assertAllStale(Word word, List<Long> numbers) {
        Place before = word.place();
        for (long number : numbers) {
            assertThat(word.wake(number, true)).isEqualTo(TaskState.Woken.STALE);
            assertThat(word.place()).isEqualTo(before);
        }
    }
}
