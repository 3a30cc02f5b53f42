package id.core.partner;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import id.api.access.HotKind;
import id.api.access.Hotlist;
import id.api.audit.AuditEntry;
import id.api.audit.AuditTrail;
import id.api.error.ErrorCategory;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.partner.Access;
import id.api.partner.AccessToken;
import id.api.partner.AccessTokens;
import id.api.partner.Client;
import id.api.partner.PartnerError;
import id.api.partner.PartnerRegistry;
import id.api.security.SignatureCheck;
import id.api.security.Signer;
import id.api.storage.CounterStore;
import id.api.storage.Transactions;
import id.api.value.Bytes;
import id.api.value.ClientId;
import id.api.value.RandomSource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Access tokens as JWTs of RFC 9068, for client credentials with {@code private_key_jwt} of RFC 7523. */
@Component(configurationPid = "id.core.partner.tokens")
@Designate(ocd = JwtAccessTokens.Config.class)
public final class JwtAccessTokens implements AccessTokens {

    /** Settings. */
    @ObjectClassDefinition(name = "Access tokens")
    public @interface Config {
        @AttributeDefinition(description = "The iss of tokens, an URL; empty: http://127.0.0.1:<idem.port>")
        String issuer() default "";

        @AttributeDefinition(description = "The aud of tokens")
        String audience() default "idem";

        @AttributeDefinition(description = "Lifetime of a token in seconds, 30 to 86400", min = "30", max = "86400")
        int lifetimeSeconds() default 900;

        @AttributeDefinition(description = "How many good tokens are remembered, 100 to 10000000", min = "100",
                max = "10000000")
        int rememberedTokens() default 20_000;
    }

    private static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");
    private static final int MAX_CHARACTERS = 16_000;
    private static final String DEFAULT_PORT = "8080";

    private final PartnerRegistry partners;
    private final Signer signer;
    private final CounterStore counters;
    private final Transactions transactions;
    private final AuditTrail audit;
    private final RandomSource random;
    private final InstantSource clock;
    private final Hotlist hotlist;
    private final String issuer;
    private final String audience;
    private final Duration lifetime;
    private final CheckedTokens checked;

    @Activate
    public JwtAccessTokens(@Reference PartnerRegistry partners, @Reference Signer signer,
            @Reference CounterStore counters, @Reference Transactions transactions, @Reference AuditTrail audit,
            @Reference RandomSource random, @Reference InstantSource clock, @Reference Hotlist hotlist, Config config,
            BundleContext context) {
        this(partners, signer, counters, transactions, audit, random, clock, hotlist, config, context.getProperty("idem.port"));
    }

    JwtAccessTokens(PartnerRegistry partners, Signer signer, CounterStore counters, Transactions transactions,
            AuditTrail audit, RandomSource random, InstantSource clock, Hotlist hotlist, Config config, String port) {
        this.hotlist = hotlist;
        this.partners = partners;
        this.signer = signer;
        this.counters = counters;
        this.transactions = transactions;
        this.audit = audit;
        this.random = random;
        this.clock = clock;
        this.issuer = config.issuer().isBlank() ? "http://127.0.0.1:" + (port == null ? DEFAULT_PORT : port)
                : config.issuer();
        this.audience = config.audience();
        this.lifetime = Duration.ofSeconds(within("lifetimeSeconds", config.lifetimeSeconds(), 30, 86_400));
        this.checked = new CheckedTokens(within("rememberedTokens", config.rememberedTokens(), 100, 10_000_000));
    }

    @Override
    public AccessToken issue(String clientAssertion, Set<String> scopes, Set<String> audiences) {
        Instant now = clock.instant();
        Optional<Client> known = Optional.empty();
        try {
            ClientAssertion assertion = ClientAssertion.parse(clientAssertion, audiences, now);
            known = partners.find(assertion.client());
            return issue(assertion, known, scopes, now);
        } catch (IdentityException refused) {
            // One that was used before stands in the trail already.
            if (refused.category() == ErrorCategory.CALLER && refused.code() != PartnerError.ASSERTION_REPLAYED) {
                audit.record(new AuditEntry("token.requested", ClientId.SYSTEM,
                        known.map(client -> client.id().value()).orElse(""), "REFUSED",
                        Map.of("code", refused.code().name())));
            }
            throw refused;
        }
    }

    private AccessToken issue(ClientAssertion assertion, Optional<Client> known, Set<String> scopes, Instant now) {
        Client client = known.filter(this::isLetIn)
                .orElseThrow(() -> new IdentityException(PartnerError.CLIENT_UNKNOWN, "client_assertion",
                        "No such client is registered and active"));
        assertion.checkSignedBy(client);
        Set<String> granted = granted(client, scopes);
        use(assertion, now);
        return new AccessToken(sign(client.id(), granted, now), lifetime, granted);
    }

    @Override
    public Access check(String bearerToken) {
        if (bearerToken == null || bearerToken.length() > MAX_CHARACTERS) {
            throw invalid();
        }
        Instant now = clock.instant();
        CheckedTokens.Digest digest = CheckedTokens.Digest.of(bearerToken);
        Access access = checked.find(digest).orElseGet(() -> {
            Access fresh = verified(bearerToken);
            if (fresh.expiresAt().isAfter(now)) {
                checked.remember(digest, fresh, now);
            }
            return fresh;
        });
        if (!access.expiresAt().isAfter(now)) {
            checked.forget(digest);
            throw invalid();
        }
        // Asked each time: who is kept out is kept out at once.
        if (partners.find(access.client()).filter(this::isLetIn).isEmpty()) {
            throw invalid();
        }
        return access;
    }

    private boolean isLetIn(Client client) {
        return client.active() && !hotlist.isHot(HotKind.PARTNER, client.id().value());
    }

    private static Set<String> granted(Client client, Set<String> asked) {
        if (!client.scopes().containsAll(asked)) {
            throw new IdentityException(PartnerError.SCOPE_NOT_ALLOWED, "scope",
                    "The client may not have a scope that it asks for: ask for fewer, or have a role added");
        }
        return asked.isEmpty() ? client.scopes() : asked;
    }

    /** Marks the assertion as used for as long as it could be shown again. */
    private void use(ClientAssertion assertion, Instant now) {
        String key = "assertion:" + assertion.client().value() + ":" + ShaHex.of(assertion.id());
        Instant until = assertion.expiresAt().plus(ClientAssertion.SKEW);
        boolean fresh = transactions.required(() -> {
            boolean first = counters.putIfAbsent(key, now, until);
            audit.record(new AuditEntry("token.requested", assertion.client(), assertion.client().value(),
                    first ? "DONE" : "REFUSED", Map.of()));
            return first;
        });
        if (!fresh) {
            throw new IdentityException(PartnerError.ASSERTION_REPLAYED, "client_assertion",
                    "The client assertion was used before: make a new one, with a new jti, each time");
        }
    }

    private String sign(ClientId client, Set<String> scopes, Instant now) {
        String keyId = signer.keyId(Signer.Purpose.ACCESS_TOKEN);
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256).type(TYPE).keyID(keyId).build();
        JWTClaimsSet claims = new JWTClaimsSet.Builder().issuer(issuer).subject(client.value()).audience(audience)
                .claim("client_id", client.value()).claim("scope", String.join(" ", new TreeSet<>(scopes)))
                .issueTime(Date.from(now)).expirationTime(Date.from(now.plus(lifetime).truncatedTo(ChronoUnit.SECONDS)))
                .jwtID(random.id128()).build();
        String input = header.toBase64URL() + "." + Base64URL.encode(claims.toString());
        Bytes signature = signer.sign(Signer.Purpose.ACCESS_TOKEN, keyId,
                Bytes.of(input.getBytes(StandardCharsets.US_ASCII)));
        return input + '.' + Base64URL.encode(signature.toArray());
    }

    /** Signature and origin; time and client are looked at on every call. */
    private Access verified(String bearerToken) {
        SignedJWT token = JwtSignature.parse(bearerToken).orElseThrow(JwtAccessTokens::invalid);
        JWSHeader header = token.getHeader();
        if (header.getKeyID() == null || !JWSAlgorithm.ES256.equals(header.getAlgorithm())
                || !TYPE.equals(header.getType()) || header.getCriticalParams() != null || !signedHere(token)) {
            throw invalid();
        }
        JWTClaimsSet claims = JwtSignature.claims(token).orElseThrow(JwtAccessTokens::invalid);
        if (!issuer.equals(claims.getIssuer()) || !claims.getAudience().contains(audience)
                || claims.getExpirationTime() == null || !(claims.getClaim("scope") instanceof String scope)) {
            throw invalid();
        }
        return new Access(new ClientId(claims.getSubject()), scope.isEmpty() ? Set.of() : Set.of(scope.split(" ")),
                claims.getExpirationTime().toInstant());
    }

    /** The signer is asked each time: keys are rotated and revoked while tokens are on their way. */
    private boolean signedHere(SignedJWT token) {
        return signer.check(Signer.Purpose.ACCESS_TOKEN, token.getHeader().getKeyID(),
                Bytes.of(token.getSigningInput()),
                Bytes.of(token.getSignature().decode())) == SignatureCheck.FITS;
    }

    private static int within(String setting, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IdentityException(GeneralError.INVALID_VALUE, setting,
                    "Setting " + setting + " must be " + min + " to " + max);
        }
        return value;
    }

    /** One answer for all faults: whoever tries tokens learns nothing. */
    private static IdentityException invalid() {
        return new IdentityException(PartnerError.TOKEN_INVALID, "authorization",
                "No valid access token: ask the token endpoint for a new one");
    }
}
