package dev.skein.bench.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One benchmark with one value for each of its parameters but the scheduler: what schedulers are compared in.
///
/// @param benchmark class and method, in full
/// @param params in the order of their names
record Combination(String benchmark, Map<String, String> params) {

    /// All that the values allow.
    ///
    /// @param declared the benchmark's parameters, without the scheduler, in order, and their values
    /// @param asked for some of them other values, separated by commas; parameters that this benchmark does not have are passed over
    static List<Combination> of(String benchmark, Map<String, List<String>> declared, Map<String, String> asked) {
        List<Map<String, String>> all = List.of(Map.of());
        for (Map.Entry<String, List<String>> param : declared.entrySet()) {
            List<String> values = asked.containsKey(param.getKey()) ? List.of(asked.get(param.getKey()).split(",")) : param.getValue();
            List<Map<String, String>> longer = new ArrayList<>();
            for (Map<String, String> one : all) {
                for (String value : values) {
                    Map<String, String> with = new LinkedHashMap<>(one);
                    with.put(param.getKey(), value);
                    longer.add(with);
                }
            }
            all = longer;
        }
        return all.stream().map(params -> new Combination(benchmark, params)).toList();
    }

    /// As it stands in tables: `DispatchBenchmark.inner workers=2`.
    String name() {
        String[] path = benchmark.split("\\.");
        StringBuilder name = new StringBuilder(path[path.length - 2] + "." + path[path.length - 1]);
        params.forEach((key, value) -> name.append(' ').append(key).append('=').append(value));
        return name.toString();
    }
}
