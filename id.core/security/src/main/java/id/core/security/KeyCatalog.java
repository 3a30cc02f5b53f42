package id.core.security;

import id.api.error.IdentityException;
import id.api.security.SecurityError;
import id.api.storage.DataKeyStore.WrappedKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The data keys that the store had at a moment, wrapped. */
final class KeyCatalog {
    private final Map<Name, WrappedKey> keys;
    private final Map<String, Integer> newest;
    private final Instant readAt;

    /** Which key. */
    record Name(String purpose, int version) {
        static Name of(WrappedKey key) {
            return new Name(key.purpose(), key.version());
        }
    }

    /**
     * @param readAt
     *            before the store was asked
     */
    KeyCatalog(List<WrappedKey> stored, Instant readAt) {
        this.keys = stored.stream().collect(Collectors.toUnmodifiableMap(Name::of, Function.identity()));
        this.newest = stored.stream()
                .collect(Collectors.toUnmodifiableMap(WrappedKey::purpose, WrappedKey::version, Math::max));
        this.readAt = readAt;
    }

    Instant readAt() {
        return readAt;
    }

    Set<Name> names() {
        return keys.keySet();
    }

    List<WrappedKey> all() {
        return List.copyOf(keys.values());
    }

    boolean has(String purpose) {
        return newest.containsKey(purpose);
    }

    /** Whether there is a version before the newest. */
    boolean hasOlder(String purpose) {
        return keys.keySet().stream().anyMatch(key -> key.purpose().equals(purpose) && key.version() < newestVersion(purpose));
    }

    /** The versions of a purpose. */
    List<Integer> versions(String purpose) {
        return keys.keySet().stream().filter(key -> key.purpose().equals(purpose)).map(Name::version).sorted().toList();
    }

    Optional<WrappedKey> find(Name name) {
        return Optional.ofNullable(keys.get(name));
    }

    int newestVersion(String purpose) {
        Integer version = newest.get(purpose);
        if (version == null) {
            throw missing(new Name(purpose, 0));
        }
        return version;
    }

    static IdentityException missing(Name name) {
        return new IdentityException(SecurityError.KEY_MISSING, name.purpose(), "The store has no data key "
                + name.purpose() + " of version " + name.version() + ": see that all of it was restored");
    }
}
