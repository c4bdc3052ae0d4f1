package dev.skein.platform;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A file of `/proc` or `/sys` that stays open, to be read again and again from its start, and the means to take apart what was read: a
/// cursor, which each [#read] puts back to the front.
///
/// `pread` of the C library reads it, in one system call. Where that cannot be called a `RandomAccessFile` does, in two; a `FileChannel`
/// would be closed for good by an interrupt of the thread that reads. Neither way allocates.
///
/// An open descriptor means the very thing it was opened for: that of a thread which has died reads nothing for ever, even when the
/// thread's number has been given to another.
///
/// One thread at a time.
final class ProcFile implements AutoCloseable {

    /// Beyond that, 16 MiB, [#grow] refuses: a `/proc/stat` of [CpuSet#MAX_CPU] CPUs has less in front of what we read of it.
    private static final int MAX_BYTES = 1 << 24;

    private static final int NONE = -1;

    // By the C library: both or neither.
    private int descriptor = NONE;
    private @Nullable MemorySegment buffer;

    // By java.io; null if that is not the way, or the file is absent.
    private @Nullable RandomAccessFile file;

    private byte[] content;
    private int length;
    private int cursor;

    private ProcFile(int bytes) {
        content = new byte[bytes];
    }

    /// Opens `path`; never fails, a file that cannot be opened reads as nothing.
    ///
    /// @param bytes how much of it to read, from its start
    static ProcFile open(Path path, int bytes) {
        if (!Libc.canReadFiles()) return openWithoutLibc(path, bytes);
        ProcFile opened = new ProcFile(bytes);
        MemorySegment taken = NativeBuffers.take(bytes);         // first: for want of memory nothing must stay open
        opened.descriptor = Libc.open(path.toString());
        if (opened.descriptor != NONE) opened.buffer = taken;
        else NativeBuffers.giveBack(taken);
        return opened;
    }

    /// As [#open], by means of `java.io` alone.
    static ProcFile openWithoutLibc(Path path, int bytes) {
        ProcFile opened = new ProcFile(bytes);
        try {
            opened.file = new RandomAccessFile(path.toString(), "r");
        } catch (IOException | SecurityException e) {
            // As if it were empty.
        }
        return opened;
    }

    /// Reads the file anew, up to the number of bytes there is room for.
    ///
    /// @return false if nothing was read: the file is absent, empty, closed, or of a thread that is gone
    boolean read() {
        cursor = 0;
        length = Math.max(0, file == null ? readByLibc() : readByJava(file));
        return length > 0;
    }

    private int readByLibc() {
        MemorySegment into = buffer;
        if (into == null) return 0;
        int bytes = Libc.pread(descriptor, into);
        if (bytes > 0) MemorySegment.copy(into, ValueLayout.JAVA_BYTE, 0, content, 0, bytes);
        return bytes;
    }

    private int readByJava(RandomAccessFile from) {
        try {
            from.seek(0);
            int bytes = 0;
            while (bytes < content.length) {   // java.io reads large files piece by piece
                int more = from.read(content, bytes, content.length - bytes);
                if (more <= 0) break;
                bytes += more;
            }
            return bytes;
        } catch (IOException e) {
            return 0;   // ESRCH, the thread is gone; or closed
        }
    }

    /// Makes room for twice as many bytes; what was read last is lost.
    ///
    /// @return false if that would be too many, or if there was room left
    boolean grow() {
        int bytes = content.length * 2;
        if (length < content.length || bytes > MAX_BYTES) return false;
        MemorySegment tooSmall = buffer;
        if (tooSmall != null) {
            buffer = NativeBuffers.take(bytes);
            NativeBuffers.giveBack(tooSmall);
        }
        content = new byte[bytes];
        length = 0;
        cursor = 0;
        return true;
    }

    /// Whether what was read is this.
    boolean holds(byte[] bytes) {
        return Arrays.equals(content, 0, length, bytes, 0, bytes.length);
    }

    /// A copy of what was read.
    byte[] bytes() {
        return Arrays.copyOf(content, length);
    }

    /// Whether the cursor stands before `word`; then it is moved behind it.
    boolean skip(byte[] word) {
        if (length - cursor < word.length) return false;
        for (int i = 0; i < word.length; i++) {
            if (content[cursor + i] != word[i]) return false;
        }
        cursor += word.length;
        return true;
    }

    /// Moves the cursor behind the last `wanted` that was read.
    ///
    /// @return false if there is none; the cursor stays
    boolean skipPastLast(char wanted) {
        for (int i = length - 1; i >= cursor; i--) {
            if (content[i] == wanted) {
                cursor = i + 1;
                return true;
            }
        }
        return false;
    }

    /// Moves the cursor to the begin of the next line.
    ///
    /// @return false if what was read ends before
    boolean nextLine() {
        while (cursor < length) {
            if (content[cursor++] == '\n') return true;
        }
        return false;
    }

    /// The byte at the cursor, which moves on; -1 at the end.
    int next() {
        return cursor < length ? content[cursor++] : -1;
    }

    /// The decimal number at the cursor, or behind blanks there; the cursor moves behind it. -1 if there is none, or one beyond 63 bits.
    long number() {
        while (cursor < length && content[cursor] == ' ') cursor++;
        long value = -1;
        boolean tooLarge = false;
        while (cursor < length && content[cursor] >= '0' && content[cursor] <= '9') {
            int digit = content[cursor++] - '0';
            tooLarge |= value > (Long.MAX_VALUE - digit) / 10;
            value = tooLarge ? 0 : Math.max(value, 0) * 10 + digit;
        }
        return tooLarge ? -1 : value;
    }

    /// Gives descriptor and buffer back. The file then reads as nothing. Once more has no effect.
    @Override
    public void close() {
        MemorySegment lastBuffer = buffer;
        if (lastBuffer != null) {
            Libc.close(descriptor);
            NativeBuffers.giveBack(lastBuffer);
            descriptor = NONE;
            buffer = null;
        }
        RandomAccessFile lastFile = file;
        if (lastFile == null) return;
        try {
            lastFile.close();
        } catch (IOException e) {
            // It was open for reading only: nothing is lost.
        }
    }
}
