package id.core.security;

import id.api.error.IdentityException;
import id.api.security.BlindIndex;
import id.api.security.FieldCipher;
import id.api.security.SealPurpose;
import id.api.security.SealedValue;
import id.api.security.SecurityError;
import id.api.value.Bytes;
import id.api.value.RandomSource;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * AES-256-GCM over the data keys. A sealed value: format 1 (1 byte), key version (2 bytes), nonce (12 bytes), ciphertext
 * and tag (16 bytes). Purpose, context and the first three bytes are authenticated with it. Nonces are random, so that a
 * key version is good for 2^32 values (NIST SP 800-38D section 8.3).
 */
@Component
public final class AesFieldCipher implements FieldCipher {
    private static final byte FORMAT = 1;
    private static final int HEAD_BYTES = 3;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;
    private static final int ID_BYTES = 16;

    private final DataKeys keys;
    private final RandomSource random;
    private final Stripes<Cipher> ciphers = new Stripes<>(AesFieldCipher::cipher);
    private final Map<SealPurpose, DerivedKeys> derived = new ConcurrentHashMap<>();

    @Activate
    public AesFieldCipher(@Reference DataKeys keys, @Reference RandomSource random) {
        this.keys = keys;
        this.random = random;
    }

    /** What is derived from the index key of a purpose, for as long as that stays in memory. */
    private record DerivedKeys(SecretKey from, Stripes<Mac> index, Stripes<Mac> identifier) {
        static DerivedKeys of(SecretKey key) {
            return new DerivedKeys(key, macs(Hkdf.expand(key, "idem blind index")),
                    macs(Hkdf.expand(key, "idem derived identifier")));
        }

        @Override
        public String toString() {
            return "DerivedKeys[***]";
        }
    }

    /** The version of the data key that a value is sealed under; 0 for what is no sealed value. */
    static int version(SealedValue sealed) {
        ByteBuffer content = sealed.content().buffer();
        return content.remaining() < HEAD_BYTES || content.get() != FORMAT ? 0 : Short.toUnsignedInt(content.getShort());
    }

    /** What all values begin with that are sealed under a version. */
    static Bytes head(int version) {
        return Bytes.of(ByteBuffer.allocate(HEAD_BYTES).put(FORMAT).putShort((short) version).array());
    }

    @Override
    public SealedValue seal(SealPurpose purpose, String context, Bytes plain) {
        String name = DataKeys.sealing(purpose);
        int version = keys.newestVersion(name);
        SecretKey key = keys.key(name, version);
        byte[] nonce = random.bytes(NONCE_BYTES);
        byte[] sealed = ciphers.with(cipher -> {
            ByteBuffer out = ByteBuffer.allocate(HEAD_BYTES + NONCE_BYTES + plain.size() + TAG_BYTES);
            out.put(FORMAT).putShort((short) version).put(nonce);
            try {
                cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(8 * TAG_BYTES, nonce));
                cipher.updateAAD(place(name, context, version));
                cipher.doFinal(plain.buffer(), out);
            } catch (GeneralSecurityException broken) {
                throw new IdentityException(SecurityError.SEALED_VALUE_INVALID, "", "The value cannot be sealed",
                        broken);
            }
            return out.array();
        });
        return new SealedValue(Bytes.of(sealed));
    }

    @Override
    public Bytes open(SealPurpose purpose, String context, SealedValue sealed) {
        ByteBuffer content = sealed.content().buffer();
        if (content.remaining() < HEAD_BYTES + NONCE_BYTES + TAG_BYTES || content.get() != FORMAT) {
            throw invalid(purpose, null);
        }
        int version = Short.toUnsignedInt(content.getShort());
        byte[] nonce = new byte[NONCE_BYTES];
        content.get(nonce);
        String name = DataKeys.sealing(purpose);
        SecretKey key = openingKey(purpose, name, version);
        byte[] plain = ciphers.with(cipher -> {
            try {
                ByteBuffer out = ByteBuffer.allocate(content.remaining() - TAG_BYTES);
                cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(8 * TAG_BYTES, nonce));
                cipher.updateAAD(place(name, context, version));
                cipher.doFinal(content, out);
                return out.array();
            } catch (GeneralSecurityException broken) {
                throw invalid(purpose, broken);
            }
        });
        return Bytes.of(plain);
    }

    @Override
    public BlindIndex index(SealPurpose purpose, String kind, String value) {
        byte[] hash = derived(purpose).index().with(mac -> mac.doFinal(joined(kind, value)));
        return new BlindIndex(Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
    }

    @Override
    public String derive128(SealPurpose purpose, String kind, String value) {
        byte[] hash = derived(purpose).identifier().with(mac -> mac.doFinal(joined(kind, value)));
        return HexFormat.of().formatHex(hash, 0, ID_BYTES);
    }

    private DerivedKeys derived(SealPurpose purpose) {
        try {
            SecretKey key = keys.lastingKey(DataKeys.indexing(purpose));
            DerivedKeys known = derived.get(purpose);
            if (known != null && known.from() == key) {
                return known;
            }
            DerivedKeys fresh = DerivedKeys.of(key);
            derived.put(purpose, fresh);
            return fresh;
        } catch (IdentityException gone) {
            // What comes of a key does not stay longer than the key.
            derived.remove(purpose);
            throw gone;
        }
    }

    /** A version that was never made is a changed value, not a fault of the key store. */
    private SecretKey openingKey(SealPurpose purpose, String name, int version) {
        if (version < 1) {
            throw invalid(purpose, null);
        }
        try {
            return keys.key(name, version);
        } catch (IdentityException refused) {
            throw refused.code() == SecurityError.KEY_MISSING ? invalid(purpose, refused) : refused;
        }
    }

    private static byte[] place(String purpose, String context, int version) {
        byte[] text = (purpose + "|" + context).getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(HEAD_BYTES + text.length).put(FORMAT).putShort((short) version).put(text).array();
    }

    /** The length in front keeps ("ab", "c") and ("a", "bc") apart. */
    private static byte[] joined(String kind, String value) {
        byte[] first = kind.getBytes(StandardCharsets.UTF_8);
        byte[] second = value.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Integer.BYTES + first.length + second.length).putInt(first.length).put(first)
                .put(second).array();
    }

    private static IdentityException invalid(SealPurpose purpose, Throwable cause) {
        return new IdentityException(SecurityError.SEALED_VALUE_INVALID, "", "A stored value of purpose " + purpose
                + " does not open: it was changed, moved to another record, or store and vault do not belong together",
                cause);
    }

    private static Stripes<Mac> macs(byte[] key) {
        SecretKeySpec macKey = new SecretKeySpec(key, Hkdf.HMAC);
        return new Stripes<>(() -> {
            try {
                Mac mac = Mac.getInstance(Hkdf.HMAC);
                mac.init(macKey);
                return mac;
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException("Every JDK has " + Hkdf.HMAC, impossible);
            }
        });
    }

    private static Cipher cipher() {
        try {
            return Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK has AES-GCM", impossible);
        }
    }
}
