package id.core.http.osia;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import id.api.enrollment.EnrollmentDrafts;
import id.api.enrollment.EnrollmentService;
import id.api.partner.RequiresScope;
import id.api.security.Sealer;
import id.api.value.EnrollmentId;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsExtensionSelect;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** OSIA Enrollment 1.3.0, operations of the tag Enrollment. */
@Component(service = EnrollmentResource.class)
@JakartarsResource
@JakartarsExtensionSelect(Parameters.GATE)
@Path("/v1/enrollments")
@Produces(MediaType.APPLICATION_JSON)
public final class EnrollmentResource {
    private static final int MOST = 1_000;
    private static final Set<String> ALWAYS = Set.of("enrollmentId", "status");
    private static final String BIOGRAPHIC = "biographicData";

    private final Enrollments enrollments;

    @Activate
    public EnrollmentResource(@Reference EnrollmentDrafts drafts, @Reference EnrollmentService service,
            @Reference Sealer sealer, @Reference InstantSource clock) {
        this.enrollments = new Enrollments(drafts, service, sealer, clock);
    }

    @POST
    @Path("{enrollmentId}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RequiresScope(value = "enroll.write", everywhere = true)
    public void create(@PathParam("enrollmentId") String enrollmentId, @QueryParam("finalize") String finalize,
            @QueryParam("transactionId") String transactionId, JsonNode body, @Context SecurityContext caller) {
        Parameters.transaction(transactionId);
        boolean complete = Parameters.flag("finalize", finalize, false);
        EnrollmentId id = new EnrollmentId(enrollmentId);
        enrollments.create(id, body, Parameters.caller(caller));
        if (complete) {
            enrollments.finish(id, Parameters.caller(caller));
        }
    }

    @GET
    @Path("{enrollmentId}")
    @RequiresScope(value = "enroll.read", everywhere = true)
    public JsonNode read(@PathParam("enrollmentId") String enrollmentId,
            @QueryParam("transactionId") String transactionId, @QueryParam("attributes") List<String> attributes) {
        Parameters.transaction(transactionId);
        ObjectNode enrollment = enrollments.read(Parameters.existing(enrollmentId));
        return attributes.isEmpty() ? enrollment : only(enrollment, names(attributes));
    }

    /** A name is that of a field of the enrollment or of an attribute in its biographic data. */
    private static ObjectNode only(ObjectNode enrollment, Set<String> names) {
        if (!names.contains(BIOGRAPHIC) && enrollment.get(BIOGRAPHIC) instanceof ObjectNode biographic) {
            biographic.retain(names);
        }
        boolean attributes = !enrollment.path(BIOGRAPHIC).isEmpty();
        List<String> others = enrollment.properties().stream().map(java.util.Map.Entry::getKey).filter(
                field -> !ALWAYS.contains(field) && !names.contains(field) && !(attributes && field.equals(BIOGRAPHIC)))
                .toList();
        enrollment.remove(others);
        return enrollment;
    }

    private static Set<String> names(List<String> attributes) {
        return attributes.stream().flatMap(list -> Arrays.stream(list.split(","))).map(String::strip)
                .collect(Collectors.toSet());
    }

    @PUT
    @Path("{enrollmentId}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RequiresScope(value = "enroll.write", everywhere = true)
    public void update(@PathParam("enrollmentId") String enrollmentId, @QueryParam("finalize") String finalize,
            @QueryParam("transactionId") String transactionId, JsonNode body, @Context SecurityContext caller) {
        Parameters.transaction(transactionId);
        boolean complete = Parameters.flag("finalize", finalize, false);
        EnrollmentId id = Parameters.existing(enrollmentId);
        enrollments.replace(id, body);
        if (complete) {
            enrollments.finish(id, Parameters.caller(caller));
        }
    }

    @PATCH
    @Path("{enrollmentId}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RequiresScope(value = "enroll.write", everywhere = true)
    public void patch(@PathParam("enrollmentId") String enrollmentId, @QueryParam("finalize") String finalize,
            @QueryParam("transactionId") String transactionId, JsonNode body, @Context SecurityContext caller) {
        Parameters.transaction(transactionId);
        boolean complete = Parameters.flag("finalize", finalize, false);
        EnrollmentId id = Parameters.existing(enrollmentId);
        enrollments.patch(id, body);
        if (complete) {
            enrollments.finish(id, Parameters.caller(caller));
        }
    }

    @DELETE
    @Path("{enrollmentId}")
    @RequiresScope(value = "enroll.write", everywhere = true)
    public void delete(@PathParam("enrollmentId") String enrollmentId,
            @QueryParam("transactionId") String transactionId) {
        Parameters.transaction(transactionId);
        enrollments.delete(Parameters.existing(enrollmentId));
    }

    @PUT
    @Path("{enrollmentId}/finalize")
    @RequiresScope(value = "enroll.write", everywhere = true)
    public void finish(@PathParam("enrollmentId") String enrollmentId,
            @QueryParam("transactionId") String transactionId, @Context SecurityContext caller) {
        Parameters.transaction(transactionId);
        enrollments.finish(Parameters.existing(enrollmentId), Parameters.caller(caller));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RequiresScope(value = "enroll.read", everywhere = true)
    public List<ObjectNode> find(@QueryParam("transactionId") String transactionId, @QueryParam("offset") String offset,
            @QueryParam("limit") String limit, JsonNode body) {
        Parameters.transaction(transactionId);
        int start = Parameters.number("offset", offset, 0, 0, 999_999_999);
        int most = Parameters.number("limit", limit, 100, 1, MOST);
        return enrollments.find(Expressions.of(body), start, most);
    }
}
