package id.plugins.storage.sql;

import id.api.identity.IdentityChange;
import id.api.identity.LegalHold;
import id.api.security.BlindIndex;
import id.api.storage.IdentifierRecord;
import id.api.storage.IdentityRecord;
import id.api.storage.IdentityStore;
import id.api.value.EnrollmentId;
import id.api.value.PersonId;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Identities, their identifiers and their history. */
@Component
public final class SqlIdentityStore implements IdentityStore {
    private final Sessions sessions;

    @Activate
    public SqlIdentityStore(@Reference SqlDatabase database) {
        this.sessions = database.sessions();
    }

    @Override
    public void create(IdentityRecord record) {
        sessions.write(IdentityMapper.class, mapper -> {
            if (mapper.insert(IdentityRow.of(record)) == 0) {
                throw Refusals.duplicate(mapper.find(record.person().value()) != null ? "person" : "enrollment");
            }
            return null;
        });
    }

    @Override
    public Optional<IdentityRecord> find(PersonId person) {
        return Optional.ofNullable(sessions.read(IdentityMapper.class, mapper -> mapper.find(person.value())))
                .map(IdentityRow::record);
    }

    @Override
    public Optional<IdentityRecord> findByEnrollment(EnrollmentId enrollment) {
        return Optional
                .ofNullable(
                        sessions.read(IdentityMapper.class, mapper -> mapper.findByEnrollment(enrollment.value())))
                .map(IdentityRow::record);
    }

    @Override
    public void replace(IdentityRecord next) {
        sessions.write(IdentityMapper.class, mapper -> {
            if (mapper.replace(IdentityRow.of(next)) == 0) {
                throw Refusals.stale("version");
            }
            return null;
        });
    }

    @Override
    public void addIdentifier(IdentifierRecord identifier) {
        sessions.write(IdentityMapper.class, mapper -> {
            if (mapper.insertIdentifier(IdentifierRow.of(identifier)) == 0) {
                throw Refusals.duplicate("index");
            }
            return null;
        });
    }

    @Override
    public Optional<IdentifierRecord> findIdentifier(BlindIndex index) {
        return Optional.ofNullable(sessions.read(IdentityMapper.class, mapper -> mapper.findIdentifier(index.value())))
                .map(IdentifierRow::record);
    }

    @Override
    public List<IdentifierRecord> identifiers(PersonId person) {
        return sessions.read(IdentityMapper.class, mapper -> mapper.identifiers(person.value())).stream()
                .map(IdentifierRow::record).toList();
    }

    @Override
    public boolean useIdentifier(BlindIndex index) {
        IdentifierRow row = sessions.read(IdentityMapper.class, mapper -> mapper.findIdentifier(index.value()));
        if (row == null || !row.active()) {
            return false;
        }
        // Most have no limit: nothing to write then.
        return row.usesLeft() == IdentifierRow.UNLIMITED
                || sessions.write(IdentityMapper.class, mapper -> mapper.use(index.value()) == 1);
    }

    @Override
    public boolean endIdentifier(BlindIndex index) {
        return sessions.write(IdentityMapper.class, mapper -> mapper.end(index.value()) == 1);
    }

    @Override
    public void reassignIdentifier(IdentifierRecord identifier) {
        sessions.write(IdentityMapper.class, mapper -> {
            if (mapper.reassign(IdentifierRow.of(identifier)) == 0) {
                throw mapper.findIdentifier(identifier.index().value()) == null
                        ? Refusals.missing("index")
                        : Refusals.stale("index");
            }
            return null;
        });
    }

    @Override
    public void addChange(PersonId person, IdentityChange change) {
        sessions.write(IdentityMapper.class, mapper -> mapper.insertChange(ChangeRow.of(person, change)));
    }

    @Override
    public List<IdentityChange> changes(PersonId person) {
        return sessions.read(IdentityMapper.class, mapper -> mapper.changes(person.value())).stream()
                .map(ChangeRow::change).toList();
    }

    @Override
    public boolean erase(PersonId person) {
        return sessions.write(IdentityMapper.class, mapper -> {
            mapper.deleteIdentifiers(person.value());
            mapper.deleteChanges(person.value());
            mapper.deleteHold(person.value());
            return mapper.deleteRecord(person.value()) == 1;
        });
    }

    @Override
    public void hold(LegalHold hold) {
        HoldRow row = HoldRow.of(hold);
        sessions.write(IdentityMapper.class, mapper -> {
            if (mapper.replaceHold(row) == 0 && mapper.insertHold(row) == 0) {
                mapper.replaceHold(row);
            }
            return null;
        });
    }

    @Override
    public boolean release(PersonId person) {
        return sessions.write(IdentityMapper.class, mapper -> mapper.deleteHold(person.value()) == 1);
    }

    @Override
    public Optional<LegalHold> findHold(PersonId person) {
        return Optional.ofNullable(sessions.read(IdentityMapper.class, mapper -> mapper.findHold(person.value())))
                .map(HoldRow::hold);
    }

    @Override
    public long count() {
        return sessions.read(IdentityMapper.class, IdentityMapper::count);
    }
}
