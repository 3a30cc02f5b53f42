package id.core.http.verification;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import id.api.error.IdentityException;
import id.api.value.ClientId;
import id.api.value.Verhoeff;
import id.api.value.Vid;
import id.api.verification.Proof;
import id.core.http.verification.VerificationBody.ProofBody;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.Test;

public class VerificationBodyTest {
    private static final Individual VID = new Individual("vid",
            "123456789012345678" + Verhoeff.checkDigit("123456789012345678"));
    private static final ProofBody CODE = new ProofBody("otp", "123456", null, null, null, null);

    private static void refused(String field, Individual individual, String transaction, ProofBody... proofs) {
        IdentityException wrong = assertThrows(IdentityException.class,
                () -> new VerificationBody(individual, transaction, List.of(proofs)).toRequest(new ClientId("rp")));
        assertEquals(field, wrong.field());
    }

    @Test
    public void readsEachKindOfProof() {
        byte[] png = HexFormat.of().parseHex("89504e470d0a1a0a00");
        var request = new VerificationBody(VID, "t1",
                List.of(CODE, new ProofBody(null, null, Map.of("name", "Jane"), null, null, null),
                        new ProofBody(null, null, null, "face", png, null)))
                .toRequest(new ClientId("rp"));
        assertTrue(request.individual() instanceof Vid);
        assertEquals(List.of("otp", "demographic", "face"), request.proofs().stream().map(Proof::factor).toList());
    }

    @Test
    public void errorsNameTheirPlace() {
        refused("individual", null, "t1", CODE);
        refused("individual.type", new Individual("name", "Jane"), "t1", CODE);
        refused("individual.value", new Individual("uin", "12"), "t1", CODE);
        refused("transactionId", VID, "t 1", CODE);
        refused("proofs", VID, "t1");
        refused("proofs[0]", VID, "t1", new ProofBody(null, null, null, null, null, null));
        refused("proofs[0].factor", VID, "t1", new ProofBody(null, "1", null, null, null, null));
        refused("proofs[1].position", VID, "t1", CODE, new ProofBody(null, null, null, "toe", new byte[9], null));
    }

    @Test
    public void nothingOfAPersonIsShown() {
        assertEquals("Individual[***]", VID.toString());
        assertEquals("ProofBody[***]", CODE.toString());
    }
}
