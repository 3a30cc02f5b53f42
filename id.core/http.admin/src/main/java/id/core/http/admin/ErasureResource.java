package id.core.http.admin;

import id.api.access.Approvals;
import id.api.identity.IdentityRegistry;
import id.api.identity.PersonErasure;
import id.api.partner.RequiresScope;
import id.api.security.ErasureEpoch;
import id.api.security.ErasureEpochs;
import id.api.value.PersonId;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsExtensionSelect;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** Erases people, and holds what must stay. */
@Component(service = ErasureResource.class)
@JakartarsResource
@JakartarsExtensionSelect(Request.GATE)
@Path("/admin/v1")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class ErasureResource {
    private final IdentityRegistry identities;
    private final PersonErasure erasure;
    private final ErasureEpochs epochs;
    private final Approvals approvals;

    @Activate
    public ErasureResource(@Reference IdentityRegistry identities, @Reference PersonErasure erasure,
            @Reference ErasureEpochs epochs, @Reference Approvals approvals) {
        this.approvals = approvals;
        this.identities = identities;
        this.erasure = erasure;
        this.epochs = epochs;
    }

    /** Names a person, and says why. */
    record ErasureBody(Individual individual, String purpose) {}

    /** An erasure epoch. */
    record EpochJson(int number, String begunAt, boolean current, String destroyAfter) {
        static EpochJson of(ErasureEpoch epoch) {
            return new EpochJson(epoch.number(), epoch.begunAt().toString(), epoch.current(),
                    epoch.destroyAfter().map(Instant::toString).orElse(null));
        }
    }

    /** The epochs whose keys are there. */
    record EpochsJson(List<EpochJson> epochs) {}

    @POST
    @Path("persons/erase")
    @RequiresScope(value = "admin.person.erase", everywhere = true)
    public Map<String, String> erase(ErasureBody body, @Context SecurityContext caller) {
        PersonId person = person(body);
        String purpose = Request.purpose(body.purpose());
        approvals.require(Approvals.PERSON_ERASURE, person.value(), "", Request.caller(caller));
        erasure.erase(person, purpose, Request.caller(caller));
        return Map.of("result", "ERASED");
    }

    @POST
    @Path("persons/hold")
    @RequiresScope(value = "admin.person.erase", everywhere = true)
    public Map<String, String> hold(ErasureBody body, @Context SecurityContext caller) {
        erasure.hold(person(body), Request.purpose(body.purpose()), Request.caller(caller));
        return Map.of("result", "HELD");
    }

    @POST
    @Path("persons/release")
    @RequiresScope(value = "admin.person.erase", everywhere = true)
    public Map<String, String> release(ErasureBody body, @Context SecurityContext caller) {
        erasure.release(person(body), Request.purpose(body.purpose()), Request.caller(caller));
        return Map.of("result", "RELEASED");
    }

    @GET
    @Path("erasure-epochs")
    @RequiresScope(value = "admin.key.read", everywhere = true)
    public EpochsJson epochs() {
        return new EpochsJson(epochs.list().stream().map(EpochJson::of).toList());
    }

    private PersonId person(ErasureBody body) {
        return identities.find(Individual.required(body.individual())).orElseThrow(PersonResource::unknown);
    }
}
