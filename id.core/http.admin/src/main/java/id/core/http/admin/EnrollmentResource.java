package id.core.http.admin;

import id.api.access.ObjectPlaces;
import id.api.audit.AuditEntry;
import id.api.audit.AuditTrail;
import id.api.enrollment.EnrollmentService;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.partner.RequiresScope;
import id.api.value.EnrollmentId;
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
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsExtensionSelect;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** Where enrollments are, and why. */
@Component(service = EnrollmentResource.class)
@JakartarsResource
@JakartarsExtensionSelect(Request.GATE)
@Path("/admin/v1")
@Produces(MediaType.APPLICATION_JSON)
public final class EnrollmentResource {
    private final EnrollmentService enrollments;
    private final InstantSource clock;
    private final AuditTrail audit;
    private final ObjectPlaces places;

    @Activate
    public EnrollmentResource(@Reference EnrollmentService enrollments, @Reference InstantSource clock, @Reference AuditTrail audit,
            @Reference ObjectPlaces places) {
        this.places = places;
        this.audit = audit;
        this.enrollments = enrollments;
        this.clock = clock;
    }

    /** Without numbers: whoever looks down a list has no purpose with each of them. */
    @GET
    @Path("enrollments")
    @RequiresScope("admin.enroll.read")
    public Map<String, List<EnrollmentJson>> recent(@QueryParam("limit") String limit, @Context SecurityContext caller) {
        int most = Request.limit(limit);
        // Of the newest thousand: whoever works at some places sees those of them alone.
        return Map.of("enrollments",
                enrollments.recent(places.reaches(Request.caller(caller), Optional.empty()) ? most : Request.MOST).stream()
                        .filter(each -> places.reaches(Request.caller(caller), each.id())).limit(most)
                        .map(EnrollmentJson::withoutNumber).toList());
    }

    @GET
    @Path("enrollments/{id}")
    @RequiresScope("admin.enroll.read")
    public EnrollmentJson status(@PathParam("id") String id, @Context SecurityContext caller) {
        return shown(enrollments.status(enrollment(id, caller)).map(EnrollmentJson::of).orElseThrow(EnrollmentResource::unknown), caller);
    }

    /** Whoever is shown somebody's number is in the trail. */
    private EnrollmentJson shown(EnrollmentJson enrollment, SecurityContext caller) {
        if (enrollment.uin() != null) {
            audit.record(new AuditEntry("enrollment.number-shown", Request.caller(caller), enrollment.enrollmentId(), "DONE", Map.of()));
        }
        return enrollment;
    }

    @GET
    @Path("enrollments/{id}/explanation")
    @RequiresScope("admin.enroll.read")
    public EnrollmentJson explain(@PathParam("id") String id, @Context SecurityContext caller) {
        return shown(enrollments.explain(enrollment(id, caller)).map(EnrollmentJson::of).orElseThrow(EnrollmentResource::unknown), caller);
    }

    @POST
    @Path("enrollments/{id}/resume")
    @RequiresScope("admin.enroll.write")
    public EnrollmentJson resume(@PathParam("id") String id, @Context SecurityContext caller) {
        enrollments.resume(enrollment(id, caller), Request.caller(caller));
        return status(id, caller);
    }

    /** Numbers only; the day is that of UTC. */
    @GET
    @Path("enrollments-today")
    @RequiresScope(value = "admin.system.read", everywhere = true)
    public Map<String, Object> today() {
        LocalDate day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return Map.of("byStatus", enrollments.countByStatus(day), "byStage", enrollments.countByStage(day));
    }

    /** One of another place is answered like one that is not there. */
    private EnrollmentId enrollment(String id, SecurityContext caller) {
        EnrollmentId enrollment = Request.inPath(() -> new EnrollmentId(id));
        if (!places.reaches(Request.caller(caller), enrollment)) {
            throw unknown();
        }
        return enrollment;
    }

    private static IdentityException unknown() {
        return new IdentityException(GeneralError.NOT_FOUND, "enrollmentId", "No enrollment has this id");
    }
}
