package dev.skein.api;

/// A trace that goes on until it is closed, its runtime has ended, or what it writes to throws.
public interface Trace extends AutoCloseable {

    /// Ends it. No line is begun any more when this has returned and none was being written; no effect if it has ended.
    @Override
    void close();

    /// Whether it has ended.
    boolean isClosed();
}
