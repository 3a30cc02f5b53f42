package id.core.http.govstack;

import com.fasterxml.jackson.databind.JsonNode;
import id.api.enrollment.Document;
import id.api.enrollment.EnrollmentPacket;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.value.CentreId;
import id.api.value.EnrollmentId;
import id.api.value.StationId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The {@code request} of a GovStack enrollment. */
final class PacketRequest {
    private final JsonNode request;
    private final FieldMapping mapping;

    PacketRequest(JsonNode body, FieldMapping mapping) {
        this.mapping = mapping;
        if (!body.path("request").isObject()) {
            throw new IdentityException(GeneralError.MISSING_VALUE, "request", "Give the enrollment as request");
        }
        this.request = body.path("request");
        String process = text("process");
        if (!process.isEmpty() && !process.equals("NEW")) {
            throw new IdentityException(GeneralError.INVALID_VALUE, "request.process",
                    "Only NEW enrollments are taken here");
        }
    }

    String text(String field) {
        JsonNode value = request.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        if (!value.isTextual()) {
            throw new IdentityException(GeneralError.INVALID_VALUE, "request." + field, "This is a text");
        }
        return value.asText();
    }

    EnrollmentPacket toPacket(EnrollmentId id, Instant capturedAt) {
        if (!request.path("fields").isObject()) {
            throw new IdentityException(GeneralError.MISSING_VALUE, "request.fields",
                    "Give what the person said as request.fields");
        }
        String[] place = text("refId").split("_", 2);
        return new EnrollmentPacket(id, capturedAt, mapping.apply(request.path("fields")),
                Segments.of(request.path("biometrics")), documents(),
                part(place, 0).map(centre -> at(() -> new CentreId(centre))),
                part(place, 1).map(station -> at(() -> new StationId(station))));
    }

    /** The reference is {@code centre_machine}. */
    private static Optional<String> part(String[] parts, int index) {
        return parts.length > index && !parts[index].isEmpty() ? Optional.of(parts[index]) : Optional.empty();
    }

    private List<Document> documents() {
        List<Document> documents = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : request.path("documents").properties()) {
            String place = "request.documents." + entry.getKey();
            JsonNode content = entry.getValue().path("document");
            if (!content.isTextual()) {
                throw new IdentityException(GeneralError.MISSING_VALUE, place + ".document",
                        "Give the document as base64 text; its kind as type, its media type as format");
            }
            String type = entry.getValue().path("type").asText(entry.getKey()).replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_")
                    .toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_");
            String format = entry.getValue().path("format").asText("application/pdf");
            String mediaType = format.contains("/") ? format : "application/" + format.toLowerCase(Locale.ROOT);
            documents.add(at(place, () -> new Document(entry.getKey(), type, mediaType,
                    Segments.decoded(content.asText(), place + ".document"))));
        }
        return documents;
    }

    private static <T> T at(Supplier<T> made) {
        return at("request.refId", made);
    }

    private static <T> T at(String place, Supplier<T> made) {
        try {
            return made.get();
        } catch (IdentityException wrong) {
            throw wrong.field().startsWith(place) ? wrong : wrong.at(place);
        }
    }
}
