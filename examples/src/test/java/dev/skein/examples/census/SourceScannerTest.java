package dev.skein.examples.census;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class SourceScannerTest {

    private static Arguments found(String situation, String text, String... words) {
        return Arguments.of(situation, text, List.of(words));
    }

    static Stream<Arguments> identifiers() {
        return Stream.of(
                found("empty file", ""),
                found("one word up to the end of the file", "word", "word"),
                found("underscore and dollar", "_a $b a_1$", "_a", "$b", "a_1$"),
                found("reserved words are found too; the result leaves them out", "int i", "int", "i"),
                found("operators and points separate", "a.b+c[d]::e", "a", "b", "c", "d", "e"),
                found("line comment, up to LF", "a // b c\nd", "a", "d"),
                found("line comment, up to CR", "a // b c\rd", "a", "d"),
                found("line comment at the end of the file", "a //", "a"),
                found("block comment", "a /* b\n * c */ d", "a", "d"),
                found("block comment that ends at once", "a /**/ b", "a", "b"),
                found("slash and star do not end what they begin", "a /*/ b */ c", "a", "c"),
                found("block comments do not nest", "/* a /* b */ c", "c"),
                found("block comment without an end", "a /* b", "a"),
                found("division is no comment", "a / b /c", "a", "b", "c"),
                found("slash at the end of the file", "a /", "a"),
                found("string", "a \"b c\" d", "a", "d"),
                found("empty string", "a \"\" b", "a", "b"),
                found("escaped quote in a string", "a \"b \\\" c\" d", "a", "d"),
                found("escaped backslash ends a string", "a \"b\\\\\" c", "a", "c"),
                found("comment inside a string", "\"// a\" b \"/*\" c", "b", "c"),
                found("string inside a comment", "/* \" */ a // \"\nb", "a", "b"),
                found("broken string ends with its line", "\"a b\nc", "c"),
                found("backslash at the end of a broken string", "\"a \\\nb", "b"),
                found("string without an end", "\"a b"),
                found("backslash as last byte of a string", "\"a\\"),
                found("text block", "a \"\"\"\n  b \" c \"\" d\n  \"\"\" e", "a", "e"),
                found("escaped quotes in a text block", "\"\"\"\n a \\\"\"\" b \"\"\" c", "c"),
                found("text block that ends with a quote of its own", "\"\"\"\n a \\\"\"\"\" b", "b"),
                found("comment inside a text block", "\"\"\"\n // a \"\"\" b", "b"),
                found("text block without an end", "a \"\"\" b c", "a"),
                found("text block cut off after a backslash", "a \"\"\" b \\", "a"),
                found("character literals", "a 'b' c '\\'' d '\"' e '\\\\' f", "a", "c", "d", "e", "f"),
                found("apostrophe of prose ends with its line", "don't stop\nnow", "don", "now"),
                found("numbers, with what belongs to them", "1 0xFFL 1e10f 1_000 0b11 1.e5 1.5f .5e3 x"  , "x"),
                found("number and operator", "1e-5 a 2*b", "a", "b"),
                found("umlauts, Greek, Chinese", "größe Δx 数", "größe", "Δx", "数"),
                found("letter beyond 16 bits", "𝒳y = 1", "𝒳y"),
                found("emoji separates", "a😀b", "a", "b"),
                found("no-break space separates", "a\u00A0b", "a", "b"),
                found("combining mark is a part, not a start", "e\u0301t\u00E9 \u0301x", "e\u0301t\u00E9", "x"),
                found("control characters separate", "a\0b\u0007c", "a", "b", "c"),
                found("unicode escapes are not translated", "\\u0041b", "u0041b"),
                found("CR LF", "a\r\nb\r\n", "a", "b"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("identifiers")
    void addIdentifiers_ofText_findsThese(String situation, String text, List<String> words) {
        assertThat(wordsIn(Inputs.bytes(text))).as(situation).isEqualTo(words);
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                Arguments.of("Latin-1", new byte[] {'a', (byte) 0xE4, 'b'}),
                Arguments.of("continuation byte alone", new byte[] {'a', (byte) 0x80, 'b'}),
                Arguments.of("lead byte cut off by ASCII", new byte[] {'a', (byte) 0xE2, (byte) 0x82, 'b'}),
                Arguments.of("overlong form of a letter", new byte[] {'a', (byte) 0xE0, (byte) 0x81, (byte) 0x81, 'b'}),
                Arguments.of("surrogate", new byte[] {'a', (byte) 0xED, (byte) 0xA0, (byte) 0x80, 'b'}),
                Arguments.of("beyond Unicode", new byte[] {'a', (byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80, 'b'}),
                Arguments.of("0xFF", new byte[] {'a', (byte) 0xFF, (byte) 0xFE, 'b'}));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void addIdentifiers_whenBytesAreNotUtf8_separatesThere(String situation, byte[] text) {
        assertThat(wordsIn(text)).as(situation).containsExactly("a", "b");
    }

    @Test
    void addIdentifiers_whenFileEndsInsideCharacter_endsTheWordBefore() {
        assertThat(wordsIn(new byte[] {'a', (byte) 0xC3})).containsExactly("a");
    }

    @Test
    void addIdentifiers_atLengthLimit_countsOneAndNotTheLonger() {
        String longest = "x".repeat(SourceScanner.IDENTIFIER_BYTES_MAX);
        assertThat(wordsIn(Inputs.bytes(longest + " y " + longest + "x z"))).containsExactly(longest, "y", "z");
    }

    @Test
    void addIdentifiers_whenBufferIsLongerThanFile_ignoresTheRest() {
        var words = new WordTable();
        SourceScanner.addIdentifiers(Inputs.bytes("a bc\" d"), 3, words);
        assertThat(words.size()).isEqualTo(2);
        assertThat(words.countOf("b")).isOne();
    }

    static Stream<Arguments> lines() {
        return Stream.of(
                Arguments.of("", 0), Arguments.of("a", 1), Arguments.of("a\n", 1), Arguments.of("a\nb", 2),
                Arguments.of("\n", 1), Arguments.of("\n\n", 2), Arguments.of("a\r\nb\r\n", 2), Arguments.of("a\r\nb", 2),
                Arguments.of("a\rb", 2), Arguments.of("a\r", 1), Arguments.of("\r\r\n\n", 3), Arguments.of("\"\"\"\na\n\"\"\"", 3),
                Arguments.of("/* a\n b */ c\n", 2), Arguments.of("ä\u2028b", 1));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void countLines_ofText_givesNumber(String text, int lines) {
        byte[] bytes = Inputs.bytes(text);
        assertThat(SourceScanner.countLines(bytes, bytes.length)).isEqualTo(lines);
    }

    @Test
    void countLines_whenBufferIsLongerThanFile_ignoresTheRest() {
        assertThat(SourceScanner.countLines("a\r\nb\n".getBytes(StandardCharsets.UTF_8), 2)).isOne();
    }

    private static List<String> wordsIn(byte[] text) {
        var table = new WordTable();
        SourceScanner.addIdentifiers(text, text.length, table);
        List<String> words = new ArrayList<>();
        for (int word = 0; word < table.size(); word++) {
            words.add(table.word(word));
        }
        return words;
    }
}
