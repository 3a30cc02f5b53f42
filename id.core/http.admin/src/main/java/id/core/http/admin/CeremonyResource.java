package id.core.http.admin;

import id.api.access.Approvals;
import id.api.audit.AuditEntry;
import id.api.audit.AuditTrail;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.partner.RequiresScope;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsExtensionSelect;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/**
 * Key ceremonies, told by whoever holds one: for the audit trail. Secret and shares stay where the ceremony is; nothing
 * that is accepted here could hold one.
 */
@Component(service = CeremonyResource.class)
@JakartarsResource
@JakartarsExtensionSelect(Request.GATE)
@Path("/admin/v1/keys/ceremonies")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class CeremonyResource {
    private static final int MOST_PEOPLE = 100;
    private static final Pattern ID = Pattern.compile("[0-9a-f]{4}(-[0-9a-f]{4}){3}");

    private final AuditTrail audit;
    private final Approvals approvals;

    @Activate
    public CeremonyResource(@Reference AuditTrail audit, @Reference Approvals approvals) {
        this.audit = audit;
        this.approvals = approvals;
    }

    /** What is done. */
    enum Act {
        /** The secret is split: shares go to people. */
        SPLIT,
        /** Shares are looked at: whether they belong together. */
        VERIFY,
        /** The secret is put together and the password file written anew. */
        COMBINE
    }

    /** How far it is. */
    enum Outcome {
        /** Before anything is written: what cannot be recorded is not done. */
        STARTED,
        /** The files are there. */
        DONE,
        /** The shares or the vault did not fit: nothing was written. */
        REFUSED
    }

    /** Who is told of nothing: {@code opens} is a fingerprint, {@code shares} are numbers. */
    record CeremonyBody(String act, String outcome, String ceremony, Integer threshold, Integer people, List<Integer> shares,
            String opens) {}

    @POST
    @RequiresScope(value = "admin.key.write", everywhere = true)
    public Map<String, String> record(CeremonyBody body, @Context SecurityContext caller) {
        Act act = Request.oneOf(Act.class, body.act(), "act");
        Outcome outcome = Request.oneOf(Outcome.class, body.outcome(), "outcome");
        String ceremony = id(body.ceremony(), "ceremony");
        int people = within(body.people(), 2, MOST_PEOPLE, "people");
        int threshold = within(body.threshold(), 2, people, "threshold");
        List<Integer> shares = Request.required(body.shares(), "shares");
        shares.forEach(share -> within(share, 1, people, "shares"));
        if (shares.isEmpty() || new HashSet<>(shares).size() != shares.size()) {
            throw new IdentityException(GeneralError.INVALID_VALUE, "shares", "Name each share once, at least one");
        }
        String opens = id(body.opens(), "opens");
        if (act == Act.SPLIT && outcome == Outcome.STARTED) {
            // A ceremony has another id each time: the same request is one for as many shares.
            approvals.require(Approvals.KEY_CEREMONY, "vault", threshold + " of " + people, Request.caller(caller));
        }
        audit.record(new AuditEntry("key.ceremony-" + act.name().toLowerCase(Locale.ROOT), Request.caller(caller), ceremony, outcome.name(),
                Map.of("threshold", Integer.toString(threshold), "people", Integer.toString(people), "shares",
                        shares.stream().sorted().map(String::valueOf).collect(Collectors.joining(",")), "opens", opens)));
        return Map.of("recorded", ceremony);
    }

    private static String id(String value, String field) {
        if (!ID.matcher(Request.required(value, field)).matches()) {
            throw new IdentityException(GeneralError.INVALID_VALUE, field, field + " is 16 hexadecimal digits in groups of 4");
        }
        return value;
    }

    private static int within(Integer value, int min, int max, String field) {
        if (Request.required(value, field) < min || value > max) {
            throw new IdentityException(GeneralError.INVALID_VALUE, field, field + " is " + min + " to " + max);
        }
        return value;
    }
}
