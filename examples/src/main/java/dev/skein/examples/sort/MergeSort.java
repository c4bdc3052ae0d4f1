package dev.skein.examples.sort;

import dev.skein.api.RecursiveTask;
import java.util.Arrays;

/// Merge sort by fork/join: stable, as `Arrays.parallelSort` is for objects, which does the same on the common pool. Sorts a range
/// of an array, and leaves the result there or in a second array of the same length: each level wants its halves in the other
/// array, so that merging copies everything once and nothing twice.
final class MergeSort<T extends Comparable<? super T>> extends RecursiveTask<Void> {

    /// Elements that one task sorts or merges alone: some milliseconds of sorting, far more than a fork costs, and still some
    /// 250 parts of two million for the workers to share.
    static final int GRAIN = 8_192;

    private final T[] data;
    private final T[] other;
    private final int from;
    private final int to;
    private final boolean intoOther;

    private MergeSort(T[] data, T[] other, int from, int to, boolean intoOther) {
        this.data = data;
        this.other = other;
        this.from = from;
        this.to = to;
        this.intoOther = intoOther;
    }

    /// A task that sorts the array.
    static <T extends Comparable<? super T>> MergeSort<T> of(T[] data) {
        return new MergeSort<>(data, data.clone(), 0, data.length, false);
    }

    @Override
    protected Void compute() {
        if (to - from <= GRAIN) {
            Arrays.sort(data, from, to);
            if (intoOther) System.arraycopy(data, from, other, from, to - from);
            return null;
        }
        int middle = (from + to) >>> 1;
        invokeAll(new MergeSort<>(data, other, from, middle, !intoOther), new MergeSort<>(data, other, middle, to, !intoOther));
        T[] source = intoOther ? data : other;
        T[] target = intoOther ? other : data;
        return new Merge<>(source, from, middle, middle, to, target, from).invoke();
    }

    /// Merges two sorted ranges. The last merges of a sort are as long as the array, so they are cut too: at the middle of the
    /// longer range, and where that element belongs in the shorter one.
    private static final class Merge<T extends Comparable<? super T>> extends RecursiveTask<Void> {

        private final T[] source;
        private final int left;
        private final int leftEnd;
        private final int right;
        private final int rightEnd;
        private final T[] target;
        private final int at;

        Merge(T[] source, int left, int leftEnd, int right, int rightEnd, T[] target, int at) {
            this.source = source;
            this.left = left;
            this.leftEnd = leftEnd;
            this.right = right;
            this.rightEnd = rightEnd;
            this.target = target;
            this.at = at;
        }

        @Override
        protected Void compute() {
            int leftLength = leftEnd - left;
            int rightLength = rightEnd - right;
            if (leftLength + rightLength <= GRAIN) {
                mergeAlone();
                return null;
            }
            int cutLeft;
            int cutRight;
            if (leftLength >= rightLength) {
                cutLeft = (left + leftEnd) >>> 1;
                cutRight = firstNotBelow(source[cutLeft], right, rightEnd);
            } else {
                cutRight = (right + rightEnd) >>> 1;
                cutLeft = firstAbove(source[cutRight], left, leftEnd);     // equal ones on the left come first
            }
            int cutAt = at + (cutLeft - left) + (cutRight - right);
            invokeAll(new Merge<>(source, left, cutLeft, right, cutRight, target, at),
                    new Merge<>(source, cutLeft, leftEnd, cutRight, rightEnd, target, cutAt));
            return null;
        }

        private int firstNotBelow(T element, int low, int high) {
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (source[middle].compareTo(element) < 0) low = middle + 1;
                else high = middle;
            }
            return low;
        }

        private int firstAbove(T element, int low, int high) {
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (source[middle].compareTo(element) <= 0) low = middle + 1;
                else high = middle;
            }
            return low;
        }

        private void mergeAlone() {
            int l = left;
            int r = right;
            int t = at;
            while (l < leftEnd && r < rightEnd) target[t++] = source[l].compareTo(source[r]) <= 0 ? source[l++] : source[r++];
            System.arraycopy(source, l, target, t, leftEnd - l);
            System.arraycopy(source, r, target, t + leftEnd - l, rightEnd - r);
        }
    }
}
