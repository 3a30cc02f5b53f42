package id.core.http.osia;

import com.fasterxml.jackson.databind.JsonNode;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.identity.IdentityRegistry;
import id.api.partner.RequiresScope;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsExtensionSelect;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** OSIA UIN 1.2.0. The attributes are checked for their form and forgotten: a number never depends on a person. */
@Component(service = UinResource.class)
@JakartarsResource
@JakartarsExtensionSelect(Parameters.GATE)
@Path("/v1/uin")
@Produces(MediaType.APPLICATION_JSON)
public final class UinResource {
    private final IdentityRegistry identities;

    @Activate
    public UinResource(@Reference IdentityRegistry identities) {
        this.identities = identities;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RequiresScope(value = "uin.generate", everywhere = true)
    public String generate(@QueryParam("transactionId") String transactionId, JsonNode attributes) {
        Parameters.transaction(transactionId);
        if (!attributes.isObject()) {
            throw new IdentityException(GeneralError.MALFORMED, "", "Send an object of attributes");
        }
        attributes.properties().forEach(field -> Shape.SCALAR.check(field.getValue(), field.getKey()));
        return "\"" + identities.generateUin().value() + "\"";
    }
}
