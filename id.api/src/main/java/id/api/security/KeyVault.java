package id.api.security;

import id.api.error.IdentityException;
import java.security.PublicKey;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Holds keys and works with them; what a vendor of hardware security modules implements. Keys are named by the core.
 * Safe for concurrent use; a call may take as long as the hardware does. Every method throws
 * {@link id.api.error.IdentityException} with a {@link SecurityError} when the key is missing, of another type, or the
 * vault does not answer.
 */
@ConsumerType
public interface KeyVault {
    /** Service property, {@code String}: {@code pkcs12}, {@code pkcs11}... Required. */
    String KIND = "vault.kind";

    /** The keys that are there. */
    List<VaultKey> keys();

    /**
     * Makes a key; durable when it returns. Idempotent: a key of that name and type stays as it is.
     *
     * @throws id.api.error.IdentityException
     *             KEY_TYPE_WRONG when there is a key of that name and another type; KEY_TYPE_UNSUPPORTED when this vault
     *             has no {@link KeyType#ED25519_SIGN} keys. The other types every vault has
     */
    VaultKey create(String name, KeyType type);

    /** The public half of an asymmetric key. */
    PublicKey publicKey(String name);

    /**
     * Signs {@code data}.
     *
     * @return for {@link KeyType#P256_SIGN} ES256 in the form of RFC 7518 (r and s, 64 bytes), for
     *         {@link KeyType#ED25519_SIGN} the 64 bytes of RFC 8032
     */
    byte[] sign(String name, byte[] data);

    /**
     * ECDH of RFC 7518 section 4.6: the shared secret of a {@link KeyType#P256_AGREE} key with somebody's P-256 public
     * key, 32 bytes.
     */
    byte[] agree(String name, PublicKey other);

    /** Wraps a data key (16 to 64 bytes) under an {@link KeyType#AES256_WRAP} key, authenticated. */
    byte[] wrap(String name, byte[] dataKey);

    /** Reverses {@link #wrap}. */
    byte[] unwrap(String name, byte[] wrapped);

    /**
     * Destroys a key for ever; durable when it returns. Nothing happens when there is none of that name. What it wrapped
     * cannot be unwrapped any more: the core asks for it only when nothing is left under it.
     *
     * @throws id.api.error.IdentityException
     *             KEY_REMOVAL_UNSUPPORTED when this vault leaves that to the tools of its maker, as it does unless it
     *             says otherwise
     */
    default void destroy(String name) {
        throw new IdentityException(SecurityError.KEY_REMOVAL_UNSUPPORTED, name,
                "This vault does not destroy keys: remove it with the tools of the vault; Idem sees that it is gone");
    }
}
