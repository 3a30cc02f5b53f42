package id.api.access;

import id.api.partner.Access;
import id.api.value.Secret;
import java.time.Instant;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Log-in of people: password and a time-based code (RFC 6238: SHA-1, six digits, 30 seconds), then a session. Sessions
 * lie in the store, by a hash of their token: one that was ended is refused on every node with its next call.
 * <p>
 * Whatever is wrong at a log-in, the answer is LOGIN_REFUSED and takes the same work. Safe for concurrent use; a log-in
 * takes some ten milliseconds of CPU and about 19 MiB.
 */
@ProviderType
public interface StaffSessions {
    /**
     * Begins a session.
     *
     * @param code
     *            six digits of the authenticator; each counts once
     * @param binding
     *            what the session is bound to, such as the User-Agent of the browser: another one ends it; may be empty
     *
     * @throws id.api.error.IdentityException
     *             LOGIN_REFUSED
     */
    StaffSession login(String name, Secret password, String code, String binding);

    /**
     * The first half of a first log-in: a secret for the authenticator, asked for with the initial password. Refused after
     * a reset of the password alone: who has an authenticator finishes with a code of it.
     *
     * @return an {@code otpauth} URI, which a person scans; the secret in it works once {@link #finishFirst} was called
     *
     * @throws id.api.error.IdentityException
     *             LOGIN_REFUSED
     */
    Secret beginFirst(String name, Secret initialPassword);

    /**
     * The second half: sets the person's own password, takes the authenticator into use and begins a session.
     *
     * @throws id.api.error.IdentityException
     *             LOGIN_REFUSED, PASSWORD_WEAK
     */
    StaffSession finishFirst(String name, Secret initialPassword, Secret password, String code, String binding);

    /**
     * What a session is good for now; the roles of the account as they are at this moment.
     *
     * @throws id.api.error.IdentityException
     *             SESSION_INVALID
     */
    Access check(String token, String binding);

    /** Ends a session; nothing happens where there is none. */
    void logout(String token);

    /**
     * A session that began.
     *
     * @param token
     *            43 characters, known to nobody else
     * @param roles
     *            of the account
     * @param expiresAt
     *            its end, however much it is used
     * @param methods
     *            how the person logged in, as RFC 8176 names it: {@code pwd otp} or {@code fpt otp}, and {@code mfa}
     */
    record StaffSession(String token, Set<String> roles, Instant expiresAt, Set<String> methods) {
        public StaffSession {
            roles = Set.copyOf(roles);
            methods = Set.copyOf(methods);
        }

        @Override
        public String toString() {
            return "StaffSession[***]";
        }
    }
}
