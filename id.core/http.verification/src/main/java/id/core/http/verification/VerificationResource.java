package id.core.http.verification;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.partner.RequiresScope;
import id.api.value.ClientId;
import id.api.verification.ChallengeOutcome;
import id.api.verification.VerificationOutcome;
import id.api.verification.VerificationService;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsExtensionSelect;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Verification for relying parties. A check that could not be made is an error (503), never a no. */
@Component(service = VerificationResource.class)
@JakartarsResource
@JakartarsExtensionSelect("(osgi.jakartars.name=idem.gate)")
@Path("/verification/v1")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RequiresScope(value = "id.verify", everywhere = true)
public final class VerificationResource {
    private static final Logger LOG = LoggerFactory.getLogger(VerificationResource.class);

    private final VerificationService verifications;

    @Activate
    public VerificationResource(@Reference VerificationService verifications) {
        this.verifications = verifications;
    }

    /** Body of a request for a challenge. */
    record ChallengeBody(Individual individual, String factor, String transactionId) {
        ChallengeBody {
            if (factor == null || transactionId == null) {
                throw new IdentityException(GeneralError.MISSING_VALUE, factor == null ? "factor" : "transactionId",
                        "Give it: it is required");
            }
            if (!transactionId.matches("[A-Za-z0-9._:-]{1,64}")) {
                throw new IdentityException(GeneralError.INVALID_VALUE, "transactionId",
                        "1 to 64 letters, digits, dots, colons, underscores, hyphens");
            }
        }

        @Override
        public String toString() {
            return "ChallengeBody[***]";
        }
    }

    @POST
    @Path("challenges")
    public Map<String, Object> challenge(ChallengeBody body, @Context SecurityContext caller) {
        ChallengeOutcome outcome = verifications.challenge(Individual.required(body.individual()), body.factor(),
                body.transactionId(), relyingParty(caller));
        return switch (outcome) {
            case ChallengeOutcome.Sent(var challenge) ->
                Map.of("destination", challenge.destination(), "expiresAt", challenge.expiresAt().toString());
            case ChallengeOutcome.Refused(var reason) -> Map.of("reason", reason.name());
            case ChallengeOutcome.Unavailable(var why) ->
                throw unavailable("factor", "The code could not be sent", why);
        };
    }

    @POST
    @Path("verifications")
    public Map<String, Object> verify(VerificationBody body, @Context SecurityContext caller) {
        VerificationOutcome outcome = verifications.verify(body.toRequest(relyingParty(caller)));
        return switch (outcome) {
            case VerificationOutcome.Verified(var token, var factors) ->
                Map.of("verified", true, "token", token, "factors", factors);
            case VerificationOutcome.NotVerified(var reason) -> Map.of("verified", false, "reason", reason.name());
            case VerificationOutcome.Unavailable(var why) -> throw unavailable("proofs",
                    "A proof could not be checked: this is no answer about the person", why);
        };
    }

    /** The reason is the operator's, the mend the caller's. */
    private static IdentityException unavailable(String field, String message, String why) {
        LOG.warn("Verification could not answer: {}", why);
        return new IdentityException(GeneralError.UNAVAILABLE, field, message + "; try again later");
    }

    private static ClientId relyingParty(SecurityContext caller) {
        return new ClientId(caller.getUserPrincipal().getName());
    }
}
