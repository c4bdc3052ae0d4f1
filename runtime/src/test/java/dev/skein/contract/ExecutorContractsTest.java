package dev.skein.contract;

import org.junit.jupiter.api.Nested;

/// All contracts, put to the executor of [ExecutorUnderTest] with 1, 2 and 8 workers.
class ExecutorContractsTest {

    @Nested class Execute extends ExecuteContract { }

    @Nested class Submit extends SubmitContract { }

    @Nested class Futures extends FutureContract { }

    @Nested class Cancel extends CancelContract { }

    @Nested class Interrupt extends InterruptContract { }
}
