package id.core.identity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.value.Attributes;
import id.api.value.Bytes;
import java.util.LinkedHashMap;
import java.util.Map;

/** Attributes as the JSON document that is sealed: {@code {"schemaVersion":"1.0","attributes":{...}}}. */
final class AttributeJson {
    private static final TypeReference<LinkedHashMap<String, Object>> DOCUMENT = new TypeReference<>() {};

    private final JsonMapper json = JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    Bytes write(Attributes attributes) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("schemaVersion", attributes.schemaVersion());
        document.put("attributes", attributes.toPlain());
        try {
            return Bytes.of(json.writeValueAsBytes(document));
        } catch (JsonProcessingException impossible) {
            throw broken();
        }
    }

    Attributes read(Bytes content) {
        try {
            Map<String, Object> document = json.readValue(content.asUtf8(), DOCUMENT);
            if (document.get("schemaVersion") instanceof String version
                    && document.get("attributes") instanceof Map<?, ?> values) {
                Map<String, Object> plain = new LinkedHashMap<>();
                values.forEach((name, value) -> plain.put((String) name, value));
                return Attributes.ofPlain(version, plain);
            }
            throw broken();
        } catch (JsonProcessingException | NumberFormatException unreadable) {
            throw broken();
        }
    }

    /** Without the cause: the parser's message quotes what it read. */
    private static IdentityException broken() {
        return new IdentityException(GeneralError.INTERNAL_FAULT, "attributes",
                "The stored attributes are not the JSON document that they should be");
    }
}
