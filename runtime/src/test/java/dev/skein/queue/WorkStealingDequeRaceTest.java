package dev.skein.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.meta.Proves;
import dev.skein.meta.Repeat;
import dev.skein.meta.Seeds;
import dev.skein.platform.AsymmetricFence;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// One owner and real thieves: each element is taken exactly once, and what its maker wrote is seen.
@Tag("concurrency")
class WorkStealingDequeRaceTest {

    private static final int ELEMENTS = 1_000_000;

    /// Plain fields, published by the deque alone (D1).
    private static final class Element {
        int number;
        int check;

        Element(int number) {
            this.number = number;
            this.check = ~number;
        }
    }

    private final AtomicIntegerArray taken = new AtomicIntegerArray(ELEMENTS);
    private final AtomicLong torn = new AtomicLong();
    private volatile boolean done;

    @ParameterizedTest
    @CsvSource({"1, 2, false", "2, 16, false", "3, 1024, false", "1, 2, true", "3, 1024, true"})
    @Proves({"D1", "D2", "D3", "D4", "D10"})
    void forks_ownerPopsAndThievesPoll_eachElementOnce(int thieves, int initialCapacity, boolean biased) throws Exception {
        AsymmetricFence.prepare();
        long seed = System.nanoTime();
        for (int repeat = 0; repeat < Repeat.times(1); repeat++) {
            long nearTheBorder = TopWord.LAST_INDEX - ELEMENTS / 2;
            WorkStealingDeque<Element> forks = new WorkStealingDeque<>(initialCapacity, nearTheBorder);
            Actors actors = new Actors();
            for (int i = 0; i < thieves; i++) {
                actors.start(() -> {
                    while (!done || !forks.isEmpty()) take(forks.poll(false));
                });
            }
            Random random = Seeds.random(seed);
            for (int next = 0; next < ELEMENTS; ) {
                if (biased) forks.bias();
                int burst = 1 + random.nextInt(random.nextInt(20) == 0 ? 300 : 3);
                for (int i = 0; i < burst && next < ELEMENTS; i++) forks.push(new Element(next++));
                int pops = random.nextInt(burst + 2);
                for (int i = 0; i < pops; i++) take(forks.pop());
            }
            for (Element each; (each = forks.pop()) != null; ) take(each);
            actors.join();
            assertEachTakenOnce("forks, seed " + seed);
            assertThat(forks.pop()).isNull();
            assertThat(forks.occupiedSlots()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "2, 16", "3, 256"})
    @Proves({"D1", "D2", "D4", "D6"})
    void ready_ownerPollsAndThievesStealIntoTheirs_eachElementOnce(int thieves, int initialCapacity) throws Exception {
        long seed = System.nanoTime();
        for (int repeat = 0; repeat < Repeat.times(1); repeat++) {
            List<WorkStealingDeque<Element>> all = new ArrayList<>();
            for (int i = 0; i <= thieves; i++) all.add(new WorkStealingDeque<>(initialCapacity, TopWord.LAST_INDEX - ELEMENTS / 4));
            Actors actors = new Actors();
            for (int i = 1; i <= thieves; i++) {
                int me = i;
                actors.start(() -> robAndTake(all, me, Seeds.random(seed + me)));
            }
            WorkStealingDeque<Element> mine = all.getFirst();
            Random random = Seeds.random(seed);
            for (int next = 0; next < ELEMENTS; ) {
                int burst = 1 + random.nextInt(random.nextInt(20) == 0 ? 300 : 3);
                for (int i = 0; i < burst && next < ELEMENTS; i++) mine.push(new Element(next++));
                int polls = random.nextInt(burst + 2);
                for (int i = 0; i < polls; i++) take(mine.poll(true));
                if (random.nextInt(50) == 0) all.get(random.nextInt(all.size() - 1) + 1).stealInto(mine, 32);
            }
            for (Element each; (each = mine.poll(true)) != null; ) take(each);
            actors.join();
            assertEachTakenOnce("ready, seed " + seed);
            assertThat(mine.poll(true)).isNull();
            assertThat(all).allMatch(WorkStealingDeque::isEmpty);
            assertThat(mine.occupiedSlots()).isZero();
        }
    }

    private void robAndTake(List<WorkStealingDeque<Element>> all, int me, Random random) {
        WorkStealingDeque<Element> own = all.get(me);
        while (!done || !all.getFirst().isEmpty()) {
            int victim = random.nextInt(all.size());
            if (victim != me) all.get(victim).stealInto(own, 1 + random.nextInt(32));
            if (random.nextInt(4) == 0) take(all.getFirst().poll(false));
            int takes = random.nextInt(20);
            for (int i = 0; i < takes; i++) take(own.poll(true));
        }
        for (Element each; (each = own.poll(true)) != null; ) take(each);
    }

    @Test
    @Proves("D3")
    void lastElement_ownerPopsAndThiefPolls_oneOfThemHasIt() throws Exception {
        int rounds = Repeat.times(ELEMENTS / 4);
        WorkStealingDeque<Integer> forks = new WorkStealingDeque<>(2);
        AtomicLong sumOfThief = new AtomicLong();
        AtomicLong takenByThief = new AtomicLong();
        Actors actors = new Actors();
        actors.start(() -> {
            while (!done) {
                Integer each = forks.poll(false);
                if (each == null) continue;
                sumOfThief.addAndGet(each);
                takenByThief.incrementAndGet();
            }
        });
        long sumOfOwner = 0;
        long takenByOwner = 0;
        for (int round = 0; round < rounds; round++) {
            Integer pushed = round;
            forks.push(pushed);
            Integer each = round % 2 == 0 ? forks.pop() : forks.popIf(pushed) ? pushed : null;
            if (each == null) continue;
            sumOfOwner += each;
            takenByOwner++;
        }
        assertThat(forks.pop()).isNull();
        actors.join();
        assertThat(takenByOwner + takenByThief.get()).isEqualTo(rounds);
        assertThat(sumOfOwner + sumOfThief.get()).isEqualTo((long) rounds * (rounds - 1) / 2);
    }

    @Test
    @Proves("D6")
    void stealInto_lostRace_leavesTheThiefsDequeAsItWas() throws Exception {
        WorkStealingDeque<Integer> victim = new WorkStealingDeque<>(64);
        WorkStealingDeque<Integer> own = new WorkStealingDeque<>(64);
        AtomicLong takenByOther = new AtomicLong();
        Actors actors = new Actors();
        actors.start(() -> {
            while (!done || !victim.isEmpty()) {
                if (victim.poll(false) != null) takenByOther.incrementAndGet();
            }
        });
        long moved = 0;
        long pushed = 0;
        for (int round = 0; round < Repeat.times(ELEMENTS / 10); round++) {
            for (int i = 0; i < 4; i++) victim.push((int) pushed++);
            int count = victim.stealInto(own, 32);
            assertThat(own.size()).as("round %s, %s stolen", round, count).isEqualTo(count);
            assertThat(own.occupiedSlots()).as("round %s, %s stolen", round, count).isEqualTo(count);
            for (int i = 0; i < count; i++) assertThat(own.poll(true)).as("round %s", round).isNotNull();
            moved += count;
        }
        actors.join();
        assertThat(moved + takenByOther.get()).isEqualTo(pushed);
    }

    private void take(Element element) {
        if (element == null) return;
        if (element.check != ~element.number) torn.incrementAndGet();
        taken.incrementAndGet(element.number);
    }

    private void assertEachTakenOnce(String name) {
        long wrong = 0;
        for (int i = 0; i < ELEMENTS; i++) {
            if (taken.getAndSet(i, 0) != 1) wrong++;
        }
        assertThat(wrong).as("%s: elements lost or doubled", name).isZero();
        assertThat(torn).as("%s: elements not wholly seen", name).hasValue(0);
    }

    /// Threads that end when `done` is set; what one of them throws fails the test.
    private final class Actors {
        private final List<Thread> threads = new ArrayList<>();
        private volatile Throwable failure;

        Actors() {
            done = false;
        }

        void start(Runnable body) {
            threads.add(Thread.ofPlatform().daemon().start(() -> {
                try {
                    body.run();
                } catch (Throwable e) {
                    failure = e;
                }
            }));
        }

        void join() throws InterruptedException {
            done = true;
            for (Thread thread : threads) {
                thread.join(60_000);
                assertThat(thread.isAlive()).as("an actor hangs").isFalse();
            }
            assertThat(failure).isNull();
        }
    }

    /// Who only looks sees elements that are whole, each after those before it.
    @ParameterizedTest
    @CsvSource({"2", "64"})
    @Proves({"D1", "D5", "D8"})
    void ready_whileOwnerAndThiefTake_aLookSeesWholeElementsInOrder(int initialCapacity) throws Exception {
        WorkStealingDeque<Element> ready = new WorkStealingDeque<>(initialCapacity, TopWord.LAST_INDEX - ELEMENTS / 2);
        AtomicLong looks = new AtomicLong();
        AtomicLong disorder = new AtomicLong();
        Actors actors = new Actors();
        actors.start(() -> {
            while (!done) {
                int[] last = {-1};
                ready.forEach(each -> {
                    looks.incrementAndGet();
                    if (each.check != ~each.number) torn.incrementAndGet();
                    if (each.number <= last[0]) disorder.incrementAndGet();
                    last[0] = each.number;
                });
            }
        });
        actors.start(() -> {
            while (!done) ready.poll(false);
        });
        Random random = Seeds.random(1);
        long deadline = System.nanoTime() + 60_000_000_000L;
        for (int next = 0; next < ELEMENTS || (looks.get() == 0 && System.nanoTime() < deadline); ) {
            int burst = 1 + random.nextInt(random.nextInt(20) == 0 ? 300 : 3);
            for (int i = 0; i < burst; i++) ready.push(new Element(next++));
            if (next >= ELEMENTS) Thread.yield();    // on one CPU who looks may not have had a turn while there was something to see
            for (int i = random.nextInt(burst + 2); i > 0; i--) ready.poll(true);
        }
        actors.join();
        assertThat(torn).hasValue(0);
        assertThat(disorder).hasValue(0);
        assertThat(looks.get()).as("elements seen").isPositive();
    }
}
