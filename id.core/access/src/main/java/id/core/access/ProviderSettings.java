package id.core.access;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * How the OpenID Provider is reached, and what it has to say.
 *
 * @param issuer
 *            its name, as its metadata and its ID tokens write it; empty: none is set up
 * @param callback
 *            where it sends browsers back to
 * @param acr
 *            one of these it must say; empty: does not matter
 * @param amr
 *            all of these it must say
 */
record ProviderSettings(String issuer, String clientId, URI callback, String claim, String scope, Set<String> acr,
        Set<String> amr) {
    static final String PID = "id.core.access.provider";
    private static final String CALLBACK = "/staff/v1/provider/callback";

    /** Settings. */
    @ObjectClassDefinition(name = "Log-in of people by an external OpenID Provider")
    public @interface Config {
        @AttributeDefinition(description = "The issuer, such as https://login.example.org/realm; empty: no external provider")
        String issuer() default "";

        @AttributeDefinition(description = "The id that the provider gave this system")
        String clientId() default "";

        @AttributeDefinition(
                description = "Address by which browsers reach this server, such as https://id.example.org; empty for http://127.0.0.1 at its port")
        String publicUrl() default "";

        @AttributeDefinition(description = "The claim of the ID token that accounts are bound to")
        String claim() default "sub";

        @AttributeDefinition(description = "Scopes that are asked for; openid is always among them")
        String[] scopes() default {};

        @AttributeDefinition(description = "The ID token's acr is one of these; empty: any")
        String[] acr() default {};

        @AttributeDefinition(description = "The ID token's amr has all of these; empty only where acr is not")
        String[] amr() default { "mfa" };
    }

    static ProviderSettings of(Config config, String port) {
        String issuer = config.issuer().strip();
        if (issuer.isEmpty()) {
            return new ProviderSettings("", "", URI.create(CALLBACK), "sub", "openid", Set.of(), Set.of());
        }
        address("issuer", issuer);
        String base = config.publicUrl().isBlank() ? "http://127.0.0.1:" + (port == null ? "8080" : port)
                : config.publicUrl().strip().replaceAll("/$", "");
        address("publicUrl", base);
        Set<String> acr = Set.copyOf(List.of(config.acr()));
        Set<String> amr = Set.copyOf(List.of(config.amr()));
        if (acr.isEmpty() && amr.isEmpty()) {
            throw wrong("amr", "Set acr or amr: a log-in by one factor alone opens no account");
        }
        if (!config.claim().matches("[\\x21-\\x7e]{1,64}")) {
            throw wrong("claim", "Setting claim names one claim, such as sub");
        }
        List<String> scopes = Stream.concat(Stream.of("openid"), Stream.of(config.scopes())).distinct().toList();
        if (!scopes.stream().allMatch(scope -> scope.matches("[\\x21\\x23-\\x5b\\x5d-\\x7e]{1,64}"))) {
            throw wrong("scopes", "A scope has 1 to 64 characters and no blanks");
        }
        return new ProviderSettings(issuer, Ranges.line("clientId", config.clientId(), 1, 255), URI.create(base + CALLBACK),
                config.claim(), String.join(" ", scopes), acr, amr);
    }

    boolean isSet() {
        return !issuer.isEmpty();
    }

    /** Of the provider or of its metadata: encrypted, or on this very machine. */
    static URI address(String field, String text) {
        try {
            URI address = URI.create(text);
            boolean local = "http".equals(address.getScheme())
                    && Set.of("127.0.0.1", "localhost", "[::1]").contains(String.valueOf(address.getHost()));
            if (address.getHost() != null && address.getFragment() == null && address.getUserInfo() == null
                    && ("https".equals(address.getScheme()) || local)) {
                return address;
            }
        } catch (IllegalArgumentException noAddress) {
            // Told below.
        }
        throw wrong(field, field + " is an address that begins with https:// (http:// on this machine only)");
    }

    private static IdentityException wrong(String field, String message) {
        return new IdentityException(GeneralError.INVALID_VALUE, field, message);
    }
}
