package id.api.storage;

import id.api.security.SealedValue;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A record about who may do what.
 *
 * @param kind
 *            what it is about
 * @param id
 *            unique within the kind: 1 to 128 characters that name nothing personal (an id, a keyed hash)
 * @param content
 *            the rest, sealed
 * @param version
 *            1 for a new one, one more with every change
 * @param expiresAt
 *            from when on it counts as absent; empty: never
 */
public record AccessRecord(Kind kind, String id, SealedValue content, long version, Optional<Instant> expiresAt) {
    /** What a record is about. */
    public enum Kind {
        /** An entry of the hotlist; the id is a blind index. */
        HOT,
        /** The account of a person. */
        STAFF,
        /** A session; the id is a hash of its token. */
        SESSION,
        /** A request that waits for a second person. */
        APPROVAL,
        /** What the account of a person is found by besides its name; the id is a blind index. */
        BINDING,
        /** The centre of an enrollment; the id is the enrollment's. */
        PLACE
    }

    public AccessRecord {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(content, "content");
        Objects.requireNonNull(expiresAt, "expiresAt");
    }

    @Override
    public String toString() {
        return "AccessRecord[" + kind + ", ***]";
    }
}
