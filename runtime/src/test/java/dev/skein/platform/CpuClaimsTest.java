package dev.skein.platform;

import static dev.skein.platform.CpuClaims.NO_CPU;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.skein.meta.Proves;
import dev.skein.meta.Repeat;
import dev.skein.meta.Seeds;
import dev.skein.platform.CpuClaims.Claim;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CpuClaimsTest {

    private final CpuClaims claims = new CpuClaims();

    static LongStream seeds() {
        return Seeds.some(200);
    }

    @Test
    void claim_byTwoRuntimesOfOneWorker_takesTwoCpus() {
        assertThat(claims.claim(List.of(0, 1), 1)).containsExactly(0);
        assertThat(claims.claim(List.of(0, 1), 1)).containsExactly(1);
    }

    @Test
    void claim_byAThirdRuntimeOnTwoCpus_sharesTheFirstOfTheOrder() {
        claims.claim(List.of(1, 0), 2);
        assertThat(claims.claim(List.of(1, 0), 1)).containsExactly(1);
        assertThat(claims.workersOn(1)).isEqualTo(2);
    }

    @Test
    void claim_byOneRuntime_followsTheOrderAndBeginsAgain() {
        assertThat(claims.claim(List.of(4, 0, 2), 7)).containsExactly(4, 0, 2, 4, 0, 2, 4);
    }

    @Test
    void claim_cpusThatAUserHasNamed_areTakenLast() {
        claims.claimAsGiven(List.of(0, 0, 1));
        assertThat(claims.claim(List.of(0, 1, 2), 4)).containsExactly(2, 1, 2, 0);
    }

    @Test
    void claim_moreThan64Cpus_takesThemAll() {
        List<Integer> order = IntStream.range(0, 200).boxed().toList();
        assertThat(claims.claim(order, 120)).isEqualTo(order.subList(0, 120));
        assertThat(claims.claim(order, 80)).isEqualTo(order.subList(120, 200));
    }

    @Test
    void claim_emptyOrder_givesNoCpuAndCountsNone() {
        assertThat(claims.claim(List.of(), 2)).containsExactly(NO_CPU, NO_CPU);
        assertThat(claims.workersOn(NO_CPU)).isZero();
        claims.release(List.of(NO_CPU, NO_CPU));
    }

    @Test
    void claim_lessThanNoWorkers_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> claims.claim(List.of(0), -1)).withMessageContaining("got -1");
    }

    @Test
    void release_ofWhatWasClaimed_freesIt() {
        List<Integer> first = claims.claim(List.of(0, 1), 1);
        claims.claim(List.of(0, 1), 1);
        claims.release(first);
        assertThat(claims.claim(List.of(1, 0), 1)).containsExactly(0);
    }

    @Test
    void release_ofWhatWasNotClaimed_isRefused() {
        claims.claim(List.of(0, 1), 1);
        assertThatIllegalArgumentException().isThrownBy(() -> claims.release(List.of(1))).withMessageContaining("got 1");
    }

    @Test
    void settle_cpuGone_movesThatWorkerAloneToTheLeastClaimed() {
        claims.claimAsGiven(List.of(0));
        List<Integer> cpus = claims.claim(List.of(1, 2, 3), 3);
        assertThat(settle(cpus, cpus, List.of(0, 1, 2), false)).containsExactly(1, 2, 0);
        assertThat(counts(4)).containsExactly(2, 1, 1, 0);
    }

    @Test
    void settle_cpusBackAgain_bringsEachWorkerToItsFirst() {
        List<Integer> first = claims.claim(List.of(0, 1, 2, 3), 4);
        List<Integer> squeezed = settle(first, first, List.of(2), false);
        assertThat(squeezed).containsExactly(2, 2, 2, 2);
        assertThat(settle(squeezed, first, List.of(0, 1, 2, 3), false)).isEqualTo(first);
        assertThat(counts(4)).containsExactly(1, 1, 1, 1);
    }

    /// Each CPU has one worker, so none is less claimed than another.
    @ParameterizedTest
    @CsvSource({"3 1 2 0", "1 2 3 0", "1 0 3 2"})
    @Proves("U2")
    void settle_workersThatHaveEachOthersFirst_bringsAllToTheirs(String were) {
        List<Integer> first = claims.claim(List.of(0, 1, 2, 3), 4);
        List<Integer> cpus = Stream.of(were.split(" ")).map(Integer::valueOf).toList();
        assertThat(settle(cpus, first, List.of(0, 1, 2, 3), false)).isEqualTo(first);
        assertThat(first).allSatisfy(cpu -> assertThat(claims.workersOn(cpu)).isOne());
    }

    @Test
    void settle_workersOfOneFirstCpu_doNotChangePlaces() {
        List<Integer> cpus = claims.claim(List.of(0, 1), 2);
        assertThat(settle(cpus, List.of(0, 0), List.of(0, 1), false)).isEqualTo(cpus);
    }

    @Test
    void settle_cpusThatAreNew_spreadsWorkersThatShare() {
        List<Integer> first = claims.claim(List.of(0), 3);
        assertThat(settle(first, first, List.of(0, 5, 7), false)).containsExactlyInAnyOrder(0, 5, 7);
    }

    @Test
    void settle_nothingToGain_movesNobody() {
        claims.claim(List.of(0, 1), 1);
        List<Integer> cpus = claims.claim(List.of(0, 1), 2);
        assertThat(settle(cpus, cpus, List.of(0, 1), false)).isEqualTo(cpus);
        assertThat(settle(cpus, cpus, List.of(1, 0), false)).isEqualTo(cpus);
    }

    @Test
    void settle_anotherRuntimeHasLeftItsCpu_goesThere() {
        List<Integer> other = claims.claim(List.of(0, 1), 2);
        List<Integer> mine = claims.claim(List.of(0, 1), 1);
        claims.claimAsGiven(List.of(0));
        claims.release(other);
        assertThat(settle(mine, mine, List.of(0, 1), false)).containsExactly(1);
    }

    @Test
    void settle_asGiven_staysOnASharedCpuAndComesBackToIt() {
        claims.claim(List.of(0, 1), 2);
        List<Integer> given = List.of(0, 1);
        claims.claimAsGiven(given);
        claims.claim(List.of(0), 3);
        assertThat(settle(given, given, List.of(0, 1), true)).isEqualTo(given);
        List<Integer> squeezed = settle(given, given, List.of(1), true);
        assertThat(squeezed).containsExactly(1, 1);
        assertThat(settle(squeezed, given, List.of(0, 1), true)).isEqualTo(given);
    }

    @Test
    void settle_noCpuLeft_countsNoneUntilThereIsOne() {
        List<Integer> given = List.of(3, 4);
        claims.claimAsGiven(given);
        List<Integer> none = settle(given, given, List.of(), true);
        assertThat(none).containsExactly(NO_CPU, NO_CPU);
        assertThat(counts(5)).containsOnly(0);
        assertThat(settle(none, given, List.of(4), true)).containsExactly(4, 4);
        assertThat(claims.workersOn(4)).isEqualTo(2);
    }

    @Test
    void settle_workerThatDoesNotCount_leavesItsCpuToOthers() {
        List<Integer> cpus = claims.claim(List.of(0, 1), 2);
        claims.release(List.of(1));
        List<Claim> held = List.of(new Claim(0, 0, true), new Claim(1, 1, false));
        assertThat(claims.settle(held, List.of(0, 1), false)).isEqualTo(cpus);
        assertThat(claims.settle(held, List.of(0), false)).as("it cannot stay on a CPU that is gone").containsExactly(0, 0);
        assertThat(counts(2)).containsExactly(1, 0);
    }

    @Test
    @Tag("concurrency")
    @Proves("U1")
    void claim_byThreadsAtTheSameTime_takesDifferentCpus() throws Exception {
        int runtimes = 4;
        List<Integer> order = List.of(0, 1, 2, 3);
        CyclicBarrier together = new CyclicBarrier(runtimes);
        List<Integer> taken = Collections.synchronizedList(new ArrayList<>());
        for (int round = 0; round < Repeat.times(300); round++) {
            taken.clear();
            inParallel(runtimes, together, () -> taken.addAll(claims.claim(order, 1)));
            assertThat(taken).as("round %s", round).containsExactlyInAnyOrderElementsOf(order);
            inParallel(runtimes, together, () -> claims.release(List.of(taken.removeLast())));
        }
        assertThat(counts(4)).containsOnly(0);
    }

    private final List<Thread> threads = new ArrayList<>();

    private void inParallel(int number, CyclicBarrier together, Runnable body) throws InterruptedException {
        threads.clear();
        for (int i = 0; i < number; i++) {
            threads.add(Thread.ofPlatform().daemon().start(() -> {
                try {
                    together.await();
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
                body.run();
            }));
        }
        for (Thread thread : threads) thread.join();
    }

    /// Runtimes with CPU sets of their own that settle one after the other until a whole round moves nobody.
    @ParameterizedTest
    @MethodSource("seeds")
    @Proves("U2")
    void settle_byManyRuntimesInTurn_comesToRestWithNoWorkerThatCouldDoBetter(long seed) {
        Random random = Seeds.random(seed);
        List<Runtime> runtimes = new ArrayList<>();
        int cpus = 1 + random.nextInt(12);
        for (int i = 0; i < 1 + random.nextInt(6); i++) runtimes.add(new Runtime(random, cpus));
        for (int change = 0; change < 5; change++) {
            for (Runtime runtime : runtimes) runtime.order = someCpus(random, cpus);
            int rounds = 0;
            for (boolean moved = true; moved; rounds++) {
                assertThat(rounds).as("rounds until all rest, seed %s", seed).isLessThan(100);
                moved = false;
                for (Runtime runtime : runtimes) moved |= runtime.settles();
            }
            int[] counted = new int[cpus];
            for (Runtime runtime : runtimes) {
                runtime.cpus.forEach(cpu -> counted[cpu]++);
                int least = runtime.order.stream().mapToInt(claims::workersOn).min().orElseThrow();
                assertThat(runtime.order).as("seed %s", seed).containsAll(runtime.cpus);
                if (runtime.asGiven) continue;
                assertThat(runtime.cpus).as("no CPU with two workers more than another, seed %s", seed)
                        .allMatch(cpu -> claims.workersOn(cpu) <= least + 1);
                assertThat(runtime.pairsThatCouldChangePlaces()).as("seed %s", seed).isZero();
            }
            assertThat(counts(cpus)).as("what is counted, seed %s", seed).isEqualTo(counted);
        }
        for (Runtime runtime : runtimes) claims.release(runtime.cpus);
        assertThat(counts(cpus)).as("all given back, seed %s", seed).containsOnly(0);
    }

    private static List<Integer> someCpus(Random random, int cpus) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, cpus).boxed().toList());
        Collections.shuffle(order, random);
        return order.subList(0, 1 + random.nextInt(cpus));
    }

    private final class Runtime {
        final boolean asGiven;
        final List<Integer> first;
        List<Integer> order;
        List<Integer> cpus;

        Runtime(Random random, int cpus) {
            asGiven = random.nextInt(3) == 0;
            order = someCpus(random, cpus);
            int workers = 1 + random.nextInt(2 * cpus);
            first = asGiven ? IntStream.range(0, workers).mapToObj(i -> order.get(i % order.size())).toList() : claims.claim(order, workers);
            if (asGiven) claims.claimAsGiven(first);
            this.cpus = first;
        }

        /// Of which one would be at home then, and the other is not now.
        long pairsThatCouldChangePlaces() {
            return IntStream.range(0, first.size()).filter(worker -> !cpus.get(worker).equals(first.get(worker)))
                    .filter(worker -> IntStream.range(0, first.size()).anyMatch(other -> cpus.get(other).equals(first.get(worker)) && !first.get(other).equals(first.get(worker))))
                    .count();
        }

        boolean settles() {
            List<Integer> before = cpus;
            cpus = settle(cpus, first, order, asGiven);
            return !cpus.equals(before);
        }
    }

    private List<Integer> settle(List<Integer> cpus, List<Integer> first, List<Integer> order, boolean asGiven) {
        List<Claim> held = IntStream.range(0, cpus.size()).mapToObj(i -> new Claim(cpus.get(i), first.get(i), true)).toList();
        return claims.settle(held, order, asGiven);
    }

    /// Workers on each of the CPUs 0 to `cpus - 1`.
    private int[] counts(int cpus) {
        return IntStream.range(0, cpus).map(claims::workersOn).toArray();
    }
}
