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
     * @return the initial password
     *
     * @throws id.api.error.IdentityException
     *             STAFF_UNKNOWN
     */
    Secret reset(String name, ClientId by);

    /** Ends all sessions of a person, on all nodes. STAFF_UNKNOWN. */
    void endSessions(String name, ClientId by);
}
