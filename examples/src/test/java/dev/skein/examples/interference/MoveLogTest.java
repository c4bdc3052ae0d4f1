package dev.skein.examples.interference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.api.MoveReason;
import dev.skein.api.MoveRecord;
import dev.skein.api.Order;
import dev.skein.api.OrderRecord;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class MoveLogTest {

    private static final long START = 1_000_000_000;
    private static final double UNKNOWN = Double.NaN;

    private final MoveLog log = new MoveLog(START, 100);

    private static MoveRecord ordered(long task, long order, double measured) {
        return new MoveRecord(task, 1, "job-" + task, 0, 1, MoveReason.LOAD, order, START + 20_000_000, 150_000, 80e6, 20e6, 30e6, measured);
    }

    @Test
    void update_ofAMove_tellsReasonAndPrediction() {
        assertThat(log.update(List.of(ordered(7, 3, UNKNOWN)))).containsExactly(
                "   0.020 s  0 -> 1  LOAD        job-7; order 3 took 0.15 ms, work for 80 and 20 ms, predicted gain 30.0 ms");
    }

    @Test
    void update_ofWhatIsKnown_tellsNothing() {
        log.update(List.of(ordered(7, 3, UNKNOWN)));
        assertThat(log.update(List.of(ordered(7, 3, UNKNOWN)))).isEmpty();
        assertThat(log.moves()).isEqualTo(1);
    }

    @Test
    void update_whenTheGainIsMeasured_tellsItOnceForEachOrder() {
        List<MoveRecord> measured = List.of(ordered(7, 3, 25e6), ordered(8, 3, 25e6));
        log.update(List.of(ordered(7, 3, UNKNOWN), ordered(8, 3, UNKNOWN)));
        assertThat(log.update(measured)).hasSize(1).first().asString().endsWith("order 3: measured gain 25.0 ms, predicted 30.0");
        assertThat(log.update(measured)).isEmpty();
    }

    @Test
    void update_ofManyTasksByOneOrder_isOneLine() {
        List<MoveRecord> moves = LongStream.rangeClosed(1, 6).mapToObj(task -> ordered(task, 3, UNKNOWN)).toList();
        assertThat(log.update(moves)).hasSize(1).first().asString().contains("job-1, job-2, job-3, job-4 and 2 more; order 3");
    }

    @Test
    void update_ofAMoveWithoutAnOrder_tellsNoFigures() {
        var asked = new MoveRecord(7, 1, "job-7", 1, 0, MoveReason.USER, 0, START, -1, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN);
        assertThat(log.update(List.of(asked))).containsExactly("   0.000 s  1 -> 0  USER        job-7");
    }

    @Test
    void update_beyondTheMostLines_countsOnly() {
        var few = new MoveLog(START, 2);
        assertThat(few.update(List.of(ordered(1, 1, UNKNOWN), ordered(2, 2, UNKNOWN), ordered(3, 3, UNKNOWN)))).hasSize(2);
        assertThat(few.update(List.of(ordered(4, 4, UNKNOWN)))).isEmpty();
        assertThat(few.moves()).isEqualTo(4);
    }

    @Test
    void summary_countsOutcomes_andTheirReasons() {
        Order order = new Order.Ready(0, 1, 1, MoveReason.LOAD, 0);
        assertThat(MoveLog.summary(List.of())).isEqualTo("none");
        assertThat(MoveLog.summary(List.of(record(order, OrderRecord.Outcome.SETTLED, ""), record(order, OrderRecord.Outcome.REFUSED, "moved lately"),
                record(order, OrderRecord.Outcome.REFUSED, "moved lately")))).isEqualTo("1 settled, 2 refused (2 moved lately)");
    }

    private static OrderRecord record(Order order, OrderRecord.Outcome outcome, String detail) {
        return new OrderRecord(1, order, outcome, detail, 1, START, 1, 1, 1, 1, UNKNOWN);
    }
}
