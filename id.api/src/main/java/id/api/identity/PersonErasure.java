package id.api.identity;

import id.api.value.ClientId;
import id.api.value.PersonId;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Erases people, for good. Implemented by the core; safe for concurrent use.
 */
@ProviderType
public interface PersonErasure {
    /**
     * Erases a person: identity, identifiers and history at once; credentials (revoked first), biometric references,
     * packets, drafts, documents and portraits soon after, also across a crash. From its return on nobody finds the
     * person. The number is never given out again. What stays: entries of the audit trail, which name the person by an
     * id that leads nowhere, and the id and digest of the enrollment, so that its packet is not accepted a second time.
     * Backups become unreadable for it as {@link id.api.security.ErasureEpochs} says.
     *
     * @param purpose
     *            why, 3 to 200 characters without personal data; kept in the audit trail
     *
     * @throws id.api.error.IdentityException
     *             PERSON_UNKNOWN; ERASURE_REFUSED while a legal hold is on the person or an open case compares somebody
     *             with the person
     */
    void erase(PersonId person, String purpose, ClientId by);

    /** Notes that a person's data must stay; replaces an earlier hold. PERSON_UNKNOWN. */
    void hold(PersonId person, String reason, ClientId by);

    /** Ends a hold; nothing happens where there is none. */
    void release(PersonId person, String reason, ClientId by);

    /** The hold on a person. */
    Optional<LegalHold> hold(PersonId person);
}
