package id.core.http.osia;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import id.api.security.SignatureCheck;
import id.api.security.Signer;
import id.api.value.Attributes;
import id.api.value.Bytes;
import id.api.value.ClientId;
import id.api.value.PersonIdentifier;
import id.api.value.Verhoeff;
import id.api.verification.ChallengeOutcome;
import id.api.verification.Reason;
import id.api.verification.ReleaseOutcome;
import id.api.verification.ReleaseRequest;
import id.api.verification.VerificationOutcome;
import id.api.verification.VerificationRequest;
import id.api.verification.VerificationService;
import id.core.http.osia.TestServer.Answer;
import java.lang.annotation.Annotation;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.Test;

/** The operations of OSIA Third Party as a relying party sees them. */
public class ThirdPartyResourceTest {
    private static final String UIN = "1234567" + Verhoeff.checkDigit("1234567");
    private static final String T = "?transactionId=t1";
    private static final String NAME = "{\"biographicData\":{\"name\":\"Jane\"}}";

    private VerificationOutcome outcome;
    private ReleaseOutcome release;
    private VerificationRequest asked;
    private ReleaseRequest released;
    private final TestServer server = new TestServer(
            new ThirdPartyResource(new Settings(), new Service(), new Signs(), () -> TestServer.NOW));

    private final class Service implements VerificationService {
        @Override
        public VerificationOutcome verify(VerificationRequest request) {
            asked = request;
            return outcome;
        }

        @Override
        public ChallengeOutcome challenge(PersonIdentifier individual, String factor, String transactionId,
                ClientId relyingParty) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ReleaseOutcome release(ReleaseRequest request) {
            released = request;
            return release;
        }
    }

    private static final class Signs implements Signer {
        @Override
        public Bytes sign(Purpose purpose, Bytes input) {
            return Bytes.utf8("signature over " + input.size());
        }

        @Override
        public String algorithm(Purpose purpose) {
            return "ES256";
        }

        @Override
        public String keyId(Purpose purpose) {
            return purpose.name();
        }

        @Override
        public SignatureCheck check(Purpose purpose, String keyId, Bytes input, Bytes signature) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String publicKeys(Purpose purpose) {
            return "{\"keys\":[]}";
        }
    }

    private static final class Settings implements ThirdPartyResource.Config {
        @Override
        public Class<? extends Annotation> annotationType() {
            return ThirdPartyResource.Config.class;
        }

        @Override
        public String[] attributeSets() {
            return new String[]{ "DEFAULT_SET_01=name,dateOfBirth" };
        }

        @Override
        public String phone() {
            return "phone";
        }

        @Override
        public String email() {
            return "email";
        }
    }

    private Answer verify(String identifier, String more, String body) {
        return server.call("POST", "/v1/verify/" + identifier + T + more, "id.verify", body);
    }

    @Test
    public void yesComesWithAProofForThisRelyingParty() throws Exception {
        outcome = new VerificationOutcome.Verified("ab".repeat(16), List.of("demographic"));
        Answer answer = verify(UIN, "", NAME);
        assertEquals(200, answer.status());
        assertEquals(0, answer.json().path("verificationCode").asInt());
        String[] proof = answer.json().path("verificationProof").asText().split("\\.");
        JsonNode header = new ObjectMapper().readTree(Base64.getUrlDecoder().decode(proof[0]));
        assertEquals("VERIFICATION_PROOF", header.path("kid").asText());
        JsonNode claims = new ObjectMapper().readTree(Base64.getUrlDecoder().decode(proof[1]));
        assertEquals("client-1", claims.path("aud").asText());
        assertEquals("t1", claims.path("txn").asText());
        assertFalse("the proof names nobody", claims.toString().contains(UIN));
        assertEquals(1, asked.proofs().size());
        assertFalse(verify(UIN, "&verificationProofRequired=false", NAME).json().has("verificationProof"));
    }

    @Test
    public void noIsAnAnswerAndFailureIsNot() {
        outcome = new VerificationOutcome.NotVerified(Reason.NO_MATCH);
        Answer no = verify(UIN, "", NAME);
        assertEquals(200, no.status());
        assertTrue(no.json().path("verificationCode").asInt() > 0);
        assertFalse(no.json().has("verificationProof"));
        outcome = new VerificationOutcome.Unavailable("engine gone");
        Answer broken = verify(UIN, "", NAME);
        assertEquals(500, broken.status());
        assertFalse(broken.json().has("verificationCode"));
        outcome = new VerificationOutcome.NotVerified(Reason.IDENTIFIER_UNKNOWN);
        assertEquals(404, verify(UIN, "", NAME).status());
        outcome = new VerificationOutcome.NotVerified(Reason.NOT_ALLOWED);
        assertEquals(403, verify(UIN, "", NAME).status());
    }

    @Test
    public void wrongRequestsAreRefused() {
        assertEquals(400, verify("12345", "", NAME).status());
        assertEquals(400, verify(UIN, "&identifierType=token", NAME).status());
        assertEquals(400, verify(UIN, "", "{}").status());
        assertEquals(400, verify(UIN, "", "{\"other\":1}").status());
        assertEquals(400, verify(UIN, "", "{\"credentialData\":[{}]}").status());
        assertEquals(400, server.call("POST", "/v1/verify/" + UIN, "id.verify", NAME).status());
        assertEquals(403, server.call("POST", "/v1/verify/" + UIN + T, "id.read", NAME).status());
        assertEquals(404, server.call("POST", "/v1/identify" + T, "id.verify", "{}").status());
    }

    @Test
    public void setsAreReadByTheirOwnScope() {
        release = new ReleaseOutcome.Released("ab".repeat(16),
                Attributes.ofPlain("1.0", Map.of("name", "Jane", "phone", "+33 1")), Set.of());
        String path = "/v1/attributes/DEFAULT_SET_01/" + UIN + T;
        Answer answer = server.call("GET", path, "id.DEFAULT_SET_01.read", null);
        assertEquals(200, answer.status());
        assertEquals("Jane", answer.json().path("biographicData").path("name").asText());
        assertEquals("+33 1", answer.json().path("contactData").path("phone").asText());
        assertEquals(Set.of("name", "dateOfBirth"), released.attributes());
        assertEquals(403, server.call("GET", path, "id.DEFAULT_SET_02.read", null).status());
        assertEquals(404, server.call("GET", "/v1/attributes/SET_X/" + UIN + T, "id.SET_X.read", null).status());
    }

    @Test
    public void attributesAreReadByName() {
        release = new ReleaseOutcome.Refused(Reason.IDENTITY_INACTIVE);
        String path = "/v1/attributes/" + UIN + T;
        assertEquals(403, server.call("POST", path, "id.read", "{\"outputBiographicData\":[\"name\"]}").status());
        assertEquals(Set.of("name"), released.attributes());
        released = null;
        assertEquals("nothing named is not everything", 400, server.call("POST", path, "id.read", "{}").status());
        assertEquals(null, released);
    }
}
