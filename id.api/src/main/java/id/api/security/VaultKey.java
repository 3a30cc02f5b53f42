package id.api.security;

import id.api.error.IdentityException;
import java.time.Instant;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * One key in the vault.
 *
 * @param name
 *            1 to 64 lower case letters, digits, dots and hyphens
 * @param type
 *            what it can do
 * @param createdAt
 *            since when it is there
 */
public record VaultKey(String name, KeyType type, Instant createdAt) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9.-]{0,63}");

    public VaultKey {
        if (name == null || !NAME.matcher(name).matches()) {
            throw new IdentityException(SecurityError.KEY_NAME_INVALID, "name",
                    "A key name has 1 to 64 lower case letters, digits, dots, hyphens");
        }
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(createdAt, "createdAt");
    }
}
