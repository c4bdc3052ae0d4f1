package dev.skein.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds the control groups that may limit this process's CPU time, of version 1 and 2. A machine may have both: then both are found.
///
/// `/proc/self/cgroup` names the process's group in each hierarchy, `/proc/self/mountinfo` says where each is mounted and which of
/// its groups the mount shows as its root. Where these cannot be read, the root groups at the usual mount points are tried.
final class Cgroups {

    private static final List<String> USUAL_V1_MOUNTS = List.of("/sys/fs/cgroup/cpu", "/sys/fs/cgroup/cpu,cpuacct", "/sys/fs/cgroup/cpuacct,cpu");
    private static final List<String> USUAL_V2_MOUNTS = List.of("/sys/fs/cgroup", "/sys/fs/cgroup/unified");

    /// What is taken for the contents of `/proc/self/cgroup` where it cannot be read.
    private static final List<String> ROOT_GROUPS = List.of("1:cpu:/", "0::/");

    enum Version { V1, V2 }

    /// A group that the process is in, itself or by way of the groups below.
    record Group(Version version, Path directory) {}

    /// A mounted hierarchy.
    ///
    /// @param shown the group that appears as the mount's root: `/` or, in many containers, the container's own
    private record Mount(Version version, String shown, Path at) {}

    private final Path root;

    /// @param root `/`, or in a test the directory that stands for it
    Cgroups(Path root) {
        this.root = root;
    }

    /// The groups that may limit the process's CPU time, each once, from its own up to the roots of their hierarchies as far as they can be
    /// seen. A hierarchy may be mounted twice, or have a symbolic link beside it, so groups are told apart by their inodes.
    List<Group> cpuGroups() {
        List<Mount> mounts = mounts();
        Map<Object, Group> found = new LinkedHashMap<>();
        List<String> memberships = lines(root.resolve("proc/self/cgroup"));
        for (String line : memberships.isEmpty() ? ROOT_GROUPS : memberships) {
            String[] fields = line.split(":", 3);   // id:controllers:path; version 2 is "0::path"
            if (fields.length < 3) continue;
            boolean v2 = fields[0].equals("0") && fields[1].isEmpty();
            if (!v2 && !Arrays.asList(fields[1].split(",", -1)).contains("cpu")) continue;
            for (Mount mount : mounts) {
                if (mount.version == (v2 ? Version.V2 : Version.V1)) addUpwards(mount, fields[2], found);
            }
        }
        return List.copyOf(found.values());
    }

    private static void addUpwards(Mount mount, String group, Map<Object, Group> found) {
        for (Path at = directoryOf(mount, group); at != null && at.startsWith(mount.at); at = at.getParent()) {
            Object identity = identity(at);
            if (identity != null) found.putIfAbsent(identity, new Group(mount.version, at));
        }
    }

    /// What tells a directory from all others, or null if there is no such directory.
    private static @Nullable Object identity(Path directory) {
        try {
            Object key = Files.readAttributes(directory, BasicFileAttributes.class).fileKey();
            return key == null ? directory : key;
        } catch (IOException | SecurityException e) {
            return null;
        }
    }

    /// Where `mount` shows `group`. A process may see its group named from the host's root while the mount shows only the container's part
    /// of the tree, or named relative to a cgroup namespace that it is outside of (`/../..`): then the mount's own root is the nearest
    /// group that can be seen.
    private static Path directoryOf(Mount mount, String group) {
        String below = group;
        if (!mount.shown.equals("/")) {
            if (!group.equals(mount.shown) && !group.startsWith(mount.shown + "/")) return mount.at;
            below = group.substring(mount.shown.length());
        }
        try {
            Path directory = mount.at.resolve(below.replaceFirst("^/+", "")).normalize();
            return directory.startsWith(mount.at) && Files.isDirectory(directory) ? directory : mount.at;
        } catch (InvalidPathException e) {
            return mount.at;
        }
    }

    private List<Mount> mounts() {
        List<Mount> mounts = new ArrayList<>();
        for (String line : lines(root.resolve("proc/self/mountinfo"))) {
            Mount mount = mount(line);
            if (mount != null) mounts.add(mount);
        }
        if (mounts.isEmpty()) {
            for (String at : USUAL_V1_MOUNTS) mounts.add(new Mount(Version.V1, "/", inRoot(at)));
            for (String at : USUAL_V2_MOUNTS) mounts.add(new Mount(Version.V2, "/", inRoot(at)));
        }
        return mounts;
    }

    /// Reads `32 31 0:29 / /sys/fs/cgroup/cpu rw,relatime - cgroup cgroup rw,cpu`: the group shown and the mount point are fields 3 and 4; behind the
    /// lone dash come the type, the source, and the options of the hierarchy, among which version 1 has its controllers.
    private @Nullable Mount mount(String line) {
        int dash = line.indexOf(" - ");
        if (dash < 0) return null;
        String[] where = line.substring(0, dash).split(" ", -1);
        String[] what = line.substring(dash + 3).split(" ", -1);
        if (where.length < 5 || what.length < 3) return null;
        boolean v2 = what[0].equals("cgroup2");
        boolean v1 = what[0].equals("cgroup") && Arrays.asList(what[2].split(",", -1)).contains("cpu");
        if (!v1 && !v2) return null;
        try {
            return new Mount(v2 ? Version.V2 : Version.V1, unescape(where[3]), inRoot(unescape(where[4])));
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private Path inRoot(String absolute) {
        return root.resolve(absolute.replaceFirst("^/+", "")).normalize();
    }

    /// The kernel writes space, tab, line feed and backslash in paths of mountinfo as three octal digits behind a backslash.
    private static String unescape(String path) {
        return path.replace("\\040", " ").replace("\\011", "\t").replace("\\012", "\n").replace("\\134", "\\");
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException | SecurityException e) {
            return List.of();
        }
    }
}
