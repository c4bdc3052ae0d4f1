package dev.skein.examples.census;

import java.util.Locale;

/// Figures as the census prints them: the same on every machine, whatever its language.
final class Text {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final double BYTES_PER_MIB = 1 << 20;

    private Text() {
    }

    static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }

    /// `1.52 s`
    static String seconds(long nanos) {
        return format("%.2f s", nanos / NANOS_PER_SECOND);
    }

    /// `1 file`, `15,224 files`
    static String count(long count, String noun) {
        return format("%,d %s%s", count, noun, count == 1 ? "" : "s");
    }

    /// `203.4 MiB`
    static String mebibytes(long bytes) {
        return format("%,.1f MiB", bytes / BYTES_PER_MIB);
    }

    /// A name from outside, safe to print: control characters could command the terminal.
    static String printable(String name) {
        return name.replaceAll("\\p{Cntrl}", "?");
    }
}
