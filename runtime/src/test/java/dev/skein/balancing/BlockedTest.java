package dev.skein.balancing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skein.Skein;
import dev.skein.meta.LogCapture;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// As many tasks as there are workers, each blocked in a way that Skein is not told of, and that no lock or condition of the JDK's shows.
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BlockedTest {

    private static final int WORKERS = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// What blocks, and how it is let go.
    private interface Obstacle extends AutoCloseable {
        Callable<Integer> blocker();

        /// Lets all blockers go; called again by [#close].
        void release() throws Exception;

        @Override
        default void close() throws Exception {
            release();
        }
    }

    private static void assertOthersRunAndAllEnd(Obstacle obstacle) throws Exception {
        try (LogCapture log = new LogCapture(); Skein skein = Skein.builder().name("blocked").workers(WORKERS).stuckAfter(Duration.ofMillis(50)).start();
                obstacle) {
            List<Future<Integer>> blocked = new ArrayList<>();
            List<Callable<Integer>> blockers = new ArrayList<>();
            for (int i = 0; i < WORKERS; i++) blockers.add(obstacle.blocker());
            for (Callable<Integer> each : blockers) blocked.add(skein.submit(each));
            String blockerClass = blockers.getFirst().getClass().getName();
            assertThat(skein.submit(() -> 42).get(30, TimeUnit.SECONDS)).isEqualTo(42);
            assertThat(blocked).as("they block still").noneMatch(Future::isDone);
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(log.warnings())
                    .anySatisfy(line -> assertThat(line).contains("is blocked outside Skein.blocking").contains(blockerClass)));
            obstacle.release();
            for (Future<Integer> each : blocked) assertThat(each.get(30, TimeUnit.SECONDS)).isEqualTo(7);
            List<Future<Integer>> after = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) after.add(skein.submit(() -> 1));
            for (Future<Integer> each : after) assertThat(each.get(30, TimeUnit.SECONDS)).isEqualTo(1);
        }
    }

    private static void hold(CountDownLatch latch) {
        try {
            if (!latch.await(60, TimeUnit.SECONDS)) throw new AssertionError("held for too long");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void blocked_atAMonitor_isTakenOverAndNamed() throws Exception {
        assertOthersRunAndAllEnd(new Monitor());
    }

    /// A thread that is none of the runtime's has the monitor.
    private static final class Monitor implements Obstacle {
        private final CountDownLatch end = new CountDownLatch(1);

        Monitor() {
            CountDownLatch entered = new CountDownLatch(1);
            Thread.ofPlatform().daemon().start(() -> {
                synchronized (this) {
                    entered.countDown();
                    hold(end);
                }
            });
            hold(entered);
        }

        @Override
        public Callable<Integer> blocker() {
            return new EntersAMonitor(this);
        }

        @Override
        public void release() {
            end.countDown();
        }
    }

    private record EntersAMonitor(Object monitor) implements Callable<Integer> {
        @Override
        public Integer call() {
            synchronized (monitor) {
                return 7;
            }
        }
    }

    @Test
    void blocked_inARead_isTakenOverAndNamed() throws Exception {
        assertOthersRunAndAllEnd(new EmptyPipes());
    }

    /// Each blocker reads from a pipe of its own, so that none waits for another's lock.
    private static final class EmptyPipes implements Obstacle {
        private final List<Pipe> pipes = new ArrayList<>();

        @Override
        public Callable<Integer> blocker() {
            try {
                Pipe pipe = Pipe.open();
                pipes.add(pipe);
                return new ReadsFromAPipe(pipe);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void release() throws IOException {
            for (Pipe pipe : pipes) {
                if (pipe.sink().isOpen()) pipe.sink().write(ByteBuffer.allocate(1));
                pipe.sink().close();
            }
        }
    }

    private record ReadsFromAPipe(Pipe pipe) implements Callable<Integer> {
        @Override
        public Integer call() throws IOException {
            try (Pipe.SourceChannel source = pipe.source()) {
                return 6 + source.read(ByteBuffer.allocate(1));
            }
        }
    }

    @Test
    void blocked_inAnAccept_isTakenOverAndNamed() throws Exception {
        assertOthersRunAndAllEnd(new SilentSockets());
    }

    private static final class SilentSockets implements Obstacle {
        private final List<ServerSocket> servers = new ArrayList<>();

        @Override
        public Callable<Integer> blocker() {
            try {
                ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                servers.add(server);
                return new AcceptsFromASocket(server);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void release() throws IOException {
            for (ServerSocket server : servers) {
                if (server.isClosed()) continue;
                try (Socket client = new Socket(server.getInetAddress(), server.getLocalPort())) {
                    assertThat(client.isConnected()).isTrue();
                }
            }
        }
    }

    private record AcceptsFromASocket(ServerSocket server) implements Callable<Integer> {
        @Override
        public Integer call() throws IOException {
            try (server; Socket client = server.accept()) {
                return client.isConnected() ? 7 : 0;
            }
        }
    }

    @Test
    void blocked_whereAClassIsInitialised_isTakenOverAndNamed() throws Exception {
        assertOthersRunAndAllEnd(new ClassBeingInitialised());
    }

    /// For [Initialised], which can be initialised once in a JVM.
    private static final CountDownLatch INITIALISING = new CountDownLatch(1);
    private static final CountDownLatch INITIALISE = new CountDownLatch(1);

    private static final class Initialised {
        static final Integer VALUE;

        static {
            INITIALISING.countDown();
            hold(INITIALISE);
            VALUE = 7;
        }
    }

    /// Another thread is in the static initialiser.
    private static final class ClassBeingInitialised implements Obstacle {
        ClassBeingInitialised() {
            Thread.ofPlatform().daemon().start(() -> assertThat(Initialised.VALUE).isEqualTo(7));
            hold(INITIALISING);
        }

        @Override
        public Callable<Integer> blocker() {
            return new NeedsTheClass();
        }

        @Override
        public void release() {
            INITIALISE.countDown();
        }
    }

    private record NeedsTheClass() implements Callable<Integer> {
        @Override
        public Integer call() {
            return Initialised.VALUE;
        }
    }
}
