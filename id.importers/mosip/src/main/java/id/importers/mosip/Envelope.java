package id.importers.mosip;

import id.api.error.IdentityException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.spec.MGF1ParameterSpec;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;

/**
 * What packets and sub-packets are encrypted as, in every version that is about:
 *
 * <pre>
 * nonce 12 | AAD 32 |                          RSA-OAEP(AES key) 256 | #KEY_SPLITTER# | AES-256-GCM, tag 16   (1.1.3)
 * nonce 12 | AAD 32 |          thumbprint 32 | RSA-OAEP(AES key) 256 | #KEY_SPLITTER# | AES-256-GCM, tag 16   (1.1.4 on)
 * nonce 12 | AAD 32 | VER_R2 | thumbprint 32 | RSA-OAEP(AES key) 256 | #KEY_SPLITTER# | AES-256-GCM, tag 16   (VER_R2)
 * </pre>
 *
 * The thumbprint is SHA-256 over the DER form of the certificate; OAEP and its mask work by SHA-256. Nonce and AAD
 * before the key are those of the packet manager; what they surround is the key manager's. Sources, as of 2025:
 * {@code OnlinePacketCryptoServiceImpl} in mosip/packet-manager, {@code CryptomanagerServiceImpl},
 * {@code CryptomanagerUtils.parseEncryptKeyHeader}, {@code SessionKeyDecrytorHelper} and {@code CryptoCore} in
 * mosip/keymanager.
 */
final class Envelope {
    private static final byte[] SPLITTER = "#KEY_SPLITTER#".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] VERSION = "VER_R2".getBytes(StandardCharsets.US_ASCII);
    private static final int NONCE = 12;
    private static final int ASSOCIATED = 32;
    private static final int THUMBPRINT = 32;
    /** Of RSA with 2,048 bits, the only length that the key manager reads. */
    private static final int WRAPPED = 256;
    private static final int AES_KEY = 32;
    private static final int TAG = 16;
    private static final OAEPParameterSpec OAEP = new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256,
            PSource.PSpecified.DEFAULT);
    /** Lengths of what may stand before the splitter. */
    private static final List<Integer> HEADS = List.of(WRAPPED, THUMBPRINT + WRAPPED, VERSION.length + THUMBPRINT + WRAPPED);

    private Envelope() {}

    /**
     * Opens an envelope.
     *
     * @param sealed
     *            the bytes as they lie on disk
     * @param place
     *            what they are, for refusals
     *
     * @throws IdentityException
     *             ENVELOPE_MALFORMED, KEY_MISSING or ENVELOPE_NOT_OPENED with field {@code place}
     */
    static byte[] open(byte[] sealed, PacketKeys keys, String place) {
        byte[] head = head(sealed, place);
        byte[] wrapped = Arrays.copyOfRange(head, head.length - WRAPPED, head.length);
        byte[] key = unwrap(wrapped, candidates(head, keys, place), place);
        ByteBuffer in = ByteBuffer.wrap(sealed);
        byte[] nonce = new byte[NONCE];
        byte[] associated = new byte[ASSOCIATED];
        in.get(nonce).get(associated).position(NONCE + ASSOCIATED + head.length + SPLITTER.length);
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(8 * TAG, nonce));
            cipher.updateAAD(associated);
            return cipher.doFinal(sealed, in.position(), in.remaining());
        } catch (GeneralSecurityException changed) {
            throw new IdentityException(ImportError.ENVELOPE_NOT_OPENED, place,
                    "The encrypted bytes were changed after they were written: fetch the packet again", changed);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    /** What stands between the AAD and the splitter. */
    private static byte[] head(byte[] sealed, String place) {
        int from = NONCE + ASSOCIATED;
        for (int length : HEADS) {
            int end = from + length;
            if (sealed.length >= end + SPLITTER.length + TAG
                    && Arrays.equals(sealed, end, end + SPLITTER.length, SPLITTER, 0, SPLITTER.length)
                    && (length != HEADS.getLast() || Arrays.equals(sealed, from, from + VERSION.length, VERSION, 0, VERSION.length))) {
                return Arrays.copyOfRange(sealed, from, end);
            }
        }
        throw new IdentityException(ImportError.ENVELOPE_MALFORMED, place,
                "This is no encrypted packet of MOSIP, or it is cut short: fetch the packet again");
    }

    /** An envelope that names no certificate may be for any of the keys. */
    private static Collection<PrivateKey> candidates(byte[] head, PacketKeys keys, String place) {
        if (head.length == WRAPPED) {
            return keys.all();
        }
        byte[] thumbprint = Arrays.copyOfRange(head, head.length - WRAPPED - THUMBPRINT, head.length - WRAPPED);
        PrivateKey key = keys.of(thumbprint).orElseThrow(() -> new IdentityException(ImportError.KEY_MISSING, place,
                "The key store holds no key for the certificate with the SHA-256 thumbprint "
                        + HexFormat.of().withUpperCase().formatHex(thumbprint)
                        + ": export that REGISTRATION key of MOSIP's key manager into it"));
        return Set.of(key);
    }

    private static byte[] unwrap(byte[] wrapped, Collection<PrivateKey> keys, String place) {
        for (PrivateKey key : keys) {
            try {
                // RSA has but one block: the word is part of the name that the JCA gives to OAEP.
                Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
                cipher.init(Cipher.DECRYPT_MODE, key, OAEP);
                byte[] unwrapped = cipher.doFinal(wrapped);
                if (unwrapped.length == AES_KEY) {
                    return unwrapped;
                }
            } catch (GeneralSecurityException otherKey) {
                // Perhaps the next one; told below when there is none.
            }
        }
        throw new IdentityException(ImportError.ENVELOPE_NOT_OPENED, place,
                "No key of the key store opens it: it was encrypted to another key, or was changed after it was written");
    }
}
