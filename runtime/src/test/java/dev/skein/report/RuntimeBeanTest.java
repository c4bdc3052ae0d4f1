package dev.skein.report;

import static dev.skein.report.Reported.awaitSuspended;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skein.Skein;
import dev.skein.api.SkeinMXBean;
import dev.skein.api.Step;
import dev.skein.meta.LogCapture;
import dev.skein.report.Reported.Waits;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.MBeanServerDelegate;
import javax.management.MBeanServerNotification;
import javax.management.NotificationListener;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.Test;

class RuntimeBeanTest {

    private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

    private static ObjectName name(String text) throws Exception {
        return new ObjectName(text);
    }

    /// A bean is registered a second after the start, by a thread of its own.
    private static void awaitBean(ObjectName name) {
        await().until(() -> SERVER.isRegistered(name));
    }

    @Test
    void bean_ofARuntime_hasItsFiguresAndItsDump() throws Exception {
        try (Skein skein = Skein.builder().name("bean.1").workers(2).start()) {
            CompletableFuture<String> never = new CompletableFuture<>();
            skein.spawn(new Waits("waits", () -> Step.await(never)));
            skein.submit(() -> 1).get();
            awaitSuspended(skein, 1);
            ObjectName name = name("skein:type=Runtime,name=bean.1");
            awaitBean(name);
            assertThat(SERVER.getAttribute(name, "Name")).isEqualTo("bean.1");
            assertThat(SERVER.getAttribute(name, "State")).isEqualTo("OPEN");
            assertThat(SERVER.getAttribute(name, "Submitted")).isEqualTo(2L);
            assertThat(SERVER.getAttribute(name, "Suspended")).isEqualTo(1L);
            assertThat((double) SERVER.getAttribute(name, "UpSeconds")).isPositive();
            assertThat((String) SERVER.getAttribute(name, "BalancerDecision")).matches("asleep|hold.*|order.*");
            CompositeData[] workers = (CompositeData[]) SERVER.getAttribute(name, "Workers");
            assertThat(workers).hasSize(2);
            assertThat(workers[1].get("worker")).isEqualTo(1);
            assertThat(workers[1].get("state")).isIn("RUNNING", "SEARCHING", "PARKED");
            assertThat((String) SERVER.invoke(name, "dump", null, null)).startsWith("skein bean.1 state=OPEN").contains("name=\"waits\"", "totals:");
            never.complete("now");
        }
    }

    @Test
    void bean_throughAProxy_canReadAll() throws Exception {
        try (Skein skein = Skein.builder().name("proxied").workers(2).start()) {
            skein.submit(() -> 1).get();
            awaitBean(name("skein:type=Runtime,name=proxied"));
            SkeinMXBean bean = JMX.newMXBeanProxy(SERVER, name("skein:type=Runtime,name=proxied"), SkeinMXBean.class);
            assertThat(bean.getCompleted()).isEqualTo(1);
            assertThat(bean.getWorkers()).hasSize(2).allMatch(each -> each.getBusySeconds() >= 0).anyMatch(each -> each.getCompleted() == 1);
            for (var attribute : SERVER.getMBeanInfo(name("skein:type=Runtime,name=proxied")).getAttributes()) {
                assertThat(SERVER.getAttribute(name("skein:type=Runtime,name=proxied"), attribute.getName())).as(attribute.getName()).isNotNull();
            }
            assertThat(bean.dump()).contains("totals:");
        }
    }

    @Test
    void bean_whenTheRuntimeHasEnded_isGone() throws Exception {
        ObjectName name = name("skein:type=Runtime,name=ended");
        Skein skein = Skein.builder().name("ended").workers(1).start();
        awaitBean(name);
        skein.schedule(() -> 1, 20, TimeUnit.MILLISECONDS);
        skein.close();
        assertThat(SERVER.isRegistered(name)).isFalse();
    }

    /// Who is told by the server may wait for anything, for the end of the runtime too.
    @Test
    void bean_withAListenerThatBlocks_doesNotKeepTheRuntimeFromEnding() throws Exception {
        ObjectName name = name("skein:type=Runtime,name=listened");
        CountDownLatch gate = new CountDownLatch(1);
        NotificationListener blocks = (told, _) -> {
            if (!told.getType().equals(MBeanServerNotification.UNREGISTRATION_NOTIFICATION)) return;
            try {
                gate.await();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        };
        SERVER.addNotificationListener(MBeanServerDelegate.DELEGATE_NAME, blocks,
                told -> told instanceof MBeanServerNotification of && of.getMBeanName().equals(name), null);
        try {
            Skein skein = Skein.builder().name("listened").workers(1).start();
            awaitBean(name);
            skein.shutdown();
            assertThat(skein.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            gate.countDown();
            SERVER.removeNotificationListener(MBeanServerDelegate.DELEGATE_NAME, blocks);
        }
    }

    @Test
    void bean_ofARuntimeThatIsClosedAtOnce_isNeverRegistered() throws Exception {
        AtomicInteger told = new AtomicInteger();
        NotificationListener counts = (_, _) -> told.incrementAndGet();
        SERVER.addNotificationListener(MBeanServerDelegate.DELEGATE_NAME, counts,
                it -> it instanceof MBeanServerNotification of && "brief".equals(of.getMBeanName().getKeyProperty("name")), null);
        try {
            for (int round = 0; round < 20; round++) Skein.builder().name("brief").workers(1).start().close();
            assertThat(told).hasValue(0);
        } finally {
            SERVER.removeNotificationListener(MBeanServerDelegate.DELEGATE_NAME, counts);
        }
    }

    /// Whichever of the two comes first.
    @Test
    void bean_ofARuntimeThatIsClosedWhenItIsRegistered_isGone() throws Exception {
        List<Skein> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) all.add(Skein.builder().name("timely").workers(1).start());
        awaitBean(name("skein:type=Runtime,name=timely"));
        for (Skein each : all) each.close();
        assertThat(SERVER.queryNames(name("skein:type=Runtime,name=timely,*"), null)).isEmpty();
    }

    @Test
    void bean_takenOutByAnother_doesNotKeepTheRuntimeFromEnding() throws Exception {
        ObjectName name = name("skein:type=Runtime,name=taken");
        Skein skein = Skein.builder().name("taken").workers(1).start();
        awaitBean(name);
        SERVER.unregisterMBean(name);
        skein.close();
        assertThat(skein.isTerminated()).isTrue();
    }

    @Test
    void bean_ofSeveralOfOneName_hasAnId() throws Exception {
        ObjectName plain = name("skein:type=Runtime,name=twins");
        ObjectName second = name("skein:type=Runtime,name=twins,id=2");
        try (Skein two = startedBesideAnother(plain, second)) {
            assertThat(SERVER.isRegistered(plain)).as("the first has ended").isFalse();
            assertThat(SERVER.isRegistered(second)).isTrue();
            try (Skein three = Skein.builder().name("twins").workers(1).start()) {
                awaitBean(plain);                // its name is free again
                assertThat(three.isShutdown()).isFalse();
            }
            assertThat(two.isShutdown()).isFalse();
        }
        assertThat(SERVER.queryNames(name("skein:type=Runtime,name=twins,*"), null)).isEmpty();
    }

    private static Skein startedBesideAnother(ObjectName plain, ObjectName second) {
        try (Skein _ = Skein.builder().name("twins").workers(1).start()) {
            awaitBean(plain);
            Skein two = Skein.builder().name("twins").workers(1).start();
            awaitBean(second);
            return two;
        }
    }

    @Test
    void start_whereTheServerRefuses_goesOnWithoutABean() throws Exception {
        ObjectName[] taken = new ObjectName[1_000];
        Object other = new StandIn();
        for (int id = 1; id <= taken.length; id++) {
            taken[id - 1] = Registration.nameOf("refused", id);
            SERVER.registerMBean(other, taken[id - 1]);
        }
        try (LogCapture log = new LogCapture(); Skein skein = Skein.builder().name("refused").workers(1).start()) {
            assertThat(skein.submit(() -> 42).get()).isEqualTo(42);
            await().until(() -> log.warnings().stream()
                    .anyMatch(each -> each.startsWith("skein refused: no bean for JMX: ") && each.contains("1000 runtimes are named refused")));
        } finally {
            for (ObjectName each : taken) SERVER.unregisterMBean(each);
        }
    }

    /// Something to be registered.
    public static final class StandIn implements StandInMBean {
        @Override
        public int getNothing() {
            return 0;
        }
    }

    /// What JMX sees of it.
    public interface StandInMBean {
        int getNothing();
    }

    @Test
    void nameOf_whatJmxTakesForSomethingElse_isQuoted() throws Exception {
        assertThat(Registration.nameOf("orders", 1).getCanonicalName()).isEqualTo("skein:name=orders,type=Runtime");
        assertThat(Registration.nameOf("a,b=\"*\"", 2).getKeyProperty("name")).isEqualTo("\"a,b=\\\"\\*\\\"\"");
        assertThat(Registration.nameOf("a,b=\"*\"", 2).getKeyProperty("id")).isEqualTo("2");
        assertThat(Registration.nameOf("a*", 1).isPattern()).isFalse();
    }

    @Test
    void load_ofARuntimeAtWork_isWhatTheBalancerSaw() {
        try (Skein skein = Skein.builder().name("loaded").workers(2).start()) {
            Reported.Holds holds = new Reported.Holds();
            skein.execute(holds);
            Reported.await30(holds.begun);
            await().atMost(Reported.PATIENCE).until(() -> skein.load().isPresent());
            assertThat(skein.load().orElseThrow().workers()).hasSize(2);
            holds.end.countDown();
        }
    }
}
