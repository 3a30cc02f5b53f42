package id.core.http.station;

import id.api.enrollment.EnrollmentService;
import id.api.enrollment.EnrollmentView;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.partner.RequiresScope;
import id.api.security.PacketSource;
import id.api.security.Sealer;
import id.api.value.ClientId;
import id.api.value.EnrollmentId;
import id.api.value.RandomSource;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsExtensionSelect;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** Enrollments from a desk: in the open, sealed here; or sealed at the desk. */
@Component(service = EnrollmentResource.class)
@JakartarsResource
@JakartarsExtensionSelect("(osgi.jakartars.name=idem.gate)")
@Path("/station/v1")
@Produces(MediaType.APPLICATION_JSON)
public final class EnrollmentResource {
    private final EnrollmentService enrollments;
    private final Sealer sealer;
    private final InstantSource clock;
    private final RandomSource random;

    @Activate
    public EnrollmentResource(@Reference EnrollmentService enrollments, @Reference Sealer sealer,
            @Reference InstantSource clock, @Reference RandomSource random) {
        this.enrollments = enrollments;
        this.sealer = sealer;
        this.clock = clock;
        this.random = random;
    }

    @POST
    @Path("enrollments")
    @Consumes(MediaType.APPLICATION_JSON)
    @RequiresScope("station.enroll")
    public Response enroll(EnrollmentBody body, @Context SecurityContext caller) {
        EnrollmentId id = body.enrollmentId() == null ? new EnrollmentId(random.id128())
                : EnrollmentBody.at("enrollmentId", () -> new EnrollmentId(body.enrollmentId()));
        return accept(sealer.seal(body.toPacket(id, clock.instant())), caller);
    }

    @PUT
    @Path("packets")
    @Consumes("application/octet-stream")
    @RequiresScope("station.packet")
    public Response take(InputStream packet, @Context SecurityContext caller) throws IOException {
        java.nio.file.Path file = Files.createTempFile("idem-packet", ".sealed");
        try {
            return accept(new FileSource(file, Files.copy(packet, file, StandardCopyOption.REPLACE_EXISTING)), caller);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** The public key that desks seal their packets to. */
    @GET
    @Path("enrollment-key")
    @RequiresScope("station.packet")
    public String enrollmentKey() {
        return sealer.enrollmentKey();
    }

    private Response accept(PacketSource packet, SecurityContext caller) {
        EnrollmentId id = enrollments.submit(packet, new ClientId(caller.getUserPrincipal().getName()));
        EnrollmentView view = enrollments.status(id)
                .orElseThrow(() -> new IdentityException(GeneralError.INTERNAL_FAULT, "enrollmentId",
                        "An enrollment was taken in and is not there"));
        return Response.accepted(Map.of("enrollmentId", id.value(), "status", view.status().name())).build();
    }
}
