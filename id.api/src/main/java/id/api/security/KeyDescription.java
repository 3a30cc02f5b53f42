package id.api.security;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * One version of a key of the system: what it is, and nothing of what it is made of.
 *
 * @param name
 *            unique; what {@link KeyRing#revoke} takes
 * @param series
 *            the versions that belong together; what {@link KeyRing#rotate} takes
 * @param version
 *            from 1
 * @param kind
 *            what it is for
 * @param algorithm
 *            a JOSE or NIST name: {@code A256GCM}, {@code ES256}, {@code ML-KEM-768}...
 * @param newest
 *            whether new values are sealed, wrapped or signed by it; the earlier ones only open and check
 * @param wrappedBy
 *            the master key that wraps it in the store; empty for keys in the vault
 * @param createdAt
 *            since when it is there
 */
public record KeyDescription(String name, String series, int version, Kind kind, String algorithm, boolean newest,
        Optional<String> wrappedBy, Instant createdAt) {

    /** What a key is for. */
    public enum Kind {
        /** Wraps data keys; in the vault. */
        MASTER,
        /** Seals values in the stores. */
        DATA,
        /** Finds values by keyed hash, and derives identifiers from them; never rotated. */
        INDEX,
        /** Permutes numbers; never rotated. */
        PERMUTATION,
        /** Signs; in the vault, or, wrapped by a master key, where the vault has no such keys. */
        SIGNING,
        /** Opens packets that stations sealed; in the vault, or, wrapped by a master key, where the vault has no such keys. */
        AGREEMENT
    }

    public KeyDescription {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(series, "series");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(algorithm, "algorithm");
        Objects.requireNonNull(wrappedBy, "wrappedBy");
        Objects.requireNonNull(createdAt, "createdAt");
    }
}
