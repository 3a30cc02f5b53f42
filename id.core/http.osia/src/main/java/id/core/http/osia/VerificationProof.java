package id.core.http.osia;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import id.api.security.Signer;
import id.api.value.Bytes;
import id.api.value.ClientId;
import id.api.verification.VerificationOutcome;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;

/**
 * The proof of a verification: a JWT signed by this system. It names the person by the pairwise token, so that the
 * proof of one relying party says nothing to another. Its keys: {@code /.well-known/verification-keys.json}.
 */
final class VerificationProof {
    private final Signer signer;
    private final InstantSource clock;

    VerificationProof(Signer signer, InstantSource clock) {
        this.signer = signer;
        this.clock = clock;
    }

    String of(VerificationOutcome.Verified verified, ClientId relyingParty, String transactionId) {
        String keyId = signer.keyId(Signer.Purpose.VERIFICATION_PROOF);
        ObjectNode header = JsonNodeFactory.instance.objectNode()
                .put("alg", signer.algorithm(Signer.Purpose.VERIFICATION_PROOF))
                .put("kid", keyId).put("typ", "verification-proof+jwt");
        ObjectNode claims = JsonNodeFactory.instance.objectNode().put("iss", "idem").put("aud", relyingParty.value())
                .put("sub", verified.token()).put("iat", clock.instant().getEpochSecond()).put("txn", transactionId)
                .put("verified", true);
        verified.factors().forEach(claims.putArray("factors")::add);
        String input = encoded(header.toString()) + "." + encoded(claims.toString());
        Bytes signature = signer.sign(Signer.Purpose.VERIFICATION_PROOF, keyId, Bytes.utf8(input));
        return input + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.toArray());
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
