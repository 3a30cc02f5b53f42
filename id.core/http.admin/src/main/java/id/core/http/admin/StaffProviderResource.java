package id.core.http.admin;

import id.api.access.StaffProvider;
import id.api.partner.RequiresScope;
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

/** By which name the OpenID Provider knows the person of an account. */
@Component(service = StaffProviderResource.class)
@JakartarsResource
@JakartarsExtensionSelect(Request.GATE)
@Path("/admin/v1/staff/{name}/provider")
@Produces(MediaType.APPLICATION_JSON)
public final class StaffProviderResource {
    private final StaffProvider provider;

    @Activate
    public StaffProviderResource(@Reference StaffProvider provider) {
        this.provider = provider;
    }

    /** The value of the claim that the settings name: often a mail address, so in no path. */
    record SubjectBody(String subject) {
        @Override
        public String toString() {
            return "SubjectBody[***]";
        }
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @RequiresScope(value = "admin.staff.write", everywhere = true)
    public StaffResource.Account bind(@PathParam("name") String name, SubjectBody body, @Context SecurityContext caller) {
        return StaffResource.Account
                .of(provider.bind(name, Request.required(body.subject(), "subject"), Request.caller(caller)));
    }

    @DELETE
    @RequiresScope(value = "admin.staff.write", everywhere = true)
    public StaffResource.Account unbind(@PathParam("name") String name, @Context SecurityContext caller) {
        return StaffResource.Account.of(provider.unbind(name, Request.caller(caller)));
    }
}
