package id.core.partner;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import id.api.error.IdentityException;
import id.api.partner.PartnerError;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Public keys of clients: only what is accepted gets in, and in one form. */
final class ClientKeys {
    private static final int MAX_KEYS = 10;
    private static final int MAX_CHARACTERS = 4_000;
    private static final int ED25519_BYTES = 32;

    private ClientKeys() {}

    /** The keys in the form in which they are stored: JWKs with their kid, and nothing that is not needed. */
    static List<String> normalized(List<String> keys) {
        if (keys.isEmpty() || keys.size() > MAX_KEYS) {
            throw invalid("publicKeys", "Give 1 to " + MAX_KEYS + " public keys");
        }
        List<String> normalized = new ArrayList<>();
        Set<String> thumbprints = new HashSet<>();
        for (int i = 0; i < keys.size(); i++) {
            String field = "publicKeys[" + i + "]";
            JWK key = accepted(keys.get(i), field);
            if (!thumbprints.add(thumbprint(key))) {
                throw invalid(field, "The key is given twice: give each once");
            }
            normalized.add(key.toJSONString());
        }
        return normalized;
    }

    /** Keys that were accepted before. */
    static List<JWK> parse(List<String> stored) {
        return stored.stream().map(key -> accepted(key, "publicKeys")).toList();
    }

    static String thumbprint(JWK key) {
        try {
            return key.computeThumbprint().toString();
        } catch (JOSEException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256 for thumbprints", impossible);
        }
    }

    private static JWK accepted(String json, String field) {
        if (json == null || json.length() > MAX_CHARACTERS) {
            throw invalid(field, "A public key is a JWK of at most " + MAX_CHARACTERS + " characters");
        }
        JWK key = parse(json, field);
        if (key.isPrivate()) {
            throw invalid(field, "This is a private key: it must not leave its owner. Make a new pair and give the "
                    + "public half (without d)");
        }
        if (key.getKeyUse() != null && !KeyUse.SIGNATURE.equals(key.getKeyUse())) {
            throw invalid(field, "The key must be for signatures (use sig)");
        }
        String kid = key.getKeyID() == null ? thumbprint(key) : key.getKeyID();
        return switch (key) {
            case ECKey ec when Curve.P_256.equals(ec.getCurve()) && signsBy(ec, JWSAlgorithm.ES256) ->
                new ECKey.Builder(Curve.P_256, ec.getX(), ec.getY()).keyID(kid).keyUse(KeyUse.SIGNATURE)
                        .algorithm(JWSAlgorithm.ES256).build();
            case OctetKeyPair okp when Curve.Ed25519.equals(okp.getCurve()) && signsBy(okp, JWSAlgorithm.EdDSA)
                    && okp.getX().decode().length == ED25519_BYTES ->
                new OctetKeyPair.Builder(Curve.Ed25519, okp.getX()).keyID(kid).keyUse(KeyUse.SIGNATURE)
                        .algorithm(JWSAlgorithm.EdDSA).build();
            default -> throw invalid(field, "A key is of kty EC on P-256 (alg ES256) or kty OKP on Ed25519 (alg EdDSA)");
        };
    }

    private static JWK parse(String json, String field) {
        try {
            return JWK.parse(json);
        } catch (ParseException | RuntimeException broken) {
            // No cause: the library's text may quote a private key that was given by mistake.
            throw invalid(field, "This is no public key as a JWK (RFC 7517)");
        }
    }

    private static boolean signsBy(JWK key, JWSAlgorithm algorithm) {
        return key.getAlgorithm() == null || algorithm.equals(key.getAlgorithm());
    }

    private static IdentityException invalid(String field, String mend) {
        return new IdentityException(PartnerError.CLIENT_KEY_INVALID, field, mend);
    }
}
