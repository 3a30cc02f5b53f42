package id.core.http.admin;

import id.api.access.HotEntry;
import id.api.access.HotKind;
import id.api.access.Hotlist;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.partner.RequiresScope;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsExtensionSelect;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** What is kept out at once. Values travel in bodies: some name persons, and addresses end up in logs. */
@Component(service = HotlistResource.class)
@JakartarsResource
@JakartarsExtensionSelect(Request.GATE)
@Path("/admin/v1/hotlist")
@Produces(MediaType.APPLICATION_JSON)
public final class HotlistResource {
    private final Hotlist hotlist;

    @Activate
    public HotlistResource(@Reference Hotlist hotlist) {
        this.hotlist = hotlist;
    }

    /** What is to be kept out; without an end when {@code expiresAt} is absent. */
    record NewEntry(String kind, String value, String reason, String expiresAt) {
        @Override
        public String toString() {
            return "NewEntry[***]";
        }
    }

    /** What is to be let in again. */
    record Removal(String kind, String value) {
        @Override
        public String toString() {
            return "Removal[***]";
        }
    }

    /** An entry; of persons without the value. */
    record Entry(String id, String kind, String value, String reason, String by, String since, String expiresAt) {
        static Entry of(HotEntry entry) {
            return new Entry(entry.id(), entry.kind().name(), entry.value().orElse(null), entry.reason(),
                    entry.by().value(), entry.since().toString(), entry.expiresAt().map(Instant::toString).orElse(null));
        }
    }

    @GET
    @RequiresScope(value = "admin.hot.read", everywhere = true)
    public Map<String, List<Entry>> list() {
        return Map.of("entries", hotlist.list().stream().map(Entry::of).toList());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RequiresScope(value = "admin.hot.write", everywhere = true)
    public Entry add(NewEntry body, @Context SecurityContext caller) {
        return Entry.of(hotlist.add(Request.oneOf(HotKind.class, body.kind(), "kind"),
                Request.required(body.value(), "value"), Request.required(body.reason(), "reason"),
                end(body.expiresAt()), Request.caller(caller)));
    }

    @POST
    @Path("remove")
    @Consumes(MediaType.APPLICATION_JSON)
    @RequiresScope(value = "admin.hot.write", everywhere = true)
    public Map<String, Boolean> remove(Removal body, @Context SecurityContext caller) {
        hotlist.remove(Request.oneOf(HotKind.class, body.kind(), "kind"), Request.required(body.value(), "value"),
                Request.caller(caller));
        return Map.of("removed", true);
    }

    private static Optional<Instant> end(String text) {
        try {
            return Optional.ofNullable(text).map(Instant::parse);
        } catch (DateTimeParseException wrong) {
            throw new IdentityException(GeneralError.INVALID_VALUE, "expiresAt",
                    "A time such as 2030-01-31T12:00:00Z; leave it out for no end");
        }
    }
}
