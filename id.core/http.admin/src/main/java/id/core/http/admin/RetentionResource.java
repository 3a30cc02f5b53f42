package id.core.http.admin;

import id.api.enrollment.Retention;
import id.api.enrollment.RetentionState;
import id.api.partner.RequiresScope;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsExtensionSelect;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** For how long data is kept, and what was removed. */
@Component(service = RetentionResource.class)
@JakartarsResource
@JakartarsExtensionSelect(Request.GATE)
@Path("/admin/v1/retention")
@Produces(MediaType.APPLICATION_JSON)
public final class RetentionResource {
    private final Retention retention;

    @Activate
    public RetentionResource(@Reference Retention retention) {
        this.retention = retention;
    }

    /** A kind of data. Without {@code days} it is kept without end, or each has a time of its own. */
    record StateJson(String kind, Long days, String ranAt, String upTo, long removed) {
        static StateJson of(RetentionState state) {
            return new StateJson(state.kind().name(), state.period().filter(Duration::isPositive).map(Duration::toDays).orElse(null),
                    state.ranAt().map(Instant::toString).orElse(null), state.upTo().map(Instant::toString).orElse(null),
                    state.removed());
        }
    }

    /** All kinds. */
    record ListJson(List<StateJson> kinds) {
        static ListJson of(List<RetentionState> states) {
            return new ListJson(states.stream().map(StateJson::of).toList());
        }
    }

    @GET
    @RequiresScope(value = "admin.system.read", everywhere = true)
    public ListJson list() {
        return ListJson.of(retention.list());
    }

    @POST
    @Path("run")
    @RequiresScope(value = "admin.person.erase", everywhere = true)
    public ListJson run() {
        return ListJson.of(retention.run());
    }
}
