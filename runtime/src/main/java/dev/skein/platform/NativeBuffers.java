package dev.skein.platform;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Native memory that is lent, given back and lent again, and never freed.
///
/// Of the JDK's arenas, the automatic one takes from the JVM's limit of direct memory: where the program has used that up, each allocation
/// runs the garbage collector and waits half a second. To close a shared one interrupts every thread of the JVM for a moment. A confined one
/// would bind a sensor to one thread, and the balancer's may be replaced. So the memory is the global arena's, as
/// much as was ever lent at a time.
///
/// Any thread.
final class NativeBuffers {

    private static final Map<Integer, Queue<MemorySegment>> FREE_BY_SIZE = new ConcurrentHashMap<>();

    private NativeBuffers() {}

    /// A buffer of `bytes`, aligned for a `long`, with any contents.
    static MemorySegment take(int bytes) {
        MemorySegment free = freeOf(bytes).poll();
        return free != null ? free : Arena.global().allocate(bytes, Long.BYTES);
    }

    /// Gives back what came from [#take]; the caller forgets it.
    static void giveBack(MemorySegment buffer) {
        freeOf((int) buffer.byteSize()).add(buffer);
    }

    private static Queue<MemorySegment> freeOf(int bytes) {
        return FREE_BY_SIZE.computeIfAbsent(bytes, _ -> new ConcurrentLinkedQueue<>());
    }
}
