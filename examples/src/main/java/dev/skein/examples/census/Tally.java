package dev.skein.examples.census;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/// A part of the census: what some of the files add up to. Used by one thread at a time; handing it on is the
/// business of [CensusJob]. Addition commutes, so who counted which file leaves no trace in the sum.
final class Tally {

    private final WordTable words = new WordTable();
    private final List<Fingerprint> fingerprints = new ArrayList<>();
    private final List<Unreadable> unreadable = new ArrayList<>();
    private long bytes;
    private long lines;

    private final FileContent content = new FileContent();
    private final MessageDigest sha256 = newSha256();

    /// Counts one file, or notes why it cannot be read.
    void count(SourceFile file) {
        try {
            content.read(file);
        } catch (IOException e) {
            unreadable.add(new Unreadable(file.name(), SourceTree.reasonOf(e)));
            return;
        }
        int length = content.length();
        sha256.update(content.bytes(), 0, length);
        fingerprints.add(Fingerprint.of(sha256.digest(), length));
        bytes += length;
        lines += SourceScanner.countLines(content.bytes(), length);
        SourceScanner.addIdentifiers(content.bytes(), length, words);
    }

    WordTable words() {
        return words;
    }

    /// One for each file that was read.
    List<Fingerprint> fingerprints() {
        return fingerprints;
    }

    List<Unreadable> unreadable() {
        return unreadable;
    }

    long bytes() {
        return bytes;
    }

    long lines() {
        return lines;
    }

    private static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
