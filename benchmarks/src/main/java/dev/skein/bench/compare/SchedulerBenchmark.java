package dev.skein.bench.compare;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What all benchmarks of schedulers have in common: how they are measured. They name their contestants in a parameter `scheduler`, by which [Compare]
/// finds them.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 5,
        jvmArgs = {BenchJvm.HEAP_MIN, BenchJvm.HEAP_MAX, BenchJvm.TOUCHED, BenchJvm.LARGE_PAGES, BenchJvm.LOOK_AT_CARDS, BenchJvm.COLLECTOR},
        jvmArgsAppend = {BenchJvm.NATIVE_ACCESS, BenchJvm.OPEN_THREAD, BenchJvm.QUIET_UNSAFE, BenchJvm.NO_FIBER_TRACES})
public abstract class SchedulerBenchmark { }
