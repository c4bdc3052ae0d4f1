package dev.skein.examples.census;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.CRC32;

/// A buffer that holds one whole file after another. Whole, because a file that turns out broken counts for nothing.
final class FileContent {

    /// Largest file that is read, 64 MiB: far beyond any source file, and a bound on what each worker needs.
    static final int FILE_BYTES_MAX = 64 << 20;

    /// A larger buffer is given back after its file, 1 MiB: the largest file of the JDK's sources fits.
    private static final int KEPT_BYTES_MAX = 1 << 20;

    private byte[] bytes = new byte[1 << 16];
    private int length;

    /// Reads the file to its end and checks it against the archive's checksum, if there is one.
    void read(SourceFile file) throws IOException {
        if (file.bytes() > FILE_BYTES_MAX) {
            throw tooLarge();
        }
        if (bytes.length > KEPT_BYTES_MAX) {
            bytes = new byte[1 << 16];
        }
        try (InputStream in = file.open()) {
            fill(in, (int) file.bytes());
        } catch (EOFException early) {
            throw new IOException("ends too early", early);
        }
        if (file.crc() != SourceFile.NO_CRC && file.crc() != crc()) {
            throw new IOException("corrupt: the checksum differs");
        }
    }

    /// The buffer; the file fills the first [#length()] bytes.
    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    private void fill(InputStream in, int expected) throws IOException {
        length = 0;
        ensureRoom(expected + 1);   // one more, so that the end is met without growing
        for (int read = in.read(bytes, 0, bytes.length); read >= 0; read = in.read(bytes, length, bytes.length - length)) {
            length += read;
            if (length == bytes.length) {
                ensureRoom(length + 1);
            }
        }
    }

    private void ensureRoom(int needed) throws IOException {
        if (needed > FILE_BYTES_MAX + 1) {
            throw tooLarge();
        }
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.min(FILE_BYTES_MAX + 1, Math.max(needed, 2 * bytes.length)));
        }
    }

    private long crc() {
        var crc = new CRC32();
        crc.update(bytes, 0, length);
        return crc.getValue();
    }

    private static IOException tooLarge() {
        return new IOException("larger than " + (FILE_BYTES_MAX >> 20) + " MiB, the limit for one file");
    }
}
