package dev.skein.examples.census;

import java.io.IOException;
import java.io.InputStream;

/// One file of the input as it was listed.
interface SourceFile {

    /// The value of [#crc()] where no checksum is stated.
    long NO_CRC = -1;

    /// Path within the tree, parts separated by `/`.
    String name();

    /// Size as listed; what is counted is what is read.
    long bytes();

    /// CRC-32 that the archive states, or [#NO_CRC].
    long crc();

    /// The content from its beginning. Each call opens a stream of its own; any thread may.
    InputStream open() throws IOException;
}
