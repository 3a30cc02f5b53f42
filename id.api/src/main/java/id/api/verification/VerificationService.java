package id.api.verification;

import id.api.value.ClientId;
import id.api.value.PersonIdentifier;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Answers relying parties. Every answer is in the audit trail, durably, before it is given. Safe for concurrent use.
 */
@ProviderType
public interface VerificationService {
    /** Checks all proofs of a request; verified only if each passes. */
    VerificationOutcome verify(VerificationRequest request);

    /**
     * Asks a factor for a challenge, such as sending a one-time code.
     *
     * @param factor
     *            name of the factor: {@code otp}
     *
     * @return what to tell the person, or why there is no challenge
     */
    ChallengeOutcome challenge(PersonIdentifier individual, String factor, String transactionId, ClientId relyingParty);

    /** Gives attributes of a person to a relying party, as far as its policy goes. */
    ReleaseOutcome release(ReleaseRequest request);
}
