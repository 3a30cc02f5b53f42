package id.api.verification;

import id.api.identity.Identity;
import id.api.value.ClientId;
import java.util.Objects;

/**
 * Whose proof it is.
 *
 * @param identity
 *            the claimed identity
 * @param relyingParty
 *            who asks
 * @param transactionId
 *            the relying party's id of the transaction
 */
public record FactorContext(Identity identity, ClientId relyingParty, String transactionId) {
    public FactorContext {
        Objects.requireNonNull(identity, "identity");
        Objects.requireNonNull(relyingParty, "relyingParty");
        Objects.requireNonNull(transactionId, "transactionId");
    }
}
