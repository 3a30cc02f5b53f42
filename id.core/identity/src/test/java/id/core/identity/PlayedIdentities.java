package id.core.identity;

import id.api.error.IdentityException;
import id.api.identity.IdentityChange;
import id.api.identity.LegalHold;
import id.api.security.BlindIndex;
import id.api.storage.IdentifierRecord;
import id.api.storage.IdentityRecord;
import id.api.storage.IdentityStore;
import id.api.storage.StorageError;
import id.api.storage.Transactions;
import id.api.value.EnrollmentId;
import id.api.value.PersonId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** The store of identities in memory, with transactions: one at a time, undone when their work throws. */
final class PlayedIdentities implements IdentityStore, Transactions {
    /** So many look-ups by enrollment do not see what another transaction has just stored. */
    final AtomicInteger blindLookUps = new AtomicInteger();
    final AtomicInteger staleReplaces = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();
    private Map<PersonId, IdentityRecord> persons = new LinkedHashMap<>();
    private Map<BlindIndex, IdentifierRecord> identifiers = new LinkedHashMap<>();
    private Map<PersonId, List<IdentityChange>> changes = new LinkedHashMap<>();
    private final Map<PersonId, LegalHold> holds = new LinkedHashMap<>();

    @Override
    public <T> T required(Supplier<T> work) {
        lock.lock();
        Map<PersonId, IdentityRecord> personsBefore = new LinkedHashMap<>(persons);
        Map<BlindIndex, IdentifierRecord> identifiersBefore = new LinkedHashMap<>(identifiers);
        Map<PersonId, List<IdentityChange>> changesBefore = new LinkedHashMap<>();
        changes.forEach((person, list) -> changesBefore.put(person, new ArrayList<>(list)));
        try {
            return work.get();
        } catch (RuntimeException | Error failed) {
            persons = personsBefore;
            identifiers = identifiersBefore;
            changes = changesBefore;
            throw failed;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void afterCommit(Runnable action) {
        action.run();
    }

    @Override
    public void create(IdentityRecord record) {
        locked(() -> {
            if (persons.values().stream().anyMatch(known -> known.enrollment().equals(record.enrollment()))) {
                throw new IdentityException(StorageError.DUPLICATE_KEY, "enrollment", "played");
            }
            return persons.put(record.person(), record);
        });
    }

    @Override
    public Optional<IdentityRecord> find(PersonId person) {
        return locked(() -> Optional.ofNullable(persons.get(person)));
    }

    @Override
    public Optional<IdentityRecord> findByEnrollment(EnrollmentId enrollment) {
        if (blindLookUps.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            return Optional.empty();
        }
        return locked(() -> persons.values().stream().filter(known -> known.enrollment().equals(enrollment))
                .findFirst());
    }

    @Override
    public void replace(IdentityRecord next) {
        locked(() -> {
            boolean stale = staleReplaces.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
            if (stale || persons.get(next.person()).version() + 1 != next.version()) {
                throw new IdentityException(StorageError.STALE_RECORD, "", "played");
            }
            return persons.put(next.person(), next);
        });
    }

    @Override
    public void addIdentifier(IdentifierRecord identifier) {
        locked(() -> {
            if (identifiers.containsKey(identifier.index())) {
                throw new IdentityException(StorageError.DUPLICATE_KEY, "index", "played");
            }
            return identifiers.put(identifier.index(), identifier);
        });
    }

    @Override
    public Optional<IdentifierRecord> findIdentifier(BlindIndex index) {
        return locked(() -> Optional.ofNullable(identifiers.get(index)));
    }

    @Override
    public List<IdentifierRecord> identifiers(PersonId person) {
        return locked(() -> identifiers.values().stream().filter(known -> known.person().equals(person)).toList());
    }

    @Override
    public boolean useIdentifier(BlindIndex index) {
        return locked(() -> {
            IdentifierRecord known = identifiers.get(index);
            if (!known.active() || known.usesLeft() == 0) {
                return false;
            }
            identifiers.put(index, with(known, true, known.usesLeft() - 1));
            return true;
        });
    }

    @Override
    public boolean endIdentifier(BlindIndex index) {
        return locked(() -> {
            IdentifierRecord known = identifiers.get(index);
            identifiers.put(index, with(known, false, known.usesLeft()));
            return known.active();
        });
    }

    @Override
    public void reassignIdentifier(IdentifierRecord identifier) {
        locked(() -> {
            if (identifiers.get(identifier.index()).active()) {
                throw new IdentityException(StorageError.STALE_RECORD, "", "played");
            }
            return identifiers.put(identifier.index(), identifier);
        });
    }

    @Override
    public void addChange(PersonId person, IdentityChange change) {
        locked(() -> changes.computeIfAbsent(person, id -> new ArrayList<>()).add(change));
    }

    @Override
    public List<IdentityChange> changes(PersonId person) {
        return locked(() -> List.copyOf(changes.getOrDefault(person, List.of())));
    }

    @Override
    public boolean erase(PersonId person) {
        return locked(() -> {
            identifiers.values().removeIf(known -> known.person().equals(person));
            changes.remove(person);
            holds.remove(person);
            return persons.remove(person) != null;
        });
    }

    @Override
    public void hold(LegalHold hold) {
        locked(() -> holds.put(hold.person(), hold));
    }

    @Override
    public boolean release(PersonId person) {
        return locked(() -> holds.remove(person) != null);
    }

    @Override
    public Optional<LegalHold> findHold(PersonId person) {
        return locked(() -> Optional.ofNullable(holds.get(person)));
    }

    @Override
    public long count() {
        return locked(() -> persons.size());
    }

    private static IdentifierRecord with(IdentifierRecord known, boolean active, int usesLeft) {
        return new IdentifierRecord(known.index(), known.person(), known.kind(), known.value(), active,
                known.expiresAt(), usesLeft, known.createdAt());
    }

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
