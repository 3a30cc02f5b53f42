package id.api.verification;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** Checks one kind of proof. Called from many threads at once. */
@ConsumerType
public interface AuthenticationFactor {
    /** Service property, {@code String}: the name that proofs refer to, lower case. Required. */
    String FACTOR = "factor";

    /**
     * Starts a challenge where this kind of proof has one, such as sending a code.
     *
     * @return what to tell the person, or empty when this factor has no challenges
     *
     * @throws id.api.error.IdentityException
     *             when it should have been sent and was not
     */
    Optional<Challenge> challenge(FactorContext context);

    /** Checks a proof. Counts failed tries where the kind of proof asks for it. */
    FactorResult check(Proof proof, FactorContext context);
}
