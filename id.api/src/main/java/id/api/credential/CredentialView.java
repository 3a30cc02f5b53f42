package id.api.credential;

import id.api.value.CredentialId;
import id.api.value.PersonId;
import java.time.Instant;
import java.time.LocalDate;

/**
 * One credential.
 *
 * @param id
 *            which
 * @param requestId
 *            the request that it answers
 * @param person
 *            whose
 * @param profile
 *            its profile
 * @param status
 *            where it is in its life
 * @param number
 *            the number printed on it
 * @param issued
 *            day of issue
 * @param expires
 *            last day of validity
 * @param updatedAt
 *            when its status last changed
 */
public record CredentialView(CredentialId id, String requestId, PersonId person, String profile,
        CredentialStatus status, String number, LocalDate issued, LocalDate expires, Instant updatedAt) {
    @Override
    public String toString() {
        return "CredentialView[" + status + ", ***]";
    }
}
