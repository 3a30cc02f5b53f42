package id.core.security;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import id.api.error.IdentityException;
import id.api.security.SealPurpose;
import id.api.security.SealedValue;
import id.api.security.SecurityError;
import id.api.storage.DataKeyStore.WrappedKey;
import id.api.value.Bytes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.Test;

public class AesFieldCipherTest {
    private static final Bytes PLAIN = Bytes.utf8("{\"name\":\"Ada\"}");

    private final MemoryVault vault = new MemoryVault();
    private final MemoryDataKeyStore store = new MemoryDataKeyStore();
    private final AesFieldCipher cipher = cipher();

    @Test
    public void opensWhatItSealed() {
        for (SealPurpose purpose : SealPurpose.values()) {
            for (int size : new int[]{ 0, 1, 16, 1_000_000 }) {
                Bytes plain = Bytes.of(new byte[size]);
                assertEquals(plain, cipher.open(purpose, "identity/1", cipher.seal(purpose, "identity/1", plain)));
            }
        }
    }

    @Test
    public void opensAfterARestart() {
        SealedValue sealed = cipher.seal(SealPurpose.IDENTITY, "identity/1", PLAIN);
        assertEquals(PLAIN, cipher().open(SealPurpose.IDENTITY, "identity/1", sealed));
    }

    @Test
    public void sealsTheSameValueDifferentlyEachTime() {
        assertNotEquals(cipher.seal(SealPurpose.IDENTITY, "c", PLAIN), cipher.seal(SealPurpose.IDENTITY, "c", PLAIN));
    }

    @Test
    public void doesNotOpenElsewhere() {
        SealedValue sealed = cipher.seal(SealPurpose.IDENTITY, "identity/1", PLAIN);
        assertInvalid(SealPurpose.IDENTITY, "identity/2", sealed);
        assertInvalid(SealPurpose.BIOMETRIC, "identity/1", sealed);
    }

    @Test
    public void doesNotOpenWhatWasChangedOrCut() {
        byte[] sealed = cipher.seal(SealPurpose.IDENTITY, "c", PLAIN).content().toArray();
        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            assertInvalid(SealPurpose.IDENTITY, "c", new SealedValue(Bytes.of(changed)));
            assertInvalid(SealPurpose.IDENTITY, "c", new SealedValue(Bytes.of(Arrays.copyOf(sealed, i))));
        }
        // Refusals leave nothing behind in the ciphers that are used again.
        assertEquals(PLAIN, cipher.open(SealPurpose.IDENTITY, "c", new SealedValue(Bytes.of(sealed))));
    }

    @Test
    public void opensOldValuesAfterANewKeyVersion() {
        SealedValue old = cipher.seal(SealPurpose.IDENTITY, "c", PLAIN);
        byte[] key = new byte[32];
        store.create(new WrappedKey("identity", 2, "master-identity", Bytes.of(vault.wrap("master-identity", key)),
                Instant.EPOCH));
        AesFieldCipher newer = cipher();
        SealedValue fresh = newer.seal(SealPurpose.IDENTITY, "c", PLAIN);
        assertEquals(2, fresh.content().at(2));
        assertEquals(PLAIN, newer.open(SealPurpose.IDENTITY, "c", old));
        assertEquals(PLAIN, cipher.open(SealPurpose.IDENTITY, "c", fresh));
    }

    @Test
    public void indexesAreLastingAndApart() {
        var index = cipher.index(SealPurpose.IDENTITY, "uin", "12345678");
        assertEquals(index, cipher().index(SealPurpose.IDENTITY, "uin", "12345678"));
        assertEquals(7, Set.of(index, cipher.index(SealPurpose.LINK, "uin", "12345678"),
                cipher.index(SealPurpose.IDENTITY, "vid", "12345678"),
                cipher.index(SealPurpose.IDENTITY, "uin", "12345679"),
                cipher.index(SealPurpose.IDENTITY, "uin1", "2345678"), cipher.index(SealPurpose.IDENTITY, "", "uin"),
                cipher.index(SealPurpose.IDENTITY, "uin", "")).size());
    }

    @Test
    public void derivedIdentifiersAreNoPartOfIndexes() {
        String derived = cipher.derive128(SealPurpose.LINK, "encounter", "e-1");
        assertTrue(derived.matches("[0-9a-f]{32}"));
        assertEquals(derived, cipher().derive128(SealPurpose.LINK, "encounter", "e-1"));
        assertNotEquals(derived, cipher.derive128(SealPurpose.IDENTITY, "encounter", "e-1"));
        byte[] index = Base64.getUrlDecoder()
                .decode(cipher.index(SealPurpose.LINK, "encounter", "e-1").value());
        assertNotEquals(derived, HexFormat.of().formatHex(index, 0, 16));
    }

    @Test
    public void servesManyThreads() throws InterruptedException {
        Set<Throwable> failures = new HashSet<>();
        ConcurrentLinkedQueue<SealedValue> sealed = new ConcurrentLinkedQueue<>();
        List<Thread> threads = IntStream.range(0, 200).mapToObj(t -> {
            Thread thread = Thread.ofVirtual().unstarted(() -> {
                for (int i = 0; i < 50; i++) {
                    Bytes plain = Bytes.utf8(t + "-" + i);
                    SealedValue value = cipher.seal(SealPurpose.CODE, "c" + t, plain);
                    sealed.add(value);
                    assertEquals(plain, cipher.open(SealPurpose.CODE, "c" + t, value));
                    cipher.index(SealPurpose.CODE, "k", "v" + i);
                }
            });
            thread.setUncaughtExceptionHandler((who, failure) -> failures.add(failure));
            return thread;
        }).toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(Set.of(), failures);
        assertEquals(10_000, new HashSet<>(sealed).size());
    }

    private void assertInvalid(SealPurpose purpose, String context, SealedValue sealed) {
        IdentityException refused = assertThrows(IdentityException.class,
                () -> cipher.open(purpose, context, sealed));
        assertEquals(SecurityError.SEALED_VALUE_INVALID, refused.code());
    }

    private AesFieldCipher cipher() {
        SystemRandom random = new SystemRandom();
        return new AesFieldCipher(
                new DataKeys(vault, store, store, random, InstantSource.fixed(Instant.EPOCH), TestKeys.settings()), random);
    }
}
