package id.api.audit;

import id.api.value.ClientId;
import id.api.value.PersonId;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What stands for a person in entries of the trail that tell what relying parties asked: a mark that is another one for
 * each of them. Nobody who has the trail and not the keys can tell that two of them asked about the same person, nor
 * who that is. Implemented by the core; safe for concurrent use.
 */
@ProviderType
public interface AuditMarks {
    /**
     * All marks of a person: one for each client that is registered, active or not, and the one for the system itself.
     *
     * @throws id.api.error.IdentityException
     *             UNAVAILABLE when the store or the keys do not answer
     */
    Set<String> of(PersonId person);

    /** The mark of a person for one who asks. */
    String of(PersonId person, ClientId asking);
}
