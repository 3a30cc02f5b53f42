package id.core.http.admin;

import id.api.access.ObjectPlaces;
import id.api.audit.AuditEntry;
import id.api.audit.AuditTrail;
import id.api.credential.CredentialError;
import id.api.credential.CredentialService;
import id.api.credential.EncodedCredential;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.partner.RequiresScope;
import id.api.value.CredentialId;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsExtensionSelect;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** The life of credentials. */
@Component(service = CredentialResource.class)
@JakartarsResource
@JakartarsExtensionSelect(Request.GATE)
@Path("/admin/v1/credentials")
@Produces(MediaType.APPLICATION_JSON)
public final class CredentialResource {
    private final CredentialService credentials;
    private final AuditTrail audit;
    private final ObjectPlaces places;

    @Activate
    public CredentialResource(@Reference CredentialService credentials, @Reference AuditTrail audit,
            @Reference ObjectPlaces places) {
        this.places = places;
        this.audit = audit;
        this.credentials = credentials;
    }

    /** Why a credential changes its state; without personal data. */
    record ReasonBody(String reason) {}

    @GET
    @Path("{id}")
    @RequiresScope("admin.person.read")
    public CredentialJson read(@PathParam("id") String id, @Context SecurityContext caller) {
        return view(credential(id, caller));
    }

    /** The signed credential itself; of an identity card the text of its QR code. */
    @GET
    @Path("{id}/encoded")
    @Produces({ MediaType.TEXT_PLAIN, MediaType.APPLICATION_JSON, MediaType.APPLICATION_OCTET_STREAM })
    @RequiresScope("admin.card.print")
    public Response encoded(@PathParam("id") String id, @Context SecurityContext caller) {
        CredentialId credential = credential(id, caller);
        EncodedCredential encoded = credentials.encoded(credential);
        audit.record(new AuditEntry("credential.shown", Request.caller(caller), credential.value(), "DONE", Map.of()));
        return Response.ok(encoded.content().toArray(), encoded.mediaType()).build();
    }

    @POST
    @Path("{id}/{action: suspend|unsuspend|revoke}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RequiresScope("admin.cred.write")
    public CredentialJson change(@PathParam("id") String id, @PathParam("action") String action, ReasonBody body,
            @Context SecurityContext caller) {
        CredentialId credential = credential(id, caller);
        String reason = Request.required(body.reason(), "reason");
        switch (action) {
            case "suspend" -> credentials.suspend(credential, reason, Request.caller(caller));
            case "unsuspend" -> credentials.unsuspend(credential, reason, Request.caller(caller));
            case "revoke" -> credentials.revoke(credential, reason, Request.caller(caller));
            default -> throw new IdentityException(GeneralError.NOT_FOUND, "", "Nothing has this address");
        }
        return view(credential);
    }

    private CredentialJson view(CredentialId id) {
        return credentials.read(id).map(CredentialJson::of).orElseThrow(CredentialResource::unknown);
    }

    /** One of another place is answered like one that is not there. */
    private CredentialId credential(String id, SecurityContext caller) {
        CredentialId credential = Request.inPath(() -> new CredentialId(id));
        if (!places.reaches(Request.caller(caller), credential)) {
            throw unknown();
        }
        return credential;
    }

    private static IdentityException unknown() {
        return new IdentityException(CredentialError.CREDENTIAL_UNKNOWN, "credentialId", "No credential has this id");
    }
}
