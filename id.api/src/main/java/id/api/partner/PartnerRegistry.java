package id.api.partner;

import id.api.value.ClientId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/** The register of clients. Every change is durable and audited. Safe for concurrent use; reads come from memory. */
@ProviderType
public interface PartnerRegistry {
    /**
     * Registers a client.
     *
     * @throws id.api.error.IdentityException
     *             CLIENT_EXISTS, CLIENT_KEY_INVALID, SCOPE_UNKNOWN, ROLE_UNKNOWN
     */
    Client register(NewClient client, ClientId by);

    Optional<Client> find(ClientId id);

    /** All clients, by id. */
    List<Client> list();

    /** Lets a client in or keeps it out; tokens that it holds are refused at once. */
    Client setActive(ClientId id, boolean active, ClientId by);

    /** Replaces its public keys (JWKs in JSON). */
    Client replaceKeys(ClientId id, List<String> publicKeys, ClientId by);

    /** The roles and the scopes that each stands for. */
    Map<String, Set<String>> roles();
}
