package dev.skein.examples.census;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Words, as UTF-8 bytes, and how often each was added. Written by one thread at a time.
///
/// Open addressing over an arena of bytes: adding a word that is known allocates nothing, and adding a new one no
/// object. Words are numbered from 0 in the order they came.
final class WordTable {

    private static final int SLOTS_MIN = 1 << 10;

    private int[] slots = new int[SLOTS_MIN];        // number of the word + 1, or 0 for a free slot
    private int[] hashes = new int[SLOTS_MIN / 2];   // this and the next two: by number of the word
    private int[] ends = new int[SLOTS_MIN / 2];     // where its bytes end in the arena; they begin where the previous end
    private long[] counts = new long[SLOTS_MIN / 2];
    private byte[] arena = new byte[SLOTS_MIN * 8];
    private int size;

    /// Adds `times` to the count of the word `text[from..to)`.
    void add(byte[] text, int from, int to, long times) {
        add(text, from, to, hash(text, from, to), times);
    }

    /// Adds those words of another table that belong to one of `slices` slices. A word is in the same slice everywhere.
    void addSlice(WordTable other, int slice, int slices) {
        for (int word = 0; word < other.size; word++) {
            int hash = other.hashes[word];
            if (sliceOf(hash, slices) == slice) {
                add(other.arena, other.begin(word), other.ends[word], hash, other.counts[word]);
            }
        }
    }

    /// How many different words there are.
    int size() {
        return size;
    }

    /// How often the word with this number was added.
    long count(int word) {
        return counts[word];
    }

    /// The word with this number.
    String word(int word) {
        return new String(arena, begin(word), ends[word] - begin(word), StandardCharsets.UTF_8);
    }

    /// How often a word was added; 0 if never.
    long countOf(String word) {
        byte[] text = word.getBytes(StandardCharsets.UTF_8);
        int entry = slots[find(text, 0, text.length, hash(text, 0, text.length))];
        return entry == 0 ? 0 : counts[entry - 1];
    }

    private void add(byte[] text, int from, int to, int hash, long times) {
        int slot = find(text, from, to, hash);
        if (slots[slot] != 0) {
            counts[slots[slot] - 1] += times;
            return;
        }
        append(text, from, to, hash, times);
        slots[slot] = size;
        if (size == hashes.length) {
            grow();
        }
    }

    /// The slot that holds the word, or the free one where it belongs.
    private int find(byte[] text, int from, int to, int hash) {
        int mask = slots.length - 1;
        int slot = hash & mask;
        for (int entry = slots[slot]; entry != 0; entry = slots[slot]) {
            int word = entry - 1;
            if (hashes[word] == hash && Arrays.equals(arena, begin(word), ends[word], text, from, to)) {
                return slot;
            }
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void append(byte[] text, int from, int to, int hash, long times) {
        int begin = begin(size);
        int end = begin + to - from;
        if (end < 0) {
            throw new OutOfMemoryError("more than 2 GB of different identifiers");
        }
        if (end > arena.length) {
            arena = Arrays.copyOf(arena, (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(end, 2L * arena.length)));
        }
        System.arraycopy(text, from, arena, begin, to - from);
        hashes[size] = hash;
        ends[size] = end;
        counts[size] = times;
        size++;
    }

    /// Doubles the slots; they are at most half full.
    private void grow() {
        hashes = Arrays.copyOf(hashes, 2 * size);
        ends = Arrays.copyOf(ends, 2 * size);
        counts = Arrays.copyOf(counts, 2 * size);
        slots = new int[4 * size];
        int mask = slots.length - 1;
        for (int word = 0; word < size; word++) {
            int slot = hashes[word] & mask;
            while (slots[slot] != 0) {
                slot = slot + 1 & mask;
            }
            slots[slot] = word + 1;
        }
    }

    private int begin(int word) {
        return word == 0 ? 0 : ends[word - 1];
    }

    private static int hash(byte[] text, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + text[i];
        }
        hash *= 0x9E3779B9;   // 2^32 / golden ratio: spreads short words over the high bits,
        return hash ^ hash >>> 16;   // which are folded onto the low ones that choose the slot
    }

    /// By the high bits: the low ones choose the slot, and a slice should fill its table evenly.
    private static int sliceOf(int hash, int slices) {
        return (hash >>> 16) % slices;
    }
}
