package id.core.http.govstack;

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
import java.util.Set;

/** A GovStack enrollment. The same body makes the same packet. */
public class PacketRequestFuzzTest extends FuzzTest {
    private static final JsonBody BODY = new JsonBody(StrictJson.mapper(32, 64 * 1024));
    private static final FieldMapping MAPPING = new FieldMapping(
            List.of("fullName=name", "gender=gender", "birthdate=dateOfBirth", "city=address", "postalCode=address"),
            Set.of("dateOfBirth"), Set.of("IDSchemaVersion"), "dateOfBirth");

    @Override
    protected List<byte[]> seeds() {
        return List.of(seed("{'request':{'process':'NEW','refId':'10001_10002','fields':{'gender':'[{\\'language\\':\\'eng\\',"
                + "\\'value\\':\\'Male\\'}]','city':'[{\\'language\\':\\'eng\\',\\'value\\':\\'K\\'}]','postalCode':'14022',"
                + "'birthdate':'1990/12/31','IDSchemaVersion':0.1},'documents':{'proofOfIdentity':{'document':'AA==','type':'passport',"
                + "'format':'pdf'}},'biometrics':{'segment':[{'bdbInfo':{'type':['Finger'],'subtype':['Left','IndexFinger']},"
                + "'bdb':'iVBORw0KGgo='}]}}}"), seed("{'request':{'fields':{'odd\\nname':1}}}"),
                seed("{'request':{'fields':{'postalCode':1e9}}}"));
    }

    private static byte[] seed(String text) {
        return text.replace("\\'", "\\\"").replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        try {
            EnrollmentId id = new EnrollmentId("e-1");
            JsonNode body = read(input);
            if (!new PacketRequest(read(StrictJson.mapper(32, 64 * 1024).writeValueAsBytes(body)), MAPPING)
                    .toPacket(id, Instant.EPOCH).equals(new PacketRequest(body, MAPPING).toPacket(id, Instant.EPOCH))) {
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
