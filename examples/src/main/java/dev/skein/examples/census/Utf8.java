package dev.skein.examples.census;

/// Reads one character of UTF-8 that is not ASCII, in text that may be anything.
final class Utf8 {

    /// What [#codePoint] answers where the bytes are no UTF-8: U+FFFD, the replacement character, no part of any identifier.
    static final int MALFORMED = 0xFFFD;

    private Utf8() {
    }

    /// The character at an index, or [#MALFORMED].
    static int codePoint(byte[] text, int at, int length) {
        int lead = text[at] & 0xFF;
        int bytes = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
        if (lead < 0xC2 || lead > 0xF4 || length - at < bytes) {
            return MALFORMED;
        }
        int codePoint = lead & 0x7F >> bytes;
        for (int i = 1; i < bytes; i++) {
            int b = text[at + i];
            if ((b & 0xC0) != 0x80) {
                return MALFORMED;
            }
            codePoint = codePoint << 6 | b & 0x3F;
        }
        boolean shortest = bytes == bytesFor(codePoint);
        boolean surrogate = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
        return shortest && !surrogate && Character.isValidCodePoint(codePoint) ? codePoint : MALFORMED;
    }

    /// How many bytes to go on by: those of the character, or 1 where they are no UTF-8.
    static int bytes(byte[] text, int at, int length) {
        int codePoint = codePoint(text, at, length);
        return codePoint == MALFORMED ? 1 : bytesFor(codePoint);
    }

    private static int bytesFor(int codePoint) {
        return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x1_0000 ? 3 : 4;
    }
}
