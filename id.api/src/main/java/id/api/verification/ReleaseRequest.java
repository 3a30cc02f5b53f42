package id.api.verification;

import id.api.value.ClientId;
import id.api.value.PersonIdentifier;
import java.util.Set;

/**
 * Which attributes a relying party wants to read.
 *
 * @param individual
 *            whose
 * @param attributes
 *            names; empty asks for everything that the policy allows
 * @param relyingParty
 *            who asks
 * @param transactionId
 *            the relying party's id of the transaction
 */
public record ReleaseRequest(PersonIdentifier individual, Set<String> attributes, ClientId relyingParty,
        String transactionId) {
    public ReleaseRequest {
        attributes = Set.copyOf(attributes);
    }
}
