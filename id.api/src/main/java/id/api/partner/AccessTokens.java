package id.api.partner;

import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/** Access tokens: issued for a signed client assertion, checked at every endpoint. Safe for concurrent use. */
@ProviderType
public interface AccessTokens {
    /**
     * Issues a token by client credentials with {@code private_key_jwt} (RFC 7523). Each assertion counts once.
     *
     * @param clientAssertion
     *            the client's JWT: iss and sub its id, aud the token endpoint or the issuer, exp at most 5 minutes
     *            ahead, jti
     * @param scopes
     *            the scopes asked for; empty asks for all that the client may have
     * @param audiences
     *            values of aud that are taken for this server
     *
     * @throws id.api.error.IdentityException
     *             CLIENT_UNKNOWN, ASSERTION_INVALID, ASSERTION_REPLAYED, SCOPE_NOT_ALLOWED
     */
    AccessToken issue(String clientAssertion, Set<String> scopes, Set<String> audiences);

    /**
     * Checks a bearer token: signature, time, and that its client is still active.
     *
     * @throws id.api.error.IdentityException
     *             TOKEN_INVALID
     */
    Access check(String bearerToken);
}
