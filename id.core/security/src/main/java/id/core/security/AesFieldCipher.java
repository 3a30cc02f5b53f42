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
 * AES-256-GCM under a key that is made of two data keys, which different master keys wrap: that of the purpose, and that
 * of the erasure epoch (of what lies in the object store, the pepper). Neither opens anything without the other. A sealed
 * value: format 2 (1 byte), version of the purpose's key (2 bytes), epoch (2 bytes, 0 for the pepper), nonce (12 bytes),
 * ciphertext and tag (16 bytes). Purpose, context and the first five bytes are authenticated with it. Nonces are random,
 * so that a pair of keys is good for 2^32 values (NIST SP 800-38D section 8.3).
 * <p>
 * Indexes and derived identifiers are two HMACs, one within the other: the inner one under the purpose's index key, the
 * outer one under the pepper. Whoever has one of the two cannot try a value out.
 */
@Component
public final class AesFieldCipher implements FieldCipher {
    private static final byte FORMAT = 2;
    private static final int HEAD_BYTES = 5;
    private static final int VERSION_BYTES = 3;
    private static final int EPOCH_SHIFT = 16;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;
    private static final int ID_BYTES = 16;

    private final DataKeys keys;
    private final RandomSource random;
    private final Stripes<Cipher> ciphers = new Stripes<>(AesFieldCipher::cipher);
    private final Map<SealPurpose, DerivedKeys> derived = new ConcurrentHashMap<>();
    private final Map<KeyPair, SealKey> sealKeys = new ConcurrentHashMap<>();

    @Activate
    public AesFieldCipher(@Reference DataKeys keys, @Reference RandomSource random) {
        this.keys = keys;
        this.random = random;
    }

    /** What is derived from the index key of a purpose and the pepper, for as long as those stay in memory. */
    private record DerivedKeys(SecretKey from, SecretKey pepper, KeyedHash index, KeyedHash identifier) {
        static DerivedKeys of(SealPurpose purpose, SecretKey key, SecretKey pepper) {
            return new DerivedKeys(key, pepper, KeyedHash.of(purpose, key, pepper, "idem blind index"),
                    KeyedHash.of(purpose, key, pepper, "idem derived identifier"));
        }

        @Override
        public String toString() {
            return "DerivedKeys[***]";
        }
    }

    /** Two HMACs, one within the other, under keys of different masters. */
    private record KeyedHash(Stripes<Mac> inner, Stripes<Mac> outer) {
        static KeyedHash of(SealPurpose purpose, SecretKey key, SecretKey pepper, String use) {
            return new KeyedHash(macs(Hkdf.expand(key, use)),
                    macs(Hkdf.expand(pepper, use + " " + DataKeys.sealing(purpose))));
        }

        byte[] of(byte[] value) {
            byte[] within = inner.with(mac -> mac.doFinal(value));
            return outer.with(mac -> mac.doFinal(within));
        }

        @Override
        public String toString() {
            return "KeyedHash[***]";
        }
    }

    /** Which two keys a value is sealed under. */
    private record KeyPair(String purpose, int version, int epoch) {}

    /** The key that is made of two, for as long as both stay in memory. */
    private record SealKey(SecretKey first, SecretKey second, SecretKey key) {
        @Override
        public String toString() {
            return "SealKey[***]";
        }
    }

    /** The version of the purpose's data key that a value is sealed under; 0 for what is no sealed value. */
    static int version(SealedValue sealed) {
        return versionIn(generation(sealed));
    }

    /**
     * Grows with the epoch and with the version that a value is sealed under; 0 for what is no sealed value. The newest
     * values of a purpose are those of {@link #generation(int, int)} of its newest keys.
     */
    static int generation(SealedValue sealed) {
        ByteBuffer content = sealed.content().buffer();
        return content.remaining() < HEAD_BYTES || content.get() != FORMAT ? 0
                : generation(Short.toUnsignedInt(content.getShort()), Short.toUnsignedInt(content.getShort()));
    }

    static int generation(int version, int epoch) {
        return epoch << EPOCH_SHIFT | version;
    }

    static int versionIn(int generation) {
        return generation & 0xffff;
    }

    static int epochIn(int generation) {
        return generation >>> EPOCH_SHIFT;
    }

    /** What all values begin with that are sealed under a version. */
    static Bytes head(int version) {
        return Bytes.of(ByteBuffer.allocate(VERSION_BYTES).put(FORMAT).putShort((short) version).array());
    }

    /** What all values begin with that are sealed under a version and an epoch. */
    static Bytes head(int version, int epoch) {
        return Bytes.of(head(ByteBuffer.allocate(HEAD_BYTES), version, epoch).array());
    }

    private static ByteBuffer head(ByteBuffer out, int version, int epoch) {
        return out.put(FORMAT).putShort((short) version).putShort((short) epoch);
    }

    @Override
    public SealedValue seal(SealPurpose purpose, String context, Bytes plain) {
        String name = DataKeys.sealing(purpose);
        int version = keys.newestVersion(name);
        int epoch = DataKeys.hasEpochs(purpose) ? keys.newestVersion(DataKeys.EPOCH) : 0;
        SecretKey key = sealKey(new KeyPair(name, version, epoch));
        byte[] nonce = random.bytes(NONCE_BYTES);
        byte[] sealed = ciphers.with(cipher -> {
            ByteBuffer out = ByteBuffer.allocate(HEAD_BYTES + NONCE_BYTES + plain.size() + TAG_BYTES);
            head(out, version, epoch).put(nonce);
            try {
                cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(8 * TAG_BYTES, nonce));
                cipher.updateAAD(place(name, context, version, epoch));
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
        int epoch = Short.toUnsignedInt(content.getShort());
        byte[] nonce = new byte[NONCE_BYTES];
        content.get(nonce);
        String name = DataKeys.sealing(purpose);
        SecretKey key = openingKey(purpose, new KeyPair(name, version, epoch));
        byte[] plain = ciphers.with(cipher -> {
            try {
                ByteBuffer out = ByteBuffer.allocate(content.remaining() - TAG_BYTES);
                cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(8 * TAG_BYTES, nonce));
                cipher.updateAAD(place(name, context, version, epoch));
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
        byte[] hash = derived(purpose).index().of(joined(kind, value));
        return new BlindIndex(Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
    }

    @Override
    public String derive128(SealPurpose purpose, String kind, String value) {
        byte[] hash = derived(purpose).identifier().of(joined(kind, value));
        return HexFormat.of().formatHex(hash, 0, ID_BYTES);
    }

    private DerivedKeys derived(SealPurpose purpose) {
        try {
            SecretKey key = keys.lastingKey(DataKeys.indexing(purpose));
            SecretKey pepper = keys.lastingKey(DataKeys.PEPPER);
            DerivedKeys known = derived.get(purpose);
            if (known != null && known.from() == key && known.pepper() == pepper) {
                return known;
            }
            DerivedKeys fresh = DerivedKeys.of(purpose, key, pepper);
            derived.put(purpose, fresh);
            return fresh;
        } catch (IdentityException gone) {
            // What comes of a key does not stay longer than the key.
            derived.remove(purpose);
            throw gone;
        }
    }

    /** A version that was never made is a changed value, not a fault of the key store. */
    private SecretKey openingKey(SealPurpose purpose, KeyPair pair) {
        if (pair.version() < 1 || DataKeys.hasEpochs(purpose) != pair.epoch() > 0) {
            throw invalid(purpose, null);
        }
        try {
            return sealKey(pair);
        } catch (IdentityException refused) {
            throw refused.code() == SecurityError.KEY_MISSING ? invalid(purpose, refused) : refused;
        }
    }

    private SecretKey sealKey(KeyPair pair) {
        try {
            SecretKey first = keys.key(pair.purpose(), pair.version());
            SecretKey second = pair.epoch() == 0 ? keys.lastingKey(DataKeys.PEPPER) : keys.key(DataKeys.EPOCH, pair.epoch());
            SealKey known = sealKeys.get(pair);
            if (known != null && known.first() == first && known.second() == second) {
                return known.key();
            }
            SecretKey key = new SecretKeySpec(Hkdf.join(first, second, "idem seal"), "AES");
            sealKeys.put(pair, new SealKey(first, second, key));
            return key;
        } catch (IdentityException gone) {
            sealKeys.remove(pair);
            throw gone;
        }
    }

    private static byte[] place(String purpose, String context, int version, int epoch) {
        byte[] text = (purpose + "|" + context).getBytes(StandardCharsets.UTF_8);
        return head(ByteBuffer.allocate(HEAD_BYTES + text.length), version, epoch).put(text).array();
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
