package id.core.security;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;

import id.api.biometric.BiometricError;
import id.api.enrollment.EnrollmentPacket;
import id.api.error.ErrorCode;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.security.SecurityError;
import id.api.value.Attributes;
import id.api.value.AttributeValue;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.Test;

public class PacketJsonTest {
    private static final String SAMPLE = "{\"modality\":\"FINGER\",\"position\":\"right-index\",\"format\":\"PNG\","
            + "\"data\":\"AQI\"}";
    private static final String DOCUMENT = "{\"name\":\"p-1\",\"type\":\"PASSPORT\",\"mediaType\":\"text/plain\","
            + "\"data\":\"AQI\"}";
    private static final String FULL = "{\"enrollmentId\":\"e-1\",\"capturedAt\":\"2026-01-31T09:30:00Z\","
            + "\"attributes\":{\"schemaVersion\":\"1.0\",\"name\":\"Ada Personal\",\"age\":7},\"biometrics\":[" + SAMPLE
            + "],\"documents\":[" + DOCUMENT + "],\"centre\":\"c-1\",\"station\":\"s-1\"}";

    @Test
    public void readsWhatItWrote() {
        EnrollmentPacket packet = PacketSealerTest.packet();
        assertEquals(packet, PacketJson.read(PacketJson.write(packet)));
        assertEquals("e-1", read(FULL).id().value());
    }

    @Test
    public void readsThePacketWithoutItsOptionalFields() {
        EnrollmentPacket packet = read("{\"enrollmentId\":\"e-1\",\"capturedAt\":\"2026-01-31T09:30:00Z\","
                + "\"attributes\":{\"schemaVersion\":\"1.0\"}}");
        assertEquals(List.of(), packet.samples());
        assertEquals(Optional.empty(), packet.centre());
    }

    @Test
    public void namesUnknownFields() {
        refused(GeneralError.UNKNOWN_FIELD, "extra", FULL.replace("\"centre\"", "\"extra\":1,\"centre\""));
        refused(GeneralError.UNKNOWN_FIELD, "biometrics[0].quality",
                FULL.replace("\"format\"", "\"quality\":1,\"format\""));
        refused(GeneralError.UNKNOWN_FIELD, "documents[0].size",
                FULL.replace("\"mediaType\"", "\"size\":1,\"mediaType\""));
        refused(GeneralError.UNKNOWN_FIELD, "a?script?b", FULL.replace("\"centre\"", "\"a<script>b\":1,\"centre\""));
    }

    @Test
    public void namesMissingFields() {
        for (String field : List.of("enrollmentId", "capturedAt", "attributes")) {
            refused(GeneralError.MISSING_VALUE, field, FULL.replaceFirst("\"" + field + "\":(\\{[^}]*}|\"[^\"]*\"),", ""));
        }
        refused(GeneralError.MISSING_VALUE, "attributes.schemaVersion", FULL.replace("\"schemaVersion\":\"1.0\",", ""));
        refused(GeneralError.MISSING_VALUE, "biometrics[0].data",
                FULL.replace("\"format\":\"PNG\",\"data\":\"AQI\"", "\"format\":\"PNG\""));
    }

    @Test
    public void refusesBrokenJson() {
        for (int i = 0; i < FULL.length(); i += 5) {
            String cut = FULL.substring(0, i);
            IdentityException thrown = assertThrows(IdentityException.class, () -> read(cut));
            assertEquals(SecurityError.PACKET_MALFORMED, thrown.code());
            assertFalse(thrown.getMessage().contains("Ada"));
        }
        for (String wrong : List.of(FULL + "{}", "[]", "null", "1", "\"x\"", FULL.replace("7", "07"),
                FULL.replace("7", "NaN"), FULL.replace(":7", ":" + "1".repeat(101)), "// " + FULL)) {
            refused(SecurityError.PACKET_MALFORMED, "packet", wrong);
        }
    }

    @Test
    public void refusesAFieldGivenTwice() {
        refused(SecurityError.PACKET_MALFORMED, "packet", FULL.replace("\"centre\"", "\"station\":\"x\",\"centre\""));
        refused(SecurityError.PACKET_MALFORMED, "packet", FULL.replace("\"age\"", "\"name\":\"x\",\"age\""));
        refused(BiometricError.POSITION_REPEATED, "biometrics[1]", FULL.replace(SAMPLE, SAMPLE + "," + SAMPLE));
        refused(GeneralError.CONFLICT, "documents[1]", FULL.replace(DOCUMENT, DOCUMENT + "," + DOCUMENT));
    }

    @Test
    public void refusesWhatIsNestedTooDeep() {
        refused(SecurityError.PACKET_MALFORMED, "packet",
                FULL.replace(":7", ":" + "[".repeat(10_000) + "]".repeat(10_000)));
        refused(GeneralError.INVALID_VALUE, "attributes.age", FULL.replace(":7", ":[[7]]"));
    }

    @Test
    public void refusesValuesOfTheWrongType() {
        refused(SecurityError.PACKET_MALFORMED, "enrollmentId", FULL.replace("\"e-1\"", "1"));
        refused(SecurityError.PACKET_MALFORMED, "centre", FULL.replace("\"c-1\"", "null"));
        refused(SecurityError.PACKET_MALFORMED, "biometrics", FULL.replace("[" + SAMPLE + "]", "{}"));
        refused(SecurityError.PACKET_MALFORMED, "biometrics[0]", FULL.replace(SAMPLE, "null"));
        refused(SecurityError.PACKET_MALFORMED, "attributes",
                FULL.replaceFirst("\"attributes\":\\{[^}]*}", "\"attributes\":[]"));
        refused(GeneralError.INVALID_VALUE, "attributes.age", FULL.replace(":7", ":null"));
        refused(GeneralError.INVALID_VALUE, "attributes.age", FULL.replace(":7", ":1e-99999999"));
    }

    @Test
    public void refusesValuesThatSayNothing() {
        refused(SecurityError.PACKET_MALFORMED, "capturedAt", FULL.replace("2026-01-31T09:30:00Z", "yesterday"));
        refused(GeneralError.INVALID_VALUE, "enrollmentId", FULL.replace("\"e-1\"", "\"../e\""));
        refused(GeneralError.INVALID_VALUE, "station", FULL.replace("\"s-1\"", "\"\""));
        refused(SecurityError.PACKET_MALFORMED, "biometrics[0].position", FULL.replace("right-index", "nose"));
        refused(SecurityError.PACKET_MALFORMED, "biometrics[0].modality", FULL.replace("FINGER", "finger"));
        refused(SecurityError.PACKET_MALFORMED, "biometrics[0].format", FULL.replace("PNG", "GIF"));
        refused(BiometricError.POSITION_MISMATCH, "biometrics[0].position", FULL.replace("FINGER", "IRIS"));
        refused(SecurityError.PACKET_MALFORMED, "biometrics[0].data", FULL.replaceFirst("AQI", "A?I"));
        refused(BiometricError.SAMPLE_EMPTY, "biometrics[0].data", FULL.replaceFirst("AQI", ""));
        refused(GeneralError.INVALID_VALUE, "documents[0]", FULL.replace("PASSPORT", "passport"));
        refused(GeneralError.INVALID_VALUE, "attributes.attribute name", FULL.replace("\"age\"", "\"a ge\""));
    }

    @Test
    public void refusesTextThatIsNoUtf8() {
        byte[] json = FULL.getBytes(StandardCharsets.UTF_8);
        byte[] wrong = Arrays.copyOf(json, json.length);
        wrong[FULL.indexOf("Ada")] = (byte) 0xff;
        IdentityException thrown = assertThrows(IdentityException.class, () -> PacketJson.read(wrong));
        assertEquals(SecurityError.PACKET_MALFORMED, thrown.code());
    }

    @Test
    public void neverLosesAnAttributeOfAReservedName() {
        EnrollmentPacket packet = PacketSealerTest.packet();
        EnrollmentPacket wrong = new EnrollmentPacket(packet.id(), packet.capturedAt(),
                new Attributes("1.0", Map.of("schemaVersion", new AttributeValue.Text("x"))), List.of(), List.of(),
                Optional.empty(), Optional.empty());
        assertEquals("attributes.schemaVersion",
                assertThrows(IdentityException.class, () -> PacketJson.write(wrong)).field());
    }

    /** Found by fuzzing: the first is beyond what a number of Java has, the second just within. */
    @Test
    public void refusesNumbersWithHugeExponents() {
        String json = "{\"enrollmentId\":\"e-1\",\"capturedAt\":\"2026-01-31T09:30:00Z\",\"attributes\":{\"schemaVersion\":\"1.0\",\"a\":";
        refused(SecurityError.PACKET_MALFORMED, "packet", json + "1e2741483648}}");
        refused(GeneralError.INVALID_VALUE, "attributes.a", json + "1e2147483648}}");
    }

    private static EnrollmentPacket read(String json) {
        return PacketJson.read(json.getBytes(StandardCharsets.UTF_8));
    }

    private static void refused(ErrorCode code, String field, String json) {
        IdentityException thrown = assertThrows(IdentityException.class, () -> read(json));
        assertEquals(thrown.getMessage(), code, thrown.code());
        assertEquals(field, thrown.field());
        assertFalse(thrown.getMessage().contains("Ada"));
    }
}
