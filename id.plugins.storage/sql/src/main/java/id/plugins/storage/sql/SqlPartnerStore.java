package id.plugins.storage.sql;

import id.api.partner.Client;
import id.api.storage.PartnerStore;
import id.api.value.ClientId;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Clients. */
@Component
public final class SqlPartnerStore implements PartnerStore {
    private final Sessions sessions;

    @Activate
    public SqlPartnerStore(@Reference SqlDatabase database) {
        this.sessions = database.sessions();
    }

    @Override
    public void create(Client client) {
        sessions.write(PartnerMapper.class, mapper -> {
            if (mapper.insert(PartnerRow.of(client)) == 0) {
                throw Refusals.duplicate("id");
            }
            return null;
        });
    }

    @Override
    public void replace(Client client) {
        sessions.write(PartnerMapper.class, mapper -> {
            if (mapper.replace(PartnerRow.of(client)) == 0) {
                throw Refusals.missing("id");
            }
            return null;
        });
    }

    @Override
    public Optional<Client> find(ClientId id) {
        return Optional.ofNullable(sessions.read(PartnerMapper.class, mapper -> mapper.find(id.value())))
                .map(PartnerRow::client);
    }

    @Override
    public List<Client> list() {
        return sessions.read(PartnerMapper.class, PartnerMapper::list).stream().map(PartnerRow::client).toList();
    }
}
