package id.plugins.keys.pkcs12;

import id.api.error.IdentityException;
import id.api.security.SecurityError;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.agreement.ECDHBasicAgreement;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECPoint;

/**
 * A private P-256 key at work. BouncyCastle's own arithmetic, since the JDK's takes several times as long; its
 * lightweight classes, since its JCA provider costs a start a tenth of a second.
 */
final class P256Key {
    private static final int COORDINATE_BYTES = 32;
    private static final ECDomainParameters CURVE = curve();

    private final ECPrivateKeyParameters key;

    P256Key(ECPrivateKey key) {
        this.key = new ECPrivateKeyParameters(key.getS(), CURVE);
    }

    /** ECDSA with SHA-256; r and s one after the other. The nonce is that of RFC 6979: no bad generator can leak it. */
    byte[] sign(byte[] data) {
        ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
        signer.init(true, key);
        BigInteger[] signature = signer.generateSignature(sha256(data));
        byte[] joined = new byte[2 * COORDINATE_BYTES];
        put(signature[0], joined, 0);
        put(signature[1], joined, COORDINATE_BYTES);
        return joined;
    }

    /** The x coordinate of the shared point. */
    byte[] agree(PublicKey other) {
        ECDHBasicAgreement agreement = new ECDHBasicAgreement();
        agreement.init(key);
        byte[] shared = new byte[COORDINATE_BYTES];
        put(agreement.calculateAgreement(point(other)), shared, 0);
        return shared;
    }

    private static ECPublicKeyParameters point(PublicKey other) {
        if (!(other instanceof ECPublicKey ec)) {
            throw new IdentityException(SecurityError.KEY_TYPE_WRONG, "other", "Give a P-256 public key");
        }
        try {
            ECPoint point = CURVE.getCurve().createPoint(ec.getW().getAffineX(), ec.getW().getAffineY());
            // Checks that the point is on the curve: otherwise the answer would leak the private key.
            return new ECPublicKeyParameters(point, CURVE);
        } catch (IllegalArgumentException notOnCurve) {
            throw new IdentityException(SecurityError.KEY_TYPE_WRONG, "other",
                    "The public key is no point of P-256", notOnCurve);
        }
    }

    private static void put(BigInteger number, byte[] target, int offset) {
        byte[] bytes = number.toByteArray();
        int length = Math.min(bytes.length, COORDINATE_BYTES);
        System.arraycopy(bytes, bytes.length - length, target, offset + COORDINATE_BYTES - length, length);
    }

    private static byte[] sha256(byte[] data) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(data);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }

    private static ECDomainParameters curve() {
        X9ECParameters p256 = CustomNamedCurves.getByName("P-256");
        return new ECDomainParameters(p256);
    }
}
