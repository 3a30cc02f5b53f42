package id.core.http.station;

import id.api.biometric.BiometricError;
import id.api.biometric.BiometricSample;
import id.api.biometric.Position;
import id.api.biometric.SampleFormat;
import id.api.enrollment.Document;
import id.api.enrollment.EnrollmentPacket;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.value.Attributes;
import id.api.value.Bytes;
import id.api.value.CentreId;
import id.api.value.EnrollmentId;
import id.api.value.StationId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Body of {@code POST /station/v1/enrollments}; what is not required may be absent.
 *
 * @param enrollmentId
 *            chosen by the desk, so that a repeated sending is recognized; made here when absent
 * @param attributes
 *            what the person said; required
 * @param samples
 *            biometric samples
 * @param documents
 *            supporting documents
 */
record EnrollmentBody(String enrollmentId, Map<String, Object> attributes, List<Sample> samples,
        List<Attachment> documents, String centre, String station) {

    /** The version of the ID schema that desks write for. */
    private static final String SCHEMA_VERSION = "1.0";

    /** One sample; without a format, its first bytes say what it is. */
    record Sample(String position, byte[] data, String format) {
        @Override
        public String toString() {
            return "Sample[***]";
        }

        BiometricSample toSample() {
            Position where = Position.ofLabel(required(position, "position"))
                    .orElseThrow(() -> new IdentityException(GeneralError.INVALID_VALUE, "position",
                            "No such position: write one like right-index, face or left-iris"));
            Bytes bytes = Bytes.of(required(data, "data"));
            if (bytes.size() == 0) {
                throw new IdentityException(BiometricError.SAMPLE_EMPTY, "data",
                        "The sample holds no bytes: capture it again");
            }
            return new BiometricSample(where.modality(), where, formatOf(bytes), bytes);
        }

        private SampleFormat formatOf(Bytes bytes) {
            Optional<SampleFormat> found = format == null ? SampleFormat.detect(bytes)
                    : Arrays.stream(SampleFormat.values()).filter(known -> known.name().equals(format)).findFirst();
            return found.orElseThrow(() -> new IdentityException(BiometricError.SAMPLE_FORMAT_UNSUPPORTED,
                    format == null ? "data" : "format",
                    "Not a known format: send one of " + Arrays.toString(SampleFormat.values())));
        }
    }

    /** One document. */
    record Attachment(String name, String type, String mediaType, byte[] data) {
        @Override
        public String toString() {
            return "Attachment[***]";
        }

        Document toDocument() {
            return new Document(required(name, "name"), required(type, "type"), required(mediaType, "mediaType"),
                    Bytes.of(required(data, "data")));
        }
    }

    EnrollmentPacket toPacket(EnrollmentId id, Instant capturedAt) {
        return new EnrollmentPacket(id, capturedAt, toAttributes(), each(samples, "samples", Sample::toSample),
                each(documents, "documents", Attachment::toDocument),
                Optional.ofNullable(centre).map(value -> at("centre", () -> new CentreId(value))),
                Optional.ofNullable(station).map(value -> at("station", () -> new StationId(value))));
    }

    private Attributes toAttributes() {
        Map<String, Object> given = required(attributes, "attributes");
        try {
            return Attributes.ofPlain(SCHEMA_VERSION, given);
        } catch (IdentityException wrong) {
            throw wrong.at("attributes." + wrong.field());
        }
    }

    private static <A, B> List<B> each(List<A> given, String name, java.util.function.Function<A, B> conversion) {
        List<B> converted = new ArrayList<>();
        List<A> list = given == null ? List.of() : given;
        for (int i = 0; i < list.size(); i++) {
            String place = name + "[" + i + "]";
            A one = required(list.get(i), place);
            try {
                converted.add(conversion.apply(one));
            } catch (IdentityException wrong) {
                throw wrong.at(wrong.field().isEmpty() ? place : place + "." + wrong.field());
            }
        }
        return converted;
    }

    static <T> T required(T value, String field) {
        if (value == null) {
            throw new IdentityException(GeneralError.MISSING_VALUE, field, "Give it: it is required");
        }
        return value;
    }

    static <T> T at(String field, Supplier<T> made) {
        try {
            return made.get();
        } catch (IdentityException wrong) {
            throw wrong.at(field);
        }
    }

    @Override
    public String toString() {
        return "EnrollmentBody[***]";
    }
}
