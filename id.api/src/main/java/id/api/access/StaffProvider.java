package id.api.access;

import id.api.access.StaffSessions.StaffSession;
import id.api.value.ClientId;
import java.net.URI;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Log-in of people by an external OpenID Provider: authorization code with PKCE (RFC 7636), {@code private_key_jwt}
 * signed in the vault. The provider says who somebody is and how they were authenticated; the account, its roles and
 * whether it is let in are this system's alone. Safe for concurrent use.
 */
@ProviderType
public interface StaffProvider {
    /**
     * Begins a log-in.
     *
     * @throws id.api.error.IdentityException
     *             PROVIDER_UNKNOWN where none is set up, UNAVAILABLE where it does not answer
     */
    Begun begin();

    /**
     * Ends it: asks the provider for the ID token, checks everything about it, and begins a session of the account that
     * its subject is bound to.
     *
     * @param ticket
     *            of {@link #begin}, from the same browser; counts once
     * @param binding
     *            what the session is bound to
     *
     * @throws id.api.error.IdentityException
     *             LOGIN_REFUSED whatever is wrong; PROVIDER_UNKNOWN; UNAVAILABLE where the provider does not answer;
     *             TOO_MANY_CALLS
     */
    StaffSession finish(String ticket, Answer answer, String binding);

    /**
     * The start page of this system, where a browser goes afterwards; at the address of the settings, whatever a request
     * named. PROVIDER_UNKNOWN.
     */
    URI startPage();

    /**
     * Says by which name the provider knows the person of an account, in place of the one before.
     *
     * @param subject
     *            the value of the claim that the settings name, 1 to 255 characters
     *
     * @throws id.api.error.IdentityException
     *             STAFF_UNKNOWN, PROVIDER_UNKNOWN, INVALID_VALUE; STAFF_SUBJECT_EXISTS where it is another account's
     */
    StaffAccount bind(String name, String subject, ClientId by);

    /** Takes that back, and ends all sessions of the account; nothing happens where there is none. STAFF_UNKNOWN. */
    StaffAccount unbind(String name, ClientId by);

    /**
     * A log-in under way.
     *
     * @param location
     *            where the browser goes
     * @param ticket
     *            what it brings back from there, kept by it and by nobody else for ten minutes at most
     */
    record Begun(URI location, String ticket) {
        @Override
        public String toString() {
            return "Begun[***]";
        }
    }

    /**
     * What the browser brings from the provider; each null where it was not given.
     *
     * @param state
     *            as it was sent along
     * @param code
     *            what the ID token is asked for with
     * @param issuer
     *            who answers (RFC 9207)
     */
    record Answer(String state, String code, String issuer) {
        @Override
        public String toString() {
            return "Answer[***]";
        }
    }
}
