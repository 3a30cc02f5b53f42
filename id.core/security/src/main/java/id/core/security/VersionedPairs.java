package id.core.security;

import id.api.error.IdentityException;
import id.api.security.SecurityError;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import javax.crypto.SecretKey;

/**
 * The key pairs of one use whose private halves the vault cannot hold: each version is a seed, which is a data key like any
 * other, wrapped by a master key in the store, rotated and revoked as those are. A pair is made anew of its seed and kept for
 * as long as the seed stays in memory.
 *
 * @param <P>
 *            a pair
 */
final class VersionedPairs<P> {
    private final DataKeys keys;
    private final String purpose;
    private final Function<byte[], P> maker;
    private final Function<P, String> kid;
    private final Map<Integer, Made<P>> made = new ConcurrentHashMap<>();
    private volatile Map<String, Integer> versions = Map.of();

    private record Made<P>(SecretKey seed, P pair) {
        @Override
        public String toString() {
            return "Made[***]";
        }
    }

    /**
     * @param purpose
     *            the store's name for the seeds
     * @param maker
     *            from a seed to its pair
     * @param kid
     *            the thumbprint of a pair's public half
     */
    VersionedPairs(DataKeys keys, String purpose, Function<byte[], P> maker, Function<P, String> kid) {
        this.keys = keys;
        this.purpose = purpose;
        this.maker = maker;
        this.kid = kid;
    }

    /** Makes the first version where there is none; not within a caller's transaction, with which it would be gone. */
    void provide() {
        keys.provide(purpose);
    }

    /** Whether there is any, as far as is known here. */
    boolean isThere() {
        return keys.has(purpose);
    }

    /** The pair that works now; KEY_MISSING where none was ever made. */
    P newest() {
        return pair(keys.newestVersion(purpose));
    }

    /** All pairs, newest first. */
    List<P> all() {
        return keys.read().versions(purpose).reversed().stream().map(this::pair).toList();
    }

    /** The pair of that thumbprint; the store is asked for one that is not known, since another node may have made it. */
    Optional<P> find(String thumbprint) {
        Integer version = versions.get(thumbprint);
        if (version == null) {
            version = look().get(thumbprint);
        }
        if (version == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(pair(version));
        } catch (IdentityException missing) {
            // Revoked by another node since; a vault that has lost a master key says the same and is none of that.
            if (missing.code() != SecurityError.KEY_MISSING || look().containsKey(thumbprint)) {
                throw missing;
            }
            return Optional.empty();
        }
    }

    private Map<String, Integer> look() {
        List<Integer> there = keys.read().versions(purpose);
        made.keySet().retainAll(there);
        Map<String, Integer> found = new HashMap<>();
        there.forEach(version -> found.put(kid.apply(pair(version)), version));
        versions = Map.copyOf(found);
        return versions;
    }

    private P pair(int version) {
        SecretKey seed = keys.key(purpose, version);
        return made.compute(version, (number, known) -> known != null && known.seed() == seed ? known
                : new Made<>(seed, maker.apply(seed.getEncoded()))).pair();
    }
}
