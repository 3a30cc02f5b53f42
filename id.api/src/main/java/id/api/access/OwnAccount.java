package id.api.access;

import id.api.access.StaffSessions.StaffSession;
import id.api.value.ClientId;
import id.api.value.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a person who is logged in does with the own account. Whatever changes how they log in asks for password and code
 * once more, counts as a try of a log-in, ends all their sessions on all nodes and begins a new one. Safe for concurrent
 * use.
 * <p>
 * {@code who} is the account of the session that calls; a client of a machine has none: SESSION_INVALID.
 */
@ProviderType
public interface OwnAccount {
    /** What every session of a person is good for beside the scopes of its roles; no client of a machine gets it. */
    String SCOPE = "staff.own";

    /**
     * The sessions of a person that have not ended, newest first.
     *
     * @param token
     *            of the session that asks
     *
     * @throws id.api.error.IdentityException
     *             SESSION_INVALID
     */
    List<OwnSession> sessions(ClientId who, String token);

    /**
     * Ends one of the own sessions.
     *
     * @param id
     *            of {@link #sessions}
     *
     * @throws id.api.error.IdentityException
     *             SESSION_INVALID, NOT_FOUND
     */
    void endSession(ClientId who, String id);

    /**
     * Ends all own sessions but the one that asks.
     *
     * @param token
     *            of the session that asks
     *
     * @return how many ended
     *
     * @throws id.api.error.IdentityException
     *             SESSION_INVALID
     */
    int endOthers(ClientId who, String token);

    /**
     * Changes the password.
     *
     * @param password
     *            the one until now
     * @param code
     *            six digits of the authenticator; each counts once
     * @param binding
     *            what the new session is bound to, see {@link StaffSessions#login}
     *
     * @throws id.api.error.IdentityException
     *             SESSION_INVALID, LOGIN_REFUSED, PASSWORD_WEAK
     */
    StaffSession changePassword(ClientId who, Secret password, String code, Secret newPassword, String binding);

    /**
     * The first half of a change of the authenticator: a secret for the new one. The old one stays in use.
     *
     * @param code
     *            six digits of the old authenticator; each counts once
     * @param token
     *            of the session that asks: it alone can finish
     *
     * @return an {@code otpauth} URI, good for ten minutes
     *
     * @throws id.api.error.IdentityException
     *             SESSION_INVALID, LOGIN_REFUSED
     */
    Secret offerAuthenticator(ClientId who, Secret password, String code, String token);

    /**
     * The second half: takes the new authenticator into use.
     *
     * @param code
     *            six digits of the new authenticator
     *
     * @throws id.api.error.IdentityException
     *             SESSION_INVALID, LOGIN_REFUSED
     */
    StaffSession takeAuthenticator(ClientId who, String code, String token, String binding);

    /**
     * A session as its owner sees it.
     *
     * @param id
     *            32 hexadecimal digits; names it and cannot be used in its place
     * @param begunAt
     *            empty for one that began before this was noted
     * @param lastUsed
     *            to the minute
     * @param expiresAt
     *            its end, however much it is used
     * @param browser
     *            what the browser calls itself, 200 characters at most; may be empty
     * @param current
     *            whether it is the one that asks
     */
    record OwnSession(String id, Optional<Instant> begunAt, Instant lastUsed, Instant expiresAt, String browser,
            boolean current) {}
}
