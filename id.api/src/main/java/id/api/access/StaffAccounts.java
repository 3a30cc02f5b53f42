package id.api.access;

import id.api.partner.Places;
import id.api.value.ClientId;
import id.api.value.Secret;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/** The accounts of the people who work with the system. Changes are durable, audited and hold on all nodes at once. */
@ProviderType
public interface StaffAccounts {
    /**
     * Makes an account.
     *
     * @param name
     *            1 to 32 lower case letters, digits, dots and hyphens, beginning with a letter
     *
     * @return the initial password, good for the first log-in alone; told once
     *
     * @throws id.api.error.IdentityException
     *             INVALID_VALUE, ROLE_UNKNOWN, STAFF_EXISTS
     */
    Secret create(String name, String displayName, Set<String> roles, Places places, ClientId by);

    Optional<StaffAccount> find(ClientId id);

    /** All accounts, by name. */
    List<StaffAccount> list();

    /** Lets a person in or keeps them out; their sessions end at once. STAFF_UNKNOWN. */
    StaffAccount setActive(String name, boolean active, ClientId by);

    /**
     * Takes password and authenticator away and ends all sessions: for who lost them. The next log-in is a first one.
     *
     * @param proof
     *            how the person proved who they are; kept in the audit trail
     *
     * @return the initial password
     *
     * @throws id.api.error.IdentityException
     *             STAFF_UNKNOWN
     */
    Secret reset(String name, ResetProof proof, ClientId by);

    /**
     * Takes the password alone away and ends all sessions: for who forgot it. The person sets a new one with the initial
     * password and a code of the authenticator that they have: whoever holds the initial password alone gets no further.
     *
     * @return the initial password
     *
     * @throws id.api.error.IdentityException
     *             STAFF_UNKNOWN; INVALID_VALUE for an account that has no authenticator yet
     */
    Secret resetPassword(String name, ClientId by);

    /** Ends all sessions of a person, on all nodes. STAFF_UNKNOWN. */
    void endSessions(String name, ClientId by);
}
