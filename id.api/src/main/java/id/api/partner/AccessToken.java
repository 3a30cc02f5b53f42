package id.api.partner;

import java.time.Duration;
import java.util.Set;

/**
 * A token as issued.
 *
 * @param value
 *            a JWT (RFC 9068)
 * @param lifetime
 *            from now
 * @param scopes
 *            what it is good for
 */
public record AccessToken(String value, Duration lifetime, Set<String> scopes) {
    public AccessToken {
        scopes = Set.copyOf(scopes);
    }

    @Override
    public String toString() {
        return "AccessToken[***]";
    }
}
