package id.core.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import id.api.error.IdentityException;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** What the provider says of itself: where its endpoints are and what it signs with; kept for an hour. */
final class ProviderDocuments {
    private static final Duration KEPT = Duration.ofHours(1);
    /** An ID token of a key that is not known makes it look again, but not with each of many such. */
    private static final Duration LOOKED_AGAIN = Duration.ofMinutes(1);
    private static final int LEAST_RSA_BITS = 3072;

    private final ProviderSettings settings;
    private final ProviderLine line;
    private final InstantSource clock;
    private Metadata metadata;
    private Instant metadataFetched = Instant.MIN;
    private JWKSet keys;
    private Instant keysFetched = Instant.MIN;

    ProviderDocuments(ProviderSettings settings, ProviderLine line, InstantSource clock) {
        this.settings = settings;
        this.line = line;
        this.clock = clock;
    }

    /**
     * The metadata (OpenID Connect Discovery 1.0).
     *
     * @param namesItself
     *            whether its answers tell who gives them (RFC 9207)
     */
    record Metadata(URI authorization, URI token, URI keys, boolean namesItself) {}

    synchronized Metadata metadata() {
        if (metadata == null || !metadataFetched.plus(KEPT).isAfter(clock.instant())) {
            JsonNode document = line.get(
                    URI.create(settings.issuer().replaceAll("/$", "") + "/.well-known/openid-configuration"));
            if (!settings.issuer().equals(document.path("issuer").asText())) {
                throw ProviderLine.unavailable("says that it is another issuer than the settings name");
            }
            metadata = new Metadata(address(document, "authorization_endpoint"), address(document, "token_endpoint"),
                    address(document, "jwks_uri"),
                    document.path("authorization_response_iss_parameter_supported").asBoolean());
            metadataFetched = clock.instant();
        }
        return metadata;
    }

    private static URI address(JsonNode document, String field) {
        try {
            return ProviderSettings.address(field, document.path(field).asText());
        } catch (IdentityException noAddress) {
            throw ProviderLine.unavailable("names no " + field + " that begins with https:");
        }
    }

    /** Its keys; fetched anew where none has this id. */
    synchronized JWKSet keys(String keyId) {
        Instant now = clock.instant();
        boolean unknown = keys == null || keyId != null && keys.getKeyByKeyId(keyId) == null;
        boolean old = !keysFetched.plus(KEPT).isAfter(now);
        if (keys == null || old || unknown && !keysFetched.plus(LOOKED_AGAIN).isAfter(now)) {
            keys = parsed(line.get(metadata().keys()));
            keysFetched = now;
        }
        return keys;
    }

    private static JWKSet parsed(JsonNode document) {
        try {
            return new JWKSet(JWKSet.parse(document.toString()).getKeys().stream().filter(ProviderDocuments::isStrong).toList());
        } catch (ParseException | RuntimeException unreadable) {
            throw ProviderLine.unavailable("has no key set that can be read");
        }
    }

    private static boolean isStrong(JWK key) {
        try {
            return !(key instanceof RSAKey rsa) || rsa.toRSAPublicKey().getModulus().bitLength() >= LEAST_RSA_BITS;
        } catch (JOSEException broken) {
            return false;
        }
    }
}
