package id.api.access;

import id.api.value.CentreId;
import id.api.value.ClientId;
import id.api.value.CredentialId;
import id.api.value.EnrollmentId;
import id.api.value.PersonId;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Where things belong, and who reaches them: an enrollment belongs to the centre that sent it, and so do the person and
 * the credentials that came of it. A caller of limited {@link id.api.partner.Places} reaches only what belongs to one of
 * them; a thing without a centre is reached from everywhere-callers alone. Safe for concurrent use.
 */
@ProviderType
public interface ObjectPlaces {
    /** Notes where an enrollment belongs, in the thread's transaction; the first note stays. */
    void settle(EnrollmentId enrollment, Optional<CentreId> centre);

    /** Whether a caller may act for a centre, or, when it is empty, without any. */
    boolean reaches(ClientId caller, Optional<CentreId> centre);

    /** Whether a caller reaches an enrollment. */
    boolean reaches(ClientId caller, EnrollmentId enrollment);

    /** Whether a caller reaches a person. */
    boolean reaches(ClientId caller, PersonId person);

    /** Whether a caller reaches a credential. */
    boolean reaches(ClientId caller, CredentialId credential);
}
