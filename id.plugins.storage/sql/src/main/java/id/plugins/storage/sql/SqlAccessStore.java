package id.plugins.storage.sql;

import id.api.storage.AccessRecord;
import id.api.storage.AccessStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Records about who may do what. */
@Component
public final class SqlAccessStore implements AccessStore {
    private final Sessions sessions;

    @Activate
    public SqlAccessStore(@Reference SqlDatabase database) {
        this.sessions = database.sessions();
    }

    @Override
    public boolean create(AccessRecord record, Instant now) {
        AccessRow row = AccessRow.of(record);
        return sessions.write(AccessMapper.class, mapper -> {
            if (mapper.insert(row) == 1) {
                return true;
            }
            return mapper.deleteExpired(row.name(), Nanos.of(now)) == 1 && mapper.insert(row) == 1;
        });
    }

    @Override
    public boolean replace(AccessRecord record, Instant now) {
        return sessions.write(AccessMapper.class, mapper -> mapper.replace(AccessRow.of(record), Nanos.of(now)) == 1);
    }

    @Override
    public Optional<AccessRecord> find(AccessRecord.Kind kind, String id, Instant now) {
        return Optional.ofNullable(sessions.read(AccessMapper.class,
                mapper -> mapper.find(AccessRow.name(kind, id), Nanos.of(now)))).map(AccessRow::accessRecord);
    }

    @Override
    public List<AccessRecord> list(AccessRecord.Kind kind, String after, int limit, Instant now) {
        return sessions.read(AccessMapper.class, mapper -> mapper.list(kind.name(), after, limit, Nanos.of(now)))
                .stream().map(AccessRow::accessRecord).toList();
    }

    @Override
    public boolean remove(AccessRecord.Kind kind, String id, Instant now) {
        return sessions.write(AccessMapper.class,
                mapper -> mapper.delete(AccessRow.name(kind, id), Nanos.of(now)) == 1);
    }

    @Override
    public int purge(Instant now) {
        return sessions.write(AccessMapper.class, mapper -> mapper.purge(Nanos.of(now)));
    }
}
