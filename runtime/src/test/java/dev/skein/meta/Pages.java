package dev.skein.meta;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Tables of the documents.
public final class Pages {

    private Pages() {}

    /// The rows of the table with that header, cell by cell, without the header.
    ///
    /// @param path of the document, from the root of the repository
    public static List<List<String>> table(String path, List<String> header) {
        List<List<String>> rows = new ArrayList<>();
        boolean inside = false;
        for (String line : Repository.text(Repository.ROOT.resolve(path)).lines().toList()) {
            List<String> cells = cells(line);
            if (cells.equals(header)) {
                inside = true;
            } else if (inside && !line.startsWith("|")) {
                return rows;
            } else if (inside && !line.startsWith("|---")) {
                rows.add(cells);
            }
        }
        if (!inside) throw new AssertionError("no table " + header + " in " + path);
        return rows;
    }

    private static List<String> cells(String line) {
        if (!line.startsWith("|")) return List.of();
        return Arrays.stream(line.substring(1).split("\\|")).map(String::strip).toList();
    }
}
