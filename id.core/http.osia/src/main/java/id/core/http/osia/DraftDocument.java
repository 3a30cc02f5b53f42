package id.core.http.osia;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.value.Bytes;
import java.nio.charset.StandardCharsets;

/**
 * What is kept of an enrollment in work.
 *
 * @param enrollment
 *            the {@code Enrollment} without its id and status
 * @param submitting
 *            whether it was on its way into the pipeline: an enrollment of its id found there is then its own
 */
record DraftDocument(ObjectNode enrollment, boolean submitting) {
    private static final ObjectMapper MAPPER = mapper();

    private static ObjectMapper mapper() {
        StreamReadConstraints limits = StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build();
        return new ObjectMapper(JsonFactory.builder().streamReadConstraints(limits).build())
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    }

    /** Takes an enrollment as a client sends it. */
    static DraftDocument received(JsonNode body, String enrollmentId) {
        Shapes.ENROLLMENT.check(body, "");
        if (body.has("enrollmentId") && !body.path("enrollmentId").asText().equals(enrollmentId)) {
            throw new IdentityException(GeneralError.INVALID_VALUE, "enrollmentId",
                    "Another id than in the address: leave it out of the body");
        }
        ObjectNode enrollment = ((ObjectNode) body).deepCopy();
        enrollment.remove("enrollmentId");
        enrollment.remove("status");
        return new DraftDocument(enrollment, false);
    }

    static DraftDocument stored(Bytes document) {
        try {
            JsonNode read = MAPPER.readTree(document.toArray());
            if (read.path("enrollment") instanceof ObjectNode enrollment) {
                return new DraftDocument(enrollment, read.path("submitting").asBoolean());
            }
            throw damaged();
        } catch (java.io.IOException unreadable) {
            throw damaged();
        }
    }

    private static IdentityException damaged() {
        return new IdentityException(GeneralError.INTERNAL_FAULT, "enrollmentId",
                "The document of an OSIA enrollment in work does not have the form that it was stored in");
    }

    DraftDocument onItsWay(boolean now) {
        return new DraftDocument(enrollment, now);
    }

    Bytes toBytes() {
        ObjectNode stored = JsonNodeFactory.instance.objectNode().put("submitting", submitting);
        stored.set("enrollment", enrollment);
        try {
            return Bytes.utf8(new String(MAPPER.writeValueAsBytes(stored), StandardCharsets.UTF_8));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A JSON tree could not be written", impossible);
        }
    }

    /** The {@code Enrollment} as clients read it. */
    ObjectNode shown(String enrollmentId, boolean finished) {
        ObjectNode shown = JsonNodeFactory.instance.objectNode().put("enrollmentId", enrollmentId).put("status",
                finished ? "FINALIZED" : "IN_PROGRESS");
        shown.setAll(enrollment);
        return shown;
    }

    @Override
    public String toString() {
        return "DraftDocument[***]";
    }
}
