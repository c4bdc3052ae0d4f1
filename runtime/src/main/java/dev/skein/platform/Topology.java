package dev.skein.platform;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Which CPUs (hardware threads) share a physical core, which cores share a package, and how strong each is: a snapshot of
/// `/sys/devices/system/cpu`. What the system does not tell is unknown, and an unknown CPU counts as a core of its own.
public final class Topology {

    private static final Pattern CPU_DIRECTORY = Pattern.compile("cpu(\\d{1,5})");

    /// What is known of one CPU.
    ///
    /// @param packageId `physical_package_id`, or -1
    /// @param siblings  the hardware threads of its core, with itself
    /// @param capacity  `cpu_capacity`, or -1
    private record Cpu(int packageId, CpuSet siblings, int capacity) {}

    private final Map<Integer, Cpu> cpus;   // by number, ascending; never written after construction

    private Topology(Map<Integer, Cpu> cpus) {
        this.cpus = cpus;
    }

    /// Reads `/sys`.
    public static Topology read() {
        return read(Path.of("/sys"));
    }

    /// Reads the tree below `sysRoot`, which stands for `/sys`. Never fails: where nothing can be read the topology is empty.
    public static Topology read(Path sysRoot) {
        Map<Integer, Path> directories = new TreeMap<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(sysRoot.resolve("devices/system/cpu"), "cpu[0-9]*")) {
            for (Path entry : entries) {
                var name = CPU_DIRECTORY.matcher(entry.getFileName().toString());
                if (name.matches() && Integer.parseInt(name.group(1)) <= CpuSet.MAX_CPU) directories.put(Integer.parseInt(name.group(1)), entry);
            }
        } catch (IOException | RuntimeException e) {
            directories.clear();   // DirectoryIteratorException, or no such directory: as if there were no CPU in it
        }
        return new Topology(describe(directories));
    }

    /// The CPUs found, online or not. Which of them this process may use is for [Affinity#processCpus] to say.
    public CpuSet cpus() {
        return CpuSet.of(cpus.keySet());
    }

    /// The hardware threads of the physical core that `cpu` belongs to, `cpu` included; `cpu` alone if nothing is known.
    public CpuSet siblings(int cpu) {
        Cpu known = cpus.get(cpu);
        return known == null ? CpuSet.of(cpu) : known.siblings;
    }

    /// Number of the package (socket) of `cpu`, if known.
    public OptionalInt packageOf(int cpu) {
        Cpu known = cpus.get(cpu);
        return known == null || known.packageId < 0 ? OptionalInt.empty() : OptionalInt.of(known.packageId);
    }

    /// Strength of `cpu` in the kernel's units, in which the machine's strongest has 1,024; if known, and > 0.
    public OptionalInt capacity(int cpu) {
        Cpu known = cpus.get(cpu);
        return known == null || known.capacity <= 0 ? OptionalInt.empty() : OptionalInt.of(known.capacity);
    }

    /// The CPUs of `allowed` in the order in which workers take them, the same for the same topology and set:
    ///
    /// 1. one hardware thread of every core before the second of any: a second thread adds a fifth of a core, a free core a whole one;
    /// 2. strong cores before weak ones, by [#capacity];
    /// 3. package by package, not in turn: fewer workers than cores then share one package's cache and memory, and what they steal, hand over and
    ///    wake stays on it. Who wants the memory bandwidth of two packages for few workers lists the CPUs;
    /// 4. ascending number.
    ///
    /// "First" is the least number that is allowed. Of a machine that tells nothing the order is ascending.
    public List<Integer> order(CpuSet allowed) {
        record Place(int cpu, int threadOfCore, int weakness, int packageId) {}
        return allowed.stream()
                .mapToObj(cpu -> new Place(cpu, threadOfCore(cpu, allowed), -capacity(cpu).orElse(0), packageOf(cpu).orElse(-1)))
                .sorted(Comparator.comparingInt(Place::threadOfCore)
                        .thenComparingInt(Place::weakness)
                        .thenComparingInt(Place::packageId)
                        .thenComparingInt(Place::cpu))
                .map(Place::cpu)
                .toList();
    }

    /// How many allowed hardware threads of the same core have a smaller number.
    private int threadOfCore(int cpu, CpuSet allowed) {
        return (int) siblings(cpu).intersect(allowed).stream().filter(sibling -> sibling < cpu).count();
    }

    /// The siblings are what `thread_siblings_list` says; without that file, the CPUs with the same `core_id` in the same package. The list
    /// comes first because on some machines core ids repeat within a package, once for each die or cluster.
    private static Map<Integer, Cpu> describe(Map<Integer, Path> directories) {
        record Core(int packageId, int coreId) {}
        Map<Core, List<Integer>> byCore = new HashMap<>();
        Map<Integer, Core> cores = new TreeMap<>();
        directories.forEach((cpu, directory) -> {
            Core core = new Core(number(directory.resolve("topology/physical_package_id")), number(directory.resolve("topology/core_id")));
            cores.put(cpu, core);
            byCore.computeIfAbsent(core, _ -> new ArrayList<>()).add(cpu);
        });
        Map<Integer, Cpu> cpus = new TreeMap<>();
        directories.forEach((cpu, directory) -> {
            Core core = cores.getOrDefault(cpu, new Core(-1, -1));
            CpuSet fallback = core.coreId < 0 ? CpuSet.of(cpu) : CpuSet.of(byCore.getOrDefault(core, List.of(cpu)));
            CpuSet siblings = list(directory.resolve("topology/thread_siblings_list"), fallback);
            if (!siblings.contains(cpu)) siblings = fallback;   // a list without its owner makes no sense
            cpus.put(cpu, new Cpu(core.packageId, siblings, number(directory.resolve("cpu_capacity"))));
        });
        return cpus;
    }

    private static CpuSet list(Path file, CpuSet fallback) {
        try {
            return CpuSet.parse(Files.readString(file));
        } catch (IOException | IllegalArgumentException e) {
            return fallback;
        }
    }

    private static int number(Path file) {
        try {
            return Integer.parseInt(Files.readString(file).strip());
        } catch (IOException | NumberFormatException e) {
            return -1;
        }
    }
}
