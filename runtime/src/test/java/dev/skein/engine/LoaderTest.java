package dev.skein.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skein.Skein;
import dev.skein.api.BalancePolicy;
import dev.skein.api.Continuation;
import dev.skein.api.Joining;
import dev.skein.api.LoadSnapshot;
import dev.skein.api.Order;
import dev.skein.api.RecursiveTask;
import dev.skein.api.Step;
import dev.skein.api.Task;
import dev.skein.api.TaskContext;
import dev.skein.api.TaskDecorator;
import dev.skein.api.TaskScope;
import dev.skein.api.Trace;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.management.ObjectName;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Class loaders, as servers make them for each program they deploy: when the program's runtime is closed, or its tasks have ended in a runtime that others go on
/// with, nothing of Skein's holds the loader.
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LoaderTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long PATIENCE_SECONDS = 30;

    /// Defines the guest's classes anew, and leaves all others to its parent.
    private static final class GuestLoader extends ClassLoader {
        GuestLoader() {
            super(LoaderTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(Guest.class.getName())) return super.loadClass(name, resolve);
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? define(name) : loaded;
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    /// All that a program can give to a runtime, in classes of its own.
    public static final class Guest implements BalancePolicy, TaskDecorator, Thread.UncaughtExceptionHandler, Consumer<Skein>, Callable<Skein> {

        private volatile Throwable handled;

        static final class Crawl implements Continuation<Guest> {
            private final Guest guest;
            private int steps;

            Crawl(Guest guest) {
                this.guest = guest;
            }

            @Override
            public Step<Guest> resume(TaskContext context) {
                return switch (steps++) {
                    case 0 -> Step.again();
                    case 1 -> Step.sleep(Duration.ofMillis(1));
                    case 2 -> Step.await(CompletableFuture.runAsync(() -> { }), Duration.ofSeconds(1));
                    case 3 -> Step.await(CompletableFuture.completedFuture(guest));
                    case 4 -> Step.moveTo((context.worker() + 1) % 2);
                    default -> Step.done(guest);
                };
            }

            @Override
            public long footprintBytes() {
                return 100;
            }

            @Override
            public String name() {
                return "crawl";
            }
        }

        static final class Sum extends RecursiveTask<Integer> {
            private final int count;

            Sum(int count) {
                this.count = count;
            }

            @Override
            protected Integer compute() {
                if (count < 2) return count;
                Sum left = new Sum(count / 2);
                left.fork();
                return new Sum(count - count / 2).compute() + left.join();
            }
        }

        static final class Fault extends RuntimeException {
            private static final long serialVersionUID = 1;
        }

        @Override
        public List<Order> decide(LoadSnapshot previous, LoadSnapshot now) {
            return List.of();
        }

        @Override
        public Captured capture() {
            return slice -> slice.run();
        }

        @Override
        public void uncaughtException(Thread thread, Throwable failure) {
            handled = failure;
        }

        /// A runtime with this guest in each of its settings.
        @Override
        public Skein call() {
            Skein skein = Skein.builder().name("guest").workers(2).policy(this).decorator(this).uncaughtExceptionHandler(this).footprintBudget(1_000).account(true).start();
            skein.whenEnded(() -> { });
            return skein;
        }

        /// Uses a runtime in many ways, and returns when all that it began has ended.
        @Override
        public void accept(Skein skein) {
            try {
                for (int i = 0; i < 200; i++) skein.execute(() -> skein.execute(() -> { }));
                skein.execute(() -> {
                    throw new Fault();
                });
                List<Task<Guest>> crawls = Stream.generate(() -> skein.spawn(new Crawl(this))).limit(50).toList();
                for (Task<Guest> each : crawls) each.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                Future<Integer> failed = skein.submit(() -> {
                    throw new Fault();
                });
                awaitSoon(failed::isDone);
                skein.schedule(() -> 1, 1, TimeUnit.MILLISECONDS).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                skein.scheduleAtFixedRate(() -> { }, 1, 1, TimeUnit.MILLISECONDS).cancel(true);
                skein.schedule(() -> 1, 1, TimeUnit.HOURS).cancel(false);
                skein.spawn(context -> Step.sleep(Duration.ofHours(1))).cancel(true);
                List<Callable<Integer>> two = List.of(() -> 1, () -> 2);
                skein.invokeAll(two);
                skein.invokeAny(two);
                check(skein.invoke(new Sum(1_000)) == 1_000);
                try (TaskScope<Guest, Guest> scope = skein.scope(Joining.firstSuccess())) {
                    scope.spawn(new Crawl(this));
                    scope.spawn(new Crawl(this));
                    check(scope.join().get(PATIENCE_SECONDS, TimeUnit.SECONDS) == this);
                }
                skein.retire(1).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                skein.restore(1);
                check(skein.dump().contains("workers:"));
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }

        // Without the libraries that tests use, which may hold what they are shown.

        static void awaitSoon(BooleanSupplier condition) throws InterruptedException {
            for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS); !condition.getAsBoolean(); Thread.sleep(1)) {
                check(end - System.nanoTime() > 0);
            }
        }

        static void check(boolean so) {
            if (!so) throw new AssertionError("not so");
        }
    }

    private static void awaitCollected(WeakReference<?> loader, String what) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            System.gc();
            assertThat(loader.get()).as(what).isNull();
        });
    }

    private static Object guestOf(ClassLoader loader) throws ReflectiveOperationException {
        Object guest = loader.loadClass(Guest.class.getName()).getDeclaredConstructor().newInstance();
        assertThat(guest.getClass().getClassLoader()).isSameAs(loader);
        return guest;
    }

    /// In a method of its own, so that no variable of the test's holds the loader.
    @SuppressWarnings("unchecked")
    private static WeakReference<ClassLoader> runtimeOfAGuest() throws Exception {
        ClassLoader loader = new GuestLoader();
        Object guest = guestOf(loader);
        try (Skein skein = ((Callable<Skein>) guest).call()) {
            ((Consumer<Skein>) guest).accept(skein);
        }
        return new WeakReference<>(loader);
    }

    @SuppressWarnings("unchecked")
    private static WeakReference<ClassLoader> guestIn(Skein skein) throws Exception {
        ClassLoader loader = new GuestLoader();
        ((Consumer<Skein>) guestOf(loader)).accept(skein);
        return new WeakReference<>(loader);
    }

    @Test
    void loader_ofAllThatAClosedRuntimeWasGiven_isCollectedWhileAnotherRuntimeLives() throws Exception {
        try (Skein other = Skein.builder().name("host").workers(2).start()) {
            assertThat(other.submit(() -> 42).get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(42);
            awaitCollected(runtimeOfAGuest(), "the guest's loader, whose runtime is closed");
            assertThat(other.submit(() -> 43).get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(43);
        }
    }

    /// Slots of taken elements are cleared late, by the owner of a queue; so it has some more tasks to do.
    @Test
    void loader_ofTasksThatHaveEnded_isCollectedWhileTheirRuntimeWorksOn() throws Exception {
        try (Skein host = Skein.builder().name("host").workers(2).uncaughtExceptionHandler((thread, failure) -> { }).start()) {
            WeakReference<ClassLoader> loader = guestIn(host);
            await().atMost(PATIENCE).until(() -> host.stats().quiet());
            for (int i = 0; i < 10_000; i++) host.execute(() -> host.execute(() -> { }));
            host.submit(() -> 1).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            awaitCollected(loader, "the guest's loader, whose tasks have ended");
        }
    }

    // Skein itself in a loader of its own.

    /// What a program does that has brought Skein with it; with JMX, JFR and a trace.
    public static final class WholeUse implements Runnable {
        @Override
        public void run() {
            StringBuffer lines = new StringBuffer();
            try (Recording recording = new Recording()) {
                recording.enable("skein.TaskRun").withThreshold(Duration.ZERO);
                recording.start();
                ObjectName bean = new ObjectName("skein:type=Runtime,name=whole");
                Skein skein = Skein.builder().name("whole").workers(2).start();
                try (Trace trace = skein.trace(Duration.ofMillis(10), lines)) {
                    Guest.awaitSoon(() -> ManagementFactory.getPlatformMBeanServer().isRegistered(bean));
                    new Guest().accept(skein);
                    ManagementFactory.getPlatformMBeanServer().getAttribute(bean, "Workers");
                    Guest.awaitSoon(() -> !lines.isEmpty());
                }
                skein.close();
                recording.stop();
                Guest.check(!ManagementFactory.getPlatformMBeanServer().isRegistered(bean));
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }

    private static WeakReference<ClassLoader> skeinInALoaderOfItsOwn() throws Exception {
        URL[] all = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator)).map(LoaderTest::url).toArray(URL[]::new);
        try (URLClassLoader loader = new URLClassLoader(all, ClassLoader.getPlatformClassLoader())) {
            Class<?> use = loader.loadClass(WholeUse.class.getName());
            assertThat(loader.loadClass(Skein.class.getName())).isNotSameAs(Skein.class);
            ((Runnable) use.getDeclaredConstructor().newInstance()).run();
            return new WeakReference<>(loader);
        }
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new AssertionError(entry, e);
        }
    }

    @Test
    void loader_ofSkeinItself_isCollectedWhenItsRuntimesAreClosed() throws Exception {
        try (Skein other = Skein.builder().name("host").workers(2).start()) {
            awaitCollected(skeinInALoaderOfItsOwn(), "Skein's own loader");
            assertThat(other.submit(() -> 43).get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(43);
        }
    }
}
