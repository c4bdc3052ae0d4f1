package dev.skein.bench.forkjoin;

/// The tree of the unbalanced tree search (UTS; S. Olivier and others, LCPC 2006), a binomial one: the root has many children, every other node has either
/// [#CHILDREN] or none, by a coin that is thrown from its own state. How large a subtree is cannot be told from its root: most are a leaf, few hold
/// thousands of nodes.
///
/// A node is a number of 64 bits, made from its parent's and its place among the children; UTS uses SHA-1 for that, here it is the finalizer of
/// SplitMix64. A plain recursion takes some 5 ns for a node, so what is measured is the forks.
final class UnbalancedTree {

    static final int ROOT_CHILDREN = 2_000;
    static final int CHILDREN = 8;
    /// That a node has children, in 2^-64: 0.1245. 8 x 0.1245 = 0.996, so a subtree has 250 nodes on average; the largest of these has 660,185.
    private static final long HAS_CHILDREN_BELOW = (long) (0.1245 * 0x1p63) * 2;
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    static final long ROOT = mix(6);
    /// How many nodes there are, the root included.
    static final int NODES = 1_889_993;

    private UnbalancedTree() { }

    /// The number of children of a node other than the root.
    static int childrenOf(long node) {
        return Long.compareUnsigned(mix(node ^ GOLDEN), HAS_CHILDREN_BELOW) < 0 ? CHILDREN : 0;
    }

    static long child(long node, int index) {
        return mix(node + (index + 1) * GOLDEN);
    }

    private static long mix(long bits) {
        long z = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
