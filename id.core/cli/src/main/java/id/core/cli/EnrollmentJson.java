package id.core.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import id.api.biometric.BiometricSample;
import id.api.enrollment.Document;
import id.api.enrollment.DocumentContent;
import id.api.enrollment.EnrollmentPacket;

/** An enrollment as the body of {@code POST /station/v1/enrollments}. */
final class EnrollmentJson {
    private EnrollmentJson() {}

    /** @param packet
     *            with its documents in memory */
    static ObjectNode of(EnrollmentPacket packet) {
        ObjectNode body = Api.object().put("enrollmentId", packet.id().value());
        body.set("attributes", Api.JSON.valueToTree(packet.attributes().toPlain()));
        ArrayNode samples = body.putArray("samples");
        for (BiometricSample sample : packet.samples()) {
            samples.addObject().put("position", sample.position().label()).put("format", sample.format().name())
                    .put("data", sample.data().toArray());
        }
        ArrayNode documents = body.putArray("documents");
        for (Document document : packet.documents()) {
            documents.addObject().put("name", document.name()).put("type", document.type())
                    .put("mediaType", document.mediaType()).put("data", bytes(document.content()));
        }
        packet.centre().ifPresent(centre -> body.put("centre", centre.value()));
        packet.station().ifPresent(station -> body.put("station", station.value()));
        return body;
    }

    private static byte[] bytes(DocumentContent content) {
        return switch (content) {
            case DocumentContent.InMemory inMemory -> inMemory.bytes().toArray();
            case DocumentContent.InPacket ignored -> throw new IllegalArgumentException("The document is not in memory");
        };
    }
}
