package id.core.http.admin;

import id.api.access.ObjectPlaces;
import id.api.audit.AuditEntry;
import id.api.audit.AuditTrail;
import id.api.credential.CredentialService;
import id.api.error.IdentityException;
import id.api.identity.Identity;
import id.api.identity.IdentityChange;
import id.api.identity.IdentityError;
import id.api.identity.IdentityRegistry;
import id.api.identity.IdentityState;
import id.api.identity.VidPolicy;
import id.api.partner.RequiresScope;
import id.api.value.Alias;
import id.api.value.PersonId;
import id.api.value.Vid;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsExtensionSelect;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** Persons, by what names them. Identifiers travel in bodies: addresses end up in logs. No attribute is shown here. */
@Component(service = PersonResource.class)
@JakartarsResource
@JakartarsExtensionSelect(Request.GATE)
@Path("/admin/v1")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class PersonResource {
    private final IdentityRegistry identities;
    private final CredentialService credentials;
    private final AuditTrail audit;
    private final ObjectPlaces places;

    @Activate
    public PersonResource(@Reference IdentityRegistry identities, @Reference CredentialService credentials,
            @Reference AuditTrail audit, @Reference ObjectPlaces places) {
        this.places = places;
        this.identities = identities;
        this.credentials = credentials;
        this.audit = audit;
    }

    /** Names a person, and what they are looked up for. */
    record LookupBody(Individual individual, String purpose) {}

    /** A new state of an identity. */
    record StateBody(Individual individual, String state, String cause) {}

    /** A virtual identifier to make. */
    record VidBody(Individual individual, String policy) {}

    /** A virtual identifier to take back. */
    record VidRevocation(Individual individual, String vid) {
        @Override
        public String toString() {
            return "VidRevocation[***]";
        }
    }

    /** An alias to link or to take back. */
    record AliasBody(Individual individual, String aliasType, String value) {
        Alias alias() {
            return Request.at("value",
                    () -> new Alias(Request.required(aliasType, "aliasType"), Request.required(value, "value")));
        }

        @Override
        public String toString() {
            return "AliasBody[***]";
        }
    }

    /** One change of an identity. */
    record Change(long version, String at, String kind, String cause, String by) {
        static Change of(IdentityChange change) {
            return new Change(change.version(), change.at().toString(), change.kind(), change.cause(),
                    change.by().value());
        }
    }

    /** What operators see of a person. */
    record Person(String state, long version, String registeredAt, String enrollmentId, List<Change> history,
            List<CredentialJson> credentials) {
        @Override
        public String toString() {
            return "Person[***]";
        }
    }

    @POST
    @Path("persons/lookup")
    @RequiresScope("admin.person.read")
    public Person lookup(LookupBody body, @Context SecurityContext caller) {
        String purpose = Request.purpose(body.purpose());
        PersonId person = person(body.individual(), caller);
        audit.record(new AuditEntry("person.looked-up", Request.caller(caller), person.value(), "DONE", Map.of("purpose", purpose)));
        return read(person);
    }

    @POST
    @Path("persons/state")
    @RequiresScope("admin.person.write")
    public Person changeState(StateBody body, @Context SecurityContext caller) {
        PersonId person = person(body.individual(), caller);
        identities.changeState(person, Request.oneOf(IdentityState.class, body.state(), "state"),
                Request.required(body.cause(), "cause"), Request.caller(caller));
        return read(person);
    }

    @POST
    @Path("vids")
    @RequiresScope("admin.person.write")
    public Map<String, String> issueVid(VidBody body, @Context SecurityContext caller) {
        VidPolicy policy = Request.oneOf(VidPolicy.class, body.policy(), "policy");
        return Map.of("vid", identities.issueVid(person(body.individual(), caller), policy, Request.caller(caller)).value());
    }

    @POST
    @Path("vids/revoke")
    @RequiresScope("admin.person.write")
    public void revokeVid(VidRevocation body, @Context SecurityContext caller) {
        Vid vid = Request.at("vid", () -> new Vid(Request.required(body.vid(), "vid")));
        identities.revokeVid(person(body.individual(), caller), vid, Request.caller(caller));
    }

    @POST
    @Path("aliases")
    @RequiresScope("admin.person.write")
    public void linkAlias(AliasBody body, @Context SecurityContext caller) {
        identities.linkAlias(person(body.individual(), caller), body.alias(), Request.caller(caller));
    }

    @POST
    @Path("aliases/revoke")
    @RequiresScope("admin.person.write")
    public void revokeAlias(AliasBody body, @Context SecurityContext caller) {
        identities.revokeAlias(person(body.individual(), caller), body.alias(), Request.caller(caller));
    }

    private Person read(PersonId person) {
        Identity identity = identities.read(person).orElseThrow(PersonResource::unknown);
        return new Person(identity.state().name(), identity.version(), identity.registeredAt().toString(),
                identity.enrollment().value(), identities.history(person).stream().map(Change::of).toList(),
                credentials.ofPerson(person).stream().map(CredentialJson::of).toList());
    }

    /** Somebody of another place is answered like nobody. */
    private PersonId person(Individual individual, SecurityContext caller) {
        return identities.find(Individual.required(individual))
                .filter(person -> places.reaches(Request.caller(caller), person))
                .orElseThrow(PersonResource::unknown);
    }

    static IdentityException unknown() {
        return new IdentityException(IdentityError.PERSON_UNKNOWN, "individual",
                "Nobody is named so, or the identifier is revoked or expired");
    }
}
