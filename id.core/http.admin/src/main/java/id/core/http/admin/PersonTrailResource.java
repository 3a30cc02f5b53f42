package id.core.http.admin;

import id.api.audit.AuditEntry;
import id.api.audit.AuditMarks;
import id.api.audit.AuditTrail;
import id.api.audit.ChainedEntry;
import id.api.credential.CredentialService;
import id.api.identity.Identity;
import id.api.identity.IdentityRegistry;
import id.api.partner.RequiresScope;
import id.api.value.PersonId;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsExtensionSelect;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** Who did what with one person's data: for auditors, and for the person, whom an auditor answers. */
@Component(service = PersonTrailResource.class)
@JakartarsResource
@JakartarsExtensionSelect(Request.GATE)
@Path("/admin/v1/audit/person")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RequiresScope(value = "admin.audit.read", everywhere = true)
public final class PersonTrailResource {
    private static final int MOST = 1_000;

    private final IdentityRegistry identities;
    private final CredentialService credentials;
    private final AuditTrail audit;
    private final AuditMarks marks;

    @Activate
    public PersonTrailResource(@Reference IdentityRegistry identities, @Reference CredentialService credentials,
            @Reference AuditTrail audit, @Reference AuditMarks marks) {
        this.identities = identities;
        this.credentials = credentials;
        this.audit = audit;
        this.marks = marks;
    }

    /** Names a person, and what their trail is read for. */
    record TrailBody(Individual individual, String purpose) {}

    /** Entries, newest first; {@code more} when there are older ones. */
    record Trail(List<AuditResource.Entry> entries, boolean more) {
        @Override
        public String toString() {
            return "Trail[***]";
        }
    }

    @POST
    public Trail read(TrailBody body, @Context SecurityContext caller) {
        String purpose = Request.purpose(body.purpose());
        PersonId person = identities.find(Individual.required(body.individual()))
                .orElseThrow(PersonResource::unknown);
        // Before the answer: reading a trail is a look at somebody as well.
        audit.record(new AuditEntry("person.trail-read", Request.caller(caller), person.value(), "DONE", Map.of("purpose", purpose)));
        List<ChainedEntry> found = audit.about(subjects(person), MOST + 1);
        return new Trail(found.stream().limit(MOST).map(AuditResource.Entry::of).toList(), found.size() > MOST);
    }

    private Set<String> subjects(PersonId person) {
        Identity identity = identities.read(person)
                .orElseThrow(PersonResource::unknown);
        Set<String> subjects = new HashSet<>(marks.of(person));
        subjects.add(person.value());
        subjects.add(identity.enrollment().value());
        credentials.ofPerson(person).forEach(credential -> subjects.add(credential.id().value()));
        return subjects;
    }
}
