package dev.skein.report;

import java.io.IOException;
import java.io.UncheckedIOException;

/// Writes a text line by line, so that there is never more of it in memory than one. What the [Appendable] throws goes to the caller.
final class Lines {

    /// Longest name that is written, in chars: names are made by a method of the user's, and class names may be of any length too.
    static final int NAME_MAX = 200;

    private static final String CUT = "...";
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long MILLIS = 1_000;

    private final Appendable out;
    private final StringBuilder line = new StringBuilder(256);

    Lines(Appendable out) {
        this.out = out;
    }

    Lines text(String text) {
        line.append(text);
        return this;
    }

    Lines field(String key, String value) {
        key(key).append(value);
        return this;
    }

    Lines field(String key, long value) {
        key(key).append(value);
        return this;
    }

    /// A count that may be absent.
    Lines field(String key, long value, long absent) {
        return value == absent ? field(key, "-") : field(key, value);
    }

    /// In quotes, on one line, and cut if it is long.
    Lines quoted(String key, String value) {
        quote(key(key), value);
        return this;
    }

    /// Name of a class, which has no blanks: without quotes.
    Lines name(String key, String value) {
        clean(key(key), value, false);
        return this;
    }

    /// A time in seconds, to the millisecond; `-` if it is less than 0.
    Lines seconds(String key, long nanos) {
        key(key);
        if (nanos < 0) line.append('-');
        else seconds(line, nanos);
        return this;
    }

    /// Ends the line.
    void end() {
        String text = line.append('\n').toString();
        line.setLength(0);
        try {
            out.append(text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private StringBuilder key(String key) {
        if (!line.isEmpty() && line.charAt(line.length() - 1) != ' ') line.append(' ');
        return line.append(key).append('=');
    }

    static void seconds(StringBuilder text, long nanos) {
        long millis = nanos / NANOS_PER_MILLI;
        text.append(millis / MILLIS).append('.');
        long rest = millis % MILLIS;
        if (rest < 100) text.append('0');
        if (rest < 10) text.append('0');
        text.append(rest).append('s');
    }

    static void quote(StringBuilder text, String value) {
        text.append('"');
        clean(text, value, true);
        text.append('"');
    }

    /// What would break the line, or pass for something else, is written as `?`.
    private static void clean(StringBuilder text, String value, boolean quoted) {
        int length = Math.min(value.length(), NAME_MAX);
        for (int i = 0; i < length; i++) {
            char each = value.charAt(i);
            if (quoted && (each == '"' || each == '\\')) text.append('\\');
            text.append(isPlain(each) && (quoted || each != ' ') ? each : '?');
        }
        if (length < value.length()) text.append(CUT);
    }

    private static boolean isPlain(char each) {
        return !Character.isISOControl(each) && !Character.isSurrogate(each) && each != '\u2028' && each != '\u2029';
    }
}
