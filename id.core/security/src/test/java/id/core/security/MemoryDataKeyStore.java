package id.core.security;

import id.api.error.IdentityException;
import id.api.storage.DataKeyStore;
import id.api.storage.StorageError;
import id.api.storage.Transactions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Data keys in memory, with transactions that really take back; another node can be let in between. */
final class MemoryDataKeyStore implements DataKeyStore, Transactions {
    Runnable beforeNextCreate = () -> {};
    private List<WrappedKey> keys = new ArrayList<>();

    @Override
    public synchronized void create(WrappedKey key) {
        Runnable other = beforeNextCreate;
        beforeNextCreate = () -> {};
        other.run();
        if (keys.stream().anyMatch(k -> k.purpose().equals(key.purpose()) && k.version() == key.version())) {
            throw new IdentityException(StorageError.DUPLICATE_KEY, "purpose", "There is one");
        }
        keys.add(key);
    }

    @Override
    public synchronized List<WrappedKey> list() {
        return List.copyOf(keys);
    }

    @Override
    public synchronized boolean rewrap(WrappedKey before, WrappedKey after) {
        return keys.remove(before) && keys.add(after);
    }

    @Override
    public synchronized boolean remove(WrappedKey key) {
        return keys.remove(key);
    }

    synchronized void replace(List<WrappedKey> others) {
        keys = new ArrayList<>(others);
    }

    @Override
    public synchronized <T> T required(Supplier<T> work) {
        List<WrappedKey> before = new ArrayList<>(keys);
        try {
            return work.get();
        } catch (RuntimeException failed) {
            // What the other node committed meanwhile stays.
            if (committedByOther != null) {
                keys = new ArrayList<>(committedByOther);
                committedByOther = null;
            } else {
                keys = before;
            }
            throw failed;
        }
    }

    private List<WrappedKey> committedByOther;

    /** Lets another node commit these just before the next key is created. */
    void raceWith(List<WrappedKey> others) {
        beforeNextCreate = () -> {
            keys.addAll(others);
            committedByOther = others;
        };
    }

    @Override
    public void afterCommit(Runnable action) {
        action.run();
    }
}
