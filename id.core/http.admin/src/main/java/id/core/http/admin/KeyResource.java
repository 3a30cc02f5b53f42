package id.core.http.admin;

import id.api.access.Approvals;
import id.api.partner.RequiresScope;
import id.api.security.KeyDescription;
import id.api.security.KeyRing;
import id.api.security.Resealing;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsExtensionSelect;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** The keys of the system: never what they are made of. */
@Component(service = KeyResource.class)
@JakartarsResource
@JakartarsExtensionSelect(Request.GATE)
@Path("/admin/v1/keys")
@Produces(MediaType.APPLICATION_JSON)
public final class KeyResource {
    private final KeyRing keys;
    private final Approvals approvals;

    @Activate
    public KeyResource(@Reference KeyRing keys, @Reference Approvals approvals) {
        this.approvals = approvals;
        this.keys = keys;
    }

    /** One version of a key. */
    record KeyJson(String name, String series, int version, String kind, String algorithm, boolean newest,
            String wrappedBy, String createdAt) {
        static KeyJson of(KeyDescription key) {
            return new KeyJson(key.name(), key.series(), key.version(), key.kind().name(), key.algorithm(), key.newest(),
                    key.wrappedBy().orElse(null), key.createdAt().toString());
        }
    }

    /** How far a place has come. */
    record ResealingJson(String place, int version, long moved, String movedAt, boolean finished) {
        static ResealingJson of(Resealing resealing) {
            return new ResealingJson(resealing.place().name(), resealing.version(), resealing.moved(),
                    resealing.movedAt().toString(), resealing.finished());
        }
    }

    /** All keys, and what is being moved under newer ones. */
    record KeysJson(List<KeyJson> keys, List<ResealingJson> resealing) {}

    /** Which series to rotate. */
    record RotateBody(String series) {}

    /** Which key to revoke. */
    record RevokeBody(String key) {}

    @GET
    @RequiresScope(value = "admin.key.read", everywhere = true)
    public KeysJson list() {
        return new KeysJson(keys.list().stream().map(KeyJson::of).toList(),
                keys.resealing().stream().map(ResealingJson::of).toList());
    }

    @GET
    @Path("public")
    @RequiresScope(value = "admin.key.read", everywhere = true)
    public String publicKeys() {
        return keys.publicKeys();
    }

    @POST
    @Path("rotate")
    @Consumes(MediaType.APPLICATION_JSON)
    @RequiresScope(value = "admin.key.write", everywhere = true)
    public Map<String, List<KeyJson>> rotate(RotateBody body, @Context SecurityContext caller) {
        return Map.of("keys", keys.rotate(Request.required(body.series(), "series"), Request.caller(caller)).stream()
                .map(KeyJson::of).toList());
    }

    /** A post and not a delete: whether it is done is decided by what lies under the key. */
    @POST
    @Path("revoke")
    @Consumes(MediaType.APPLICATION_JSON)
    @RequiresScope(value = "admin.key.write", everywhere = true)
    public Map<String, String> revoke(RevokeBody body, @Context SecurityContext caller) {
        String key = Request.required(body.key(), "key");
        approvals.require(Approvals.KEY_REVOCATION, key, "", Request.caller(caller));
        keys.revoke(key, Request.caller(caller));
        return Map.of("revoked", key);
    }
}
