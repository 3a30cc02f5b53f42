package id.core.partner;

import id.api.partner.Access;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Tokens that were found good, by their SHA-256, until they expire: a repeated check costs a hash. */
final class CheckedTokens {
    private final Map<Digest, Access> good = new ConcurrentHashMap<>();
    private final int capacity;

    CheckedTokens(int capacity) {
        this.capacity = capacity;
    }

    Optional<Access> find(Digest digest) {
        return Optional.ofNullable(good.get(digest));
    }

    void remember(Digest digest, Access access, Instant now) {
        if (good.size() >= capacity) {
            good.values().removeIf(old -> !old.expiresAt().isAfter(now));
        }
        if (good.size() >= capacity) {
            // Rare, and costs one signature check for each token that is still in use.
            good.clear();
        }
        good.put(digest, access);
    }

    void forget(Digest digest) {
        good.remove(digest);
    }

    /** SHA-256 in four numbers. */
    record Digest(long first, long second, long third, long fourth) {
        static Digest of(String token) {
            try {
                ByteBuffer hash = ByteBuffer.wrap(
                        MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.ISO_8859_1)));
                return new Digest(hash.getLong(), hash.getLong(), hash.getLong(), hash.getLong());
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException("Every JDK has SHA-256", impossible);
            }
        }

        @Override
        public int hashCode() {
            return Long.hashCode(first);
        }
    }
}
