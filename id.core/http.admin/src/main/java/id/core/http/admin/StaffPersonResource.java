package id.core.http.admin;

import id.api.access.StaffPersons;
import id.api.partner.RequiresScope;
import id.api.value.Uin;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsExtensionSelect;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** Which enrolled person works under an account, and so can log in by finger. */
@Component(service = StaffPersonResource.class)
@JakartarsResource
@JakartarsExtensionSelect(Request.GATE)
@Path("/admin/v1/staff/{name}/person")
@Produces(MediaType.APPLICATION_JSON)
public final class StaffPersonResource {
    private final StaffPersons persons;

    @Activate
    public StaffPersonResource(@Reference StaffPersons persons) {
        this.persons = persons;
    }

    /** The number of the person; never in a path, which is written into logs. */
    record PersonBody(String uin) {
        @Override
        public String toString() {
            return "PersonBody[***]";
        }
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @RequiresScope(value = "admin.staff.write", everywhere = true)
    public StaffResource.Account bind(@PathParam("name") String name, PersonBody body, @Context SecurityContext caller) {
        Uin uin = Request.at("uin", () -> new Uin(Request.required(body.uin(), "uin")));
        return StaffResource.Account.of(persons.bind(name, uin, Request.caller(caller)));
    }

    @DELETE
    @RequiresScope(value = "admin.staff.write", everywhere = true)
    public StaffResource.Account unbind(@PathParam("name") String name, @Context SecurityContext caller) {
        return StaffResource.Account.of(persons.unbind(name, Request.caller(caller)));
    }
}
