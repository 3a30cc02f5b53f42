package id.api.partner;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.value.ClientId;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A client to register; see {@link Client} for the parts.
 *
 * @param displayName
 *            1 to 128 characters
 * @param publicKeys
 *            at least one
 */
public record NewClient(ClientId id, String displayName, Set<String> roles, Set<String> scopes, List<String> publicKeys,
        Set<String> releasableAttributes, Places places) {
    public NewClient {
        Objects.requireNonNull(places, "places");
        roles = Set.copyOf(roles);
        scopes = Set.copyOf(scopes);
        publicKeys = List.copyOf(publicKeys);
        releasableAttributes = Set.copyOf(releasableAttributes);
        if (displayName == null || displayName.isBlank() || displayName.length() > 128) {
            throw new IdentityException(GeneralError.INVALID_VALUE, "displayName", "A name of 1 to 128 characters");
        }
        if (publicKeys.isEmpty()) {
            throw new IdentityException(PartnerError.CLIENT_KEY_INVALID, "publicKeys",
                    "Give at least one public key as a JWK");
        }
    }

    /** A client whose roles hold everywhere. */
    public NewClient(ClientId id, String displayName, Set<String> roles, Set<String> scopes, List<String> publicKeys,
            Set<String> releasableAttributes) {
        this(id, displayName, roles, scopes, publicKeys, releasableAttributes, Places.EVERYWHERE);
    }
}
