package id.core.security;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.agreement.ECDHBasicAgreement;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.math.ec.ECPoint;

/**
 * What is done with public P-256 keys. BouncyCastle's lightweight classes, since the JDK's arithmetic takes several times
 * as long.
 */
final class P256 {
    static final int COORDINATE_BYTES = 32;
    private static final ECDomainParameters CURVE = new ECDomainParameters(CustomNamedCurves.getByName("P-256"));

    private P256() {}

    /** Whether {@code signature} (r and s, 64 bytes) is that of {@code data} by ECDSA with SHA-256. */
    static boolean verifies(ECPublicKey key, byte[] data, byte[] signature) {
        if (signature.length != 2 * COORDINATE_BYTES) {
            return false;
        }
        ECDSASigner verifier = new ECDSASigner();
        verifier.init(false, point(key));
        return verifier.verifySignature(sha256(data),
                new BigInteger(1, Arrays.copyOfRange(signature, 0, COORDINATE_BYTES)),
                new BigInteger(1, Arrays.copyOfRange(signature, COORDINATE_BYTES, signature.length)));
    }

    /** Makes a key pair for one message and agrees with {@code key} by it. */
    static Ephemeral agree(ECPublicKey key, SecureRandom random) {
        ECKeyPairGenerator generator = new ECKeyPairGenerator();
        generator.init(new ECKeyGenerationParameters(CURVE, random));
        AsymmetricCipherKeyPair pair = generator.generateKeyPair();
        ECDHBasicAgreement agreement = new ECDHBasicAgreement();
        agreement.init(pair.getPrivate());
        ECPoint own = ((ECPublicKeyParameters) pair.getPublic()).getQ().normalize();
        return new Ephemeral(own.getAffineXCoord().getEncoded(), own.getAffineYCoord().getEncoded(),
                fixed(agreement.calculateAgreement(point(key))));
    }

    private static ECPublicKeyParameters point(ECPublicKey key) {
        // The constructor checks that the point is on the curve.
        return new ECPublicKeyParameters(
                CURVE.getCurve().createPoint(key.getW().getAffineX(), key.getW().getAffineY()), CURVE);
    }

    /** A point's first coordinate, 32 bytes. */
    static byte[] x(ECPublicKey key) {
        return fixed(key.getW().getAffineX());
    }

    /** A point's second coordinate, 32 bytes. */
    static byte[] y(ECPublicKey key) {
        return fixed(key.getW().getAffineY());
    }

    private static byte[] fixed(BigInteger number) {
        byte[] bytes = number.toByteArray();
        int length = Math.min(bytes.length, COORDINATE_BYTES);
        byte[] padded = new byte[COORDINATE_BYTES];
        System.arraycopy(bytes, bytes.length - length, padded, COORDINATE_BYTES - length, length);
        return padded;
    }

    private static byte[] sha256(byte[] data) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(data);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }

    /**
     * A key pair of which only the public half is kept.
     *
     * @param x
     *            its point, 32 bytes
     * @param y
     *            its point, 32 bytes
     * @param shared
     *            the secret shared with the other side, 32 bytes
     */
    record Ephemeral(byte[] x, byte[] y, byte[] shared) {}
}
