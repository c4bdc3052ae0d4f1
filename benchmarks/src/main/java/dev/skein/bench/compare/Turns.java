package dev.skein.bench.compare;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/// The order in which contestants take their turns in a round: in each another one begins.
public final class Turns {

    private Turns() { }

    public static <E> List<E> of(List<E> contestants, int round) {
        List<E> turns = new ArrayList<>(contestants);
        Collections.rotate(turns, -round);
        return turns;
    }

    public static <K extends Comparable<K>, V> List<Map.Entry<K, V>> of(Map<K, V> contestants, int round) {
        List<Map.Entry<K, V>> inOrder = new ArrayList<>(contestants.entrySet());
        inOrder.sort(Map.Entry.comparingByKey());        // the iteration order of a map may differ from run to run
        return of(inOrder, round);
    }
}
