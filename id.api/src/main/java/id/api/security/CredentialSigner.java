package id.api.security;

import id.api.value.Bytes;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Signs credentials in the system's name, and nothing else: what credential formats are given. Safe for concurrent use.
 */
@ProviderType
public interface CredentialSigner {
    /**
     * Signs {@code input}; the form of the result is that of {@link KeyVault#sign}.
     *
     * @param keyId
     *            the key that the header of the credential names, as {@link #keyId} gave it: keys may be rotated between
     *            the two calls
     *
     * @throws id.api.error.IdentityException
     *             UNAVAILABLE when the vault does not answer, KEY_MISSING when the key has been revoked since
     */
    Bytes sign(String keyId, Bytes input);

    /** The JOSE name of the algorithm: {@code EdDSA}, or {@code ES256} where the vault has no Ed25519 keys. */
    String algorithm();

    /** The id of the key that signs now: its RFC 7638 thumbprint. */
    String keyId();

    /** The public keys of credentials as a JWK set (RFC 7517) in JSON, newest first. */
    String publicKeys();
}
