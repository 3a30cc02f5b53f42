package id.api.security;

import id.api.value.Bytes;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Seals what goes into a store and opens what comes out. Safe for concurrent use; microseconds a call, keys cached in
 * memory.
 */
@ProviderType
public interface FieldCipher {
    /**
     * Encrypts and authenticates (AES-256-GCM, fresh nonce).
     *
     * @param context
     *            the place where the value will lie (kind and id of its record); opening it elsewhere fails
     */
    SealedValue seal(SealPurpose purpose, String context, Bytes plain);

    /**
     * Reverses {@link #seal}.
     *
     * @throws id.api.error.IdentityException
     *             SEALED_VALUE_INVALID when key, context or content do not fit
     */
    Bytes open(SealPurpose purpose, String context, SealedValue sealed);

    /**
     * The blind index of a value: HMAC-SHA-256 under a key of the purpose, the same for the same kind and value for as
     * long as the key lives.
     *
     * @param kind
     *            what the value is ({@code uin}, {@code phone}); the same value of another kind has another index
     */
    BlindIndex index(SealPurpose purpose, String kind, String value);

    /**
     * 128 bits derived from a value by key, as 32 hexadecimal digits: for identifiers that must be found again from a
     * value without being linkable to it, and for pairwise tokens.
     */
    String derive128(SealPurpose purpose, String kind, String value);
}
