package id.core.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Checks ID tokens (OpenID Connect Core 1.0, 3.1.3.7): signature, who from, for whom, when, and for which log-in. */
final class IdTokens {
    /** Those that sign with a private key. None of them is {@code none} or one whose key both sides have. */
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256,
            JWSAlgorithm.ES384);
    private static final Duration SKEW = Duration.ofSeconds(30);
    private static final Duration OLDEST = Duration.ofMinutes(10);
    private static final int MOST_CHARACTERS = 16_000;

    private final ProviderSettings settings;
    private final Function<String, JWKSet> keys;
    private final InstantSource clock;

    /**
     * @param keys
     *            public keys of the provider, for the id of one of them
     */
    IdTokens(ProviderSettings settings, Function<String, JWKSet> keys, InstantSource clock) {
        this.settings = settings;
        this.keys = keys;
        this.clock = clock;
    }

    /** An ID token that is not one for this log-in. The message is for the log, and quotes nothing of the token. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }

    JWTClaimsSet checked(String token, String nonce) throws Refused {
        SignedJWT signed = parsed(token);
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS,
                new ImmutableJWKSet<>(keys.apply(signed.getHeader().getKeyID()))));
        processor.setJWTClaimsSetVerifier(verifier(nonce));
        JWTClaimsSet claims;
        try {
            claims = processor.process(signed, null);
        } catch (BadJOSEException | JOSEException | RuntimeException wrong) {
            // Its text may quote claims: only its kind is told.
            throw new Refused("the ID token does not hold (" + wrong.getClass().getSimpleName() + ")");
        }
        checkParty(claims);
        checkStrength(claims);
        return claims;
    }

    private static SignedJWT parsed(String token) throws Refused {
        if (token == null || token.length() > MOST_CHARACTERS) {
            throw new Refused("there is no ID token, or one that is too long");
        }
        try {
            SignedJWT signed = SignedJWT.parse(token);
            if (!ALGORITHMS.contains(signed.getHeader().getAlgorithm())) {
                throw new Refused("the ID token is signed by an algorithm that is not taken");
            }
            return signed;
        } catch (ParseException | RuntimeException unsigned) {
            throw new Refused("the ID token is no signed JWT");
        }
    }

    private DefaultJWTClaimsVerifier<SecurityContext> verifier(String nonce) {
        JWTClaimsSet exactly = new JWTClaimsSet.Builder().issuer(settings.issuer()).claim("nonce", nonce).build();
        DefaultJWTClaimsVerifier<SecurityContext> verifier = new DefaultJWTClaimsVerifier<>(Set.of(settings.clientId()),
                exactly, Set.of("sub", "iat", "exp"), Set.of()) {
            @Override
            protected Date currentTime() {
                return Date.from(clock.instant());
            }
        };
        verifier.setMaxClockSkew((int) SKEW.toSeconds());
        return verifier;
    }

    private void checkParty(JWTClaimsSet claims) throws Refused {
        Object party = claims.getClaim("azp");
        if (claims.getAudience().size() > 1 && party == null || party != null && !settings.clientId().equals(party)) {
            throw new Refused("the ID token was issued to another client");
        }
        Instant issued = claims.getIssueTime().toInstant();
        Instant now = clock.instant();
        if (issued.isAfter(now.plus(SKEW)) || issued.isBefore(now.minus(OLDEST))) {
            throw new Refused("the ID token was not issued just now: see that the clocks are right");
        }
    }

    private void checkStrength(JWTClaimsSet claims) throws Refused {
        if (!settings.acr().isEmpty() && !settings.acr().contains(text(claims, "acr").orElse(""))) {
            throw new Refused("the provider did not authenticate by a class (acr) that the settings ask for");
        }
        if (!methods(claims).containsAll(settings.amr())) {
            throw new Refused("the provider did not authenticate by the methods (amr) that the settings ask for");
        }
    }

    /** How the person was authenticated, as the provider says; nothing where it does not. */
    static Set<String> methods(JWTClaimsSet claims) {
        try {
            List<String> methods = claims.getStringListClaim("amr");
            return methods == null ? Set.of() : Set.copyOf(methods);
        } catch (ParseException | RuntimeException noList) {
            return Set.of();
        }
    }

    /** A claim that is text. */
    static Optional<String> text(JWTClaimsSet claims, String name) {
        return claims.getClaim(name) instanceof String text && !text.isEmpty() ? Optional.of(text) : Optional.empty();
    }
}
