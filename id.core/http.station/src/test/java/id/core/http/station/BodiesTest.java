package id.core.http.station;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import id.api.biometric.Position;
import id.api.biometric.SampleFormat;
import id.api.device.CaptureRequest;
import id.api.enrollment.EnrollmentPacket;
import id.api.error.IdentityException;
import id.api.value.EnrollmentId;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.Test;

public class BodiesTest {
    private static final byte[] PNG = HexFormat.of().parseHex("89504e470d0a1a0a00");
    private static final Map<String, Object> PERSON = Map.of("name", "Jane");

    private static EnrollmentPacket packet(Map<String, Object> attributes, EnrollmentBody.Sample... samples) {
        return new EnrollmentBody(null, attributes, Arrays.asList(samples), null, "c1", null)
                .toPacket(new EnrollmentId("e1"), Instant.EPOCH);
    }

    private static void refused(String field, Runnable body) {
        IdentityException wrong = assertThrows(IdentityException.class, body::run);
        assertEquals(field, wrong.field());
    }

    @Test
    public void samplesAreReadByPositionAndFirstBytes() {
        var sample = packet(PERSON, new EnrollmentBody.Sample("right-index", PNG, null)).samples().getFirst();
        assertEquals(Position.RIGHT_INDEX, sample.position());
        assertEquals(SampleFormat.PNG, sample.format());
    }

    @Test
    public void errorsNameTheirPlace() {
        refused("attributes", () -> packet(null));
        refused("attributes.name", () -> packet(Map.of("name", "")));
        refused("samples[0].position", () -> packet(PERSON, new EnrollmentBody.Sample("toe", PNG, null)));
        refused("samples[0].data", () -> packet(PERSON, new EnrollmentBody.Sample("face", new byte[0], null)));
        refused("samples[0].data", () -> packet(PERSON, new EnrollmentBody.Sample("face", new byte[9], null)));
        refused("samples[0].format", () -> packet(PERSON, new EnrollmentBody.Sample("face", PNG, "GIF")));
        refused("samples[0]", () -> packet(PERSON, (EnrollmentBody.Sample) null));
    }

    @Test
    public void captureHasDefaults() {
        CaptureRequest request = new CaptureBody("finger", List.of("left-thumb"), null, null, null, null).toRequest();
        assertEquals(30_000, request.timeout().toMillis());
        assertEquals(0, request.minimumQuality());
    }

    @Test
    public void serialNumberAddsNothingToTheFilter() {
        assertEquals("(&(device.modality=FACE)(device.serial=x\\)\\(a=\\*))",
                new CaptureBody("FACE", List.of("face"), null, null, null, "x)(a=*").filter());
    }
}
