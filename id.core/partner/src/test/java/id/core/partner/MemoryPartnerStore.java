package id.core.partner;

import id.api.audit.AuditEntry;
import id.api.audit.AuditTrail;
import id.api.audit.AuditVerification;
import id.api.audit.ChainedEntry;
import id.api.error.IdentityException;
import id.api.partner.Client;
import id.api.security.SealedValue;
import id.api.storage.CounterStore;
import id.api.storage.PartnerStore;
import id.api.storage.StorageError;
import id.api.storage.Transactions;
import id.api.value.ClientId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Clients, marks and audit entries in memory, under transactions that take all of it back. */
final class MemoryPartnerStore implements PartnerStore, Transactions, AuditTrail, CounterStore {
    final List<AuditEntry> audited = new ArrayList<>();
    final FakeHotlist hotlist = new FakeHotlist();
    boolean auditFails;
    private Map<ClientId, Client> clients = new HashMap<>();
    private Map<String, Instant> marks = new HashMap<>();
    private final List<Runnable> afterCommit = new ArrayList<>();

    @Override
    public void create(Client client) {
        if (clients.putIfAbsent(client.id(), client) != null) {
            throw new IdentityException(StorageError.DUPLICATE_KEY, "id", "There is one");
        }
    }

    @Override
    public void replace(Client client) {
        clients.put(client.id(), client);
    }

    @Override
    public Optional<Client> find(ClientId id) {
        return Optional.ofNullable(clients.get(id));
    }

    @Override
    public List<Client> list() {
        return List.copyOf(clients.values());
    }

    @Override
    public void record(AuditEntry entry) {
        if (auditFails) {
            throw new IdentityException(StorageError.STORE_UNAVAILABLE, "", "The store does not answer");
        }
        audited.add(entry);
    }

    @Override
    public synchronized <T> T required(Supplier<T> work) {
        Map<ClientId, Client> clientsBefore = new HashMap<>(clients);
        Map<String, Instant> marksBefore = new HashMap<>(marks);
        int auditedBefore = audited.size();
        try {
            T result = work.get();
            afterCommit.forEach(Runnable::run);
            return result;
        } catch (RuntimeException failed) {
            clients = clientsBefore;
            marks = marksBefore;
            audited.subList(auditedBefore, audited.size()).clear();
            throw failed;
        } finally {
            afterCommit.clear();
        }
    }

    @Override
    public void afterCommit(Runnable action) {
        afterCommit.add(action);
    }

    @Override
    public boolean putIfAbsent(String key, Instant now, Instant expiresAt) {
        Instant mark = marks.get(key);
        if (mark != null && mark.isAfter(now)) {
            return false;
        }
        marks.put(key, expiresAt);
        return true;
    }

    @Override
    public List<ChainedEntry> recent(int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<ChainedEntry> about(Set<String> subjects, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public AuditVerification verify() {
        throw new UnsupportedOperationException();
    }

    @Override
    public long increment(String key, Instant now, Instant expiresAt) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long count(String key, Instant now) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void clear(String key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void put(String key, SealedValue value, Instant expiresAt) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<SealedValue> find(String key, Instant now) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean take(String key, Instant now) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int purge(Instant now) {
        throw new UnsupportedOperationException();
    }
}
