package id.plugins.storage.sql;

import id.api.credential.CredentialStatus;
import id.api.storage.CredentialRecord;
import id.api.storage.CredentialStore;
import id.api.value.CredentialId;
import id.api.value.PersonId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Credentials. */
@Component
public final class SqlCredentialStore implements CredentialStore {
    private final Sessions sessions;

    @Activate
    public SqlCredentialStore(@Reference SqlDatabase database) {
        this.sessions = database.sessions();
    }

    @Override
    public void create(CredentialRecord record) {
        sessions.write(CredentialMapper.class, mapper -> {
            if (mapper.insert(CredentialRow.of(record)) == 0) {
                throw Refusals.duplicate(clash(mapper, record));
            }
            return null;
        });
    }

    private static String clash(CredentialMapper mapper, CredentialRecord record) {
        if (mapper.findByRequest(record.requestId()) != null) {
            return "requestId";
        }
        return mapper.numberExists(record.number()) ? "number" : "id";
    }

    @Override
    public Optional<CredentialRecord> find(CredentialId id) {
        return Optional.ofNullable(sessions.read(CredentialMapper.class, mapper -> mapper.find(id.value())))
                .map(CredentialRow::record);
    }

    @Override
    public Optional<CredentialRecord> findByRequest(String requestId) {
        return Optional.ofNullable(sessions.read(CredentialMapper.class, mapper -> mapper.findByRequest(requestId)))
                .map(CredentialRow::record);
    }

    @Override
    public List<CredentialRecord> ofPerson(PersonId person) {
        return sessions.read(CredentialMapper.class, mapper -> mapper.ofPerson(person.value())).stream()
                .map(CredentialRow::record).toList();
    }

    @Override
    public int erase(PersonId person) {
        return sessions.write(CredentialMapper.class, mapper -> mapper.deleteOfPerson(person.value()));
    }

    @Override
    public void changeStatus(CredentialId id, CredentialStatus expected, CredentialStatus next, String reason,
            Instant at) {
        sessions.write(CredentialMapper.class, mapper -> {
            if (mapper.changeStatus(id.value(), expected.name(), next.name(), reason, Nanos.of(at)) == 0) {
                throw mapper.find(id.value()) == null ? Refusals.missing("id") : Refusals.stale("status");
            }
            return null;
        });
    }
}
