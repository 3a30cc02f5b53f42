package id.plugins.storage.sql;

import id.api.storage.DraftStore;
import id.api.value.EnrollmentId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Drafts of enrollments, and their buffers by reference. */
@Component
public final class SqlDraftStore implements DraftStore {
    private final Sessions sessions;

    @Activate
    public SqlDraftStore(@Reference SqlDatabase database) {
        this.sessions = database.sessions();
    }

    @Override
    public void create(DraftRecord record) {
        sessions.write(DraftMapper.class, mapper -> {
            if (mapper.insert(DraftRow.of(record)) == 0) {
                throw Refusals.duplicate("id");
            }
            return null;
        });
    }

    @Override
    public Optional<DraftRecord> find(EnrollmentId id) {
        return Optional.ofNullable(sessions.read(DraftMapper.class, mapper -> mapper.find(id.value())))
                .map(DraftRow::record);
    }

    @Override
    public void replace(DraftRecord next) {
        sessions.write(DraftMapper.class, mapper -> {
            if (mapper.replace(DraftRow.of(next)) == 0) {
                throw mapper.exists(next.id().value()) ? Refusals.stale("version") : Refusals.missing("id");
            }
            return null;
        });
    }

    @Override
    public List<DraftRecord> list(int offset, int limit) {
        return sessions.read(DraftMapper.class, mapper -> mapper.list(offset, limit)).stream().map(DraftRow::record)
                .toList();
    }

    @Override
    public List<DraftRecord> begunBefore(Instant moment, int limit) {
        return sessions.read(DraftMapper.class, mapper -> mapper.begunBefore(Nanos.of(moment), limit)).stream()
                .map(DraftRow::record).toList();
    }

    @Override
    public boolean delete(EnrollmentId id) {
        return sessions.write(DraftMapper.class, mapper -> {
            mapper.deleteBuffers(id.value());
            return mapper.delete(id.value()) == 1;
        });
    }

    @Override
    public void addBuffer(BufferRecord buffer) {
        sessions.write(DraftMapper.class, mapper -> {
            if (mapper.insertBuffer(BufferRow.of(buffer)) == 0) {
                throw Refusals.duplicate("bufferId");
            }
            return null;
        });
    }

    @Override
    public Optional<BufferRecord> buffer(EnrollmentId id, String bufferId) {
        return Optional.ofNullable(sessions.read(DraftMapper.class, mapper -> mapper.buffer(id.value(), bufferId)))
                .map(BufferRow::record);
    }

    @Override
    public List<BufferRecord> buffers(EnrollmentId id) {
        return sessions.read(DraftMapper.class, mapper -> mapper.buffers(id.value())).stream().map(BufferRow::record)
                .toList();
    }
}
