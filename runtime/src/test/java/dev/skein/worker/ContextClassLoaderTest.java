package dev.skein.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Skein;
import dev.skein.meta.Proves;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A task that sets the context class loader sets it for itself only.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ContextClassLoaderTest {

    private static final ClassLoader OTHER = new URLClassLoader("other", new URL[0], null);

    private static ClassLoader current() {
        return Thread.currentThread().getContextClassLoader();
    }

    private static void set(ClassLoader loader) {
        Thread.currentThread().setContextClassLoader(loader);
    }

    private static Skein startOne() {
        return Skein.builder().workers(1).uncaughtExceptionHandler((thread, failure) -> { }).start();
    }

    @Test
    @Proves("C2")
    void task_thatSetsIt_leavesTheNextOneTheRuntimes() throws Exception {
        ClassLoader builders = current();
        try (Skein skein = startOne()) {
            assertThat(skein.submit(ContextClassLoaderTest::current).get()).isSameAs(builders);
            skein.submit(() -> set(OTHER)).get();
            assertThat(skein.submit(ContextClassLoaderTest::current).get()).as("after submit").isSameAs(builders);
            skein.execute(() -> {
                set(OTHER);
                throw new IllegalStateException("planned");
            });
            assertThat(skein.submit(ContextClassLoaderTest::current).get()).as("after execute that throws").isSameAs(builders);
            skein.execute(() -> set(null));
            AtomicReference<ClassLoader> seen = new AtomicReference<>();
            CountDownLatch ran = new CountDownLatch(1);
            skein.execute(() -> {
                seen.set(current());
                ran.countDown();
            });
            assertThat(ran.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(seen.get()).as("after null").isSameAs(builders);
        }
    }

    @Test
    @Proves("C2")
    void periodicTask_thatSetsIt_findsTheRuntimesInEachRun() {
        ClassLoader builders = current();
        AtomicInteger runs = new AtomicInteger();
        AtomicInteger wrong = new AtomicInteger();
        try (Skein skein = startOne()) {
            Future<?> periodic = skein.scheduleWithFixedDelay(() -> {
                if (current() != builders) wrong.incrementAndGet();
                set(OTHER);
                runs.incrementAndGet();
            }, 0, 1, TimeUnit.MILLISECONDS);
            Awaitility.await().until(() -> runs.get() >= 3);
            periodic.cancel(false);
        }
        assertThat(wrong).hasValue(0);
    }

    @Test
    @Proves("C2")
    void get_ofATaskRunWithinAnother_keepsTheTwoApart() throws Exception {
        ClassLoader builders = current();
        ClassLoader third = new URLClassLoader("third", new URL[0], null);
        AtomicReference<ClassLoader> innerSaw = new AtomicReference<>();
        try (Skein skein = startOne()) {
            ClassLoader outerSaw = skein.submit(() -> {
                set(OTHER);
                skein.submit(() -> {
                    innerSaw.set(current());
                    set(third);
                }).get();
                return current();
            }).get();
            assertThat(innerSaw.get()).isSameAs(builders);
            assertThat(outerSaw).isSameAs(OTHER);
            assertThat(skein.submit(ContextClassLoaderTest::current).get()).isSameAs(builders);
        }
    }

    /// A fork of a task further out, whose loader was another than that of the task which waits.
    @Test
    @Proves("C2")
    void join_thatRunsAnothersFork_keepsTheTwoApart() throws Exception {
        try (PoolUnderTest test = PoolUnderTest.start(1)) {
            AtomicReference<ClassLoader> forkSaw = new AtomicReference<>(OTHER);
            ClassLoader runtimes = test.call(ContextClassLoaderTest::current);
            ClassLoader outerSaw = test.call(() -> {
                set(OTHER);
                ((Carrier) Thread.currentThread()).runner().runForkWithin(() -> forkSaw.set(current()));
                return current();
            });
            assertThat(forkSaw.get()).isSameAs(runtimes);
            assertThat(outerSaw).isSameAs(OTHER);
        }
    }
}
