package id.api.storage;

import id.api.credential.CredentialStatus;
import id.api.security.SealedValue;
import id.api.value.CredentialId;
import id.api.value.PersonId;
import java.time.Instant;
import java.time.LocalDate;

/**
 * A credential on record; see {@link id.api.credential.CredentialView}.
 *
 * @param requestId
 *            unique
 * @param number
 *            unique
 * @param encoded
 *            the sealed, signed credential
 */
public record CredentialRecord(CredentialId id, String requestId, PersonId person, String profile,
        CredentialStatus status, String number, String format, SealedValue encoded, LocalDate issued, LocalDate expires,
        Instant updatedAt, String reason) {}
