package id.core.http.admin;

import id.api.audit.AuditAnchors;
import id.api.audit.AuditTrail;
import id.api.audit.ChainedEntry;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.partner.RequiresScope;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsExtensionSelect;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** The audit trail. */
@Component(service = AuditResource.class)
@JakartarsResource
@JakartarsExtensionSelect(Request.GATE)
@Path("/admin/v1/audit")
@Produces(MediaType.APPLICATION_JSON)
@RequiresScope(value = "admin.audit.read", everywhere = true)
public final class AuditResource {
    private final AuditTrail audit;
    private final AuditAnchors anchors;

    @Activate
    public AuditResource(@Reference AuditTrail audit, @Reference AuditAnchors anchors) {
        this.audit = audit;
        this.anchors = anchors;
    }

    /** Anchors to hold the chain against: the {@code jws} of each. */
    record AnchorsBody(List<String> anchors) {}

    /** One entry; without sequence and hash while it is not chained. */
    record Entry(Long sequence, String at, String event, String actor, String subject, String outcome,
            Map<String, String> details, String hash) {
        static Entry of(ChainedEntry chained) {
            var entry = chained.entry();
            boolean placed = chained.sequence() > 0;
            return new Entry(placed ? chained.sequence() : null, chained.at().toString(), entry.event(),
                    entry.actor().value(), entry.subject(), entry.outcome(), entry.details(),
                    placed ? chained.hash() : null);
        }
    }

    @GET
    public Map<String, List<Entry>> recent(@QueryParam("limit") String limit) {
        return Map.of("entries", audit.recent(Request.limit(limit)).stream().map(Entry::of).toList());
    }

    /** In the order of the chain, for a system that keeps a copy. */
    @GET
    @Path("chain")
    public Map<String, List<Entry>> chain(@QueryParam("after") String after, @QueryParam("limit") String limit) {
        if (after != null && !after.matches("[0-9]{1,18}")) {
            throw new IdentityException(GeneralError.INVALID_VALUE, "after", "after is the place of the last entry that you have");
        }
        return Map.of("entries", anchors.after(after == null ? 0 : Long.parseLong(after), Request.limit(limit)).stream()
                .map(Entry::of).toList());
    }

    @POST
    @Path("verify")
    public VerificationJson verify() {
        return VerificationJson.of(audit.verify());
    }

    /** Changes nothing but for a signature: whoever may read the trail may hold it against what was exported. */
    @POST
    @Path("anchors")
    public AnchorJson export() {
        return AnchorJson.of(anchors.export());
    }

    @POST
    @Path("anchors/verify")
    @Consumes(MediaType.APPLICATION_JSON)
    public VerificationJson verify(AnchorsBody body) {
        return VerificationJson.of(anchors.verify(Request.required(body.anchors(), "anchors")));
    }

    @GET
    @Path("keys")
    public String keys() {
        return anchors.publicKeys();
    }
}
