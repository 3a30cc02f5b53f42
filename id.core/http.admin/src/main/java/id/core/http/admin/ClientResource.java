package id.core.http.admin;

import com.fasterxml.jackson.databind.JsonNode;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.partner.Client;
import id.api.partner.NewClient;
import id.api.partner.PartnerRegistry;
import id.api.partner.Places;
import id.api.partner.RequiresScope;
import id.api.value.ClientId;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
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

/** Clients of the API. */
@Component(service = ClientResource.class)
@JakartarsResource
@JakartarsExtensionSelect(Request.GATE)
@Path("/admin/v1/clients")
@Produces(MediaType.APPLICATION_JSON)
public final class ClientResource {
    private final PartnerRegistry partners;

    @Activate
    public ClientResource(@Reference PartnerRegistry partners) {
        this.partners = partners;
    }

    /** A client; of its keys only how many they are. */
    record ClientJson(String clientId, String displayName, Set<String> roles, Set<String> scopes, int publicKeys,
            Set<String> releasableAttributes, boolean active, String createdAt, Set<String> places) {
        static ClientJson of(Client client) {
            return new ClientJson(client.id().value(), client.displayName(), new TreeSet<>(client.roles()),
                    new TreeSet<>(client.scopes()), client.publicKeys().size(),
                    new TreeSet<>(client.releasableAttributes()), client.active(), client.createdAt().toString(),
                    client.places().texts());
        }
    }

    /** A client to register. */
    record NewClientBody(String clientId, String displayName, Set<String> roles, Set<String> scopes,
            List<JsonNode> publicKeys, Set<String> releasableAttributes, Set<String> places) {
        NewClient toClient() {
            ClientId id = Request.at("clientId", () -> new ClientId(clientId));
            return new NewClient(id, displayName == null ? id.value() : displayName, orNone(roles), orNone(scopes),
                    keys(publicKeys), orNone(releasableAttributes),
                    Request.at("places", () -> Places.of(orNone(places))));
        }

        private static Set<String> orNone(Set<String> names) {
            return names == null ? Set.of() : names;
        }
    }

    /** Whether a client is let in. */
    record StateBody(Boolean active) {}

    /** The keys of a client. */
    record KeysBody(List<JsonNode> publicKeys) {}

    @GET
    @RequiresScope(value = "admin.client.read", everywhere = true)
    public Map<String, List<ClientJson>> list() {
        return Map.of("clients", partners.list().stream().map(ClientJson::of).toList());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RequiresScope(value = "admin.client.write", everywhere = true)
    public Response register(NewClientBody body, @Context SecurityContext caller) {
        Client client = partners.register(body.toClient(), Request.caller(caller));
        return Response.status(Response.Status.CREATED).entity(ClientJson.of(client)).build();
    }

    @PUT
    @Path("{id}/state")
    @Consumes(MediaType.APPLICATION_JSON)
    @RequiresScope(value = "admin.client.write", everywhere = true)
    public ClientJson setState(@PathParam("id") String id, StateBody body, @Context SecurityContext caller) {
        return ClientJson
                .of(partners.setActive(client(id), Request.required(body.active(), "active"), Request.caller(caller)));
    }

    @PUT
    @Path("{id}/keys")
    @Consumes(MediaType.APPLICATION_JSON)
    @RequiresScope(value = "admin.client.write", everywhere = true)
    public ClientJson replaceKeys(@PathParam("id") String id, KeysBody body, @Context SecurityContext caller) {
        return ClientJson.of(partners.replaceKeys(client(id), keys(body.publicKeys()), Request.caller(caller)));
    }

    private static ClientId client(String id) {
        return Request.inPath(() -> new ClientId(id));
    }

    private static List<String> keys(List<JsonNode> keys) {
        List<JsonNode> given = Request.required(keys, "publicKeys");
        if (given.stream().anyMatch(key -> key == null || !key.isObject())) {
            throw new IdentityException(GeneralError.INVALID_VALUE, "publicKeys",
                    "A list of JWKs, each an object such as {\"kty\": \"EC\", ...}");
        }
        return given.stream().map(JsonNode::toString).toList();
    }
}
