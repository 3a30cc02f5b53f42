package id.plugins.storage.sql;

import id.api.storage.SequenceStore;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Numbers that are given out once. */
@Component
public final class SqlSequenceStore implements SequenceStore {
    private final Sessions sessions;

    @Activate
    public SqlSequenceStore(@Reference SqlDatabase database) {
        this.sessions = database.sessions();
    }

    @Override
    public long reserve(String name, int count) {
        Refusals.within("count", count, 1, Integer.MAX_VALUE);
        return sessions.alone(SequenceMapper.class, mapper -> {
            if (mapper.take(name, count) == 0) {
                mapper.insert(name);
                mapper.take(name, count);
            }
            return mapper.taken(name) - count;
        });
    }

    @Override
    public long taken(String name) {
        Long taken = sessions.read(SequenceMapper.class, mapper -> mapper.taken(name));
        return taken == null ? 0 : taken;
    }
}
