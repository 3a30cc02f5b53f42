package id.core.security;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import id.api.error.IdentityException;
import id.api.security.KeyVault;
import id.api.security.SecurityError;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The outer layer of a packet: JWE in compact form. Its parts are put together and taken apart here, since Nimbus' base64
 * takes ten times as long as the JDK's, which decides the time of a packet with images; and it overlooks characters that
 * do not belong there.
 */
final class PacketSeal {
    private static final String NESTED = "JOSE";
    private static final int PARTS = 5;
    private static final int MAX_HEADER = 4_000;
    private static final int CONTENT_KEY_BYTES = 32;
    /** Nothing else is understood, so nothing else is let through: no compression, no critical extensions. */
    private static final Set<String> HEADER = Set.of("alg", "enc", "epk", "kid", "cty", "typ", "apu", "apv");

    private final KeyVault vault;
    private final KeySeries keys;
    private final SecureRandom random = new SecureRandom();

    PacketSeal(KeyVault vault, KeySeries keys) {
        this.vault = vault;
        this.keys = keys;
    }

    byte[] close(byte[] plain) {
        KeySeries.Member recipient = keys.newest();
        try {
            P256.Ephemeral ephemeral = P256.agree(recipient.jwk().toECKey().toECPublicKey(), random);
            JWEHeader header = new JWEHeader.Builder(JWEAlgorithm.ECDH_ES_A256KW, EncryptionMethod.A256GCM)
                    .contentType(NESTED).keyID(recipient.thumbprint()).ephemeralPublicKey(new ECKey.Builder(Curve.P_256,
                            Base64URL.encode(ephemeral.x()), Base64URL.encode(ephemeral.y())).build())
                    .build();
            SecretKey contentKey = new SecretKeySpec(bytes(CONTENT_KEY_BYTES), "AES");
            byte[] nonce = bytes(PacketKey.NONCE_BYTES);
            String head = header.toBase64URL().toString();
            byte[] sealed = PacketKey.cipher(Cipher.ENCRYPT_MODE, contentKey, nonce, ascii(head)).doFinal(plain);
            int end = sealed.length - PacketKey.TAG_BYTES;
            return ascii(String.join(".", head, base64(PacketKey.wrap(contentKey, header, ephemeral.shared())),
                    base64(nonce), base64(Arrays.copyOf(sealed, end)),
                    base64(Arrays.copyOfRange(sealed, end, sealed.length))));
        } catch (JOSEException | GeneralSecurityException broken) {
            throw new IdentityException(SecurityError.VAULT_UNAVAILABLE, "packet", "The packet cannot be sealed",
                    broken);
        }
    }

    byte[] open(byte[] sealed) {
        String[] parts = new String(sealed, StandardCharsets.ISO_8859_1).split("\\.", PARTS + 1);
        if (parts.length != PARTS) {
            throw invalid("The packet is no JWE in compact form, or is cut short: send it again", null);
        }
        JWEHeader header = header(parts[0]);
        KeySeries.Member key = keys.findAnywhere(header.getKeyID()).orElseThrow(() -> invalid(
                "The packet is sealed to a key that is not this system's: fetch the enrollment key again", null));
        try {
            byte[] wrapped = decoded(parts[1]);
            byte[] nonce = decoded(parts[2]);
            byte[] content = decoded(parts[3]);
            byte[] tag = decoded(parts[4]);
            if (nonce.length != PacketKey.NONCE_BYTES || tag.length != PacketKey.TAG_BYTES) {
                throw changed(null);
            }
            // Ask the vault before judging: one that does not answer says nothing about the packet.
            byte[] shared = vault.agree(key.name(), ((ECKey) header.getEphemeralPublicKey()).toECPublicKey());
            Cipher cipher = PacketKey.cipher(Cipher.DECRYPT_MODE, PacketKey.unwrap(wrapped, header, shared), nonce,
                    ascii(parts[0]));
            byte[] joined = Arrays.copyOf(content, content.length + tag.length);
            System.arraycopy(tag, 0, joined, content.length, tag.length);
            return cipher.doFinal(joined);
        } catch (JOSEException | GeneralSecurityException | IllegalArgumentException broken) {
            throw changed(broken);
        }
    }

    private static JWEHeader header(String part) {
        JWEHeader header = parse(part);
        if (!JWEAlgorithm.ECDH_ES_A256KW.equals(header.getAlgorithm())
                || !EncryptionMethod.A256GCM.equals(header.getEncryptionMethod())
                || !HEADER.containsAll(header.getIncludedParams()) || !isNested(header.getContentType())
                || header.getKeyID() == null || !(header.getEphemeralPublicKey() instanceof ECKey ephemeral)
                || !Curve.P_256.equals(ephemeral.getCurve())) {
            throw invalid("A packet is sealed by ECDH-ES+A256KW on P-256 with A256GCM, cty JOSE, and names the "
                    + "enrollment key as kid", null);
        }
        return header;
    }

    private static JWEHeader parse(String part) {
        if (part.length() > MAX_HEADER) {
            throw invalid("The header has more than " + MAX_HEADER + " characters: this is no packet", null);
        }
        try {
            return JWEHeader.parse(new Base64URL(part));
        } catch (ParseException | RuntimeException broken) {
            // The library meets some broken headers with exceptions of all kinds, null pointers among them.
            throw invalid("The packet is no JWE in compact form, or is cut short: send it again", broken);
        }
    }

    private static boolean isNested(String contentType) {
        return NESTED.equalsIgnoreCase(contentType) || "application/jose".equalsIgnoreCase(contentType);
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static String base64(byte[] content) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(content);
    }

    private static byte[] decoded(String part) {
        return Base64.getUrlDecoder().decode(part);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static IdentityException changed(Throwable cause) {
        return invalid("The packet does not open: it was changed, cut short, or sealed to another key", cause);
    }

    private static IdentityException invalid(String mend, Throwable cause) {
        return new IdentityException(SecurityError.PACKET_SEAL_INVALID, "packet", mend, cause);
    }
}
