package id.api.verification;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.value.ClientId;
import id.api.value.PersonIdentifier;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A claim and its proofs.
 *
 * @param individual
 *            who the person claims to be
 * @param proofs
 *            1 to 20
 * @param relyingParty
 *            who asks
 * @param transactionId
 *            the relying party's own id of this, 1 to 64 characters; binds a challenge to its proof
 */
public record VerificationRequest(PersonIdentifier individual, List<Proof> proofs, ClientId relyingParty,
        String transactionId) {
    private static final Pattern TRANSACTION = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

    public VerificationRequest {
        Objects.requireNonNull(individual, "individual");
        Objects.requireNonNull(relyingParty, "relyingParty");
        proofs = List.copyOf(proofs);
        if (proofs.isEmpty() || proofs.size() > 20) {
            throw new IdentityException(GeneralError.MISSING_VALUE, "proofs",
                    "Give 1 to 20 proofs: a finger, attributes or a code");
        }
        if (transactionId == null || !TRANSACTION.matcher(transactionId).matches()) {
            throw new IdentityException(GeneralError.INVALID_VALUE, "transactionId",
                    "1 to 64 letters, digits, dots, colons, underscores, hyphens");
        }
    }
}
