package dev.skein.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.api.Continuation;
import dev.skein.api.Step;
import dev.skein.api.TaskContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BalancingTest {

    private record Declares(long footprintBytes) implements Continuation<Object> {
        @Override
        public Step<Object> resume(TaskContext context) {
            return Step.done("done");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, Balancing.MAX_FOOTPRINT})
    void footprintOf_inRange_isWhatTheBodySays(long bytes) {
        assertThat(Balancing.footprintOf(new Declares(bytes))).isEqualTo(bytes);
    }

    @Test
    void footprintOf_beyondAllMemory_isSuchThatMillionsCanBeAdded() {
        long held = Balancing.footprintOf(new Declares(Long.MAX_VALUE));
        assertThat(held).isEqualTo(Balancing.MAX_FOOTPRINT);
        assertThat(Math.multiplyExact(held, 8_000_000L)).isPositive();
    }

    @Test
    void footprintOf_belowZero_isRefused() {
        assertThatThrownBy(() -> Balancing.footprintOf(new Declares(-1))).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("0 or more").hasMessageContaining("got -1");
    }
}
