package id.api.credential;

import id.api.printer.PrintOutcome;
import id.api.value.ClientId;
import id.api.value.CredentialId;
import id.api.value.PersonId;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** The life of credentials. Every change is durable, audited and told as an event. Safe for concurrent use. */
@ProviderType
public interface CredentialService {
    /**
     * Asks for a credential; it is issued at once where the profile needs nobody's approval. Idempotent by request id.
     *
     * @param requestId
     *            names the request, 1 to 64 letters, digits, dots, underscores and hyphens
     * @param profile
     *            name of the profile: {@link #IDENTITY_CARD}
     */
    CredentialView request(String requestId, PersonId person, String profile, ClientId by);

    /** The profile of the identity card: claim 169 QR code, printed as ID-1. */
    String IDENTITY_CARD = "identity-card";

    /** One credential; empty when it is not known. */
    Optional<CredentialView> read(CredentialId id);

    /** All credentials of a person, newest first. */
    List<CredentialView> ofPerson(PersonId person);

    /** Takes it out of use for now. CONFLICT unless active. */
    void suspend(CredentialId id, String reason, ClientId by);

    /** Puts it back into use. CONFLICT unless suspended. */
    void unsuspend(CredentialId id, String reason, ClientId by);

    /** Takes it out of use for good. CONFLICT when it is already. */
    void revoke(CredentialId id, String reason, ClientId by);

    /** Prints or renders it in a layout that an installed printer has; CONFLICT unless it is active. */
    PrintOutcome print(CredentialId id, String layout, ClientId by);

    /** The encoded, signed credential itself; for claim 169 the text of the QR code. CONFLICT unless it is active. */
    EncodedCredential encoded(CredentialId id);
}
