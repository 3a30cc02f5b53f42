package id.core.http.osia;

import id.api.enrollment.EnrollmentDrafts;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.partner.RequiresScope;
import id.api.value.Bytes;
import id.api.value.EnrollmentId;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsExtensionSelect;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** OSIA Enrollment 1.3.0, operations of the tag Buffer. */
@Component(service = BufferResource.class)
@JakartarsResource
@JakartarsExtensionSelect(Parameters.GATE)
@Path("/v1/enrollments/{enrollmentId}/buffer")
public final class BufferResource {
    private final EnrollmentDrafts drafts;

    @Activate
    public BufferResource(@Reference EnrollmentDrafts drafts) {
        this.drafts = drafts;
    }

    @POST
    @Consumes({ "application/*", "image/*" })
    @Produces(MediaType.APPLICATION_JSON)
    @RequiresScope(value = "enroll.buf.write", everywhere = true)
    public Response create(@PathParam("enrollmentId") String enrollmentId,
            @QueryParam("transactionId") String transactionId, @HeaderParam("Digest") String digest,
            @HeaderParam("Content-Type") MediaType mediaType, byte[] content) {
        Parameters.transaction(transactionId);
        EnrollmentId id = Parameters.existing(enrollmentId);
        Digests.check(digest, content);
        if (content.length == 0) {
            throw new IdentityException(GeneralError.MISSING_VALUE, "", "A buffer has content");
        }
        if (drafts.read(id).orElseThrow(Parameters::unknown).finished()) {
            throw new IdentityException(GeneralError.CONFLICT, "enrollmentId", "The enrollment is finalized");
        }
        String type = mediaType.getType() + "/" + mediaType.getSubtype();
        String buffer = drafts.putBuffer(id, type, Bytes.of(content));
        return Response.status(Response.Status.CREATED).entity(Map.of("bufferId", buffer)).build();
    }

    @GET
    @Path("{bufferId}")
    @Produces(MediaType.WILDCARD)
    @RequiresScope(value = "enroll.buf.read", everywhere = true)
    public Response read(@PathParam("enrollmentId") String enrollmentId, @PathParam("bufferId") String bufferId,
            @QueryParam("transactionId") String transactionId) {
        Parameters.transaction(transactionId);
        EnrollmentDrafts.Buffer buffer = drafts.buffer(Parameters.existing(enrollmentId), bufferId).orElseThrow(
                () -> new IdentityException(GeneralError.NOT_FOUND, "bufferId", "This enrollment has no such buffer"));
        byte[] content = buffer.content().toArray();
        return Response.ok(content, buffer.mediaType()).header("Digest", Digests.of(content)).build();
    }
}
