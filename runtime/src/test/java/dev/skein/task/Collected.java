package dev.skein.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import org.awaitility.Awaitility;

/// Whether an object can be had back by the garbage collector.
final class Collected {

    private Collected() {}

    static void await(WeakReference<?> reference) {
        Awaitility.await().untilAsserted(() -> {
            System.gc();
            assertThat(reference.get()).as("still held").isNull();
        });
    }
}
