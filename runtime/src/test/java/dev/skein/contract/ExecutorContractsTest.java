package dev.skein.contract;

import org.junit.jupiter.api.Nested;

/// All contracts, put to the executor of [ExecutorUnderTest] with 1, 2 and 8 workers.
class ExecutorContractsTest {

    @Nested class Execute extends ExecuteContract { }

    @Nested class Submit extends SubmitContract { }

    @Nested class Futures extends FutureContract { }

    @Nested class Cancel extends CancelContract { }

    @Nested class Interrupt extends InterruptContract { }

    @Nested class InvokeAll extends InvokeAllContract { }

    @Nested class InvokeAny extends InvokeAnyContract { }

    @Nested class WaitOnWorker extends WaitOnWorkerContract { }

    @Nested class CompletableFutures extends CompletableFutureContract { }

    @Nested class RunnableFutures extends RunnableFutureContract { }

    @Nested class Schedule extends ScheduleContract { }

    @Nested class Periodic extends PeriodicContract { }

    @Nested class Shutdown extends ShutdownContract { }

    @Nested class ShutdownNow extends ShutdownNowContract { }

    @Nested class Close extends CloseContract { }

    @Nested class ShutdownRace extends ShutdownRaceContract { }
}
