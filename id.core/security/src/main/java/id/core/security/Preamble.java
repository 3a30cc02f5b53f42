package id.core.security;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import id.api.error.IdentityException;
import id.api.security.KeyVault;
import id.api.security.SecurityError;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.text.ParseException;
import java.util.Optional;
import java.util.Set;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * What stands before the chunks of a packet: the magic number with the version, and the header, which is that of a JWE
 * (RFC 7516) with the nonces' prefix in it, and the wrapped content key or, in the hybrid, what it is derived of. Its digest is associated with every chunk.
 */
final class Preamble {
    /** {@code IDEMPKT} and the version. */
    private static final byte[] MAGIC = { 'I', 'D', 'E', 'M', 'P', 'K', 'T', 1 };
    private static final int MAX_HEADER = 4_096;
    private static final int CONTENT_KEY_BYTES = 32;
    private static final int WRAPPED_BYTES = CONTENT_KEY_BYTES + 8;
    private static final String TYPE = "idem-packet";
    private static final String WRAPPED = "wrapped";
    private static final String NONCE = "nonce";
    private static final String KEM_KID = "kemKid";
    private static final String KEM_CIPHERTEXT = "kemCiphertext";
    /** Nothing else is understood, so nothing else is let through: no compression, no critical extensions. */
    private static final Set<String> HEADER = Set.of("alg", "enc", "epk", "kid", "typ", WRAPPED, NONCE);
    private static final Set<String> HYBRID_HEADER = Set.of("alg", "enc", "epk", "kid", "typ", KEM_KID, KEM_CIPHERTEXT, NONCE);
    private static final JWEAlgorithm HYBRID = new JWEAlgorithm(HybridKey.ALGORITHM);

    private Preamble() {}

    /**
     * An opened or begun packet.
     *
     * @param recipient
     *            thumbprint of the enrollment key
     * @param hybrid
     *            whether it takes the ML-KEM key as well to open it
     * @param chunks
     *            what seals or opens its chunks
     */
    record Begun(String recipient, boolean hybrid, Chunks chunks) {}

    static Begun write(OutputStream out, PacketRecipient recipient, SecureRandom random) throws IOException {
        try {
            String kid = recipient.agreement().getKeyID();
            P256.Ephemeral ephemeral = P256.agree(recipient.agreement().toECPublicKey(), random);
            byte[] prefix = bytes(random, Chunks.PREFIX);
            JWEHeader.Builder header = new JWEHeader.Builder(
                    recipient.kem().isPresent() ? HYBRID : JWEAlgorithm.ECDH_ES_A256KW, EncryptionMethod.A256GCM)
                    .type(new JOSEObjectType(TYPE)).keyID(kid)
                    .ephemeralPublicKey(new ECKey.Builder(Curve.P_256, Base64URL.encode(ephemeral.x()),
                            Base64URL.encode(ephemeral.y())).build());
            SecretKey contentKey;
            if (recipient.kem().isPresent()) {
                MlKem.Public kem = recipient.kem().get();
                MlKem.Encapsulated encapsulated = kem.encapsulate(random);
                contentKey = HybridKey.derive(encapsulated.shared(), ephemeral.shared(), new HybridKey.Seen(kid, kem.kid(),
                        ephemeral.x(), ephemeral.y(), encapsulated.ciphertext()));
                header.customParam(KEM_KID, kem.kid()).customParam(KEM_CIPHERTEXT,
                        Base64URL.encode(encapsulated.ciphertext()).toString());
            } else {
                contentKey = new SecretKeySpec(bytes(random, CONTENT_KEY_BYTES), "AES");
                header.customParam(WRAPPED,
                        Base64URL.encode(PacketKey.wrap(contentKey, header.build(), ephemeral.shared())).toString());
            }
            byte[] text = header.customParam(NONCE, Base64URL.encode(prefix).toString()).build().toString()
                    .getBytes(StandardCharsets.UTF_8);
            byte[] all = ByteBuffer.allocate(MAGIC.length + Integer.BYTES + text.length).put(MAGIC).putInt(text.length)
                    .put(text).array();
            out.write(all);
            return new Begun(kid, recipient.kem().isPresent(), Chunks.sealing(contentKey, prefix, sha256(all)));
        } catch (JOSEException | GeneralSecurityException broken) {
            throw new IdentityException(SecurityError.VAULT_UNAVAILABLE, "packet", "The packet cannot be sealed", broken);
        }
    }

    static Begun read(InputStream in, KeyVault vault, KeySeries keys, KemKeys kemKeys) throws IOException {
        byte[] start = in.readNBytes(MAGIC.length + Integer.BYTES);
        if (start.length < MAGIC.length + Integer.BYTES || !new String(start, 0, MAGIC.length, StandardCharsets.ISO_8859_1)
                .equals(new String(MAGIC, StandardCharsets.ISO_8859_1))) {
            throw PacketRefusal.seal("This is no packet of version 1: it does not begin as one", null);
        }
        int length = ByteBuffer.wrap(start).getInt(MAGIC.length);
        if (length < 1 || length > MAX_HEADER) {
            throw PacketRefusal.seal("The header has 1 to " + MAX_HEADER + " bytes: this is no packet", null);
        }
        byte[] text = in.readNBytes(length);
        JWEHeader header = header(text);
        boolean hybrid = HYBRID.equals(header.getAlgorithm());
        KeySeries.Member key = keys.findAnywhere(header.getKeyID()).orElseThrow(Preamble::stranger);
        byte[] prefix = bytes(header, NONCE, Chunks.PREFIX);
        byte[] sealed = hybrid ? bytes(header, KEM_CIPHERTEXT, MlKem.CIPHERTEXT_BYTES) : bytes(header, WRAPPED, WRAPPED_BYTES);
        Optional<MlKem.Pair> kem = hybrid
                ? Optional.of(kemKeys.find(String.valueOf(header.getCustomParam(KEM_KID))).orElseThrow(Preamble::stranger))
                : Optional.empty();
        try {
            ECPublicKey ephemeral = ((ECKey) header.getEphemeralPublicKey()).toECPublicKey();
            // Ask the vault before judging: one that does not answer says nothing about the packet.
            byte[] shared = vault.agree(key.name(), ephemeral);
            SecretKey contentKey = kem.isPresent()
                    ? HybridKey.derive(kem.get().decapsulate(sealed), shared, new HybridKey.Seen(key.thumbprint(),
                            kem.get().open().kid(), P256.x(ephemeral), P256.y(ephemeral), sealed))
                    : PacketKey.unwrap(sealed, header, shared);
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(start);
            return new Begun(key.thumbprint(), hybrid, Chunks.opening(contentKey, prefix, digest.digest(text)));
        } catch (JOSEException | GeneralSecurityException | IllegalArgumentException broken) {
            throw PacketRefusal.changed(broken);
        }
    }

    private static IdentityException stranger() {
        return PacketRefusal.seal("The packet is sealed to a key that is not this system's: fetch the enrollment key again", null);
    }

    private static JWEHeader header(byte[] text) {
        JWEHeader header;
        try {
            header = JWEHeader.parse(new String(text, StandardCharsets.UTF_8));
        } catch (ParseException | RuntimeException broken) {
            // The library meets some broken headers with exceptions of all kinds, null pointers among them.
            throw PacketRefusal.seal("The packet's header is none, or is cut short: send it again", broken);
        }
        boolean hybrid = HYBRID.equals(header.getAlgorithm());
        if (!hybrid && !JWEAlgorithm.ECDH_ES_A256KW.equals(header.getAlgorithm())
                || !EncryptionMethod.A256GCM.equals(header.getEncryptionMethod())
                || !(hybrid ? HYBRID_HEADER : HEADER).equals(header.getIncludedParams())
                || !TYPE.equals(header.getType().getType())
                || !(header.getEphemeralPublicKey() instanceof ECKey ephemeral)
                || !Curve.P_256.equals(ephemeral.getCurve())) {
            throw PacketRefusal.seal("A packet is sealed by ECDH-ES+A256KW or " + HybridKey.ALGORITHM
                    + " on P-256 with A256GCM; its header holds " + HEADER + " or " + HYBRID_HEADER, null);
        }
        return header;
    }

    private static byte[] bytes(JWEHeader header, String name, int count) {
        byte[] bytes = header.getCustomParam(name) instanceof String text ? StrictBase64.decode(text) : new byte[0];
        if (bytes.length != count) {
            throw PacketRefusal.seal("The header's " + name + " is " + count + " bytes in base64url", null);
        }
        return bytes;
    }

    private static byte[] bytes(SecureRandom random, int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] sha256(byte[] content) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256").digest(content);
    }
}
