package dev.skein.soak;

import dev.skein.api.Continuation;
import dev.skein.api.Mailbox;
import dev.skein.api.Step;
import dev.skein.api.TaskContext;
import java.time.Duration;

/// One of two tasks that send each other a number, one more each time: none may be lost, or come twice. A player whose partner was cancelled gives up.
final class Player implements Continuation<Integer> {

    private static final int RALLY = 100;
    private static final Duration PATIENCE = Duration.ofMillis(100);

    private final Tally tally;
    private final Alone alone;
    private final Mailbox<Integer> mine;
    private final Mailbox<Integer> partners;
    private int expected;

    private Player(Tally tally, Mailbox<Integer> mine, Mailbox<Integer> partners, int expected) {
        this.tally = tally;
        this.alone = new Alone(tally);
        this.mine = mine;
        this.partners = partners;
        this.expected = expected;
    }

    /// The two, the first ball served.
    static Player[] pair(Tally tally) {
        Mailbox<Integer> one = new Mailbox<>();
        Mailbox<Integer> other = new Mailbox<>();
        one.send(0);
        return new Player[] {new Player(tally, one, other, 0), new Player(tally, other, one, 1)};
    }

    @Override
    public Step<Integer> resume(TaskContext context) {
        alone.enter();
        Integer ball = mine.poll();
        if (ball == null && !context.timedOut()) {
            alone.leave();
            return Step.await(mine, PATIENCE);
        }
        if (ball == null || isLast(ball)) {
            alone.end();
            return Step.done(expected);
        }
        alone.leave();
        return Step.again();
    }

    private boolean isLast(int ball) {
        if (ball != expected) tally.wrong("a message was lost or came twice: " + ball + " came instead of " + expected);
        expected = ball + 2;
        tally.messages.increment();
        if (ball < RALLY) partners.send(ball + 1);
        return ball >= RALLY - 1;
    }

    @Override
    public void cancelled() {
        alone.cleanUp();
    }
}
