package id.tck;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import id.api.error.IdentityException;
import id.api.security.KeyType;
import id.api.security.KeyVault;
import id.api.security.SecurityError;
import id.api.security.VaultKey;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import javax.crypto.KeyAgreement;
import org.junit.Test;

/** Keys: made once, there for good, each good for one thing; what they do is what the JDK does with other keys. */
public abstract class KeyVaultContract {
    private static final int ROUNDS = 40;

    /** The vault to test. */
    protected abstract KeyVault vault();

    /** Closes the vault and opens another one on the same keys; {@link #vault} is that one from then on. */
    protected abstract void reopen() throws Exception;

    /** The types of keys that this vault has: all, or all but {@link KeyType#ED25519_SIGN}. */
    protected Set<KeyType> types() {
        return EnumSet.allOf(KeyType.class);
    }

    private static String name() {
        return "k-" + Samples.hex128();
    }

    private String create(KeyType type) {
        return vault().create(name(), type).name();
    }

    private static KeyPair pair(String curve) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(curve));
        return generator.generateKeyPair();
    }

    private static void assertVerifies(PublicKey key, byte[] data, byte[] signature) throws GeneralSecurityException {
        assertEquals(64, signature.length);
        Signature check = Signature
                .getInstance(key instanceof ECPublicKey ? "SHA256withECDSAinP1363Format" : "Ed25519");
        check.initVerify(key);
        check.update(data);
        assertTrue(check.verify(signature));
    }

    @Test
    public void makesAKeyOnce() {
        for (KeyType type : types()) {
            String name = name();
            VaultKey made = vault().create(name, type);
            assertEquals(name, made.name());
            assertEquals(type, made.type());
            assertEquals(made, vault().create(name, type));
            assertEquals(List.of(made), vault().keys().stream().filter(key -> key.name().equals(name)).toList());
        }
    }

    /** A vault that leaves destroying to the tools of its maker says so, and keeps the key. */
    @Test
    public void destroysAKeyForGoodOrSaysThatItDoesNot() throws Exception {
        String kept = create(KeyType.AES256_WRAP);
        byte[] wrapped = vault().wrap(kept, new byte[32]);
        for (KeyType type : types()) {
            String name = create(type);
            boolean destroyed = destroys(name);
            assertEquals("again, or of no key, is the same", destroyed, destroys(name));
            reopen();
            assertEquals(type.toString(), destroyed,
                    vault().keys().stream().noneMatch(key -> key.name().equals(name)));
        }
        assertEquals(32, vault().unwrap(kept, wrapped).length);
    }

    private boolean destroys(String name) {
        try {
            vault().destroy(name);
            return true;
        } catch (IdentityException refused) {
            assertEquals(SecurityError.KEY_REMOVAL_UNSUPPORTED, refused.code());
            return false;
        }
    }

    @Test
    public void keepsThePublicKeyWhenMadeAgain() {
        String name = create(KeyType.P256_SIGN);
        PublicKey before = vault().publicKey(name);
        vault().create(name, KeyType.P256_SIGN);
        assertEquals(before, vault().publicKey(name));
    }

    @Test
    public void refusesAnotherTypeUnderTheSameName() {
        String name = create(KeyType.P256_SIGN);
        for (KeyType other : types()) {
            if (other != KeyType.P256_SIGN) {
                Samples.refuses(SecurityError.KEY_TYPE_WRONG, name, () -> vault().create(name, other));
            }
        }
    }

    @Test
    public void refusesATypeThatItDoesNotHave() {
        for (KeyType type : EnumSet.complementOf(EnumSet.copyOf(types()))) {
            String name = name();
            Samples.refuses(SecurityError.KEY_TYPE_UNSUPPORTED, name, () -> vault().create(name, type));
            Samples.refuses(SecurityError.KEY_MISSING, name, () -> vault().publicKey(name));
        }
    }

    @Test
    public void refusesWhatIsNoName() {
        for (String name : List.of("", "A", "9", "a b", "a@b", "é", "a".repeat(65))) {
            Samples.refuses(SecurityError.KEY_NAME_INVALID, "name", () -> vault().create(name, KeyType.P256_SIGN));
        }
        assertEquals(64, vault().create("a".repeat(64), KeyType.AES256_WRAP).name().length());
    }

    @Test
    public void signsWhatTheJdkVerifies() throws Exception {
        for (KeyType type : types()) {
            if (type == KeyType.P256_SIGN || type == KeyType.ED25519_SIGN) {
                String name = create(type);
                PublicKey key = vault().publicKey(name);
                for (int size : new int[]{ 0, 1, 31, 32, 33, 64, 1_000_000 }) {
                    byte[] data = Samples.bytes(size);
                    assertVerifies(key, data, vault().sign(name, data));
                }
                // Numbers that begin with zeros are rare; they must keep their place.
                for (int i = 0; i < ROUNDS * 10; i++) {
                    byte[] data = { (byte) i, (byte) (i >> 8) };
                    assertVerifies(key, data, vault().sign(name, data));
                }
            }
        }
    }

    @Test
    public void agreesOnWhatTheOtherSideAgreesOn() throws Exception {
        String name = create(KeyType.P256_AGREE);
        PublicKey key = vault().publicKey(name);
        for (int i = 0; i < ROUNDS * 10; i++) {
            KeyPair other = pair("secp256r1");
            KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
            agreement.init(other.getPrivate());
            agreement.doPhase(key, true);
            assertArrayEquals(agreement.generateSecret(), vault().agree(name, other.getPublic()));
        }
    }

    @Test
    public void refusesToAgreeWithAKeyOfAnotherKind() throws Exception {
        String name = create(KeyType.P256_AGREE);
        PublicKey otherCurve = pair("secp384r1").getPublic();
        PublicKey edwards = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic();
        Samples.refuses(SecurityError.KEY_TYPE_WRONG, "other", () -> vault().agree(name, otherCurve));
        Samples.refuses(SecurityError.KEY_TYPE_WRONG, "other", () -> vault().agree(name, edwards));
    }

    @Test
    public void unwrapsWhatItWrapped() {
        String name = create(KeyType.AES256_WRAP);
        for (int size : new int[]{ 16, 17, 24, 32, 48, 64 }) {
            byte[] dataKey = Samples.bytes(size);
            byte[] wrapped = vault().wrap(name, dataKey);
            assertFalse("wraps the same to something new", Arrays.equals(wrapped, vault().wrap(name, dataKey)));
            assertArrayEquals(dataKey, vault().unwrap(name, wrapped));
        }
        Samples.refuses(SecurityError.KEY_TYPE_WRONG, "dataKey", () -> vault().wrap(name, new byte[15]));
        Samples.refuses(SecurityError.KEY_TYPE_WRONG, "dataKey", () -> vault().wrap(name, new byte[65]));
    }

    @Test
    public void refusesToUnwrapWhatWasChangedCutOrWrappedByAnotherKey() {
        String name = create(KeyType.AES256_WRAP);
        String other = create(KeyType.AES256_WRAP);
        byte[] wrapped = vault().wrap(name, Samples.bytes(32));
        Samples.refuses(SecurityError.SEALED_VALUE_INVALID, "wrapped", () -> vault().unwrap(other, wrapped));
        for (int i = 0; i < wrapped.length; i++) {
            byte[] changed = wrapped.clone();
            changed[i] ^= (byte) (1 << i % 8);
            Samples.refuses(SecurityError.SEALED_VALUE_INVALID, "wrapped", () -> vault().unwrap(name, changed));
            byte[] cut = Arrays.copyOf(wrapped, i);
            Samples.refuses(SecurityError.SEALED_VALUE_INVALID, "wrapped", () -> vault().unwrap(name, cut));
        }
        byte[] longer = Arrays.copyOf(wrapped, wrapped.length + 1);
        Samples.refuses(SecurityError.SEALED_VALUE_INVALID, "wrapped", () -> vault().unwrap(name, longer));
    }

    @Test
    public void tellsAMissingKeyFromOneOfAnotherType() throws Exception {
        String nobody = name();
        PublicKey other = pair("secp256r1").getPublic();
        Samples.refuses(SecurityError.KEY_MISSING, nobody, () -> vault().publicKey(nobody));
        Samples.refuses(SecurityError.KEY_MISSING, nobody, () -> vault().sign(nobody, new byte[1]));
        Samples.refuses(SecurityError.KEY_MISSING, nobody, () -> vault().agree(nobody, other));
        Samples.refuses(SecurityError.KEY_MISSING, nobody, () -> vault().wrap(nobody, new byte[32]));
        Samples.refuses(SecurityError.KEY_MISSING, nobody, () -> vault().unwrap(nobody, new byte[61]));
        String sign = create(KeyType.P256_SIGN);
        String agree = create(KeyType.P256_AGREE);
        String wrap = create(KeyType.AES256_WRAP);
        Samples.refuses(SecurityError.KEY_TYPE_WRONG, wrap, () -> vault().publicKey(wrap));
        Samples.refuses(SecurityError.KEY_TYPE_WRONG, agree, () -> vault().sign(agree, new byte[1]));
        Samples.refuses(SecurityError.KEY_TYPE_WRONG, sign, () -> vault().agree(sign, other));
        Samples.refuses(SecurityError.KEY_TYPE_WRONG, sign, () -> vault().wrap(sign, new byte[32]));
        Samples.refuses(SecurityError.KEY_TYPE_WRONG, agree, () -> vault().unwrap(agree, new byte[61]));
    }

    @Test
    public void keepsItsKeysForANewInstance() throws Exception {
        Set<VaultKey> made = new HashSet<>();
        for (KeyType type : types()) {
            made.add(vault().create(name(), type));
        }
        String sign = create(KeyType.P256_SIGN);
        String agree = create(KeyType.P256_AGREE);
        String wrap = create(KeyType.AES256_WRAP);
        PublicKey signKey = vault().publicKey(sign);
        KeyPair other = pair("secp256r1");
        byte[] secret = vault().agree(agree, other.getPublic());
        byte[] dataKey = Samples.bytes(32);
        byte[] wrapped = vault().wrap(wrap, dataKey);
        reopen();
        assertTrue(new HashSet<>(vault().keys()).containsAll(made));
        assertEquals(signKey, vault().publicKey(sign));
        assertVerifies(signKey, dataKey, vault().sign(sign, dataKey));
        assertArrayEquals(secret, vault().agree(agree, other.getPublic()));
        assertArrayEquals(dataKey, vault().unwrap(wrap, wrapped));
    }

    @Test
    public void racingThreadsMakeOneKey() throws Exception {
        for (KeyType type : types()) {
            String name = name();
            assertEquals(1, new HashSet<>(Race.run(Race.THREADS, () -> vault().create(name, type))).size());
            assertEquals(1, vault().keys().stream().filter(key -> key.name().equals(name)).count());
        }
    }

    @Test
    public void worksForManyThreadsAtOnce() throws Exception {
        String sign = create(KeyType.P256_SIGN);
        String agree = create(KeyType.P256_AGREE);
        String wrap = create(KeyType.AES256_WRAP);
        PublicKey signKey = vault().publicKey(sign);
        KeyPair other = pair("secp256r1");
        byte[] secret = vault().agree(agree, other.getPublic());
        Callable<Boolean> work = () -> {
            for (int i = 0; i < ROUNDS; i++) {
                byte[] data = Samples.bytes(32);
                assertVerifies(signKey, data, vault().sign(sign, data));
                assertArrayEquals(secret, vault().agree(agree, other.getPublic()));
                assertArrayEquals(data, vault().unwrap(wrap, vault().wrap(wrap, data)));
            }
            return true;
        };
        assertFalse(Race.run(Race.THREADS, work).contains(false));
    }
}
