package id.plugins.storage.sql;

import id.api.storage.DataKeyStore;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Wrapped data keys. */
@Component
public final class SqlDataKeyStore implements DataKeyStore {
    private final Sessions sessions;

    @Activate
    public SqlDataKeyStore(@Reference SqlDatabase database) {
        this.sessions = database.sessions();
    }

    @Override
    public void create(WrappedKey key) {
        sessions.write(DataKeyMapper.class, mapper -> {
            if (mapper.insert(DataKeyRow.of(key)) == 0) {
                throw Refusals.duplicate("version");
            }
            return null;
        });
    }

    @Override
    public boolean rewrap(WrappedKey before, WrappedKey after) {
        return sessions.write(DataKeyMapper.class,
                mapper -> mapper.rewrap(DataKeyRow.of(after), before.masterKey(), before.wrapped().toArray()) == 1);
    }

    @Override
    public boolean remove(WrappedKey key) {
        return sessions.write(DataKeyMapper.class, mapper -> mapper.delete(DataKeyRow.of(key)) == 1);
    }

    @Override
    public List<WrappedKey> list() {
        return sessions.read(DataKeyMapper.class, DataKeyMapper::list).stream().map(DataKeyRow::key).toList();
    }
}
