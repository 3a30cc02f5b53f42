package id.core.security;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertThrows;

import id.api.error.IdentityException;
import id.api.security.KeyType;
import id.api.security.SealPurpose;
import id.api.security.SecurityError;
import id.api.storage.DataKeyStore.WrappedKey;
import id.api.value.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.Test;

public class DataKeysTest {
    private static final int ALL = 2 * SealPurpose.values().length + 3;

    private final MemoryVault vault = new MemoryVault();
    private final MemoryDataKeyStore store = new MemoryDataKeyStore();

    @Test
    public void makesAKeyForEachPurposeOnce() {
        DataKeys first = keys(store);
        DataKeys again = keys(store);
        assertEquals(ALL, store.list().size());
        Set<Bytes> different = new HashSet<>();
        for (WrappedKey key : store.list()) {
            assertEquals(first.key(key.purpose(), 1), again.key(key.purpose(), 1));
            different.add(Bytes.of(first.key(key.purpose(), 1).getEncoded()));
        }
        assertEquals(ALL, different.size());
    }

    @Test
    public void wrapsEachPurposeUnderItsOwnMasterKey() {
        keys(store);
        for (WrappedKey key : store.list()) {
            assertEquals("master-" + key.purpose().split("\\.")[0], key.masterKey());
        }
        assertEquals(SealPurpose.values().length + 3, vault.keys().size());
    }

    @Test
    public void takesTheKeysOfAFasterNode() {
        MemoryDataKeyStore other = new MemoryDataKeyStore();
        DataKeys theirs = keys(other);
        store.raceWith(other.list());
        DataKeys ours = keys(store);
        assertEquals(ALL, store.list().size());
        assertEquals(theirs.key("identity", 1), ours.key("identity", 1));
    }

    @Test
    public void completesAFirstStartThatWasCutShort() {
        DataKeys before = keys(store);
        store.replace(store.list().subList(0, 4));
        String kept = store.list().getFirst().purpose();
        DataKeys after = keys(store);
        assertEquals(ALL, store.list().size());
        assertEquals(before.key(kept, 1), after.key(kept, 1));
    }

    @Test
    public void findsAKeyThatAnotherNodeMadeLater() {
        DataKeys keys = keys(store);
        WrappedKey second = new WrappedKey("identity", 2, "master-identity",
                Bytes.of(vault.wrap("master-identity", new byte[32])), Instant.EPOCH);
        store.create(second);
        assertNotEquals(keys.key("identity", 1), keys.key("identity", 2));
        assertEquals(2, keys.newestVersion("identity"));
    }

    @Test
    public void doesNotStartOverWhenTheVaultDoesNotAnswer() {
        keys(store);
        vault.unavailable = true;
        IdentityException refused = assertThrows(IdentityException.class, () -> keys(store));
        assertEquals(SecurityError.VAULT_UNAVAILABLE, refused.code());
        assertEquals(ALL, store.list().size());
    }

    @Test
    public void refusesKeysOfAnotherVault() {
        keys(store);
        MemoryVault stranger = new MemoryVault();
        List.copyOf(store.list()).forEach(k -> stranger.create(k.masterKey(), KeyType.AES256_WRAP));
        assertThrows(IdentityException.class, () -> new DataKeys(stranger, store, store, new SystemRandom(),
                InstantSource.fixed(Instant.EPOCH), TestKeys.settings()));
        assertEquals(ALL, store.list().size());
    }

    @Test
    public void saysWhichKeyIsMissing() {
        DataKeys keys = keys(store);
        IdentityException refused = assertThrows(IdentityException.class, () -> keys.key("identity", 9));
        assertEquals(SecurityError.KEY_MISSING, refused.code());
        assertEquals("identity", refused.field());
    }

    @Test
    public void aRotatedKeySealsAtOnceAndTheOldOneStays() {
        DataKeys keys = keys(store);
        var old = keys.key("identity", 1);
        assertEquals(2, keys.rotate("identity", made -> {}).version());
        assertEquals(2, keys.newestVersion("identity"));
        assertEquals(old, keys.key("identity", 1));
        assertNotEquals(old, keys.key("identity", 2));
    }

    @Test
    public void anotherNodeSealsUnderTheNewKeyWithinItsRefreshTime() {
        TestKeys.Clock clock = new TestKeys.Clock();
        DataKeys here = keys(store, clock);
        DataKeys there = keys(store, clock);
        here.rotate("identity", made -> {});
        assertEquals(1, there.newestVersion("identity"));
        clock.pass(Duration.ofSeconds(61));
        assertEquals("without any help of a timer", 2, there.newestVersion("identity"));
    }

    @Test
    public void losingTheRaceToRotateIsNoError() {
        DataKeys keys = keys(store);
        store.raceWith(List.of(new WrappedKey("identity", 2, "master-identity",
                Bytes.of(vault.wrap("master-identity", new byte[32])), Instant.EPOCH)));
        List<WrappedKey> told = new ArrayList<>();
        assertEquals(2, keys.rotate("identity", told::add).version());
        assertEquals(List.of(), told);
        assertArrayEquals(new byte[32], keys.key("identity", 2).getEncoded());
    }

    @Test
    public void aRotationThatFailsHalfwayChangesNothing() {
        DataKeys keys = keys(store);
        assertThrows(IllegalStateException.class, () -> keys.rotate("identity", made -> {
            throw new IllegalStateException("killed");
        }));
        assertEquals(ALL, store.list().size());
        assertEquals(1, keys.newestVersion("identity"));
    }

    @Test
    public void wrapsAllKeysOfASeriesAnewAndKeepsThem() {
        DataKeys keys = keys(store);
        DataKeys elsewhere = keys(store);
        keys.rotate("identity", made -> {});
        var before = keys.key("identity.index", 1);
        keys.masters().next(keys.masters().of("master-identity").getFirst());
        assertEquals(3, keys.rewrapAll("master-identity"));
        assertEquals("nothing is left to do", 0, keys.rewrapAll("master-identity"));
        store.list().stream().filter(key -> key.purpose().startsWith("identity"))
                .forEach(key -> assertEquals("master-identity-2", key.masterKey()));
        vault.destroy("master-identity");
        assertEquals(before, keys(store).key("identity.index", 1));
        assertEquals("a node that knew the old wrapping alone", keys.key("identity", 2), elsewhere.key("identity", 2));
        assertEquals("master-identity-2", keys.rotate("identity", made -> {}).masterKey());
    }

    @Test
    public void servesThroughAnOutageOfTheVaultWithinTheBound() {
        TestKeys.Clock clock = new TestKeys.Clock();
        DataKeys keys = keys(store, clock);
        clock.pass(Duration.ofMinutes(31));
        keys.refresh();
        vault.unavailable = true;
        clock.pass(Duration.ofMinutes(59));
        keys.key("identity", 1);
        clock.pass(Duration.ofMinutes(1));
        IdentityException refused = assertThrows(IdentityException.class, () -> keys.key("identity", 1));
        assertEquals(SecurityError.VAULT_UNAVAILABLE, refused.code());
        vault.unavailable = false;
        keys.key("identity", 1);
    }

    @Test
    public void asksTheVaultOncePerKeyAndTime() {
        TestKeys.Clock clock = new TestKeys.Clock();
        DataKeys keys = keys(store, clock);
        int atStart = vault.unwrapped.get();
        for (int i = 0; i < 1_000; i++) {
            keys.key("identity", keys.newestVersion("identity"));
            keys.lastingKey("identity.index");
        }
        assertEquals(atStart, vault.unwrapped.get());
        clock.pass(Duration.ofMinutes(31));
        keys.refresh();
        assertEquals(atStart + ALL, vault.unwrapped.get());
    }

    private DataKeys keys(MemoryDataKeyStore from, InstantSource clock) {
        return new DataKeys(vault, from, from, new SystemRandom(), clock, TestKeys.settings());
    }

    private DataKeys keys(MemoryDataKeyStore from) {
        return new DataKeys(vault, from, from, new SystemRandom(), InstantSource.fixed(Instant.EPOCH), TestKeys.settings());
    }
}
