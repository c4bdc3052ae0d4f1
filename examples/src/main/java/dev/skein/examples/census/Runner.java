package dev.skein.examples.census;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;

/// One way to run the census.
interface Runner {

    String name();

    /// Runs it once. The time is that of the job: threads are started before and stopped after.
    TimedResult run(List<SourceFile> files) throws InterruptedException;

    /// One run.
    ///
    /// @param result what it counted
    /// @param nanos wall time, in nanoseconds
    record TimedResult(CensusResult result, long nanos) {
    }

    /// On a new executor for each run.
    static Runner on(String name, Supplier<? extends ExecutorService> executors) {
        return new Runner() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public TimedResult run(List<SourceFile> files) throws InterruptedException {
                try (ExecutorService executor = executors.get()) {
                    long start = System.nanoTime();
                    CensusResult result = new CensusJob(files).run(executor);
                    return new TimedResult(result, System.nanoTime() - start);
                }
            }
        };
    }

    /// On the caller's thread.
    static Runner alone(String name) {
        return new Runner() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public TimedResult run(List<SourceFile> files) {
                long start = System.nanoTime();
                CensusResult result = new CensusJob(files).runAlone();
                return new TimedResult(result, System.nanoTime() - start);
            }
        };
    }
}
