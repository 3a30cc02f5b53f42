package id.core.cli;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.SignedJWT;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.junit.rules.TemporaryFolder;

/** How a command proves which client it is. */
public class ClientKeyTest {
    private final TemporaryFolder folder = new TemporaryFolder();
    private final FakeSystem system = new FakeSystem(folder);
    @Rule public final RuleChain rules = RuleChain.outerRule(folder).around(system);

    @Test
    public void theKeySignsForThisSystemAlone() throws Exception {
        system.answer("GET /admin/v1/system", 200, "{}");
        Path key = Files.writeString(folder.getRoot().toPath().resolve("k.jwk"), system.key().toJSONString());
        assertEquals(ExitCode.DONE, system.run("system", "--client", "desk-1", "--key", key.toString()).exitCode());
        String form = system.request(FakeSystem.TOKEN).body();
        assertTrue(form, form.startsWith("grant_type=client_credentials&client_assertion_type="
                + "urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer&client_assertion="));
        SignedJWT assertion = SignedJWT.parse(form.substring(form.lastIndexOf('=') + 1));
        assertTrue(assertion.verify(new ECDSAVerifier(system.key().toECPublicKey())));
        assertEquals("desk-1", assertion.getJWTClaimsSet().getIssuer());
        assertEquals("desk-1", assertion.getJWTClaimsSet().getSubject());
        assertEquals(List.of("http://127.0.0.1:" + system.port() + "/oauth/token"),
                assertion.getJWTClaimsSet().getAudience());
    }

    @Test
    public void aKeyThatCannotSignIsWrongUse() throws Exception {
        refused("no key", "CLIENT_KEY_INVALID");
        refused("{}", "CLIENT_KEY_INVALID");
        refused(system.key().toPublicJWK().toJSONString(), "CLIENT_KEY_INVALID");
        refused(new ECKeyGenerator(Curve.P_384).generate().toJSONString(), "CLIENT_KEY_INVALID");
    }

    private void refused(String key, String code) throws Exception {
        system.writeKey("desk-1", key);
        Cli.Result result = system.run("system", "--client", "desk-1", "--json");
        assertEquals(result.toString(), ExitCode.WRONG_USE, result.exitCode());
        assertEquals(code, result.code());
        assertFalse("the key is in the error", result.out().contains("kty"));
        assertEquals(List.of(), system.lines());
    }

    @Test
    public void aKeyIsNeverPrinted() {
        assertEquals("ClientKey[admin, ***]", new ClientKey("admin", system.key()).toString());
    }

    @Test
    public void anAnswerWithoutATokenIsNoAnswer() {
        for (String wrong : new String[]{ "{}", "[]", "none", "{\"access_token\":\"\"}" }) {
            system.answerOnly(FakeSystem.TOKEN, 200, wrong);
            Cli.Result result = system.run("system", "--json");
            assertEquals(ExitCode.SYSTEM_FAILED, result.exitCode());
            assertEquals("ANSWER_MALFORMED", result.code());
        }
        assertEquals(List.of(), system.lines());
    }

    @Test
    public void oneTokenServesSeveralRequests() throws Exception {
        system.answer("POST /station/v1/enrollments", 202, "{\"enrollmentId\":\"e1\",\"status\":\"RECEIVED\"}");
        system.answer("GET /admin/v1/enrollments/e1/explanation", 200, Outcomes.ENROLLED);
        system.answer("GET /admin/v1/enrollments/e1", 200, Outcomes.ENROLLED);
        Path person = Files.writeString(folder.getRoot().toPath().resolve("p.json"), "{}");
        assertEquals(ExitCode.DONE, system.run("enroll", person.toString(), "--wait").exitCode());
        assertEquals(3, system.lines().size());
        system.request(FakeSystem.TOKEN);
    }
}
