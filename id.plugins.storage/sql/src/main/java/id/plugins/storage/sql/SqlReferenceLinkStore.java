package id.plugins.storage.sql;

import id.api.security.BlindIndex;
import id.api.security.SealedValue;
import id.api.storage.ReferenceLinkStore;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The join between encounters and enrollments. */
@Component
public final class SqlReferenceLinkStore implements ReferenceLinkStore {
    private final Sessions sessions;

    @Activate
    public SqlReferenceLinkStore(@Reference SqlDatabase database) {
        this.sessions = database.sessions();
    }

    @Override
    public void link(BlindIndex encounter, SealedValue enrollment) {
        sessions.write(LinkMapper.class, mapper -> mapper.insert(encounter.value(), enrollment.content().toArray()));
    }

    @Override
    public Optional<SealedValue> find(BlindIndex encounter) {
        return Optional.ofNullable(sessions.read(LinkMapper.class, mapper -> mapper.find(encounter.value())))
                .map(LinkRow::value);
    }

    @Override
    public void unlink(BlindIndex encounter) {
        sessions.write(LinkMapper.class, mapper -> mapper.delete(encounter.value()));
    }
}
