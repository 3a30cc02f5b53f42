package id.core.partner;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import id.api.error.IdentityException;
import id.api.partner.Client;
import id.api.partner.PartnerError;
import id.api.value.ClientId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Date;
import java.util.Set;

/**
 * A client's signed word that it is who it says (RFC 7523), parsed and within its time; not yet known to be signed.
 *
 * @param token
 *            the JWT
 * @param client
 *            who it says it is from
 * @param id
 *            its jti, 1 to 200 characters
 * @param expiresAt
 *            its exp
 */
record ClientAssertion(SignedJWT token, ClientId client, String id, Instant expiresAt) {
    /** Clocks may differ by so much. */
    static final Duration SKEW = Duration.ofSeconds(30);
    static final Duration MAX_LIFETIME = Duration.ofMinutes(5);

    private static final int MAX_CHARACTERS = 10_000;
    private static final int MAX_ID = 200;
    private static final Set<String> HEADER = Set.of("alg", "kid", "typ");
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(JWSAlgorithm.ES256, JWSAlgorithm.EdDSA);

    static ClientAssertion parse(String compact, Set<String> audiences, Instant now) {
        SignedJWT token = signed(compact);
        JWTClaimsSet claims = claims(token);
        String subject = claims.getSubject();
        if (subject == null || !subject.equals(claims.getIssuer())) {
            throw invalid("iss and sub must both be the client id");
        }
        if (Collections.disjoint(claims.getAudience(), audiences)) {
            throw invalid("aud must be the token endpoint or the issuer of this server");
        }
        String id = claims.getJWTID();
        if (id == null || id.isEmpty() || id.length() > MAX_ID) {
            throw invalid("jti must be there, new each time, of 1 to " + MAX_ID + " characters");
        }
        return new ClientAssertion(token, clientId(subject), id, expiry(claims, now));
    }

    /** The key of the client that it is signed by must be named, or be found by trying. */
    void checkSignedBy(Client registered) {
        String kid = token.getHeader().getKeyID();
        for (JWK key : ClientKeys.parse(registered.publicKeys())) {
            boolean named = kid == null || kid.equals(key.getKeyID()) || kid.equals(ClientKeys.thumbprint(key));
            if (named && JwtSignature.verifies(token, key)) {
                return;
            }
        }
        throw invalid("the signature does not fit any registered key of the client (kid, where given, must name one)");
    }

    private static SignedJWT signed(String compact) {
        if (compact == null || compact.length() > MAX_CHARACTERS) {
            throw invalid("give a JWT of at most " + MAX_CHARACTERS + " characters");
        }
        SignedJWT token = JwtSignature.parse(compact).orElseThrow(() -> invalid("it is no signed JWT"));
        JWSHeader header = token.getHeader();
        if (!ALGORITHMS.contains(header.getAlgorithm()) || !HEADER.containsAll(header.getIncludedParams())) {
            throw invalid("its header holds alg (ES256 or EdDSA), kid and typ, and nothing else");
        }
        return token;
    }

    private static JWTClaimsSet claims(SignedJWT token) {
        return JwtSignature.claims(token).orElseThrow(() -> invalid("its claims are not readable"));
    }

    private static Instant expiry(JWTClaimsSet claims, Instant now) {
        Date expiry = claims.getExpirationTime();
        if (expiry == null || !expiry.toInstant().plus(SKEW).isAfter(now)
                || expiry.toInstant().isAfter(now.plus(MAX_LIFETIME).plus(SKEW))) {
            throw invalid("exp must be in the future, at most " + MAX_LIFETIME.toMinutes()
                    + " minutes: see that the clock is right");
        }
        if (isAhead(claims.getNotBeforeTime(), now) || isAhead(claims.getIssueTime(), now)) {
            throw invalid("iat and nbf must not be in the future: see that the clock is right");
        }
        return expiry.toInstant();
    }

    private static boolean isAhead(Date time, Instant now) {
        return time != null && time.toInstant().isAfter(now.plus(SKEW));
    }

    private static ClientId clientId(String subject) {
        try {
            return new ClientId(subject);
        } catch (IdentityException noClientId) {
            throw new IdentityException(PartnerError.CLIENT_UNKNOWN, "client_assertion",
                    "No such client is registered and active");
        }
    }

    private static IdentityException invalid(String mend) {
        return new IdentityException(PartnerError.ASSERTION_INVALID, "client_assertion",
                "The client assertion does not hold: " + mend);
    }
}
