package id.api.access;

import id.api.value.ClientId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Acts that take two people, where an operator has set so. The first one's request is noted with a hash of everything
 * that it says; it is carried out when another asks for the very same within the time allowed. Whatever differs is
 * another request, so nobody can approve one thing and have another done. Safe for concurrent use.
 */
@ProviderType
public interface Approvals {
    /** A duplicate's decision. */
    String ADJUDICATION = "adjudication.decide";
    /** Plugins in, up and out. */
    String PLUGINS = "plugin.change";
    /** A key taken out of use. */
    String KEY_REVOCATION = "key.revoke";
    /** Shares of what opens the key vault. */
    String KEY_CEREMONY = "key.ceremony";
    /** A person's data erased for good. */
    String PERSON_ERASURE = "person.erase";
    /** A person's password and authenticator taken away. */
    String STAFF_RESET = "staff.reset";

    /**
     * Passes when the act may be carried out now: when it takes no second person, or when another person asked for the
     * same before; that request is used up. Call it before the act, outside of a transaction.
     *
     * @param action
     *            one of the names above
     * @param subject
     *            what it is done to: an internal id or a name, no personal data, at most 128 characters
     * @param parameters
     *            everything else that the act depends on, in a form that is the same for the same request
     *
     * @throws id.api.error.IdentityException
     *             APPROVAL_NEEDED when a second person has to ask as well; the request is noted
     */
    void require(String action, String subject, String parameters, ClientId by);

    /** Whether an act takes two people. */
    boolean takesTwo(String action);

    /** Open requests, newest first. */
    List<OpenRequest> open();

    /** Takes an open request back. APPROVAL_UNKNOWN. */
    void withdraw(String id, ClientId by);

    /**
     * A request that waits for a second person.
     *
     * @param id
     *            names it
     * @param digest
     *            SHA-256 of action, subject and parameters, in hexadecimal digits
     */
    record OpenRequest(String id, String action, String subject, String digest, ClientId by, Instant since,
            Instant expiresAt) {
        public OpenRequest {
            Objects.requireNonNull(by, "by");
        }
    }
}
