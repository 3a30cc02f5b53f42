package id.tck;

import static org.junit.Assert.assertEquals;

import id.api.audit.AuditEntry;
import id.api.biometric.Position;
import id.api.enrollment.EnrollmentStatus;
import id.api.enrollment.Fact;
import id.api.enrollment.StageRun;
import id.api.error.ErrorCode;
import id.api.error.IdentityException;
import id.api.error.Problem;
import id.api.identity.IdentityState;
import id.api.security.BlindIndex;
import id.api.security.SealedPacket;
import id.api.security.SealedValue;
import id.api.storage.BiometricReferenceStore.Reference;
import id.api.storage.EnrollmentRecord;
import id.api.storage.IdentifierRecord;
import id.api.storage.IdentityRecord;
import id.api.storage.StoredPacket;
import id.api.value.Bytes;
import id.api.value.ClientId;
import id.api.value.EncounterId;
import id.api.value.EnrollmentId;
import id.api.value.GalleryId;
import id.api.value.PersonId;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.Assert;
import org.junit.function.ThrowingRunnable;

/** Records with ids that nobody else has, and everyday contents. */
final class Samples {
    /** A moment with digits down to the nanosecond. */
    static final Instant NOW = Instant.parse("2026-03-01T10:15:30.123456789Z");
    static final ClientId SUBMITTER = new ClientId("station-7");

    private Samples() {}

    static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        ThreadLocalRandom.current().nextBytes(bytes);
        return bytes;
    }

    static String hex128() {
        return HexFormat.of().formatHex(bytes(16));
    }

    static EnrollmentId enrollmentId() {
        return new EnrollmentId("e-" + hex128());
    }

    static PersonId personId() {
        return new PersonId(hex128());
    }

    static EncounterId encounterId() {
        return new EncounterId(hex128());
    }

    static GalleryId galleryId() {
        return new GalleryId("g" + hex128().substring(0, 20));
    }

    static SealedValue sealed(int size) {
        return new SealedValue(Bytes.of(bytes(size)));
    }

    static BlindIndex index() {
        return new BlindIndex(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(32)));
    }

    static StoredPacket packet() {
        return new StoredPacket(Optional.of(new SealedPacket(Bytes.of(bytes(2_000)))), Optional.empty(),
                HexFormat.of().formatHex(bytes(32)));
    }

    static EnrollmentRecord received(EnrollmentId id, Instant receivedAt) {
        return new EnrollmentRecord(id, EnrollmentStatus.RECEIVED, Optional.of("check-packet"), 0, receivedAt,
                receivedAt, receivedAt, SUBMITTER, Optional.empty(), Optional.empty(), List.of(), List.of());
    }

    static EnrollmentRecord with(EnrollmentRecord record, EnrollmentStatus status, Optional<String> stage,
            Instant notBefore) {
        return new EnrollmentRecord(record.id(), status, stage, record.attempts() + 1, record.receivedAt(),
                record.updatedAt().plusMillis(1), notBefore, record.submitter(), record.person(),
                record.duplicateOf(), record.candidates(), record.problems());
    }

    static EnrollmentRecord full(EnrollmentId id, EnrollmentStatus status, Instant receivedAt) {
        return new EnrollmentRecord(id, status, Optional.of("biometric-duplicates"), 3, receivedAt,
                receivedAt.plusSeconds(1), receivedAt.plusSeconds(2), SUBMITTER, Optional.of(personId()),
                Optional.of(enrollmentId()), List.of(enrollmentId(), enrollmentId()),
                List.of(new Problem("SAMPLE_UNREADABLE", "biometrics[0]", "Not readable: \"capture\" it again; è, 指")));
    }

    static StageRun run(String stage) {
        return new StageRun(stage, "CONTINUE", "nothing is like it", List.of(new Fact("candidates", "0")), NOW,
                Duration.ofNanos(1_234_567), "worker-1");
    }

    static IdentityRecord identity(PersonId person, EnrollmentId enrollment) {
        return new IdentityRecord(person, IdentityState.ACTIVE, sealed(60), sealed(900), enrollment, NOW, 1);
    }

    static IdentifierRecord identifier(BlindIndex index, PersonId person, int usesLeft) {
        return new IdentifierRecord(index, person, "vid", sealed(50), true, Optional.of(NOW.plusSeconds(60)), usesLeft,
                NOW);
    }

    static List<Reference> references() {
        return List.of(new Reference(Position.RIGHT_INDEX, "sourceafis", sealed(600), Optional.empty()),
                new Reference(Position.LEFT_THUMB, "sourceafis", sealed(500), Optional.of(sealed(40))));
    }

    static AuditEntry auditEntry(String subject) {
        return new AuditEntry("enrollment.received", SUBMITTER, subject, "DONE", Map.of("stage", "check \"packet\""));
    }

    /** Asserts the code and the field of an error. */
    static void refuses(ErrorCode code, String field, ThrowingRunnable call) {
        IdentityException error = Assert.assertThrows(IdentityException.class, call);
        assertEquals(code, error.code());
        assertEquals(field, error.field());
    }
}
