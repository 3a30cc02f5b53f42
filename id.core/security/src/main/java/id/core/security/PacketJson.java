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
import id.api.biometric.BiometricSample;
import id.api.enrollment.Document;
import id.api.enrollment.EnrollmentPacket;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.security.SecurityError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** A packet as JSON, in both directions; docs/packet-format.md describes it. */
final class PacketJson {
    static final String SCHEMA_VERSION = "schemaVersion";

    private static final int MAX_DEPTH = 10;
    private static final int MAX_NAME = 128;
    private static final int MAX_NUMBER = 100;
    /** 20 MiB in base64, and a little. */
    private static final int MAX_STRING = 28 * 1024 * 1024;
    private static final ObjectMapper MAPPER = mapper();

    private PacketJson() {}

    static byte[] write(EnrollmentPacket packet) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = MAPPER.getFactory().createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("enrollmentId", packet.id().value());
            json.writeStringField("capturedAt", packet.capturedAt().toString());
            json.writeObjectField("attributes", attributes(packet));
            json.writeArrayFieldStart("biometrics");
            for (BiometricSample sample : packet.samples()) {
                json.writeStartObject();
                json.writeStringField("modality", sample.modality().name());
                json.writeStringField("position", sample.position().label());
                json.writeStringField("format", sample.format().name());
                json.writeStringField("data", base64(sample.data().toArray()));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("documents");
            for (Document document : packet.documents()) {
                json.writeStartObject();
                json.writeStringField("name", document.name());
                json.writeStringField("type", document.type());
                json.writeStringField("mediaType", document.mediaType());
                json.writeStringField("data", base64(document.content().toArray()));
                json.writeEndObject();
            }
            json.writeEndArray();
            if (packet.centre().isPresent()) {
                json.writeStringField("centre", packet.centre().get().value());
            }
            if (packet.station().isPresent()) {
                json.writeStringField("station", packet.station().get().value());
            }
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new IdentityException(GeneralError.INTERNAL_FAULT, "packet", "The packet cannot be written as JSON",
                    impossible);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads a packet.
     *
     * @throws IdentityException
     *             PACKET_MALFORMED, UNKNOWN_FIELD, MISSING_VALUE, or what the values say is wrong with them; the field
     *             is the path within the packet
     */
    static EnrollmentPacket read(byte[] json) {
        return PacketFields.packet(parse(json));
    }

    private static JsonNode parse(byte[] json) {
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

    private static Map<String, Object> attributes(EnrollmentPacket packet) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put(SCHEMA_VERSION, packet.attributes().schemaVersion());
        packet.attributes().toPlain().forEach((name, value) -> {
            if (all.putIfAbsent(name, value) != null) {
                throw new IdentityException(GeneralError.INVALID_VALUE, "attributes." + SCHEMA_VERSION,
                        "No attribute may have the name " + SCHEMA_VERSION + ": rename it in the ID schema");
            }
        });
        return all;
    }

    private static String base64(byte[] content) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(content);
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
