package id.core.security;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.nimbusds.jose.jwk.JWKSet;
import id.api.error.IdentityException;
import id.api.security.KeyDescription;
import id.api.security.KeyRing;
import id.api.security.KeyType;
import id.api.security.Resealing;
import id.api.security.SealPurpose;
import id.api.security.SealedPlace;
import id.api.security.SealedValue;
import id.api.security.SecurityError;
import id.api.security.SignatureCheck;
import id.api.security.Signer;
import id.api.value.Bytes;
import id.api.value.ClientId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.Test;

public class StoredKeyRingTest {
    private static final ClientId OPERATOR = new ClientId("operator");
    private static final Bytes PLAIN = Bytes.utf8("a name");

    private final MemoryVault vault = new MemoryVault();
    private final MemoryDataKeyStore store = new MemoryDataKeyStore();
    private final MemorySealedValues values = new MemorySealedValues();
    private final TestKeys.Clock clock = new TestKeys.Clock();
    private final KeyNode node = new KeyNode(vault, store, values, clock);

    @Test
    public void listsEveryKeyWithoutWhatItIsMadeOf() {
        List<KeyDescription> keys = node.ring.list();
        assertEquals(9 + 15 + 7, keys.size());
        assertEquals(keys.size(), keys.stream().map(KeyDescription::name).collect(Collectors.toSet()).size());
        assertTrue(keys.stream().allMatch(KeyDescription::newest));
        assertTrue(keys.toString(), keys.toString().contains("master-identity"));
    }

    @Test
    public void rotatesAllThatCanBe() {
        List<KeyDescription> made = node.ring.rotate(KeyRing.ALL, OPERATOR);
        assertEquals(8 + 7 + 7, made.size());
        assertTrue(made.stream().allMatch(key -> key.version() == 2));
        assertEquals(made.size(), node.audit.size());
        assertTrue(node.audit.stream().allMatch(entry -> entry.actor().equals(OPERATOR) && entry.event().equals("key.rotated")));
        store.list().forEach(key -> assertTrue(key.toString(), key.masterKey().endsWith("-2") || key.purpose().equals("erasure")));
    }

    @Test
    public void saysLoudlyWhatNeverRotates() {
        for (String series : List.of("identity.index", "pepper", "permutation", "master-erasure")) {
            IdentityException refused = assertThrows(IdentityException.class, () -> node.ring.rotate(series, OPERATOR));
            assertEquals(SecurityError.KEY_NOT_ROTATABLE, refused.code());
            assertTrue(refused.getMessage().startsWith("NOT ROTATED"));
        }
        assertEquals(SecurityError.KEY_UNKNOWN,
                assertThrows(IdentityException.class, () -> node.ring.rotate("nothing", OPERATOR)).code());
    }

    @Test
    public void aSigningKeyWorksAtOnceAndTheEarlierOneIsStillKnown() throws Exception {
        for (Signer.Purpose purpose : Signer.Purpose.values()) {
            String before = node.signer.keyId(purpose);
            Bytes signature = node.signer.sign(purpose, PLAIN);
            node.ring.rotate(AsymmetricKeys.use(purpose), OPERATOR);
            assertNotEquals(before, node.signer.keyId(purpose));
            assertEquals(SignatureCheck.FITS, node.signer.check(purpose, before, PLAIN, signature));
            assertEquals("what was begun with the earlier key", SignatureCheck.FITS, node.signer.check(purpose, before, PLAIN,
                    node.signer.sign(purpose, before, PLAIN)));
            assertEquals(2, JWKSet.parse(node.signer.publicKeys(purpose)).getKeys().size());
        }
        assertEquals(7 + 5, JWKSet.parse(node.ring.publicKeys()).getKeys().size());
        assertFalse(JWKSet.parse(node.ring.publicKeys()).containsNonPublicKeys());
    }

    @Test
    public void anotherNodeKnowsASigningKeyWhenItMeetsIt() {
        KeyNode other = new KeyNode(vault, store, values, clock);
        node.ring.rotate("sign-access-token", OPERATOR);
        Signer.Purpose purpose = Signer.Purpose.ACCESS_TOKEN;
        assertEquals(SignatureCheck.FITS,
                other.signer.check(purpose, node.signer.keyId(purpose), PLAIN, node.signer.sign(purpose, PLAIN)));
    }

    @Test
    public void nodesThatRotateAtTheSameTimeAgree() {
        KeyNode other = new KeyNode(vault, store, values, clock);
        for (String series : List.of("identity", "master-identity", "sign-credential", "enrollment")) {
            node.ring.rotate(series, OPERATOR);
            other.ring.rotate(series, OPERATOR);
            assertEquals(node.ring.list(), other.ring.list());
        }
        SealedValue sealed = node.cipher.seal(SealPurpose.IDENTITY, "c", PLAIN);
        assertEquals(PLAIN, other.cipher.open(SealPurpose.IDENTITY, "c", sealed));
    }

    @Test
    public void movesOldValuesAndThenLetsTheKeyGo() {
        put(SealedPlace.UIN, "p1", "p1");
        put(SealedPlace.ATTRIBUTES, "p1", "p1");
        put(SealedPlace.IDENTIFIER, "i1", "vid/p1");
        assertInUse("identity-1", "works now");
        node.ring.rotate("identity", OPERATOR);
        assertInUse("identity-1", "Wait until");
        clock.pass(Duration.ofMinutes(11));
        assertInUse("identity-1", "1 records of UIN");
        reseal();
        assertEquals(2, AesFieldCipher.version(values.value(SealedPlace.IDENTIFIER, "i1")));
        assertInUse("identity-1", "Wait until");
        clock.pass(Duration.ofMinutes(11));
        node.ring.revoke("identity-1", OPERATOR);
        assertTrue(node.ring.list().stream().noneMatch(key -> key.name().equals("identity-1")));
        assertEquals(PLAIN, open(SealedPlace.UIN, "p1", "p1"));
        assertEquals(PLAIN, open(SealedPlace.ATTRIBUTES, "p1", "p1"));
        assertEquals(PLAIN, open(SealedPlace.IDENTIFIER, "i1", "vid/p1"));
        assertEquals("DONE", node.audit.getLast().outcome());
        assertEquals(Set.of("REFUSED"), node.audit.stream().filter(entry -> entry.event().equals("key.revoked"))
                .limit(4).map(entry -> entry.outcome()).collect(Collectors.toSet()));
    }

    @Test
    public void aValueThatCameBackUnderTheOldKeyKeepsIt() {
        put(SealedPlace.CREDENTIAL, "c1", "c1");
        SealedValue old = values.value(SealedPlace.CREDENTIAL, "c1");
        node.ring.rotate("credential", OPERATOR);
        clock.pass(Duration.ofMinutes(11));
        reseal();
        clock.pass(Duration.ofMinutes(11));
        values.put(SealedPlace.CREDENTIAL, "c1", "c1", old);
        assertInUse("credential-1", "1 records of CREDENTIAL");
        reseal();
        clock.pass(Duration.ofMinutes(11));
        node.ring.revoke("credential-1", OPERATOR);
        assertEquals(PLAIN, open(SealedPlace.CREDENTIAL, "c1", "c1"));
    }

    @Test
    public void movesLinksByTheirEncounters() {
        put(SealedPlace.REFERENCE, "residents/e1", "e1/right-index");
        SealedValue link = node.cipher.seal(SealPurpose.LINK, "link/e1", PLAIN);
        String id = node.cipher.index(SealPurpose.LINK, "encounter", "e1").value();
        values.put(SealedPlace.REFERENCE_LINK, id, "", link);
        node.ring.rotate("link", OPERATOR);
        node.ring.rotate("biometric", OPERATOR);
        clock.pass(Duration.ofMinutes(11));
        reseal();
        assertEquals(2, AesFieldCipher.version(values.value(SealedPlace.REFERENCE_LINK, id)));
        assertEquals(PLAIN, node.cipher.open(SealPurpose.LINK, "link/e1", values.value(SealedPlace.REFERENCE_LINK, id)));
        assertEquals(PLAIN, open(SealedPlace.REFERENCE, "residents/e1", "e1/right-index"));
    }

    @Test
    public void leavesWhatChangedMeanwhile() {
        put(SealedPlace.ATTRIBUTES, "p1", "p1");
        node.ring.rotate("identity", OPERATOR);
        clock.pass(Duration.ofMinutes(11));
        SealedValue newer = node.cipher.seal(SealPurpose.IDENTITY, SealedPlace.ATTRIBUTES.context("p1"), Bytes.utf8("newer"));
        values.beforeNextReplace = () -> values.put(SealedPlace.ATTRIBUTES, "p1", "p1", newer);
        reseal();
        assertEquals(newer, values.value(SealedPlace.ATTRIBUTES, "p1"));
    }

    @Test
    public void goesOnWhereAKillStoppedIt() {
        for (int i = 0; i < 250; i++) {
            put(SealedPlace.ATTRIBUTES, "p%03d".formatted(i), "p%03d".formatted(i));
        }
        node.ring.rotate("identity", OPERATOR);
        clock.pass(Duration.ofMinutes(11));
        values.beforeNextReplace = () -> {
            throw new IllegalStateException("killed");
        };
        assertThrows(IllegalStateException.class, this::reseal);
        reseal();
        reseal();
        for (int i = 0; i < 250; i++) {
            assertEquals(PLAIN, open(SealedPlace.ATTRIBUTES, "p%03d".formatted(i), "p%03d".formatted(i)));
        }
        Resealing done = node.ring.resealing().stream().filter(each -> each.place() == SealedPlace.ATTRIBUTES).findFirst()
                .orElseThrow();
        assertTrue(done.finished());
        assertEquals(250, done.moved());
    }

    @Test
    public void aValueThatDoesNotOpenStopsNothingButKeepsItsKey() {
        values.put(SealedPlace.CREDENTIAL, "c1", "c1", node.cipher.seal(SealPurpose.CREDENTIAL, "elsewhere", PLAIN));
        put(SealedPlace.CREDENTIAL, "c2", "c2");
        node.ring.rotate("credential", OPERATOR);
        clock.pass(Duration.ofMinutes(11));
        reseal();
        assertEquals(2, AesFieldCipher.version(values.value(SealedPlace.CREDENTIAL, "c2")));
        clock.pass(Duration.ofMinutes(11));
        assertInUse("credential-1", "1 records of CREDENTIAL");
    }

    @Test
    public void aMasterKeyGoesOnlyWhenNothingIsWrappedByIt() {
        node.ring.rotate("master-identity", OPERATOR);
        assertInUse("master-identity", "Wait until");
        // As when a node was killed between making the master key and wrapping by it.
        vault.create("master-link-2", KeyType.AES256_WRAP);
        clock.pass(Duration.ofDays(36_500));
        assertInUse("master-link", "2 data keys are wrapped by this key");
        node.ring.revoke("master-identity", OPERATOR);
        assertEquals(List.of("STARTED", "DONE"), node.audit.stream().filter(entry -> entry.event().equals("key.revoked"))
                .map(entry -> entry.outcome()).filter(outcome -> !outcome.equals("REFUSED")).toList());
        KeyNode restarted = new KeyNode(vault, store, values, clock);
        assertEquals(node.dataKeys.key("identity", 1), restarted.dataKeys.key("identity", 1));
    }

    @Test
    public void neverRevokesWhatIsStillNeeded() {
        node.ring.rotate(KeyRing.ALL, OPERATOR);
        clock.pass(Duration.ofDays(36_500));
        reseal();
        assertInUse("permutation-1", "never revoked");
        assertInUse("link.index-1", "never revoked");
        assertInUse("sign-audit-1", "stays in the store");
        assertInUse("intake-1", "stays in the store");
        assertInUse("enrollment-1", "Packets");
        assertInUse("packet-1", "object store");
        String keyId = node.asymmetric.signing(Signer.Purpose.ACCESS_TOKEN).members().getLast().thumbprint();
        node.ring.revoke("sign-access-token-1", OPERATOR);
        assertFalse(node.ring.publicKeys().contains(keyId));
        assertEquals(SecurityError.KEY_UNKNOWN,
                assertThrows(IdentityException.class, () -> node.ring.revoke("nothing-1", OPERATOR)).code());
    }

    @Test
    public void servesWhileEverythingIsRotated() throws InterruptedException {
        KeyNode other = new KeyNode(vault, store, values, clock);
        AtomicBoolean ended = new AtomicBoolean();
        AtomicLong calls = new AtomicLong();
        ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 8; t++) {
            KeyNode mine = t % 2 == 0 ? node : other;
            KeyNode theirs = t % 2 == 0 ? other : node;
            Thread thread = new Thread(() -> {
                while (!ended.get()) {
                    for (SealPurpose purpose : SealPurpose.values()) {
                        SealedValue sealed = mine.cipher.seal(purpose, "c", PLAIN);
                        assertEquals(PLAIN, theirs.cipher.open(purpose, "c", sealed));
                        assertEquals(mine.cipher.index(purpose, "k", "v"), theirs.cipher.index(purpose, "k", "v"));
                        calls.incrementAndGet();
                    }
                    String keyId = mine.signer.keyId(Signer.Purpose.ACCESS_TOKEN);
                    Bytes signature = mine.signer.sign(Signer.Purpose.ACCESS_TOKEN, keyId, PLAIN);
                    assertEquals(SignatureCheck.FITS, mine.signer.check(Signer.Purpose.ACCESS_TOKEN, keyId, PLAIN, signature));
                }
            });
            thread.setUncaughtExceptionHandler((who, failure) -> failures.add(failure));
            threads.add(thread);
        }
        threads.forEach(Thread::start);
        for (int round = 0; round < 10; round++) {
            node.ring.rotate(KeyRing.ALL, OPERATOR);
            other.dataKeys.refresh();
            other.ring.rotate("identity", OPERATOR);
        }
        ended.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(List.of(), List.copyOf(failures));
        assertTrue(calls.get() > 0);
        assertEquals(21, other.dataKeys.newestVersion("identity"));
    }

    private void put(SealedPlace place, String id, String owner) {
        values.put(place, id, owner, node.cipher.seal(place.purpose(), place.context(owner), PLAIN));
    }

    private Bytes open(SealedPlace place, String id, String owner) {
        return node.cipher.open(place.purpose(), place.context(owner), values.value(place, id));
    }

    private void reseal() {
        node.resealer.takeTurn(() -> false);
    }

    private void assertInUse(String key, String why) {
        IdentityException refused = assertThrows(IdentityException.class, () -> node.ring.revoke(key, OPERATOR));
        assertEquals(SecurityError.KEY_IN_USE, refused.code());
        assertTrue(refused.getMessage(), refused.getMessage().contains(why));
    }
}
