package id.core.enrollment;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import id.api.biometric.BiometricSample;
import id.api.biometric.Modality;
import id.api.biometric.Position;
import id.api.biometric.SampleFormat;
import id.api.enrollment.EnrollmentStatus;
import id.api.error.IdentityException;
import id.api.security.SealedPacket;
import id.api.security.SecurityError;
import id.api.value.Bytes;
import id.api.value.EnrollmentId;
import id.api.access.AccessError;
import id.api.enrollment.EnrollmentPacket;
import id.api.value.CentreId;
import id.api.value.StationId;
import java.util.Optional;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.Test;

public class SubmissionTest {
    private static final BiometricSample FINGER = FakeFingers.sample(Position.RIGHT_INDEX, "whorl");
    private final TestSystem system = new TestSystem();

    @Test
    public void namesTheFieldThatDoesNotFitTheSchema() {
        refusedWithout("name");
        refusedWithout("dateOfBirth");
        refusedWithout("gender");
        refusedWith("dateOfBirth", "31.12.1990", "SCHEMA_VIOLATION", "attributes.dateOfBirth");
        refusedWith("dateOfBirth", "1990-02-30", "SCHEMA_VIOLATION", "attributes.dateOfBirth");
        refusedWith("dateOfBirth", "2027-01-01", "SCHEMA_VIOLATION", "attributes.dateOfBirth");
        refusedWith("dateOfBirth", 1990, "SCHEMA_VIOLATION", "attributes.dateOfBirth");
        refusedWith("name", true, "SCHEMA_VIOLATION", "attributes.name");
        refusedWith("name", "x".repeat(501), "SCHEMA_VIOLATION", "attributes.name");
        refusedWith("phone", "call me", "SCHEMA_VIOLATION", "attributes.phone");
        refusedWith("email", "nowhere", "SCHEMA_VIOLATION", "attributes.email");
        refusedWith("shoeSize", 43, "SCHEMA_UNKNOWN_FIELD", "attributes.shoeSize");
        refusedWith("address", Map.of("document", "proof.pdf"), "SCHEMA_VIOLATION", "attributes.address");
        assertTrue("Nothing is stored", system.disk.enrollments.recent(10).isEmpty());
        assertTrue(system.disk.notices.audited().isEmpty());
    }

    @Test
    public void takesWhatTheSchemaKnows() {
        Map<String, Object> all = new HashMap<>(TestSystem.BORN);
        all.putAll(Map.of("phone", "+41 (0)79 123-45-67", "email", "ada@example.org", "address", "1 Long Road", "region", "North",
                "nationality", "XX", "guardian", "Eve"));
        all.put("name", List.of(Map.of("language", "en", "value", "Ada"), Map.of("language", "fr", "value", "Adèle")));
        all.put("dateOfBirth", LocalDate.ofInstant(system.disk.instant(), ZoneOffset.UTC).toString());
        assertEquals(new EnrollmentId("e1"), system.submit("e1", all, FINGER));
    }

    @Test
    public void noMessageHoldsWhatThePersonSaid() {
        for (String secret : List.of("Xyzzy Plugh", "19x0-12-31", "ünknown@")) {
            for (String field : List.of("dateOfBirth", "email", "phone")) {
                Map<String, Object> attributes = new HashMap<>(TestSystem.BORN);
                attributes.put(field, secret);
                IdentityException error = assertThrows(IdentityException.class, () -> system.submit("e1", attributes, FINGER));
                assertFalse(error.getMessage(), error.getMessage().contains(secret));
            }
        }
    }

    @Test
    public void asksForFingersThatCanBeRead() {
        refused("BIOMETRICS_MISSING", "biometrics", TestSystem.BORN);
        refused("SAMPLE_UNREADABLE", "biometrics[1]", TestSystem.BORN, FINGER, FakeFingers.sample(Position.LEFT_INDEX, "broken"));
        refused("SAMPLE_UNREADABLE", "biometrics[0]", TestSystem.BORN,
                new BiometricSample(Modality.FINGER, Position.RIGHT_INDEX, SampleFormat.PNG, Bytes.utf8("GIF89a is no PNG")));
        refused("SAMPLE_FORMAT_UNSUPPORTED", "biometrics[0]", TestSystem.BORN,
                new BiometricSample(Modality.FINGER, Position.RIGHT_INDEX, SampleFormat.BMP, Bytes.utf8("BM is none that is read")));
        refused("SAMPLE_UNREADABLE", "biometrics[1]", TestSystem.BORN, FINGER,
                new BiometricSample(Modality.FACE, Position.FACE, SampleFormat.JPEG, Bytes.utf8("no picture at all")));
        assertTrue(system.disk.enrollments.recent(10).isEmpty());
    }

    @Test
    public void whoeverWorksAtACentreSendsPacketsOfThatCentreAlone() {
        system.access.limits.put(TestSystem.STATION, new CentreId("c-1"));
        refusedFrom(AccessError.PLACE_NOT_ALLOWED, "e1", Optional.empty(), "s-1");
        refusedFrom(AccessError.PLACE_NOT_ALLOWED, "e1", Optional.of(new CentreId("c-2")), "s-1");
        system.desk.submit(from("e1", Optional.of(new CentreId("c-1")), "s-1"), TestSystem.STATION);
        assertEquals(Map.of(new EnrollmentId("e1"), new CentreId("c-1")), system.access.settled);
    }

    @Test
    public void whatIsHotSendsNothing() {
        system.access.hot.add("STATION s-1");
        refusedFrom(AccessError.HOTLISTED, "e1", Optional.empty(), "s-1");
        system.desk.submit(from("e2", Optional.empty(), "s-2"), TestSystem.STATION);
        system.access.hot.add("OPERATOR " + TestSystem.STATION.value());
        refusedFrom(AccessError.HOTLISTED, "e3", Optional.empty(), "s-2");
        system.access.hot.clear();
        system.desk.submit(from("e1", Optional.empty(), "s-1"), TestSystem.STATION);
    }

    @Test
    public void aPacketUnderWayIsHeldWhenItsStationBecomesHot() {
        system.desk.submit(from("e1", Optional.empty(), "s-1"), TestSystem.STATION);
        system.access.hot.add("STATION s-1");
        system.work();
        assertEquals(EnrollmentStatus.HELD, system.status("e1"));
        system.access.hot.clear();
        system.desk.resume(new EnrollmentId("e1"), TestSystem.STATION);
        system.work();
        assertEquals(EnrollmentStatus.ENROLLED, system.status("e1"));
    }

    private SealedPacket from(String id, Optional<CentreId> centre, String station) {
        EnrollmentPacket plain = system.packet(id, TestSystem.BORN, FINGER);
        return system.disk.security.seal(new EnrollmentPacket(plain.id(), plain.capturedAt(), plain.attributes(),
                plain.samples(), plain.documents(), centre, Optional.of(new StationId(station))));
    }

    private void refusedFrom(AccessError code, String id, Optional<CentreId> centre, String station) {
        IdentityException refused = assertThrows(IdentityException.class,
                () -> system.desk.submit(from(id, centre, station), TestSystem.STATION));
        assertEquals(code, refused.code());
        assertEquals(Optional.empty(), system.disk.enrollments.find(new EnrollmentId(id)));
    }

    @Test
    public void takesAFaceThatNoMatcherJudges() {
        system.submit("e1", TestSystem.BORN, FINGER,
                new BiometricSample(Modality.FACE, Position.FACE, SampleFormat.PNG,
                        Bytes.of(new byte[]{ (byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10 })));
        system.work();
        assertEquals(EnrollmentStatus.ENROLLED, system.status("e1"));
    }

    @Test
    public void takesAPacketOnce() {
        SealedPacket packet = system.disk.security.seal(system.packet("e1", TestSystem.BORN, FINGER));
        system.desk.submit(packet, TestSystem.STATION);
        assertCode(SecurityError.PACKET_REPLAYED.name(), "packet", () -> system.desk.submit(packet, TestSystem.STATION));
        assertCode("ENROLLMENT_EXISTS", "enrollmentId", () -> system.submit("e1", "arch"));
        assertEquals(1, system.disk.enrollments.recent(10).size());
    }

    @Test
    public void refusesWhatIsNotSealedForIt() {
        assertCode("PACKET_SEAL_INVALID", "packet", () -> system.desk.submit(new SealedPacket(Bytes.utf8("forged")), TestSystem.STATION));
    }

    @Test
    public void largePacketsLieInTheObjectStore() {
        system.disk.security.padding = 100_000;
        system.submit("e1", "whorl");
        assertEquals(1, system.disk.objects.objects.size());
        assertTrue(system.disk.objects.objects.keySet().iterator().next().matches("packets/[0-9a-f]{64}"));
        TestSystem again = new TestSystem(system.disk, Map.of());
        again.work();
        assertEquals(EnrollmentStatus.ENROLLED, again.status("e1"));

        system.submit("e2", "arch");
        system.disk.objects.objects.replaceAll((key, value) -> new byte[]{ 1, 2, 3 });
        TestSystem damaged = new TestSystem(system.disk, Map.of());
        damaged.work();
        assertEquals("A damaged packet is nobody's fault", EnrollmentStatus.HELD, damaged.status("e2"));
    }

    @Test
    public void anAcceptedPacketWhoseSignerIsGoneIsHeldAndNotRefused() {
        system.submit("e1", "whorl");
        system.disk.security.refusal = new IdentityException(SecurityError.PACKET_SIGNER_UNKNOWN, "packet", "nobody");
        TestSystem again = new TestSystem(system.disk, Map.of());
        again.work();
        assertEquals(EnrollmentStatus.HELD, again.status("e1"));
    }

    @Test
    public void countsByStatusAndStage() {
        system.submit("e1", "whorl");
        LocalDate today = LocalDate.ofInstant(system.disk.instant(), ZoneOffset.UTC);
        assertEquals(1L, (long) system.desk.countByStatus(today).get(EnrollmentStatus.RECEIVED));
        assertEquals(EnrollmentStatus.values().length, system.desk.countByStatus(today).size());
        assertEquals(Map.of("validate", 1L), system.desk.countByStage(today));
        assertEquals(1, system.desk.recent(10).size());
    }

    private void refusedWithout(String field) {
        Map<String, Object> attributes = new HashMap<>(TestSystem.BORN);
        attributes.remove(field);
        refused("SCHEMA_VIOLATION", "attributes." + field, attributes, FINGER);
    }

    private void refusedWith(String field, Object value, String code, String place) {
        Map<String, Object> attributes = new HashMap<>(TestSystem.BORN);
        attributes.put(field, value);
        refused(code, place, attributes, FINGER);
    }

    private void refused(String code, String field, Map<String, ?> attributes, BiometricSample... samples) {
        assertCode(code, field, () -> system.submit("e1", attributes, samples));
    }

    private static void assertCode(String code, String field, Runnable action) {
        IdentityException error = assertThrows(IdentityException.class, action::run);
        assertEquals(error.getMessage(), code, error.code().name());
        assertEquals(field, error.field());
    }
}
