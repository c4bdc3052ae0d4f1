package dev.skein.examples.census;

/// Finds the identifiers and counts the lines in the bytes of one file. Pure: what counts is said in the package's page.
///
/// Text that is not Java, or broken Java, is scanned all the same: strings and character literals end with their line
/// at the latest, comments and text blocks with the file.
final class SourceScanner {

    /// Longest identifier that counts, in bytes: the longest name that a class file can hold.
    static final int IDENTIFIER_BYTES_MAX = 65_535;

    private static final byte OTHER = 0;
    private static final byte LETTER = 1;
    private static final byte DIGIT = 2;
    private static final byte SLASH = 3;
    private static final byte QUOTE = 4;
    private static final byte APOSTROPHE = 5;
    private static final byte NOT_ASCII = 6;
    private static final byte[] KINDS = kinds();

    private final byte[] text;
    private final int length;
    private final WordTable words;

    private SourceScanner(byte[] text, int length, WordTable words) {
        this.text = text;
        this.length = length;
        this.words = words;
    }

    /// Adds every identifier in `text[0..length)` to `words`, reserved words included.
    static void addIdentifiers(byte[] text, int length, WordTable words) {
        new SourceScanner(text, length, words).scan();
    }

    /// Lines in `text[0..length)`.
    static long countLines(byte[] text, int length) {
        long lines = 0;
        for (int i = 0; i < length; i++) {
            byte b = text[i];
            if (b == '\n' || b == '\r' && (i + 1 == length || text[i + 1] != '\n')) {
                lines++;
            }
        }
        boolean endsInsideLine = length > 0 && !isLineEnd(text[length - 1]);
        return endsInsideLine ? lines + 1 : lines;
    }

    private void scan() {
        int at = 0;
        while (at < length) {
            at = switch (KINDS[text[at] & 0xFF]) {
                case LETTER -> afterIdentifier(at);
                case DIGIT -> afterNumber(at);
                case SLASH -> afterSlash(at);
                case QUOTE -> startsTextBlock(at) ? afterTextBlock(at) : afterLiteral(at, (byte) '"');
                case APOSTROPHE -> afterLiteral(at, (byte) '\'');
                case NOT_ASCII -> Character.isJavaIdentifierStart(Utf8.codePoint(text, at, length))
                        ? afterIdentifier(at) : at + Utf8.bytes(text, at, length);
                default -> at + 1;
            };
        }
    }

    private int afterIdentifier(int from) {
        int end = afterParts(from);
        if (end - from <= IDENTIFIER_BYTES_MAX) {
            words.add(text, from, end, 1);
        }
        return end;
    }

    /// A number takes its suffix, exponent and hexadecimal digits along, and a point: `1.e5f` holds no identifier.
    private int afterNumber(int from) {
        int at = afterParts(from);
        while (at < length && text[at] == '.') {
            at = afterParts(at + 1);
        }
        return at;
    }

    private int afterParts(int from) {
        int at = from;
        while (at < length) {
            switch (KINDS[text[at] & 0xFF]) {
                case LETTER, DIGIT -> at++;
                case NOT_ASCII -> {
                    if (!isPart(Utf8.codePoint(text, at, length))) {
                        return at;
                    }
                    at += Utf8.bytes(text, at, length);
                }
                default -> {
                    return at;
                }
            }
        }
        return at;
    }

    private int afterSlash(int from) {
        byte next = at(from + 1);
        if (next == '/') {
            int at = from + 2;
            while (at < length && !isLineEnd(text[at])) {
                at++;
            }
            return at;
        }
        if (next == '*') {
            int at = from + 2;
            while (at < length && !(text[at] == '*' && at(at + 1) == '/')) {
                at++;
            }
            return at + 2;
        }
        return from + 1;
    }

    private boolean startsTextBlock(int at) {
        return at(at + 1) == '"' && at(at + 2) == '"';
    }

    private int afterTextBlock(int from) {
        int at = from + 3;
        while (at < length && !(text[at] == '"' && startsTextBlock(at))) {
            at += text[at] == '\\' ? 2 : 1;
        }
        return at + 3;
    }

    /// The index after a string or character literal, which ends at its delimiter or before the end of the line.
    private int afterLiteral(int from, byte delimiter) {
        int at = from + 1;
        while (at < length && !isLineEnd(text[at])) {
            if (text[at] == delimiter) {
                return at + 1;
            }
            boolean escapes = text[at] == '\\' && !isLineEnd(at(at + 1));
            at += escapes ? 2 : 1;
        }
        return at;
    }

    /// The byte at an index, 0 beyond the end.
    private byte at(int index) {
        return index < length ? text[index] : 0;
    }

    private static boolean isLineEnd(byte b) {
        return b == '\n' || b == '\r';
    }

    /// Control characters that Java ignores inside identifiers would glue binary data together: they separate here.
    private static boolean isPart(int codePoint) {
        return Character.isJavaIdentifierPart(codePoint) && !Character.isIdentifierIgnorable(codePoint);
    }

    private static byte[] kinds() {
        var kinds = new byte[256];
        for (int b = 0; b < 256; b++) {
            kinds[b] = b >= 0x80 ? NOT_ASCII
                    : Character.isJavaIdentifierStart(b) ? LETTER
                    : isPart(b) ? DIGIT
                    : OTHER;
        }
        kinds['/'] = SLASH;
        kinds['"'] = QUOTE;
        kinds['\''] = APOSTROPHE;
        return kinds;
    }
}
