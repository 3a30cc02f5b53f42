package id.core.audit;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.security.Signer;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The signer, which comes and goes: the trail takes entries while the vault is away, or there would be no trace of what
 * happened then.
 */
record Signing(Supplier<Optional<Signer>> signer) {
    /**
     * The signer.
     *
     * @throws IdentityException
     *             UNAVAILABLE when it is not there
     */
    Signer required() {
        return signer.get().orElseThrow(() -> new IdentityException(GeneralError.UNAVAILABLE, "",
                "The signer is not there: see /health/ready and the log for what the key vault lacks"));
    }

    /** The signer, where it is there. */
    Optional<Signer> ifThere() {
        return signer.get();
    }
}
