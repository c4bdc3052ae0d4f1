package dev.skein.bench.report;

import java.util.List;

/// Small pieces of HTML that is well-formed XML too, so that a test can parse it.
final class Html {

    private Html() { }

    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }

    /// A table whose cells are HTML already.
    ///
    /// @param columns heads; one that begins with `#` is of numbers, which stand to the right, and one with `!` of words that stay in one line
    /// @param rows as many cells each as there are columns
    static String table(List<String> columns, List<List<String>> rows) {
        StringBuilder out = new StringBuilder("<div class=\"wide\"><table>\n<thead><tr>");
        for (String column : columns) out.append("<th").append(style(column)).append('>').append(escape(head(column))).append("</th>");
        out.append("</tr></thead>\n<tbody>\n");
        for (List<String> row : rows) {
            if (row.size() != columns.size()) throw new IllegalArgumentException("a row must have " + columns.size() + " cells, got " + row);
            out.append("<tr>");
            for (int i = 0; i < row.size(); i++) out.append("<td").append(style(columns.get(i))).append('>').append(row.get(i)).append("</td>");
            out.append("</tr>\n");
        }
        return out.append("</tbody></table></div>\n").toString();
    }

    private static String head(String column) {
        return column.startsWith("#") || column.startsWith("!") ? column.substring(1) : column;
    }

    private static String style(String column) {
        return column.startsWith("#") ? " class=\"number\"" : column.startsWith("!") ? " class=\"short\"" : "";
    }
}
