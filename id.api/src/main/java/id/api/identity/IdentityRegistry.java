package id.api.identity;

import id.api.value.Alias;
import id.api.value.Attributes;
import id.api.value.ClientId;
import id.api.value.EnrollmentId;
import id.api.value.PersonId;
import id.api.value.PersonIdentifier;
import id.api.value.Uin;
import id.api.value.Vid;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The register of persons. Every change is one transaction with its history entry, its event and its audit entry. Safe
 * for concurrent use.
 */
@ProviderType
public interface IdentityRegistry {
    /**
     * Registers a person and issues the UIN. Idempotent by enrollment: the same enrollment again yields the same
     * person.
     */
    PersonId register(EnrollmentId enrollment, Attributes attributes);

    /**
     * The person that an identifier names; empty when it is unknown, revoked, expired or used up. Does not use up a
     * one-time VID.
     */
    Optional<PersonId> find(PersonIdentifier identifier);

    /** The same, and counts the use of a virtual identifier: a one-time one is gone afterwards. */
    Optional<PersonId> findForUse(PersonIdentifier identifier);

    /** The identity of a person; empty when there is none. */
    Optional<Identity> read(PersonId person);

    /** The person registered by an enrollment; empty when there is none. */
    Optional<PersonId> findByEnrollment(EnrollmentId enrollment);

    /** Replaces the attributes; returns the new version. */
    long update(PersonId person, Attributes attributes, String cause, ClientId by);

    /**
     * Changes the state.
     *
     * @throws id.api.error.IdentityException
     *             CONFLICT when the state may not follow the present one
     */
    void changeState(PersonId person, IdentityState state, String cause, ClientId by);

    /** Makes a virtual identifier under a policy. */
    Vid issueVid(PersonId person, VidPolicy policy, ClientId by);

    /** Takes a virtual identifier back; afterwards it names nobody. NOT_FOUND when it is not the person's. */
    void revokeVid(PersonId person, Vid vid, ClientId by);

    /** Links an alias; CONFLICT when it is somebody's already. */
    void linkAlias(PersonId person, Alias alias, ClientId by);

    /** Takes an alias back. NOT_FOUND when it is not the person's. */
    void revokeAlias(PersonId person, Alias alias, ClientId by);

    /** Everything that changed, oldest first. */
    List<IdentityChange> history(PersonId person);

    /** A new number that is nobody's yet (OSIA {@code generateUIN}). Never given out again, used or not. */
    Uin generateUin();

    /** How many numbers the settings leave, and how many are used up. */
    UinCapacity capacity();
}
