package id.core.http.oidc;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.partner.AccessToken;
import id.api.partner.AccessTokens;
import id.api.partner.PartnerRegistry;
import id.api.security.Signer;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsExtensionSelect;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Access tokens by client credentials with a signed assertion (RFC 6749, 7521, 7523), the server's metadata (RFC 8414)
 * and public keys (RFC 7517). Open to everybody: the assertion is the credential, keys are public.
 */
@Component(service = TokenResource.class, configurationPid = "id.core.http.oidc")
@Designate(ocd = TokenResource.Config.class)
@JakartarsResource
@JakartarsExtensionSelect("(osgi.jakartars.name=idem.gate)")
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public final class TokenResource {
    private static final String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private static final String KEYS_LIFETIME = "public, max-age=300";

    /** Settings. */
    @ObjectClassDefinition(name = "Access tokens and public keys")
    public @interface Config {
        @AttributeDefinition(
                description = "Address by which clients reach this server, such as https://id.example.org; empty for http://127.0.0.1 at its port")
        String publicUrl() default "";
    }

    private final AccessTokens tokens;
    private final PartnerRegistry partners;
    private final Signer signer;
    private final Issuer issuer;

    @Activate
    public TokenResource(Config config, BundleContext context, @Reference AccessTokens tokens,
            @Reference PartnerRegistry partners, @Reference Signer signer) {
        this.tokens = tokens;
        this.partners = partners;
        this.signer = signer;
        this.issuer = new Issuer(config.publicUrl(), context);
    }

    @POST
    @Path("oauth/token")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response token(MultivaluedMap<String, String> form) {
        String grant = single(form, "grant_type");
        if (!"client_credentials".equals(grant)) {
            return refused("unsupported_grant_type", "grant_type is client_credentials");
        }
        if (!ASSERTION_TYPE.equals(single(form, "client_assertion_type"))) {
            return refused("invalid_request", "client_assertion_type is " + ASSERTION_TYPE);
        }
        String assertion = single(form, "client_assertion");
        if (assertion == null || assertion.isBlank()) {
            return refused("invalid_request", "client_assertion is the JWT that the client signed");
        }
        AccessToken token = tokens.issue(assertion, scopes(single(form, "scope")), issuer.audiences());
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("access_token", token.value());
        answer.put("token_type", "Bearer");
        answer.put("expires_in", token.lifetime().toSeconds());
        answer.put("scope", String.join(" ", new TreeSet<>(token.scopes())));
        return Response.ok(answer).header("Cache-Control", "no-store").header("Pragma", "no-cache").build();
    }

    /** RFC 6749, 3.2: no parameter comes twice. */
    private static String single(MultivaluedMap<String, String> form, String name) {
        List<String> values = form.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw new IdentityException(GeneralError.MALFORMED, name, name + " is given more than once");
        }
        return values.isEmpty() ? null : values.getFirst();
    }

    private static Set<String> scopes(String scope) {
        return scope == null || scope.isBlank() ? Set.of() : new TreeSet<>(List.of(scope.strip().split(" +")));
    }

    private static Response refused(String error, String description) {
        return Response.status(Response.Status.BAD_REQUEST)
                .entity(Map.of("error", error, "error_description", description)).build();
    }

    /** Keys that access tokens are signed with. */
    @GET
    @Path(".well-known/jwks.json")
    public Response tokenKeys() {
        return keys(Signer.Purpose.ACCESS_TOKEN);
    }

    /** Keys that credentials are signed with: whoever checks a card offline takes these along. */
    @GET
    @Path(".well-known/credential-keys.json")
    public Response credentialKeys() {
        return keys(Signer.Purpose.CREDENTIAL);
    }

    /** Keys that proofs of a verification are signed with (OSIA {@code verificationProof}). */
    @GET
    @Path(".well-known/verification-keys.json")
    public Response verificationKeys() {
        return keys(Signer.Purpose.VERIFICATION_PROOF);
    }

    /** Keys by which an OpenID Provider knows this system, where people log in at one. */
    @GET
    @Path(".well-known/login-keys.json")
    public Response loginKeys() {
        return keys(Signer.Purpose.PROVIDER_LOGIN);
    }

    private Response keys(Signer.Purpose purpose) {
        return Response.ok(signer.publicKeys(purpose)).header("Cache-Control", KEYS_LIFETIME).build();
    }

    @GET
    @Path(".well-known/oauth-authorization-server")
    public Map<String, Object> metadata() {
        Set<String> scopes = new TreeSet<>();
        partners.roles().values().forEach(scopes::addAll);
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("issuer", issuer.base());
        metadata.put("token_endpoint", issuer.base() + Issuer.TOKEN_PATH);
        metadata.put("jwks_uri", issuer.base() + "/.well-known/jwks.json");
        metadata.put("scopes_supported", scopes);
        metadata.put("response_types_supported", List.of());
        metadata.put("grant_types_supported", List.of("client_credentials"));
        metadata.put("token_endpoint_auth_methods_supported", List.of("private_key_jwt"));
        metadata.put("token_endpoint_auth_signing_alg_values_supported", List.of("ES256", "EdDSA"));
        metadata.put("service_documentation", issuer.base() + "/docs/");
        return metadata;
    }
}
