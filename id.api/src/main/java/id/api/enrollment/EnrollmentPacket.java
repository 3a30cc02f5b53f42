package id.api.enrollment;

import id.api.biometric.BiometricError;
import id.api.biometric.BiometricSample;
import id.api.biometric.Position;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.value.Attributes;
import id.api.value.CentreId;
import id.api.value.EnrollmentId;
import id.api.value.StationId;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What was captured of one person at one desk.
 *
 * @param id
 *            the enrollment
 * @param capturedAt
 *            when, by the clock of the desk
 * @param attributes
 *            what the person (or a guardian) said
 * @param samples
 *            biometric samples, at most 20, each position once
 * @param documents
 *            supporting documents, at most 50, each name once
 * @param centre
 *            where, when known
 * @param station
 *            at which desk, when known
 */
public record EnrollmentPacket(EnrollmentId id, Instant capturedAt, Attributes attributes,
        List<BiometricSample> samples, List<Document> documents, Optional<CentreId> centre,
        Optional<StationId> station) {

    private static final int MAX_SAMPLES = 20;
    private static final int MAX_DOCUMENTS = 50;

    public EnrollmentPacket {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(capturedAt, "capturedAt");
        Objects.requireNonNull(attributes, "attributes");
        Objects.requireNonNull(centre, "centre");
        Objects.requireNonNull(station, "station");
        samples = List.copyOf(samples);
        documents = List.copyOf(documents);
        if (samples.size() > MAX_SAMPLES || documents.size() > MAX_DOCUMENTS) {
            throw new IdentityException(GeneralError.TOO_LARGE, "packet",
                    "A packet holds at most " + MAX_SAMPLES + " samples and " + MAX_DOCUMENTS + " documents");
        }
        Set<Position> positions = new HashSet<>();
        for (int i = 0; i < samples.size(); i++) {
            if (!positions.add(samples.get(i).position())) {
                throw new IdentityException(BiometricError.POSITION_REPEATED, "biometrics[" + i + "]",
                        samples.get(i).position().label() + " is given twice: give each position once");
            }
        }
        Set<String> names = new HashSet<>();
        for (int i = 0; i < documents.size(); i++) {
            if (!names.add(documents.get(i).name())) {
                throw new IdentityException(GeneralError.CONFLICT, "documents[" + i + "]",
                        "The document is named twice: name each once");
            }
        }
    }

    @Override
    public String toString() {
        return "EnrollmentPacket[***]";
    }
}
