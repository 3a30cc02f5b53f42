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
import java.text.ParseException;
import java.util.Set;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * What stands before the chunks of a packet: the magic number with the version, and the header, which is that of a JWE
 * (RFC 7516) with the wrapped content key and the nonces' prefix in it. Its digest is associated with every chunk.
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
    /** Nothing else is understood, so nothing else is let through: no compression, no critical extensions. */
    private static final Set<String> HEADER = Set.of("alg", "enc", "epk", "kid", "typ", WRAPPED, NONCE);

    private Preamble() {}

    /**
     * An opened or begun packet.
     *
     * @param recipient
     *            thumbprint of the enrollment key
     * @param chunks
     *            what seals or opens its chunks
     */
    record Begun(String recipient, Chunks chunks) {}

    static Begun write(OutputStream out, ECKey recipient, SecureRandom random) throws IOException {
        try {
            P256.Ephemeral ephemeral = P256.agree(recipient.toECPublicKey(), random);
            SecretKey contentKey = new SecretKeySpec(bytes(random, CONTENT_KEY_BYTES), "AES");
            byte[] prefix = bytes(random, Chunks.PREFIX);
            JWEHeader.Builder header = new JWEHeader.Builder(JWEAlgorithm.ECDH_ES_A256KW, EncryptionMethod.A256GCM)
                    .type(new JOSEObjectType(TYPE)).keyID(recipient.getKeyID())
                    .ephemeralPublicKey(new ECKey.Builder(Curve.P_256, Base64URL.encode(ephemeral.x()),
                            Base64URL.encode(ephemeral.y())).build());
            byte[] wrapped = PacketKey.wrap(contentKey, header.build(), ephemeral.shared());
            byte[] text = header.customParam(WRAPPED, Base64URL.encode(wrapped).toString())
                    .customParam(NONCE, Base64URL.encode(prefix).toString()).build().toString()
                    .getBytes(StandardCharsets.UTF_8);
            byte[] all = ByteBuffer.allocate(MAGIC.length + Integer.BYTES + text.length).put(MAGIC).putInt(text.length)
                    .put(text).array();
            out.write(all);
            return new Begun(recipient.getKeyID(), Chunks.sealing(contentKey, prefix, sha256(all)));
        } catch (JOSEException | GeneralSecurityException broken) {
            throw new IdentityException(SecurityError.VAULT_UNAVAILABLE, "packet", "The packet cannot be sealed", broken);
        }
    }

    static Begun read(InputStream in, KeyVault vault, KeySeries keys) throws IOException {
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
        KeySeries.Member key = keys.findAnywhere(header.getKeyID()).orElseThrow(() -> PacketRefusal.seal(
                "The packet is sealed to a key that is not this system's: fetch the enrollment key again", null));
        byte[] wrapped = bytes(header, WRAPPED, WRAPPED_BYTES);
        byte[] prefix = bytes(header, NONCE, Chunks.PREFIX);
        try {
            // Ask the vault before judging: one that does not answer says nothing about the packet.
            byte[] shared = vault.agree(key.name(), ((ECKey) header.getEphemeralPublicKey()).toECPublicKey());
            SecretKey contentKey = PacketKey.unwrap(wrapped, header, shared);
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(start);
            return new Begun(key.thumbprint(), Chunks.opening(contentKey, prefix, digest.digest(text)));
        } catch (JOSEException | GeneralSecurityException | IllegalArgumentException broken) {
            throw PacketRefusal.changed(broken);
        }
    }

    private static JWEHeader header(byte[] text) {
        JWEHeader header;
        try {
            header = JWEHeader.parse(new String(text, StandardCharsets.UTF_8));
        } catch (ParseException | RuntimeException broken) {
            // The library meets some broken headers with exceptions of all kinds, null pointers among them.
            throw PacketRefusal.seal("The packet's header is none, or is cut short: send it again", broken);
        }
        if (!JWEAlgorithm.ECDH_ES_A256KW.equals(header.getAlgorithm())
                || !EncryptionMethod.A256GCM.equals(header.getEncryptionMethod())
                || !HEADER.equals(header.getIncludedParams()) || !TYPE.equals(header.getType().getType())
                || !(header.getEphemeralPublicKey() instanceof ECKey ephemeral)
                || !Curve.P_256.equals(ephemeral.getCurve())) {
            throw PacketRefusal.seal("A packet is sealed by ECDH-ES+A256KW on P-256 with A256GCM; its header holds " + HEADER,
                    null);
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
