package id.core.security;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * The STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár 2015) over AES-256-GCM. The nonce of a chunk is the prefix
 * of its packet, its number and whether it is the last: no chunk opens at another place, in another packet, or as an end
 * that it is not. What stands before the chunks is associated with each of them.
 */
final class Chunks {
    /** Bytes of the content in every chunk but the last. */
    static final int SIZE = 64 * 1024;
    static final int TAG = 16;
    static final int PREFIX = 7;
    private static final int NONCE = 12;

    private final int mode;
    private final SecretKey key;
    private final byte[] associated;
    private final byte[] prefix;
    private final Cipher cipher;
    private long number;

    private Chunks(int mode, SecretKey key, byte[] prefix, byte[] associated) throws GeneralSecurityException {
        this.mode = mode;
        this.key = key;
        this.prefix = prefix;
        this.associated = associated;
        this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
    }

    static Chunks sealing(SecretKey key, byte[] prefix, byte[] associated) throws GeneralSecurityException {
        return new Chunks(Cipher.ENCRYPT_MODE, key, prefix, associated);
    }

    static Chunks opening(SecretKey key, byte[] prefix, byte[] associated) throws GeneralSecurityException {
        return new Chunks(Cipher.DECRYPT_MODE, key, prefix, associated);
    }

    /** How many were done. */
    long done() {
        return number;
    }

    /**
     * Seals or opens the next one.
     *
     * @return bytes written to {@code target}
     */
    int next(byte[] source, int length, byte[] target, boolean last) throws GeneralSecurityException {
        if (number > 0xffff_ffffL) {
            throw new GeneralSecurityException("More chunks than can be numbered");
        }
        byte[] nonce = ByteBuffer.wrap(Arrays.copyOf(prefix, NONCE)).putInt(PREFIX, (int) number)
                .put(NONCE - 1, (byte) (last ? 1 : 0)).array();
        cipher.init(mode, key, new GCMParameterSpec(8 * TAG, nonce));
        cipher.updateAAD(associated);
        number++;
        return cipher.doFinal(source, 0, length, target, 0);
    }
}
