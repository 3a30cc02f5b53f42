package id.api.storage;

import id.api.partner.Client;
import id.api.value.ClientId;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** Clients. {@link Client#scopes()} holds the client's own scopes here; those of its roles are added by the core. */
@ConsumerType
public interface PartnerStore {
    /** DUPLICATE_KEY when the id is there. */
    void create(Client client);

    /** RECORD_MISSING when there is none. */
    void replace(Client client);

    Optional<Client> find(ClientId id);

    List<Client> list();
}
