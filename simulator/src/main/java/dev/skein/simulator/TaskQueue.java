package dev.skein.simulator;

/// Tasks in the order in which they came.
final class TaskQueue {

    private int[] ring = new int[16];
    private int head;
    private int size;

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    void add(int task) {
        if (size == ring.length) grow();
        ring[head + size++ & ring.length - 1] = task;
    }

    /// Takes the one that has waited longest; the queue is not empty.
    int poll() {
        int task = ring[head];
        head = head + 1 & ring.length - 1;
        size--;
        return task;
    }

    private void grow() {
        int[] larger = new int[ring.length * 2];
        for (int i = 0; i < size; i++) larger[i] = ring[head + i & ring.length - 1];
        ring = larger;
        head = 0;
    }
}
