package dev.skein.bench.figures;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/// Writes what was measured as JSON, and reads it again: every iteration of every fork, for whoever wants other statistics than ours.
public final class Json {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES, DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /// What programs beside the report write.
    ///
    /// @param environment what the figures depend on besides the code
    public record Forks(Map<String, String> environment, List<ForkRun> forks) { }

    private Json() { }

    /// @param value a record
    public static String of(Record value) {
        try {
            return MAPPER.writeValueAsString(value) + "\n";
        } catch (JacksonException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /// Members that the record does not have are passed over.
    ///
    /// @throws IllegalArgumentException if it is no JSON, or lacks something, saying what and where
    public static <T extends Record> T read(String json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JacksonException other) {
            throw new IllegalArgumentException(other.getMessage(), other);
        }
    }
}
