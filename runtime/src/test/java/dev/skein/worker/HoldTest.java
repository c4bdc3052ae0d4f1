package dev.skein.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.meta.InStep;
import dev.skein.meta.Proves;
import dev.skein.meta.Repeat;
import dev.skein.meta.Transitions;
import dev.skein.worker.Hold.State;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class HoldTest {

    private static final Map<String, Supplier<Hold>> STATES = new LinkedHashMap<>();
    private static final Map<String, Consumer<Hold>> METHODS = new LinkedHashMap<>();
    /// Edges that somebody may lose, and who loses one must be told.
    private static final Map<String, Predicate<Hold>> ANSWERING = new LinkedHashMap<>();

    static {
        STATES.put("new", Hold::new);
        STATES.put("back from a block", () -> after(Hold::enterBlock, Hold::exitBlock));
        STATES.put("risen", () -> after(Hold::rest, Hold::riseAgain));
        STATES.put("with another worker", () -> after(Hold::tryTakeOverStuck, Hold::newWorker));
        STATES.put("within a block", () -> after(Hold::enterBlock));
        STATES.put("at rest", () -> after(Hold::rest));
        STATES.put("taken over within a block", () -> after(Hold::enterBlock, Hold::tryTakeOver));
        STATES.put("taken over in a task", () -> after(Hold::tryTakeOverStuck));

        ANSWERING.put("enterBlock", Hold::enterBlock);
        ANSWERING.put("exitBlock", Hold::exitBlock);
        ANSWERING.put("tryTakeOver", Hold::tryTakeOver);
        ANSWERING.put("tryTakeOverStuck", Hold::tryTakeOverStuck);
        ANSWERING.put("rest", Hold::rest);
        ANSWERING.forEach((name, method) -> METHODS.put(name, each -> {
            boolean _ = method.test(each);
        }));
        METHODS.put("riseAgain", Hold::riseAgain);
        METHODS.put("newWorker", Hold::newWorker);
    }

    @SafeVarargs
    private static Hold after(Consumer<Hold>... edges) {
        Hold hold = new Hold();
        for (Consumer<Hold> edge : edges) edge.accept(hold);
        return hold;
    }

    @Test
    @Proves({"C4", "C5"})
    void edges_drivenFromEveryState_areThoseOfTheHeader() {
        assertThat(Transitions.driven(STATES, METHODS, Hold::state)).isEqualTo(Transitions.listedIn(Hold.class)).hasSize(7);
    }

    @Test
    void states_asTheyAreReached_areAll() {
        assertThat(STATES.values().stream().map(state -> state.get().state()).distinct()).containsExactlyInAnyOrder(State.values());
    }

    @Test
    void methods_ofHold_areAllDrivenOrAsked() {
        Set<String> known = new TreeSet<>(METHODS.keySet());
        known.addAll(Set.of("state", "isLost"));
        assertThat(Transitions.methodsOf(Hold.class)).as("a new method belongs into this test").isEqualTo(known);
    }

    @Test
    void answer_ofAnEdge_saysWhetherItWasTaken() {
        STATES.forEach((name, state) -> ANSWERING.forEach((method, call) -> {
            Hold hold = state.get();
            State before = hold.state();
            boolean taken = call.test(hold);
            assertThat(taken).as("%s, %s", method, name).isEqualTo(hold.state() != before);
        }));
    }

    @Test
    void isLost_inEachState_isTrueWhenAnotherHasTheWorker() {
        STATES.forEach((name, state) -> assertThat(state.get().isLost()).as(name).isEqualTo(name.startsWith("taken over")));
    }

    /// The balancer has seen the carrier in a task, and comes when it is on its way to sleep: one of the two has the worker, and a carrier that sleeps
    /// has it still.
    @Test
    @Tag("concurrency")
    @Proves("C5")
    void rest_whileItIsTakenOver_isWonByOneOfThem() throws Exception {
        int rounds = Repeat.times(50_000);
        Hold[] holds = new Hold[rounds];
        for (int i = 0; i < rounds; i++) holds[i] = new Hold();
        boolean[] rested = new boolean[rounds];
        boolean[] taken = new boolean[rounds];
        InStep step = new InStep();
        Thread taker = Thread.ofPlatform().daemon().start(() -> {
            for (int i = 0; i < rounds; i++) {
                step.await(i);
                taken[i] = holds[i].tryTakeOverStuck();
            }
        });
        for (int i = 0; i < rounds; i++) {
            step.await(i);
            rested[i] = holds[i].rest();
        }
        taker.join();
        for (int i = 0; i < rounds; i++) {
            assertThat(rested[i]).as("round %s: rests, taken: %s", i, taken[i]).isNotEqualTo(taken[i]);
            assertThat(holds[i].isLost()).as("round %s", i).isEqualTo(taken[i]);
        }
    }
}
