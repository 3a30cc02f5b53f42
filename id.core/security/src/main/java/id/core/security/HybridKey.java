package id.core.security;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The content key of a packet that is sealed to ML-KEM and the curve: HKDF-SHA-256 (RFC 5869) over both shared secrets, so that
 * who learns one of them has nothing (NIST SP 800-56C rev. 2 section 2, SP 800-227 section 4.6; after draft-connolly-cfrg-xwing-kem).
 * What both sides saw is bound by the info: algorithm, both keys by their thumbprints, ephemeral key and ciphertext.
 */
final class HybridKey {
    static final String ALGORITHM = "ECDH-ES+" + MlKem.NAME;
    private static final String LABEL = "idem-packet hybrid 1";

    private HybridKey() {}

    /**
     * What both sides saw.
     *
     * @param kid
     *            thumbprint of the enrollment key
     * @param kemKid
     *            thumbprint of the ML-KEM key
     * @param x
     *            of the ephemeral key, 32 bytes
     * @param y
     *            of the ephemeral key, 32 bytes
     * @param ciphertext
     *            of ML-KEM
     */
    record Seen(String kid, String kemKid, byte[] x, byte[] y, byte[] ciphertext) {
        /** Each with its length before it, so that no two packets have the same without having all the same. */
        byte[] info() {
            byte[][] parts = { text(LABEL), text(ALGORITHM), text("A256GCM"), text(kid), text(kemKid), x, y, ciphertext };
            ByteBuffer info = ByteBuffer.allocate(Arrays.stream(parts).mapToInt(part -> Short.BYTES + part.length).sum());
            for (byte[] part : parts) {
                info.putShort((short) part.length).put(part);
            }
            return info.array();
        }

        private static byte[] text(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }

    /**
     * The content key; both secrets are forgotten.
     *
     * @param kem
     *            shared secret of ML-KEM, 32 bytes
     * @param curve
     *            shared secret of ECDH, 32 bytes
     */
    static SecretKey derive(byte[] kem, byte[] curve, Seen seen) {
        byte[] both = ByteBuffer.allocate(kem.length + curve.length).put(kem).put(curve).array();
        try {
            return new SecretKeySpec(Hkdf.extractAndExpand(both, seen.info()), "AES");
        } finally {
            Arrays.fill(both, (byte) 0);
            Arrays.fill(kem, (byte) 0);
            Arrays.fill(curve, (byte) 0);
        }
    }
}
