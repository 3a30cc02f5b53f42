package id.core.http.osia;

import com.fasterxml.jackson.databind.JsonNode;
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

/** An OSIA enrollment that is finalized. The same body makes the same packet. */
public class EnrollmentDocumentFuzzTest extends FuzzTest {
    private static final JsonBody BODY = new JsonBody(StrictJson.mapper(32, 64 * 1024));

    @Override
    protected List<byte[]> seeds() {
        return List.of(seed("{'biographicData':{'name':'x','age':1.5e2,'names':[{'language':'en','value':'x'}]},"
                + "'biometricData':[{'biometricType':'FINGER','biometricSubType':'RIGHT_INDEX','image':'iVBORw0KGgo='}],"
                + "'documentData':[{'documentType':'PASSPORT','documentTypeOther':'x','parts':[{'mimeType':'image/png','data':'AA=='}]}]}"),
                seed("{'biographicData':{'a':1e2147483648}}"),
                seed("{'documentData':[{'documentType':'FORM','parts':[{'dataRef':'/v1/enrollments/e-1/buffer/b'}]}]}"));
    }

    private static byte[] seed(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        try {
            Packets packets = new Packets(new Fakes().new Drafts());
            EnrollmentId id = new EnrollmentId("e-1");
            JsonNode body = read(input);
            if (!packets.of(id, read(StrictJson.mapper(32, 64 * 1024).writeValueAsBytes(body)), Instant.EPOCH)
                    .equals(packets.of(id, body, Instant.EPOCH))) {
                throw new AssertionError("The same body makes two packets");
            }
        } catch (IdentityException refusal) {
            Refused.properly(refusal);
        }
    }

    @SuppressWarnings({ "unchecked", "rawtypes" })
    private static JsonNode read(byte[] body) throws IOException {
        return (JsonNode) BODY.readFrom((Class) JsonNode.class, JsonNode.class, null, null, null, new ByteArrayInputStream(body));
    }
}
