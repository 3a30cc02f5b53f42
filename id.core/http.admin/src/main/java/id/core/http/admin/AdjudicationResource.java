package id.core.http.admin;

import id.api.access.Approvals;
import id.api.access.ObjectPlaces;
import id.api.enrollment.AdjudicationCase;
import id.api.enrollment.AdjudicationDecision;
import id.api.enrollment.EnrollmentService;
import id.api.enrollment.Fact;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.partner.RequiresScope;
import id.api.value.EnrollmentId;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsExtensionSelect;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** Cases that people decide. */
@Component(service = AdjudicationResource.class)
@JakartarsResource
@JakartarsExtensionSelect(Request.GATE)
@Path("/admin/v1/adjudication")
@Produces(MediaType.APPLICATION_JSON)
public final class AdjudicationResource {
    private final EnrollmentService enrollments;
    private final ObjectPlaces places;
    private final Approvals approvals;

    @Activate
    public AdjudicationResource(@Reference EnrollmentService enrollments, @Reference ObjectPlaces places,
            @Reference Approvals approvals) {
        this.places = places;
        this.approvals = approvals;
        this.enrollments = enrollments;
    }

    /** One case. */
    record Case(String enrollmentId, List<String> candidates, String since, List<Fact> facts) {
        static Case of(AdjudicationCase open) {
            return new Case(open.enrollment().value(), open.candidates().stream().map(EnrollmentId::value).toList(),
                    open.since().toString(), open.facts());
        }
    }

    /** What an adjudicator found: UNIQUE, DUPLICATE (then {@code of}) or REFUSE. */
    record Decision(String decision, String of, String comment) {
        AdjudicationDecision toDecision() {
            String why = comment == null ? "" : comment;
            return switch (Request.required(decision, "decision")) {
                case "UNIQUE" -> new AdjudicationDecision.Unique(why);
                case "DUPLICATE" -> new AdjudicationDecision.SamePerson(
                        Request.at("of", () -> new EnrollmentId(Request.required(of, "of"))), why);
                case "REFUSE" -> new AdjudicationDecision.Refuse(why);
                default -> throw new IdentityException(GeneralError.INVALID_VALUE, "decision",
                        "One of UNIQUE, DUPLICATE, REFUSE");
            };
        }
    }

    @GET
    @RequiresScope("admin.adjud.read")
    public Map<String, List<Case>> queue(@QueryParam("limit") String limit, @Context SecurityContext caller) {
        int most = Request.limit(limit);
        return Map.of("cases", enrollments
                .adjudicationQueue(places.reaches(Request.caller(caller), Optional.empty()) ? most : Request.MOST).stream()
                .filter(open -> places.reaches(Request.caller(caller), open.enrollment())).limit(most).map(Case::of)
                .toList());
    }

    @POST
    @Path("{enrollmentId}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RequiresScope("admin.adjud.write")
    public EnrollmentJson decide(@PathParam("enrollmentId") String id, Decision body, @Context SecurityContext caller) {
        EnrollmentId enrollment = Request.inPath(() -> new EnrollmentId(id));
        if (!places.reaches(Request.caller(caller), enrollment)) {
            throw unknown();
        }
        AdjudicationDecision decision = body.toDecision();
        // What is decided, not how it is commented: two people seldom find the same words.
        approvals.require(Approvals.ADJUDICATION, enrollment.value(),
                body.decision() + " " + (body.of() == null ? "" : body.of()), Request.caller(caller));
        enrollments.decide(enrollment, decision, Request.caller(caller));
        return enrollments.status(enrollment).map(EnrollmentJson::of).orElseThrow(AdjudicationResource::unknown);
    }

    private static IdentityException unknown() {
        return new IdentityException(GeneralError.NOT_FOUND, "enrollmentId", "No enrollment has this id");
    }
}
