package id.api.access;

import id.api.access.StaffSessions.StaffSession;
import id.api.biometric.BiometricSample;
import id.api.value.ClientId;
import id.api.value.PersonId;
import id.api.value.Uin;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Which enrolled person works under an account, and log-in by a finger of that person in place of the password; the
 * code of the authenticator is asked for as well. The account keeps the person sealed, never the number; whoever is
 * erased is bound to none from then on. Safe for concurrent use.
 */
@ProviderType
public interface StaffPersons {
    /**
     * Says which person works under an account, in place of who was said before.
     *
     * @throws id.api.error.IdentityException
     *             STAFF_UNKNOWN, PERSON_UNKNOWN; HOTLISTED, PERSON_NOT_ALLOWED where the person may not be verified now;
     *             STAFF_PERSON_EXISTS where another account is that person's: nobody approves their own acts as somebody
     *             else
     */
    StaffAccount bind(String name, Uin uin, ClientId by);

    /** Takes that back, and ends all sessions of the account; nothing happens where there is none. STAFF_UNKNOWN. */
    StaffAccount unbind(String name, ClientId by);

    /** Takes a person who is erased off the account that they work under, where there is one; as {@link #unbind}. */
    void erased(PersonId person);

    /**
     * Begins a session. The finger is compared with those of the person of the account and of nobody else, and only when
     * the code fits. Whatever is wrong, the answer is LOGIN_REFUSED and takes the same work; it counts as a wrong try as
     * {@link StaffSessions#login} does. Takes two extractions of a template, some 100 ms of CPU.
     *
     * @param finger
     *            as it was captured; at a position of a finger
     * @param code
     *            six digits of the authenticator; each counts once
     * @param binding
     *            what the session is bound to
     *
     * @throws id.api.error.IdentityException
     *             LOGIN_REFUSED; POSITION_MISMATCH for another part of the body; a
     *             {@link id.api.biometric.BiometricError} when the sample cannot be read, UNAVAILABLE when no matcher
     *             answers: both before an account is looked at; TOO_MANY_CALLS while several others log in so
     */
    StaffSession login(String name, BiometricSample finger, String code, String binding);
}
