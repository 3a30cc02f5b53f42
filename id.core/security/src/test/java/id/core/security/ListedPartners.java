package id.core.security;

import id.api.partner.Client;
import id.api.partner.NewClient;
import id.api.partner.PartnerRegistry;
import id.api.value.ClientId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Clients from a list. */
final class ListedPartners implements PartnerRegistry {
    private final Map<ClientId, Client> clients = new HashMap<>();

    void add(String id, Set<String> scopes, boolean active, String... keys) {
        ClientId clientId = new ClientId(id);
        clients.put(clientId, new Client(clientId, id, Set.of(), scopes, List.of(keys), Set.of(), active,
                Instant.EPOCH));
    }

    @Override
    public Optional<Client> find(ClientId id) {
        return Optional.ofNullable(clients.get(id));
    }

    @Override
    public List<Client> list() {
        return List.copyOf(clients.values());
    }

    @Override
    public Client register(NewClient client, ClientId by) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Client setActive(ClientId id, boolean active, ClientId by) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Client replaceKeys(ClientId id, List<String> publicKeys, ClientId by) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, Set<String>> roles() {
        return Map.of();
    }
}
