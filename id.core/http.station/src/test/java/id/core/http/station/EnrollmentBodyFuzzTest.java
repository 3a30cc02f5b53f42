package id.core.http.station;

import id.api.enrollment.EnrollmentPacket;
import id.api.error.IdentityException;
import id.api.value.EnrollmentId;
import id.core.http.gate.JsonBody;
import id.core.http.gate.StrictJson;
import id.fuzz.FuzzTest;
import id.fuzz.Refused;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** What a desk sends: through the gate's JSON, and to a packet. What is read can be written and reads the same again. */
public class EnrollmentBodyFuzzTest extends FuzzTest {
    private static final JsonBody BODY = new JsonBody(StrictJson.mapper(32, 64 * 1024));

    @Override
    protected List<byte[]> seeds() {
        String body = "{\"enrollmentId\":\"e-1\",\"attributes\":{\"name\":[{\"language\":\"en\",\"value\":\"x\"}],\"age\":1.5e2,"
                + "\"d\":{\"document\":\"p\"}},\"samples\":[{\"position\":\"right-index\",\"data\":\"iVBORw0KGgo=\",\"format\":\"PNG\"}],"
                + "\"documents\":[{\"name\":\"p\",\"type\":\"PASSPORT\",\"mediaType\":\"image/png\",\"data\":\"AA==\"}],"
                + "\"centre\":\"c\",\"station\":\"s\"}";
        return List.of(body.getBytes(StandardCharsets.UTF_8),
                "{\"attributes\":{\"a\":1e2147483648}}".getBytes(StandardCharsets.UTF_8),
                "{\"odd\\nname\":1}".getBytes(StandardCharsets.UTF_8));
    }

    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        try {
            EnrollmentBody body = read(input);
            EnrollmentPacket packet = body.toPacket(new EnrollmentId("e-1"), Instant.EPOCH);
            packet.attributes().values().values().forEach(value -> value.asText());
            byte[] written = StrictJson.mapper(32, 64 * 1024).writeValueAsBytes(body);
            if (!read(written).toPacket(packet.id(), Instant.EPOCH).equals(packet)) {
                throw new AssertionError("What was read is not what is read again");
            }
        } catch (IdentityException refusal) {
            Refused.properly(refusal);
        }
    }

    @SuppressWarnings({ "unchecked", "rawtypes" })
    private static EnrollmentBody read(byte[] body) throws IOException {
        return (EnrollmentBody) BODY.readFrom((Class) EnrollmentBody.class, EnrollmentBody.class, null, null, null,
                new ByteArrayInputStream(body));
    }
}
