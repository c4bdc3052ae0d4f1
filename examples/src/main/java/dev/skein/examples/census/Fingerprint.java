package dev.skein.examples.census;

import java.nio.ByteBuffer;

/// What two equal files have in common: the four words of their SHA-256, and the size.
record Fingerprint(long word0, long word1, long word2, long word3, long bytes) {

    static Fingerprint of(byte[] sha256, long bytes) {
        ByteBuffer words = ByteBuffer.wrap(sha256);
        return new Fingerprint(words.getLong(), words.getLong(), words.getLong(), words.getLong(), bytes);
    }

    /// The slice to which all equal fingerprints belong; the bits of a digest are evenly spread.
    int slice(int slices) {
        return (int) Math.floorMod(word0, (long) slices);
    }
}
