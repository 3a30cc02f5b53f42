package id.api.security;

import id.api.value.Secret;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Hashes of passwords of people: Argon2id (RFC 9106) with a fresh salt. Safe for concurrent use; each call takes some
 * ten milliseconds of CPU and about 19 MiB, and waits while as many run as there are processors.
 */
@ProviderType
public interface PasswordHash {
    /** A hash with its algorithm, parameters and salt in front ({@code $argon2id$v=19$m=...}). */
    String hash(Secret password);

    /**
     * Whether a password is the one of a hash; takes the same work whether it is or not.
     *
     * @throws id.api.error.IdentityException
     *             SEALED_VALUE_INVALID when the hash is none of ours
     */
    boolean matches(Secret password, String hash);
}
