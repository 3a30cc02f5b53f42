package id.api.storage;

import id.api.identity.IdentityState;
import id.api.security.SealedValue;
import id.api.value.EnrollmentId;
import id.api.value.PersonId;
import java.time.Instant;

/**
 * An identity on record.
 *
 * @param person
 *            who; unique
 * @param state
 *            whether it may be used
 * @param uin
 *            sealed number
 * @param attributes
 *            sealed attributes
 * @param enrollment
 *            where it came from; unique
 * @param registeredAt
 *            since when
 * @param version
 *            from 1, grows with every change
 */
public record IdentityRecord(PersonId person, IdentityState state, SealedValue uin, SealedValue attributes,
        EnrollmentId enrollment, Instant registeredAt, long version) {}
