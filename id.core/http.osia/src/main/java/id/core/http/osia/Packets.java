package id.core.http.osia;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import id.api.enrollment.Document;
import id.api.enrollment.EnrollmentDrafts;
import id.api.enrollment.EnrollmentPacket;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.value.Attributes;
import id.api.value.Bytes;
import id.api.value.EnrollmentId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes the packet of a finalized enrollment: references are followed to its own buffers, never anywhere else. */
final class Packets {
    /** The version of the ID schema that clients write for. */
    private static final String SCHEMA_VERSION = "1.0";
    private static final Pattern REFERENCE = Pattern
            .compile("(?:(?:https?://[^/?#]{1,255})?/v1/enrollments/([^/?#]{1,64})/buffer/)?([A-Za-z0-9_-]{1,64})");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final EnrollmentDrafts drafts;

    Packets(EnrollmentDrafts drafts) {
        this.drafts = drafts;
    }

    EnrollmentPacket of(EnrollmentId id, JsonNode enrollment, Instant capturedAt) {
        Samples samples = new Samples((uri, place) -> referenced(id, uri, place));
        return new EnrollmentPacket(id, capturedAt, attributes(enrollment.path("biographicData"), "biographicData"),
                samples.of(enrollment.path("biometricData")), documents(id, enrollment.path("documentData")),
                Optional.empty(), Optional.empty());
    }

    static Attributes attributes(JsonNode data, String place) {
        Map<String, Object> plain = new LinkedHashMap<>();
        data.properties().forEach(
                field -> plain.put(field.getKey(), field.getValue().isNumber() ? field.getValue().decimalValue()
                        : MAPPER.convertValue(field.getValue(), Object.class)));
        try {
            return Attributes.ofPlain(SCHEMA_VERSION, plain);
        } catch (IdentityException wrong) {
            throw wrong.at(place + "." + wrong.field());
        }
    }

    static JsonNode tree(Object plain) {
        return MAPPER.valueToTree(plain);
    }

    private Bytes referenced(EnrollmentId id, String uri, String place) {
        Matcher reference = REFERENCE.matcher(uri);
        if (!reference.matches() || reference.group(1) != null && !reference.group(1).equals(id.value())) {
            throw new IdentityException(GeneralError.INVALID_VALUE, place,
                    "Refer to a buffer of this enrollment: /v1/enrollments/{enrollmentId}/buffer/{bufferId}");
        }
        return drafts.buffer(id, reference.group(2)).map(EnrollmentDrafts.Buffer::content)
                .orElseThrow(() -> new IdentityException(GeneralError.INVALID_VALUE, place,
                        "This enrollment has no such buffer: create it first"));
    }

    private List<Document> documents(EnrollmentId id, JsonNode documentData) {
        List<Document> documents = new ArrayList<>();
        for (int i = 0; i < documentData.size(); i++) {
            JsonNode parts = documentData.get(i).path("parts");
            for (int j = 0; j < parts.size(); j++) {
                String place = "documentData[" + i + "].parts[" + j + "]";
                documents.add(document(id, documentData.get(i), parts.get(j), (i + 1) + "-" + (j + 1), place));
            }
        }
        return documents;
    }

    private Document document(EnrollmentId id, JsonNode document, JsonNode part, String number, String place) {
        String type = document.path("documentType").asText();
        String other = document.path("documentTypeOther").asText("").toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+",
                "_");
        if (type.equals("OTHER") && other.matches("[A-Z][A-Z0-9_]{0,63}")) {
            type = other;
        }
        String mediaType = part.path("mimeType").asText("application/octet-stream");
        String name = type.toLowerCase(Locale.ROOT).replace('_', '-');
        try {
            return new Document(name.substring(0, Math.min(name.length(), 50)) + "-" + number, type, mediaType,
                    content(id, part, mediaType, place));
        } catch (IdentityException wrong) {
            throw wrong.field().startsWith(place) ? wrong : wrong.at(place);
        }
    }

    private Bytes content(EnrollmentId id, JsonNode part, String mediaType, String place) {
        if (part.hasNonNull("data")) {
            String data = part.path("data").asText();
            // A verifiable credential is text already (JSON or a compact JWS); both have characters that base64 has
            // not.
            boolean text = mediaType.startsWith("application/vc") && !data.matches("[A-Za-z0-9+/]+={0,2}");
            return text ? Bytes.utf8(data) : Samples.decoded(data, place + ".data");
        }
        if (part.hasNonNull("dataRef")) {
            return referenced(id, part.path("dataRef").asText(), place + ".dataRef");
        }
        throw new IdentityException(GeneralError.MISSING_VALUE, place + ".data", "Send the data or a reference to it");
    }
}
