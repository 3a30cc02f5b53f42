package id.core.http.admin;

import id.api.access.Approvals;
import id.api.access.ResetProof;
import id.api.access.StaffAccount;
import id.api.access.StaffAccounts;
import id.api.partner.Places;
import id.api.partner.RequiresScope;
import id.api.value.Secret;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsExtensionSelect;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** The accounts of the people who work with the system. */
@Component(service = StaffResource.class)
@JakartarsResource
@JakartarsExtensionSelect(Request.GATE)
@Path("/admin/v1/staff")
@Produces(MediaType.APPLICATION_JSON)
public final class StaffResource {
    private final StaffAccounts staff;
    private final Approvals approvals;

    @Activate
    public StaffResource(@Reference StaffAccounts staff, @Reference Approvals approvals) {
        this.staff = staff;
        this.approvals = approvals;
    }

    /** An account. */
    record Account(String name, String displayName, Set<String> roles, Set<String> places, boolean active,
            boolean ready, String createdAt, boolean person, boolean provider) {
        static Account of(StaffAccount account) {
            return new Account(account.name(), account.displayName(), new TreeSet<>(account.roles()),
                    account.places().texts(), account.active(), account.ready(), account.createdAt().toString(), account.person(),
                    account.provider());
        }

        @Override
        public String toString() {
            return "Account[***]";
        }
    }

    /** An account to make. */
    record NewAccount(String name, String displayName, Set<String> roles, Set<String> places) {
        @Override
        public String toString() {
            return "NewAccount[***]";
        }
    }

    /** Whether a person is let in. */
    record StateBody(Boolean active) {}

    /** How the person proved who they are. */
    record Proved(String proof) {}

    /** What a person logs in with for the first time; told once. */
    record Initial(String name, String initialPassword) {
        static Initial of(String name, Secret password) {
            return new Initial(name, new String(password.reveal()));
        }

        @Override
        public String toString() {
            return "Initial[***]";
        }
    }

    @GET
    @RequiresScope(value = "admin.staff.read", everywhere = true)
    public Map<String, List<Account>> list() {
        return Map.of("staff", staff.list().stream().map(Account::of).toList());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RequiresScope(value = "admin.staff.write", everywhere = true)
    public Initial create(NewAccount body, @Context SecurityContext caller) {
        String name = Request.required(body.name(), "name");
        Places places = Request.at("places", () -> Places.of(body.places() == null ? Set.of() : body.places()));
        return Initial.of(name, staff.create(name, body.displayName() == null ? name : body.displayName(),
                Request.required(body.roles(), "roles"), places, Request.caller(caller)));
    }

    @PUT
    @Path("{name}/state")
    @Consumes(MediaType.APPLICATION_JSON)
    @RequiresScope(value = "admin.staff.write", everywhere = true)
    public Account setActive(@PathParam("name") String name, StateBody body, @Context SecurityContext caller) {
        return Account.of(staff.setActive(name, Request.required(body.active(), "active"), Request.caller(caller)));
    }

    /** For who lost the authenticator and proved who they are; takes two people where it is set so. */
    @POST
    @Path("{name}/reset")
    @Consumes(MediaType.APPLICATION_JSON)
    @RequiresScope(value = "admin.staff.write", everywhere = true)
    public Initial reset(@PathParam("name") String name, Proved body, @Context SecurityContext caller) {
        ResetProof proof = Request.oneOf(ResetProof.class, body.proof(), "proof");
        approvals.require(Approvals.STAFF_RESET, name, proof.name(), Request.caller(caller));
        return Initial.of(name, staff.reset(name, proof, Request.caller(caller)));
    }

    /** For who forgot the password alone: the authenticator that they have stays in use and is asked for. */
    @POST
    @Path("{name}/reset-password")
    @RequiresScope(value = "admin.staff.write", everywhere = true)
    public Initial resetPassword(@PathParam("name") String name, @Context SecurityContext caller) {
        return Initial.of(name, staff.resetPassword(name, Request.caller(caller)));
    }

    @POST
    @Path("{name}/end-sessions")
    @RequiresScope(value = "admin.staff.write", everywhere = true)
    public Map<String, String> endSessions(@PathParam("name") String name, @Context SecurityContext caller) {
        staff.endSessions(name, Request.caller(caller));
        return Map.of("ended", name);
    }
}
