package id.api.partner;

import id.api.value.ClientId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A registered client.
 *
 * @param id
 *            its id
 * @param displayName
 *            how people call it
 * @param roles
 *            its roles
 * @param scopes
 *            all scopes that it may ask for: those of its roles and its own
 * @param publicKeys
 *            its signing keys, JWKs (RFC 7517) in JSON: P-256 (ES256) or Ed25519 (EdDSA)
 * @param releasableAttributes
 *            attributes that it may read of a person
 * @param active
 *            whether it is let in
 * @param createdAt
 *            since when it is registered
 * @param places
 *            where its roles hold
 */
public record Client(ClientId id, String displayName, Set<String> roles, Set<String> scopes, List<String> publicKeys,
        Set<String> releasableAttributes, boolean active, Instant createdAt, Places places) {
    public Client {
        Objects.requireNonNull(places, "places");
        roles = Set.copyOf(roles);
        scopes = Set.copyOf(scopes);
        publicKeys = List.copyOf(publicKeys);
        releasableAttributes = Set.copyOf(releasableAttributes);
    }

    /** A client whose roles hold everywhere. */
    public Client(ClientId id, String displayName, Set<String> roles, Set<String> scopes, List<String> publicKeys,
            Set<String> releasableAttributes, boolean active, Instant createdAt) {
        this(id, displayName, roles, scopes, publicKeys, releasableAttributes, active, createdAt, Places.EVERYWHERE);
    }
}
