package id.api.partner;

import id.api.value.ClientId;
import java.time.Instant;
import java.util.Set;

/**
 * What a checked token is good for.
 *
 * @param client
 *            whose it is
 * @param scopes
 *            what it allows
 * @param expiresAt
 *            until when
 */
public record Access(ClientId client, Set<String> scopes, Instant expiresAt) {
    public Access {
        scopes = Set.copyOf(scopes);
    }
}
