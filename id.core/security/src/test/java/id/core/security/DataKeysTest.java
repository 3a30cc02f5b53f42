package id.core.security;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertThrows;

import id.api.error.IdentityException;
import id.api.security.KeyType;
import id.api.security.SealPurpose;
import id.api.security.SecurityError;
import id.api.storage.DataKeyStore.WrappedKey;
import id.api.value.Bytes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.Test;

public class DataKeysTest {
    private static final int ALL = 2 * SealPurpose.values().length + 1;

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
        assertEquals(SealPurpose.values().length + 1, vault.keys().size());
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
                InstantSource.fixed(Instant.EPOCH)));
        assertEquals(ALL, store.list().size());
    }

    @Test
    public void saysWhichKeyIsMissing() {
        DataKeys keys = keys(store);
        IdentityException refused = assertThrows(IdentityException.class, () -> keys.key("identity", 9));
        assertEquals(SecurityError.KEY_MISSING, refused.code());
        assertEquals("identity", refused.field());
    }

    private DataKeys keys(MemoryDataKeyStore from) {
        return new DataKeys(vault, from, from, new SystemRandom(), InstantSource.fixed(Instant.EPOCH));
    }
}
