package id.core.security;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import id.api.error.IdentityException;
import id.api.security.BlindIndex;
import id.api.security.SealPurpose;
import id.api.security.SealedPlace;
import id.api.security.SealedValue;
import id.api.storage.DataKeyStore.WrappedKey;
import id.api.value.Bytes;
import id.api.value.Verhoeff;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.Before;
import org.junit.Test;

/**
 * Somebody has the whole database and one unwrapped key of it, knows the numbers of people who are enrolled, and wants to
 * see that they are: by every way that leads from a number to what is stored. What two keys together tell is tried as
 * well: there the same ways must succeed, so that their failing before means something.
 */
public class GuessTest {
    private static final int PEOPLE = 60;
    private static final String DOMAIN = "uin-12";

    private final MemoryVault vault = new MemoryVault();
    private final MemoryDataKeyStore store = new MemoryDataKeyStore();
    private final DataKeys keys = keys(vault, store);
    private final AesFieldCipher cipher = new AesFieldCipher(keys, new SystemRandom());
    private final Ff1Cipher numbers = new Ff1Cipher(keys);

    /** What the thief knows beforehand. */
    private final List<String> uins = new ArrayList<>();
    /** The database. */
    private final Set<String> hashes = new HashSet<>();
    private final List<Sealed> sealed = new ArrayList<>();

    private record Sealed(SealPurpose purpose, String context, SealedValue value) {}

    @Before
    public void fill() {
        for (int place = 0; place < PEOPLE; place++) {
            String body = numbers.encrypt(DOMAIN, String.format("%011d", place));
            String uin = body + Verhoeff.checkDigit(body);
            String person = String.format("%032x", 7_919L * place);
            uins.add(uin);
            hashes.add(cipher.index(SealPurpose.IDENTITY, "uin", uin).value());
            hashes.add(cipher.index(SealPurpose.IDENTITY, "demographic", "ada " + place + "|1990-01-01|f").value());
            hashes.add(cipher.derive128(SealPurpose.IDENTITY, "trail/bank", person));
            hashes.add(cipher.derive128(SealPurpose.CODE, "counter", person));
            for (SealPurpose purpose : SealPurpose.values()) {
                String context = purpose == SealPurpose.IDENTITY ? SealedPlace.UIN.context(person) : purpose + "/" + person;
                sealed.add(new Sealed(purpose, context, cipher.seal(purpose, context, Bytes.utf8(uin))));
            }
        }
    }

    @Test
    public void noSingleKeyConfirmsAGuess() throws Exception {
        for (WrappedKey stolen : store.list()) {
            Thief thief = new Thief(List.of(stolen.purpose()));
            assertEquals(stolen.purpose() + ": indexes", 0, thief.indexes());
            assertEquals(stolen.purpose() + ": sealed values", 0, thief.opened());
            assertEquals(stolen.purpose() + ": places", 0, thief.places());
            assertEquals(stolen.purpose() + ": by hand", 0, byHand(keys.key(stolen.purpose(), 1)));
        }
    }

    /** Not even all keys under one and the same master key. */
    @Test
    public void noSingleMasterKeyConfirmsAGuess() {
        Set<String> masters = new HashSet<>(store.list().stream().map(WrappedKey::masterKey).toList());
        assertEquals(9, masters.size());
        for (String master : masters) {
            Thief thief = new Thief(store.list().stream().filter(key -> key.masterKey().equals(master)).map(WrappedKey::purpose)
                    .toList());
            assertEquals(master, 0, thief.indexes() + thief.opened() + thief.places());
        }
    }

    @Test
    public void whatTwoKeysTellTogether() {
        Thief index = new Thief(List.of("identity.index", "pepper"));
        long began = System.nanoTime();
        assertEquals(PEOPLE, index.indexes());
        double micros = (System.nanoTime() - began) / 1e3 / PEOPLE;
        assertTrue("a guess then costs microseconds, and docs/decisions/uin-guess.md says so: " + micros, micros < 100_000);
        assertEquals(0, index.opened() + index.places());
        assertEquals("numbers", PEOPLE, new Thief(List.of("identity", "erasure")).opened());
        assertEquals("what lies in the object store", PEOPLE, new Thief(List.of("packet", "pepper")).opened());
        assertEquals("the order of numbers", PEOPLE, new Thief(List.of("permutation", "pepper")).places());
        assertEquals("no pair of another kind", 0, new Thief(List.of("identity", "pepper")).opened());
        assertEquals(0, new Thief(List.of("permutation", "erasure")).places());
        assertEquals(0, new Thief(List.of("identity.index", "erasure")).indexes());
    }

    /** The product itself with the keys that were stolen, and made-up ones for all that were not. */
    private final class Thief {
        private final AesFieldCipher cipher;
        private final Ff1Cipher numbers;

        Thief(List<String> stolen) {
            MemoryVault own = new MemoryVault();
            MemoryDataKeyStore ownStore = new MemoryDataKeyStore();
            keys(own, ownStore);
            List<WrappedKey> mixed = ownStore.list().stream().map(key -> stolen.contains(key.purpose())
                    ? new WrappedKey(key.purpose(), 1, key.masterKey(),
                            Bytes.of(own.wrap(key.masterKey(), keys.key(key.purpose(), 1).getEncoded())), Instant.EPOCH)
                    : key).toList();
            ownStore.replace(mixed);
            DataKeys theirs = keys(own, ownStore);
            stolen.forEach(name -> assertArrayEquals(keys.key(name, 1).getEncoded(), theirs.key(name, 1).getEncoded()));
            cipher = new AesFieldCipher(theirs, new SystemRandom());
            numbers = new Ff1Cipher(theirs);
        }

        int indexes() {
            int found = 0;
            for (String uin : uins) {
                for (SealPurpose purpose : SealPurpose.values()) {
                    BlindIndex index = cipher.index(purpose, "uin", uin);
                    found += hashes.contains(index.value()) || hashes.contains(cipher.derive128(purpose, "uin", uin)) ? 1 : 0;
                }
            }
            return found;
        }

        int opened() {
            int found = 0;
            for (Sealed each : sealed) {
                try {
                    cipher.open(each.purpose(), each.context(), each.value());
                    found++;
                } catch (IdentityException closed) {
                    continue;
                }
            }
            return found;
        }

        /** Numbers that were given out have small places: they come from a sequence. */
        int places() {
            return (int) uins.stream().filter(uin -> isPlace(numbers.decrypt(DOMAIN, uin.substring(0, 11)))).count();
        }
    }

    /** Half of each way, with the key as whatever half it may be. */
    private int byHand(SecretKey key) throws GeneralSecurityException {
        List<byte[]> derived = new ArrayList<>(List.of(key.getEncoded()));
        for (String use : List.of("idem blind index", "idem blind index identity", "idem derived identifier",
                "idem derived identifier identity", "idem seal", "idem ff1 " + DOMAIN)) {
            derived.add(Hkdf.expand(key, use));
        }
        derived.add(Hkdf.join(key, key, "idem seal"));
        derived.add(Hkdf.join(key, new SecretKeySpec(new byte[32], "AES"), "idem seal"));
        derived.add(Hkdf.join(new SecretKeySpec(new byte[32], "AES"), key, "idem seal"));
        int found = 0;
        for (byte[] each : derived) {
            Ff1Cipher.Domain domain = new Ff1Cipher.Domain(each, DOMAIN.getBytes(StandardCharsets.UTF_8));
            for (String uin : uins) {
                for (byte[] text : List.of(uin.getBytes(StandardCharsets.UTF_8), joined(uin))) {
                    byte[] hash = hmac(each, text);
                    found += isKnown(hash) || isKnown(hmac(each, hash)) ? 1 : 0;
                }
                found += isPlace(domain.decrypt(uin.substring(0, 11))) || isPlace(domain.encrypt(uin.substring(0, 11))) ? 1 : 0;
            }
            for (Sealed value : sealed) {
                found += opensUnder(each, value) ? 1 : 0;
            }
        }
        return found;
    }

    private boolean isKnown(byte[] hash) {
        return hashes.contains(Base64.getUrlEncoder().withoutPadding().encodeToString(hash))
                || hashes.contains(HexFormat.of().formatHex(hash, 0, 16));
    }

    private static boolean isPlace(String digits) {
        return Long.parseLong(digits) < PEOPLE;
    }

    private static boolean opensUnder(byte[] key, Sealed sealed) throws GeneralSecurityException {
        byte[] content = sealed.value().content().toArray();
        Cipher aes = Cipher.getInstance("AES/GCM/NoPadding");
        aes.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, content, 5, 12));
        aes.updateAAD(Arrays.copyOf(content, 5));
        aes.updateAAD((DataKeys.sealing(sealed.purpose()) + "|" + sealed.context()).getBytes(StandardCharsets.UTF_8));
        try {
            aes.doFinal(content, 17, content.length - 17);
            return true;
        } catch (GeneralSecurityException closed) {
            return false;
        }
    }

    private static byte[] joined(String uin) {
        byte[] value = uin.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(7 + value.length).putInt(3).put("uin".getBytes(StandardCharsets.UTF_8)).put(value).array();
    }

    private static byte[] hmac(byte[] key, byte[] text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text);
    }

    private static DataKeys keys(MemoryVault vault, MemoryDataKeyStore store) {
        return new DataKeys(vault, store, store, new SystemRandom(), InstantSource.fixed(Instant.EPOCH), TestKeys.settings());
    }
}
