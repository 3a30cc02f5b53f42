package id.core.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Public keys of ML-KEM and ML-DSA as JWKs: key type {@code AKP}, whose {@code pub} is the key in the encoding of FIPS 203
 * or 204 (draft-ietf-cose-dilithium, draft-ietf-jose-pqc-kem). Nimbus does not know that type, so they are put together
 * here.
 */
final class AkpJwk {
    static final String TYPE = "AKP";

    private AkpJwk() {}

    /** In the order to show it. */
    static Map<String, Object> of(String algorithm, String use, String kid, byte[] key) {
        Map<String, Object> jwk = new LinkedHashMap<>();
        jwk.put("kty", TYPE);
        jwk.put("use", use);
        jwk.put("kid", kid);
        jwk.put("alg", algorithm);
        jwk.put("pub", base64(key));
        return jwk;
    }

    /** RFC 7638 over the members that an AKP key must have: alg, kty and pub. */
    static String thumbprint(String algorithm, byte[] key) {
        String members = "{\"alg\":\"" + algorithm + "\",\"kty\":\"" + TYPE + "\",\"pub\":\"" + base64(key) + "\"}";
        try {
            return base64(MessageDigest.getInstance("SHA-256").digest(members.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
