package id.core.partner;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.util.HexFormat;
import java.util.Optional;

/** Reads JWTs from outside, and tells whether one is signed by a key. The algorithm follows from the key; what the JWT claims must agree with it. */
final class JwtSignature {
    /** What precedes an Ed25519 key in its X.509 form (RFC 8410). */
    private static final byte[] ED25519_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private JwtSignature() {}

    /** A signed JWT, where the text is one. */
    static Optional<SignedJWT> parse(String compact) {
        try {
            return Optional.of(SignedJWT.parse(compact));
        } catch (ParseException | RuntimeException broken) {
            // The library meets some broken headers with exceptions of all kinds, null pointers among them.
            return Optional.empty();
        }
    }

    /** The claims, where they are readable. */
    static Optional<JWTClaimsSet> claims(SignedJWT token) {
        try {
            return Optional.ofNullable(token.getJWTClaimsSet());
        } catch (ParseException | RuntimeException broken) {
            return Optional.empty();
        }
    }

    static boolean verifies(SignedJWT token, JWK key) {
        JWSAlgorithm algorithm = token.getHeader().getAlgorithm();
        try {
            return switch (key) {
                case ECKey ec when JWSAlgorithm.ES256.equals(algorithm) -> token.verify(new ECDSAVerifier(ec));
                case OctetKeyPair okp when JWSAlgorithm.EdDSA.equals(algorithm) -> verifies(token, okp);
                default -> false;
            };
        } catch (JOSEException | SignatureException malformed) {
            return false;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK since 15 has Ed25519", impossible);
        }
    }

    /** By the JDK, since Nimbus wants a further library for EdDSA. */
    private static boolean verifies(SignedJWT token, OctetKeyPair key) throws GeneralSecurityException {
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        encoded.writeBytes(ED25519_PREFIX);
        encoded.writeBytes(key.getX().decode());
        Signature verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(
                KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded.toByteArray())));
        verifier.update(token.getSigningInput());
        return verifier.verify(token.getSignature().decode());
    }
}
