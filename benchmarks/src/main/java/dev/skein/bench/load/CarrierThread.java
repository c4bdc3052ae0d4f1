package dev.skein.bench.load;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/// The platform thread that runs the caller: the thread itself, or what a virtual thread is mounted on.
///
/// A counter striped by thread would be striped at random under virtual threads, each task being a thread of its own; the stripes' cache
/// lines would then travel between the CPUs for this one rival only. The JDK knows the carrier and tells it nobody, hence the open package.
public final class CarrierThread {

    private static final MethodHandle CURRENT;
    private static final boolean KNOWN;

    static {
        MethodType thread = MethodType.methodType(Thread.class);
        MethodHandle current;
        boolean known;
        try {
            try {
                current = MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup())
                        .findStatic(Thread.class, "currentCarrierThread", thread);
                known = true;
            } catch (IllegalAccessException | NoSuchMethodException closed) {
                current = MethodHandles.publicLookup().findStatic(Thread.class, "currentThread", thread);
                known = false;
            }
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
        CURRENT = current;
        KNOWN = known;
    }

    private CarrierThread() { }

    /// Whether `java.lang` is open to us; if not, [#currentId] names the virtual thread.
    public static boolean isKnown() {
        return KNOWN;
    }

    /// The thread id of the carrier; > 0.
    public static long currentId() {
        try {
            return ((Thread) CURRENT.invokeExact()).threadId();
        } catch (Throwable impossible) {
            throw new AssertionError("Thread.currentCarrierThread threw", impossible);
        }
    }
}
