package id.core.http.verification;

import id.api.error.IdentityException;
import id.api.value.ClientId;
import id.api.verification.VerificationRequest;
import id.core.http.gate.JsonBody;
import id.core.http.gate.StrictJson;
import id.fuzz.FuzzTest;
import id.fuzz.Refused;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a relying party sends. What is read can be written and reads the same again. */
public class VerificationBodyFuzzTest extends FuzzTest {
    private static final JsonBody BODY = new JsonBody(StrictJson.mapper(32, 64 * 1024));
    private static final ClientId BANK = new ClientId("bank");

    @Override
    protected List<byte[]> seeds() {
        String head = "{\"individual\":{\"type\":\"UIN\",\"value\":\"123456789012\"},\"transactionId\":\"t-1\",\"proofs\":[";
        return List.of(seed(head + "{\"factor\":\"otp\",\"code\":\"123456\"}]}"),
                seed(head + "{\"attributes\":{\"name\":\"x\",\"age\":1e40,\"flag\":true}}]}"),
                seed(head + "{\"position\":\"right-index\",\"data\":\"iVBORw0KGgo=\",\"format\":\"PNG\"}]}"));
    }

    private static byte[] seed(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        try {
            VerificationBody body = read(input);
            VerificationRequest request = body.toRequest(BANK);
            if (!read(StrictJson.mapper(32, 64 * 1024).writeValueAsBytes(body)).toRequest(BANK).equals(request)) {
                throw new AssertionError("What was read is not what is read again");
            }
        } catch (IdentityException refusal) {
            Refused.properly(refusal);
        }
    }

    @SuppressWarnings({ "unchecked", "rawtypes" })
    private static VerificationBody read(byte[] body) throws IOException {
        return (VerificationBody) BODY.readFrom((Class) VerificationBody.class, VerificationBody.class, null, null, null,
                new ByteArrayInputStream(body));
    }
}
