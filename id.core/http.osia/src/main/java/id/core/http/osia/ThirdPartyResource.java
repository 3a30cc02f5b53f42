package id.core.http.osia;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.identity.IdentityError;
import id.api.partner.PartnerError;
import id.api.partner.RequiresScope;
import id.api.security.Signer;
import id.api.value.AttributeValue;
import id.api.value.ClientId;
import id.api.value.PersonIdentifier;
import id.api.verification.Proof;
import id.api.verification.Reason;
import id.api.verification.ReleaseOutcome;
import id.api.verification.ReleaseRequest;
import id.api.verification.VerificationOutcome;
import id.api.verification.VerificationRequest;
import id.api.verification.VerificationService;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsExtensionSelect;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** OSIA Third Party 1.2.0: verification and reading of attributes. */
@Component(service = ThirdPartyResource.class, configurationPid = { "id.core.http.osia", "id.mapping" })
@JakartarsResource
@JakartarsExtensionSelect(Parameters.GATE)
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
public final class ThirdPartyResource {
    private static final Logger LOG = LoggerFactory.getLogger(ThirdPartyResource.class);
    private static final int VERIFIED = 0;

    /** Settings. */
    @ObjectClassDefinition(name = "OSIA Third Party")
    public @interface Config {
        @AttributeDefinition(
                description = "Sets of attributes that can be read by name: NAME=attribute,attribute by the country's attribute names; each needs a scope id.NAME.read")
        String[] attributeSets() default { "DEFAULT_SET_01=name,dateOfBirth",
                "DEFAULT_SET_02=name,dateOfBirth,gender,nationality",
                "DEFAULT_SET_EIDAS=name,dateOfBirth,gender,address,nationality" };

        @AttributeDefinition(description = "The country's attribute for the phone number, shown among contact data")
        String phone() default "phone";

        @AttributeDefinition(description = "The country's attribute for the e-mail address, shown among contact data")
        String email() default "email";
    }

    private final VerificationService verifications;
    private final VerificationProof proofs;
    private final AttributeSets sets;
    private final Set<String> contact;

    @Activate
    public ThirdPartyResource(Config config, @Reference VerificationService verifications, @Reference Signer signer,
            @Reference InstantSource clock) {
        this.verifications = verifications;
        this.proofs = new VerificationProof(signer, clock);
        this.sets = new AttributeSets(config.attributeSets());
        this.contact = Set.of(config.phone(), config.email());
    }

    @POST
    @Path("verify/{identifier}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RequiresScope(value = "id.verify", everywhere = true)
    public JsonNode verify(@PathParam("identifier") String identifier,
            @QueryParam("identifierType") String identifierType,
            @QueryParam("verificationProofRequired") String proofRequired,
            @QueryParam("transactionId") String transactionId, JsonNode body, @Context SecurityContext caller) {
        Parameters.transaction(transactionId);
        boolean withProof = Parameters.flag("verificationProofRequired", proofRequired, true);
        Shapes.ATTRIBUTE_SET.check(body, "");
        ClientId relyingParty = Parameters.caller(caller);
        VerificationOutcome outcome = verifications.verify(new VerificationRequest(
                individual(identifier, identifierType), proofs(body), relyingParty, transactionId));
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        return switch (outcome) {
            case VerificationOutcome.Verified verified -> {
                result.put("verificationCode", VERIFIED).put("verificationMessage", "VERIFIED");
                yield withProof ? result.put("verificationProof", this.proofs.of(verified, relyingParty, transactionId))
                        : result;
            }
            case VerificationOutcome.NotVerified(var reason) ->
                result.put("verificationCode", answerable(reason).ordinal() + 1).put("verificationMessage",
                        reason.name());
            case VerificationOutcome.Unavailable(var why) -> {
                LOG.warn("Verification could not answer: {}", why);
                throw new IdentityException(GeneralError.UNAVAILABLE, "",
                        "It could not be checked: this is no answer about the person; try again later");
            }
        };
    }

    /** Reasons that have a status of their own in OSIA are thrown; the others are answers. */
    private static Reason answerable(Reason reason) {
        return switch (reason) {
            case IDENTIFIER_UNKNOWN -> throw new IdentityException(IdentityError.PERSON_UNKNOWN, "identifier",
                    "Nobody is named so, or the identifier is revoked or expired");
            case NOT_ALLOWED -> throw new IdentityException(PartnerError.SCOPE_MISSING, "",
                    "The policy does not allow this to the caller");
            case IDENTITY_INACTIVE, NO_MATCH, NO_REFERENCE, CODE_WRONG, CODE_EXPIRED, LOCKED, FACTOR_UNKNOWN -> reason;
        };
    }

    private static List<Proof> proofs(JsonNode body) {
        List<Proof> proofs = new ArrayList<>();
        Map<String, AttributeValue> stated = new LinkedHashMap<>(
                Packets.attributes(body.path("biographicData"), "biographicData").values());
        stated.putAll(Packets.attributes(body.path("contactData"), "contactData").values());
        if (!stated.isEmpty()) {
            proofs.add(new Proof.AttributesProof(stated));
        }
        Samples.inline().of(body.path("biometricData")).forEach(sample -> proofs.add(new Proof.SampleProof(sample)));
        if (proofs.isEmpty()) {
            throw new IdentityException(GeneralError.MISSING_VALUE, "biographicData",
                    "State attributes or send a biometric sample");
        }
        return proofs;
    }

    @GET
    @Path("attributes/{attributeSetName}/{identifier}")
    @RequiresScope(value = "id.{attributeSetName}.read", everywhere = true)
    public JsonNode readSet(@PathParam("attributeSetName") String setName, @PathParam("identifier") String identifier,
            @QueryParam("identifierType") String identifierType, @QueryParam("transactionId") String transactionId,
            @Context SecurityContext caller) {
        Parameters.transaction(transactionId);
        Set<String> names = sets.find(setName).orElseThrow(() -> new IdentityException(GeneralError.NOT_FOUND,
                "attributeSetName", "No attribute set has this name"));
        return release(individual(identifier, identifierType), names, transactionId, Parameters.caller(caller));
    }

    @POST
    @Path("attributes/{identifier}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RequiresScope(value = "id.read", everywhere = true)
    public JsonNode read(@PathParam("identifier") String identifier,
            @QueryParam("identifierType") String identifierType, @QueryParam("transactionId") String transactionId,
            JsonNode body, @Context SecurityContext caller) {
        Parameters.transaction(transactionId);
        Shapes.OUTPUT_ATTRIBUTE_SET.check(body, "");
        Set<String> names = new LinkedHashSet<>();
        body.path("outputBiographicData").forEach(name -> names.add(name.asText()));
        body.path("outputContactData").forEach(name -> names.add(name.asText()));
        if (names.isEmpty()) {
            // To the service an empty set means everything; here it is a mistake.
            throw new IdentityException(GeneralError.MISSING_VALUE, "outputBiographicData", "Name the attributes");
        }
        return release(individual(identifier, identifierType), names, transactionId, Parameters.caller(caller));
    }

    private JsonNode release(PersonIdentifier individual, Set<String> names, String transactionId,
            ClientId relyingParty) {
        ReleaseOutcome outcome = verifications
                .release(new ReleaseRequest(individual, names, relyingParty, transactionId));
        return switch (outcome) {
            case ReleaseOutcome.Released released -> attributeSet(released);
            case ReleaseOutcome.Refused(var reason) -> {
                answerable(reason);
                throw new IdentityException(PartnerError.SCOPE_MISSING, "", "Not released: " + reason);
            }
        };
    }

    private ObjectNode attributeSet(ReleaseOutcome.Released released) {
        ObjectNode set = JsonNodeFactory.instance.objectNode();
        released.attributes().toPlain().forEach((name, value) -> {
            String part = contact.contains(name) ? "contactData" : "biographicData";
            set.withObjectProperty(part).set(name, Packets.tree(value));
        });
        return set;
    }

    private static PersonIdentifier individual(String identifier, String type) {
        try {
            return PersonIdentifier.of(type == null ? "uin" : type, identifier);
        } catch (IdentityException wrong) {
            throw wrong.at(wrong.field().equals(PersonIdentifier.TYPE) ? "identifierType" : "identifier");
        }
    }
}
