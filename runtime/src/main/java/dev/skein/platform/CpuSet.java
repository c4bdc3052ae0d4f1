package dev.skein.platform;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// An immutable set of CPU numbers, 0 to [#MAX_CPU]. The numbers may have holes, as they have where CPUs are offline or withheld.
///
/// Its text is the kernel's list format, as in `/sys/devices/system/cpu/online`: numbers and ranges in ascending order, `0-3,8,10-11`;
/// the empty set is the empty text.
public final class CpuSet {

    /// Greatest CPU number, 65,535: eight times what Linux can be built for (`CONFIG_NR_CPUS` ends at 8,192). The limit keeps a
    /// misread file from becoming a huge set.
    public static final int MAX_CPU = 65_535;

    private static final CpuSet EMPTY = new CpuSet(new BitSet());

    private final BitSet cpus;   // never written after construction, never handed out

    private CpuSet(BitSet cpus) {
        this.cpus = cpus;
    }

    /// The set of these CPUs; naming one twice is no error.
    ///
    /// @throws IllegalArgumentException if a number is outside 0 to [#MAX_CPU]
    public static CpuSet of(int... cpus) {
        BitSet bits = new BitSet();
        for (int cpu : cpus) bits.set(checked(cpu));
        return new CpuSet(bits);
    }

    /// As [#of(int...)].
    public static CpuSet of(Collection<Integer> cpus) {
        return of(cpus.stream().mapToInt(Integer::intValue).toArray());
    }

    /// The CPUs 0 to `count - 1`.
    ///
    /// @throws IllegalArgumentException if `count` is outside 0 to [#MAX_CPU] + 1
    public static CpuSet firstCpus(int count) {
        if (count < 0 || count > MAX_CPU + 1) {
            throw new IllegalArgumentException("the number of CPUs must be 0 to " + (MAX_CPU + 1) + ", got " + count);
        }
        BitSet bits = new BitSet();
        bits.set(0, count);
        return new CpuSet(bits);
    }

    /// Reads the kernel's list format, `0-3,8,10-11`. White space around the list and its parts is ignored, parts may come in any order and
    /// overlap, and a blank text is the empty set. Strides (`0-31:2/8`), which the kernel reads but never writes, are not accepted.
    ///
    /// @throws IllegalArgumentException if a part is no number and no ascending range, or outside 0 to [#MAX_CPU]
    public static CpuSet parse(String list) {
        if (list.isBlank()) return EMPTY;
        BitSet bits = new BitSet();
        for (String part : list.strip().split(",", -1)) {
            int dash = part.indexOf('-');
            int first = number(dash < 0 ? part : part.substring(0, dash), part, list);
            int last = dash < 0 ? first : number(part.substring(dash + 1), part, list);
            if (last < first) throw malformed("a range must ascend", part, list);
            bits.set(first, last + 1);
        }
        return new CpuSet(bits);
    }

    /// Whether `cpu` is in the set; false for numbers that no set can hold.
    public boolean contains(int cpu) {
        return cpu >= 0 && cpus.get(cpu);
    }

    /// Number of CPUs in the set.
    public int size() {
        return cpus.cardinality();
    }

    /// Whether no CPU is in the set.
    public boolean isEmpty() {
        return cpus.isEmpty();
    }

    /// Whether `cpu` is the one and only member.
    public boolean isExactly(int cpu) {
        return contains(cpu) && size() == 1;
    }

    /// Whether every CPU of `other` is in this set.
    public boolean containsAll(CpuSet other) {
        return intersect(other).equals(other);
    }

    /// The CPUs that are in both sets.
    public CpuSet intersect(CpuSet other) {
        BitSet both = (BitSet) cpus.clone();
        both.and(other.cpus);
        return new CpuSet(both);
    }

    /// The CPUs in ascending order.
    public IntStream stream() {
        return cpus.stream();
    }

    /// The CPUs in ascending order.
    public List<Integer> toList() {
        return cpus.stream().boxed().toList();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CpuSet that && cpus.equals(that.cpus);
    }

    @Override
    public int hashCode() {
        return cpus.hashCode();
    }

    /// The kernel's list format: `0-3,8,10-11`.
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int first = cpus.nextSetBit(0); first >= 0; ) {
            int end = cpus.nextClearBit(first);
            if (!text.isEmpty()) text.append(',');
            text.append(first);
            if (end - first > 1) text.append('-').append(end - 1);
            first = cpus.nextSetBit(end);
        }
        return text.toString();
    }

    // The kernel's mask is an array of C `unsigned long` in native byte order, CPU n being bit n % 64 of word n / 64. Read as bytes that is
    // the familiar "bit n % 8 of byte n / 8" on little-endian machines only, so masks are copied by words.

    /// Bytes of the smallest mask that holds this set: a multiple of 8, and 8 for the empty set.
    int maskBytes() {
        return Math.max(1, (cpus.length() + Long.SIZE - 1) / Long.SIZE) * Long.BYTES;
    }

    /// Fills `mask`, whose size is a multiple of 8 and at least [#maskBytes], and clears what lies behind this set.
    void writeMask(MemorySegment mask) {
        mask.fill((byte) 0);
        long[] words = cpus.toLongArray();
        MemorySegment.copy(words, 0, mask, JAVA_LONG, 0, words.length);
    }

    /// The set that a mask of the kernel describes; its size is a multiple of 8.
    static CpuSet readMask(MemorySegment mask) {
        return new CpuSet(BitSet.valueOf(mask.toArray(JAVA_LONG)));
    }

    private static int checked(int cpu) {
        if (cpu < 0 || cpu > MAX_CPU) throw new IllegalArgumentException("a CPU number must be 0 to " + MAX_CPU + ", got " + cpu);
        return cpu;
    }

    private static int number(String digits, String part, String list) {
        int cpu;
        try {
            cpu = Integer.parseInt(digits.strip());
        } catch (NumberFormatException e) {
            throw malformed("expected a CPU number or a range such as 0-3", part, list);
        }
        if (cpu < 0 || cpu > MAX_CPU) throw malformed("a CPU number must be 0 to " + MAX_CPU, part, list);
        return cpu;
    }

    private static IllegalArgumentException malformed(String what, String part, String list) {
        return new IllegalArgumentException(what + ", got \"" + part + "\" in the CPU list \"" + list + '"');
    }
}
