package dev.skein.bench.figures;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads JSON into maps, lists, strings, doubles and booleans; null is not allowed, since nothing here writes it.
public final class JsonReader {

    private final String text;
    private int at;

    private JsonReader(String text) {
        this.text = text;
    }

    /// @throws IllegalArgumentException which says at which character something else was expected
    public static Object read(String json) {
        JsonReader reader = new JsonReader(json);
        Object value = reader.value();
        reader.skipSpace();
        if (reader.at < json.length()) throw reader.expected("the end");
        return value;
    }

    /// The forks of a file that [Json] wrote.
    ///
    /// @param file as read: an object with an array `forks`
    public static List<ForkRun> forks(Object file) {
        return list(member(file, "forks")).stream().map(JsonReader::fork).toList();
    }

    private static ForkRun fork(Object fork) {
        return new ForkRun(string(fork, "benchmark"), string(fork, "scheduler"), integer(fork, "round"), string(fork, "unit"),
                member(fork, "higherIsBetter") == Boolean.TRUE, list(member(fork, "scores")).stream().map(Double.class::cast).toList());
    }

    /// @throws IllegalArgumentException if the value is no object, or has no such member
    public static Object member(Object object, String name) {
        Object value = object instanceof Map<?, ?> map ? map.get(name) : null;
        if (value == null) throw new IllegalArgumentException("expected an object with a member \"" + name + "\"");
        return value;
    }

    public static String string(Object object, String name) {
        if (member(object, name) instanceof String string) return string;
        throw new IllegalArgumentException("\"" + name + "\" must be a string, got " + member(object, name));
    }

    public static int integer(Object object, String name) {
        if (member(object, name) instanceof Double number && number == Math.rint(number)) return number.intValue();
        throw new IllegalArgumentException("\"" + name + "\" must be a whole number, got " + member(object, name));
    }

    public static List<?> list(Object value) {
        if (value instanceof List<?> list) return list;
        throw new IllegalArgumentException("expected an array, got " + value);
    }

    /// The members of an object of strings, in their order.
    public static Map<String, String> strings(Object object, String name) {
        if (!(member(object, name) instanceof Map<?, ?> map)) throw new IllegalArgumentException("\"" + name + "\" must be an object");
        Map<String, String> strings = new LinkedHashMap<>();
        map.forEach((key, value) -> strings.put((String) key, value.toString()));
        return strings;
    }

    private Object value() {
        skipSpace();
        return switch (peek()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> quoted();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            default -> number();
        };
    }

    private Map<String, Object> object() {
        Map<String, Object> members = new LinkedHashMap<>();
        take('{');
        if (takeIf('}')) return members;
        do {
            skipSpace();
            String name = quoted();
            take(':');
            members.put(name, value());
        } while (takeIf(','));
        take('}');
        return members;
    }

    private List<Object> array() {
        List<Object> values = new ArrayList<>();
        take('[');
        if (takeIf(']')) return values;
        do values.add(value());
        while (takeIf(','));
        take(']');
        return values;
    }

    private String quoted() {
        if (peek() != '"') throw expected("a string");
        StringBuilder out = new StringBuilder();
        for (at++; peek() != '"'; at++) {
            if (peek() != '\\') {
                out.append(peek());
                continue;
            }
            at++;
            switch (peek()) {
                case 'n' -> out.append('\n');
                case 't' -> out.append('\t');
                case 'r' -> out.append('\r');
                case 'b' -> out.append('\b');
                case 'f' -> out.append('\f');
                case 'u' -> {
                    if (at + 4 >= text.length()) throw expected("four digits");
                    out.append((char) Integer.parseInt(text.substring(at + 1, at + 5), 16));
                    at += 4;
                }
                default -> out.append(peek());
            }
        }
        at++;
        return out.toString();
    }

    private Object number() {
        int start = at;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) at++;
        if (at == start) throw expected("a value");
        return Double.valueOf(text.substring(start, at));
    }

    private Object word(String word, Object value) {
        if (!text.startsWith(word, at)) throw expected(word);
        at += word.length();
        return value;
    }

    private boolean takeIf(char c) {
        skipSpace();
        if (peek() != c) return false;
        at++;
        return true;
    }

    private void take(char c) {
        if (!takeIf(c)) throw expected("'" + c + "'");
    }

    private char peek() {
        if (at >= text.length()) throw expected("more");
        return text.charAt(at);
    }

    private void skipSpace() {
        while (at < text.length() && text.charAt(at) <= ' ') at++;
    }

    private IllegalArgumentException expected(String what) {
        return new IllegalArgumentException("JSON: expected " + what + " at character " + at + " of " + text.length());
    }
}
