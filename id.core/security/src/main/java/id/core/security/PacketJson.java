package id.core.security;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.security.SecurityError;
import id.api.value.Attributes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The JSON in packets: the demographic part, in both directions, and what the manifest is read and written by. */
final class PacketJson {
    static final String SCHEMA_VERSION = "schemaVersion";

    private static final int MAX_DEPTH = 10;
    private static final int MAX_NAME = 128;
    private static final int MAX_NUMBER = 100;
    private static final int MAX_STRING = 1024 * 1024;
    private static final ObjectMapper MAPPER = mapper();

    private PacketJson() {}

    /** Something that writes JSON. */
    interface Content {
        void writeTo(JsonGenerator json) throws IOException;
    }

    static byte[] written(Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = MAPPER.getFactory().createGenerator(bytes)) {
            content.writeTo(json);
        } catch (IOException impossible) {
            throw new IdentityException(GeneralError.INTERNAL_FAULT, "packet", "The packet cannot be written as JSON",
                    impossible);
        }
        return bytes.toByteArray();
    }

    static byte[] write(Attributes attributes) {
        return written(json -> json.writeObject(plain(attributes)));
    }

    /**
     * Reads the attributes.
     *
     * @throws IdentityException
     *             PACKET_MALFORMED, UNKNOWN_FIELD, MISSING_VALUE, or what the values say is wrong with them; the field
     *             is the path within the packet
     */
    static Attributes read(byte[] json) {
        return PacketFields.attributes(parse(json));
    }

    static JsonNode parse(byte[] json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException broken) {
            // The library's text may quote the content: only the place is told, and no cause is kept.
            long offset = broken.getLocation() == null ? 0 : Math.max(0, broken.getLocation().getByteOffset());
            throw new IdentityException(SecurityError.PACKET_MALFORMED, "packet", "The packet's content is no JSON, "
                    + "names a field twice, or is nested too deep, near byte " + offset);
        } catch (IOException broken) {
            throw new IdentityException(SecurityError.PACKET_MALFORMED, "packet",
                    "The packet's content is no JSON in UTF-8");
        } catch (NumberFormatException beyond) {
            // The library lets it pass as it is; its text quotes the number.
            throw new IdentityException(SecurityError.PACKET_MALFORMED, "packet",
                    "The packet's content holds a number whose exponent is too large to be read");
        }
    }

    private static Map<String, Object> plain(Attributes attributes) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put(SCHEMA_VERSION, attributes.schemaVersion());
        attributes.toPlain().forEach((name, value) -> {
            if (all.putIfAbsent(name, value) != null) {
                throw new IdentityException(GeneralError.INVALID_VALUE, "attributes." + SCHEMA_VERSION,
                        "No attribute may have the name " + SCHEMA_VERSION + ": rename it in the ID schema");
            }
        });
        return all;
    }

    private static ObjectMapper mapper() {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH)
                        .maxStringLength(MAX_STRING).maxNameLength(MAX_NAME).maxNumberLength(MAX_NUMBER).build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION).build();
        return JsonMapper.builder(factory).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
    }
}
