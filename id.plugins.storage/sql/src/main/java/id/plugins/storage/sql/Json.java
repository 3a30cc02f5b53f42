package id.plugins.storage.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import id.api.enrollment.Fact;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.error.Problem;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Small lists, each in one column. */
final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};
    private static final TypeReference<List<Problem>> PROBLEMS = new TypeReference<>() {};
    private static final TypeReference<List<Fact>> FACTS = new TypeReference<>() {};
    private static final TypeReference<Map<String, String>> DETAILS = new TypeReference<>() {};
    private static final String NOTHING = "[]";

    private Json() {}

    static String of(Collection<?> values) {
        return values.isEmpty() ? NOTHING : write(values);
    }

    static String of(Map<String, String> values) {
        return write(values);
    }

    static List<String> texts(String json) {
        return NOTHING.equals(json) ? List.of() : read(json, TEXTS);
    }

    static Set<String> set(String json) {
        return Set.copyOf(texts(json));
    }

    static List<Problem> problems(String json) {
        return NOTHING.equals(json) ? List.of() : read(json, PROBLEMS);
    }

    static List<Fact> facts(String json) {
        return NOTHING.equals(json) ? List.of() : read(json, FACTS);
    }

    static Map<String, String> details(String json) {
        return read(json, DETAILS);
    }

    private static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException failed) {
            throw new IdentityException(GeneralError.INTERNAL_FAULT, "", "A list could not be written as JSON");
        }
    }

    private static <T> T read(String json, TypeReference<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JsonProcessingException failed) {
            throw new IdentityException(GeneralError.INTERNAL_FAULT, "", "A stored list is not the JSON that it was");
        }
    }
}
