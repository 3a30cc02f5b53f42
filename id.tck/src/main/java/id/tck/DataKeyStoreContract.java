package id.tck;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import id.api.storage.DataKeyStore;
import id.api.storage.DataKeyStore.WrappedKey;
import id.api.storage.StorageError;
import id.api.value.Bytes;
import java.util.List;
import org.junit.Test;

/** Wrapped data keys. */
public abstract class DataKeyStoreContract extends StoreContract {
    private static WrappedKey key(String purpose, int version) {
        return new WrappedKey(purpose, version, "master-1", Bytes.of(Samples.bytes(40)), Samples.NOW);
    }

    @Test
    public void keepsEachVersionOnce() {
        DataKeyStore store = stores().dataKeys();
        String purpose = "p" + Samples.hex128().substring(0, 20);
        WrappedKey first = key(purpose, 1);
        WrappedKey second = key(purpose, 2);
        store.create(first);
        store.create(second);
        Samples.refuses(StorageError.DUPLICATE_KEY, "version", () -> store.create(key(purpose, 2)));
        assertTrue(store.list().containsAll(List.of(first, second)));
    }

    @Test
    public void wrapsAnewAndRemovesWhatNobodyChangedMeanwhile() {
        DataKeyStore store = stores().dataKeys();
        String purpose = "p" + Samples.hex128().substring(0, 20);
        WrappedKey before = key(purpose, 1);
        WrappedKey other = key(purpose, 2);
        store.create(before);
        store.create(other);
        WrappedKey after = new WrappedKey(purpose, 1, "master-2", Bytes.of(Samples.bytes(40)), Samples.NOW);
        assertTrue(store.rewrap(before, after));
        assertFalse("it is wrapped otherwise now", store.rewrap(before, key(purpose, 1)));
        assertFalse(store.remove(before));
        assertTrue(store.list().containsAll(List.of(after, other)));
        assertFalse(store.list().contains(before));
        assertTrue(store.remove(after));
        assertFalse(store.remove(after));
        assertFalse(store.rewrap(after, before));
        assertEquals(List.of(other), store.list().stream().filter(key -> key.purpose().equals(purpose)).toList());
    }

    @Test
    public void wrappingAnewIsTakenBackWithItsTransaction() {
        DataKeyStore store = stores().dataKeys();
        String purpose = "p" + Samples.hex128().substring(0, 20);
        WrappedKey first = key(purpose, 1);
        WrappedKey second = key(purpose, 2);
        store.create(first);
        store.create(second);
        assertThrows(IllegalStateException.class, () -> stores().transactions().required(() -> {
            store.rewrap(first, key(purpose, 1));
            store.remove(second);
            throw new IllegalStateException("killed");
        }));
        assertTrue(store.list().containsAll(List.of(first, second)));
    }

    @Test
    public void oneOfRacingNodesMakesTheKey() throws Exception {
        DataKeyStore store = stores().dataKeys();
        String purpose = "p" + Samples.hex128().substring(0, 20);
        List<Boolean> made = Race.run(Race.THREADS, () -> {
            try {
                store.create(key(purpose, 1));
                return true;
            } catch (id.api.error.IdentityException faster) {
                assertEquals(StorageError.DUPLICATE_KEY, faster.code());
                return false;
            }
        });
        assertEquals(1, made.stream().filter(b -> b).count());
    }
}
