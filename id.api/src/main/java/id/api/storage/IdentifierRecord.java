package id.api.storage;

import id.api.security.BlindIndex;
import id.api.security.SealedValue;
import id.api.value.PersonId;
import java.time.Instant;
import java.util.Optional;

/**
 * One identifier of a person.
 *
 * @param index
 *            blind index of kind and value; unique
 * @param person
 *            whose
 * @param kind
 *            {@code uin}, {@code vid} or {@code alias}
 * @param value
 *            sealed value
 * @param active
 *            false once revoked
 * @param expiresAt
 *            until when it counts
 * @param usesLeft
 *            how often it may still be used; -1 for any number
 * @param createdAt
 *            since when
 */
public record IdentifierRecord(BlindIndex index, PersonId person, String kind, SealedValue value, boolean active,
        Optional<Instant> expiresAt, int usesLeft, Instant createdAt) {}
