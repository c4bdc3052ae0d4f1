package dev.skein.report;

import static dev.skein.report.Reported.PATIENCE;
import static dev.skein.report.Reported.awaitSuspended;
import static dev.skein.report.Reported.await30;
import static dev.skein.report.Reported.dump;
import static dev.skein.report.Reported.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skein.Skein;
import dev.skein.SkeinBuilder;
import dev.skein.api.Mailbox;
import dev.skein.api.MoveReason;
import dev.skein.api.Order;
import dev.skein.api.RecursiveTask;
import dev.skein.api.Step;
import dev.skein.api.Task;
import dev.skein.report.Reported.Holds;
import dev.skein.report.Reported.Waits;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What stands in a dump.
class DumpTest {

    private static final String TIME = "\\d+\\.\\d{3}s";

    private final AtomicBoolean order = new AtomicBoolean();
    private final Skein skein = Skein.builder().name("dumped").workers(2).stuckAfter(SkeinBuilder.MAX_STUCK_AFTER).policy((previous, now) ->
            order.getAndSet(false) ? List.of(new Order.Ready(0, 1, 1, MoveReason.LOAD, 0)) : List.of()).start();
    private final CompletableFuture<String> never = new CompletableFuture<>();

    @AfterEach
    void close() {
        never.complete("now");
        skein.shutdownNow();
        skein.close();
    }

    private static final class Quick implements Runnable, Callable<Integer> {
        @Override
        public void run() {}

        @Override
        public Integer call() {
            return 1;
        }
    }

    /// Both workers busy; to be ended.
    private List<Holds> holdBoth() {
        List<Holds> both = List.of(new Holds(), new Holds());
        for (Holds each : both) {
            skein.execute(each);
            await30(each.begun);
        }
        return both;
    }

    @Test
    void dump_ofAnIdleRuntime_hasAllSections() {
        List<String> dump = dump(skein);
        assertThat(dump.getFirst()).matches("skein dumped state=OPEN up=" + TIME + " at=\\d{4}-\\d\\d-\\d\\dT\\S+Z");
        assertThat(dump).contains("configuration:", "workers:", "tasks:", "balancer:", "totals:", "  listed=0", "  overflow=0");
        assertThat(line(dump, "timeSlice=")).contains("workers=2", "pinning=AUTO", "maxSpares=256", "timeSlice=0.010s", "queueLimit=-", "whenFull=REJECT", "decorator=-");
        assertThat(line(dump, "submitted=")).contains("submitted=0", "completed=0", "suspended=0");
        assertThat(dump.stream().filter(each -> each.startsWith("  worker="))).hasSize(2).allMatch(each -> each.matches(
                "  worker=\\d state=\\w+ availability=OPEN health=(-|GETS_ON) cpu=\\S+ pinned=(yes|no) forks=0 ready=0 inbox=0 addressed=0 completed=0 steals=\\d+ stolenTasks=\\d+ parks=\\d+"
                        + " busy=" + TIME + " cpuTime=(-|" + TIME + ") allocated=(-|\\d+)"));
        assertThat(line(dump, "throttledPeriods=")).matches("  quotaPeriods=(-|\\d+) throttledPeriods=(-|\\d+) throttled=(-|" + TIME + ")");
    }

    @Test
    void dump_ofTasksThatWait_saysForWhat() {
        Task<String> first = skein.spawn(new Waits("waits for a stage", () -> Step.await(never)), 1);
        skein.spawn(new Waits("waits for a task", () -> Step.await(first)));
        skein.spawn(new Waits("waits for mail", () -> Step.await(new Mailbox<String>())));
        skein.spawn(new Waits("waits for some time", () -> Step.sleep(Duration.ofHours(1))));
        skein.spawn(new Waits("waits with a limit", () -> Step.await(never, Duration.ofHours(1))));
        awaitSuspended(skein, 5);
        List<String> dump = dump(skein);
        assertThat(line(dump, "\"waits for a stage\"")).matches("  id=" + first.id() + " name=\"waits for a stage\" kind=suspendable class="
                + Waits.class.getName().replace("$", "\\$") + " state=SUSPENDED worker=\\d queue=- waits=stage\\(java.util.concurrent.CompletableFuture\\) age=- moves=0 runs=1");
        assertThat(line(dump, "\"waits for a task\"")).contains(" waits=task(" + first.id() + ") ");
        assertThat(line(dump, "\"waits for mail\"")).contains(" waits=event(dev.skein.api.Mailbox) ");
        assertThat(line(dump, "\"waits for some time\"")).matches(".* waits=time\\(3(600.000|599.\\d{3})s\\) .*");
        assertThat(line(dump, "\"waits with a limit\"")).matches(".* waits=stage\\(java.util.concurrent.CompletableFuture\\)\\|time\\(3\\d{3}.\\d{3}s\\) .*");
        assertThat(line(dump, "listed=")).isEqualTo("  listed=5");
        assertThat(line(dump, "submitted=")).contains("suspended=5");
    }

    @Test
    void dump_ofATaskWhoseCarrierHasLostItsWorker_showsItsStack() throws Exception {
        try (Skein blocked = Skein.builder().name("blocked").workers(1).start()) {
            CountDownLatch gate = new CountDownLatch(1);
            blocked.submit(() -> Skein.blocking(() -> {
                gate.await();
                return 1;
            }));
            try {
                assertThat(blocked.submit(new Quick(), 2).get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(2);
                List<String> dump = dump(blocked);
                assertThat(line(dump, "state=DETACHED")).isEqualTo("  worker=- state=DETACHED");
                assertThat(dump).anyMatch(each -> each.contains("at ") && each.contains("CountDownLatch.await"));
            } finally {
                gate.countDown();
            }
        }
    }

    @Test
    void dump_ofTasksOfWhichAccountsAreKept_hasThem() {
        try (Skein accounts = Skein.builder().name("accounts").workers(1).account(true).start()) {
            accounts.spawn(new Waits("accounted", () -> Step.await(never)));
            awaitSuspended(accounts, 1);
            assertThat(line(dump(accounts), "\"accounted\"")).matches(".* account=cpu\\((-|" + TIME + ")\\),waiting\\(" + TIME + "\\),suspended\\(" + TIME + "\\)");
            skein.spawn(new Waits("plain", () -> Step.await(never)));
            awaitSuspended(skein, 1);
            assertThat(line(dump(skein), "\"plain\"")).doesNotContain("account=");
            never.complete("now");
        }
    }

    @Test
    void dump_ofWhatRuns_showsItsStackWithoutTheCarriersLoop() throws Exception {
        Holds plain = new Holds();
        Holds inside = new Holds();
        skein.execute(plain);
        await30(plain.begun);
        Task<String> suspendable = skein.spawn(new Waits("holds", () -> {
            inside.run();
            return Step.done("ended");
        }));
        await30(inside.begun);
        await().atMost(PATIENCE).until(() -> dump(skein).stream().filter(each -> each.startsWith("    runs ") && !each.contains("since=-")).count() == 2);
        List<String> dump = dump(skein);
        assertThat(line(dump, "    runs id=" + suspendable.id())).matches("    runs id=\\d+ name=\"holds\" kind=suspendable class=\\S+Waits since=" + TIME + " thread=\"skein-dumped-w\\d\"");
        assertThat(line(dump, "    runs id=-")).matches("    runs id=- name=- kind=plain class=\\S+Holds since=" + TIME + " thread=\"skein-dumped-w\\d\"");
        assertThat(line(dump, "  id=" + suspendable.id() + " ")).matches(".* state=RUNNING worker=\\d queue=- waits=- age=" + TIME + " moves=0 runs=1");
        assertThat(dump.stream().filter(each -> each.startsWith("      at ")).toList()).as("stacks")
                .anyMatch(each -> each.contains("Reported$Holds.run(Reported.java:")).noneMatch(each -> each.contains("dev.skein.worker."));
        assertThat(dump.stream().filter(each -> each.startsWith("  worker=")).toList()).allMatch(each -> each.contains(" state=RUNNING "));
        plain.end.countDown();
        inside.end.countDown();
        assertThat(suspendable.get(30, TimeUnit.SECONDS)).isEqualTo("ended");
    }

    /// It stands with those that have suspended, and inside a carrier.
    @Test
    void dump_ofATaskThatHasSuspendedAndRuns_showsItOnce() throws Exception {
        CompletableFuture<String> event = new CompletableFuture<>();
        Holds inside = new Holds();
        Task<String> task = skein.spawn(context -> {
            if (!event.isDone()) return Step.await(event);
            inside.run();
            return Step.done("ended");
        });
        awaitSuspended(skein, 1);
        assertThat(line(dump(skein), "  id=" + task.id() + " ")).contains(" state=SUSPENDED ", " runs=1");
        event.complete("now");
        await30(inside.begun);
        assertThat(line(dump(skein), "  id=" + task.id() + " ")).contains(" state=RUNNING ", " runs=2");
        inside.end.countDown();
        assertThat(task.get(30, TimeUnit.SECONDS)).isEqualTo("ended");
    }

    @Test
    void dump_ofWhatWaitsInQueues_namesClassAndQueue() {
        List<Holds> both = holdBoth();
        skein.execute(new Quick());
        skein.submit((Callable<Integer>) new Quick());
        Task<String> task = skein.spawn(new Waits("queued", () -> Step.done("ended")), 1);
        List<String> dump = dump(skein);
        String quick = Pattern.quote(Quick.class.getName());
        // What stands beside a worker that makes no progress for 5 ms the sentry gives to all.
        assertThat(line(dump, "  id=" + task.id() + " ")).matches("  id=\\d+ name=\"queued\" kind=suspendable class=" + Pattern.quote(Waits.class.getName())
                + " state=READY worker=(1 queue=addressed|- queue=overflow) waits=- age=- moves=0 runs=0");
        for (String runs : List.of("-", "0")) {      // of execute, of submit
            assertThat(dump).anyMatch(each -> each.matches("  id=- name=- kind=plain class=" + quick + " state=READY worker=\\d queue=inbox waits=- age=- moves=- runs=" + runs));
        }
        assertThat(line(dump, "listed=")).isEqualTo("  listed=5");
        both.forEach(each -> each.end.countDown());
    }

    /// As a lambda without captures is one object wherever it is given.
    @Test
    void dump_ofOneObjectThatWasGivenSeveralTimes_showsEach() {
        Holds holds = new Holds();
        for (int i = 0; i < 5; i++) skein.execute(holds);
        await().atMost(PATIENCE).until(() -> dump(skein).stream().filter(each -> each.startsWith("    runs ")).count() == 2);
        List<String> ofHolds = dump(skein).stream().filter(each -> each.startsWith("  id=- ") && each.contains("$Holds ")).toList();
        assertThat(ofHolds).filteredOn(each -> each.contains(" state=RUNNING ")).hasSize(2);
        assertThat(ofHolds).filteredOn(each -> each.contains(" state=READY ")).hasSize(3);
        holds.end.countDown();
    }

    /// Its word says RUNNING, as if a carrier were inside.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void dump_ofATaskThatHasGivenWay_showsItInItsQueue(boolean hasSuspended) throws Exception {
        Holds other = new Holds();
        Holds before = new Holds();
        CompletableFuture<String> event = new CompletableFuture<>();
        AtomicInteger runs = new AtomicInteger();
        Task<String> task = skein.spawn(context -> {
            if (hasSuspended && !event.isDone()) return Step.await(event);
            if (runs.incrementAndGet() > 1) return Step.done("ended");
            skein.execute(other);
            skein.execute(before);
            while (other.begun.getCount() > 0) Thread.onSpinWait();          // a thief has it
            return Step.again();
        });
        if (hasSuspended) awaitSuspended(skein, 1);
        event.complete("now");
        await30(before.begun);
        await30(other.begun);
        String queue = hasSuspended ? "-" : "ready";
        assertThat(line(dump(skein), "  id=" + task.id() + " ")).matches(".* state=READY worker=\\d queue=" + queue + " waits=- age=- moves=0 runs=\\d");
        task.cancel(true);
        assertThat(line(dump(skein), "  id=" + task.id() + " ")).matches(".* state=CLEANUP worker=\\d queue=" + queue + " waits=- age=- moves=0 runs=\\d");
        other.end.countDown();
        before.end.countDown();
        await().atMost(PATIENCE).until(() -> dump(skein).stream().noneMatch(each -> each.startsWith("  id=" + task.id() + " ")));
    }

    @Test
    void dump_ofWhatWaitsForItsTime_saysWhen() {
        skein.schedule((Runnable) new Quick(), 1, TimeUnit.HOURS);
        ScheduledFuture<?> periodic = skein.scheduleAtFixedRate(new Quick(), 1, 1, TimeUnit.HOURS);
        List<String> dump = dump(skein);
        assertThat(line(dump, "kind=delayed")).matches("  id=- name=- kind=delayed class=\\S+DumpTest\\$Quick state=SUSPENDED worker=- queue=- waits=time\\(3\\d{3}.\\d{3}s\\) age=- moves=- runs=0");
        assertThat(line(dump, "kind=periodic")).contains(" class=" + Quick.class.getName() + " ");
        periodic.cancel(false);
        assertThat(dump(skein)).noneMatch(each -> each.contains("kind=periodic"));
    }

    private static final class Sum extends RecursiveTask<Integer> {
        private final Holds inside;

        private Sum(Holds inside) {
            this.inside = inside;
        }

        @Override
        protected Integer compute() {
            Left left = new Left();
            left.fork();
            inside.run();
            return left.join();
        }
    }

    private static final class Left extends RecursiveTask<Integer> {
        @Override
        protected Integer compute() {
            return 1;
        }
    }

    @Test
    void dump_ofAForkThatWaits_namesItsClass() throws Exception {
        Holds other = new Holds();
        skein.execute(other);
        await30(other.begun);
        Holds inside = new Holds();
        CompletableFuture<Integer> sum = CompletableFuture.supplyAsync(() -> skein.invoke(new Sum(inside)));
        await30(inside.begun);
        List<String> dump = dump(skein);
        assertThat(dump).anyMatch(each -> each.matches("  worker=\\d .* forks=1 .*"));
        assertThat(line(dump, "kind=fork")).matches("  id=- name=- kind=fork class=\\S+DumpTest\\$Left state=READY worker=\\d queue=forks .*");
        inside.end.countDown();
        other.end.countDown();
        assertThat(sum.get(30, TimeUnit.SECONDS)).isEqualTo(1);
    }

    /// One worker waits in a task for another task, which it then runs within the first.
    @Test
    void dump_ofATaskWithinAnother_showsBoth() throws Exception {
        Holds other = new Holds();
        skein.execute(other);
        await30(other.begun);
        Holds inner = new Holds();
        var outer = skein.submit(() -> {
            skein.submit(inner).get();
            return 1;
        });
        await30(inner.begun);
        List<String> dump = dump(skein);
        assertThat(dump.stream().filter(each -> each.contains("state=RUNNING worker=")).toList()).hasSize(3).satisfiesOnlyOnce(each -> assertThat(each).contains(" waits=inner "));
        inner.end.countDown();
        other.end.countDown();
        assertThat(outer.get(30, TimeUnit.SECONDS)).isEqualTo(1);
    }

    @Test
    void dump_withADecorator_namesTheUsersClasses() {
        try (Skein decorated = Skein.builder().name("decorated").workers(1).decorator(() -> Runnable::run).stuckAfter(SkeinBuilder.MAX_STUCK_AFTER).start()) {
            Holds holds = new Holds();
            decorated.execute(holds);
            await30(holds.begun);
            decorated.execute(new Quick());
            decorated.submit((Callable<Integer>) new Quick());
            decorated.submit((Runnable) new Quick());
            decorated.spawn(new Waits("queued", () -> Step.done("ended")));
            List<String> dump = dump(decorated);
            assertThat(dump.stream().filter(each -> each.contains("state=READY")).toList()).hasSize(4)
                    .allMatch(each -> each.contains(" class=" + Quick.class.getName() + " ") || each.contains(" class=" + Waits.class.getName() + " "));
            assertThat(line(dump, "    runs ")).contains(" class=" + Holds.class.getName() + " ");
            holds.end.countDown();
        }
    }

    @Test
    void dump_afterAMoveAndAnOrder_saysWhy() throws Exception {
        CompletableFuture<String> event = new CompletableFuture<>();
        Task<String> task = skein.spawn(new Waits("goes", () -> Step.await(event)), 0);
        awaitSuspended(skein, 1);
        task.requestMove(1);
        event.complete("now");
        task.get(30, TimeUnit.SECONDS);
        Holds awake = new Holds();
        skein.execute(awake);                 // else the balancer sleeps
        order.set(true);
        await().atMost(PATIENCE).until(() -> !skein.orders().isEmpty());
        List<String> dump = dump(skein);
        awake.end.countDown();
        assertThat(line(dump, "  move ")).matches("  move task=" + task.id() + " name=\"goes\" tasks=1 from=0 to=1 reason=USER order=- ago=" + TIME);
        assertThat(line(dump, "  order ")).matches("  order order=1 kind=Ready from=0 to=1 reason=LOAD outcome=\\w+ moved=\\d ago=" + TIME + " detail=\".*\"");
        assertThat(line(dump, "  last tick ")).matches("  last tick ago=" + TIME + " decided=\"\\S.*\" imbalance=(-|\\d+\\.\\d)");
        assertThat(line(dump, "  ticks=")).matches("  ticks=[1-9]\\d* orders=1 .*");
    }

    @Test
    void dump_afterTheEnd_hasTotalsAndNoTasks() {
        skein.spawn(new Waits("waits", () -> Step.sleep(Duration.ofMillis(1))));
        skein.close();
        List<String> dump = dump(skein);
        assertThat(dump.getFirst()).contains("state=TERMINATED");
        assertThat(dump).contains("  listed=0");
        assertThat(dump.stream().filter(each -> each.startsWith("  worker="))).allMatch(each -> each.contains("state=STOPPED"));
        assertThat(line(dump, "submitted=")).contains("submitted=1 completed=1 ");
    }

    @Test
    void dump_ofATaskCancelledWhileItsBodyIsInside_saysLeaving() {
        Holds inside = new Holds();
        Task<String> task = skein.spawn(new Waits("cancelled", () -> {
            inside.run();
            return Step.done("ended");
        }));
        await30(inside.begun);
        task.cancel(false);
        assertThat(line(dump(skein), "  id=" + task.id() + " ")).contains(" state=LEAVING ");
        inside.end.countDown();
        await().atMost(PATIENCE).until(() -> skein.stats().quiet());
        assertThat(dump(skein)).noneMatch(each -> each.contains("\"cancelled\""));
    }

    @Test
    void dump_onAWorker_isPossible() throws Exception {
        List<String> dump = skein.submit(() -> dump(skein)).get(30, TimeUnit.SECONDS);
        assertThat(line(dump, "    runs ")).contains("DumpTest$$Lambda");
        assertThat(dump).anyMatch(each -> each.contains("at dev.skein.report.Dump."));
    }

    @Test
    void dumpToString_ofManyTasks_listsThoseKnownForLongest() {
        CountDownLatch suspended = new CountDownLatch(3_000);
        Task<?>[] tasks = new Task<?>[3_000];
        for (int i = 0; i < tasks.length; i++) {
            tasks[i] = skein.spawn(new Waits("task" + i + '.', () -> {
                suspended.countDown();
                return Step.await(never);
            }));
        }
        awaitSuspended(skein, tasks.length);
        for (int i = 999; i >= 500; i--) assertThat(tasks[i].id()).isPositive();
        String first = skein.dump();
        List<String> lines = first.lines().toList();
        assertThat(line(lines, "listed=")).isEqualTo("  listed=1000");
        for (int i = 500; i < 1_000; i++) assertThat(first).as("one that was known before").contains("\"task" + i + ".\"");
        List<String> names = lines.stream().filter(each -> each.startsWith("  id=")).map(each -> each.replaceAll("  id=(\\d+) .*", "$1")).toList();
        assertThat(names).hasSize(1_000);
        assertThat(names.stream().map(Long::valueOf).toList()).isSorted();
        assertThat(skein.dump().lines().filter(each -> each.startsWith("  id=")).map(each -> each.replaceAll("  id=(\\d+) .*", "$1")).toList()).as("a second time").isEqualTo(names);
    }
}
