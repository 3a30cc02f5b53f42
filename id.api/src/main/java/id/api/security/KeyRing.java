package id.api.security;

import id.api.value.ClientId;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The keys of the system through their life: made, rotated, revoked. Rotation never makes anything unreadable and needs
 * no restart: the new version works at once on this node, and on the others within the refresh time that is set; the
 * earlier versions still open and check until they are revoked. Every change is in the audit trail. Safe for concurrent
 * use, also by several nodes: whoever loses a race finds the other's key.
 */
@ProviderType
public interface KeyRing {
    /** What {@link #rotate} takes for all series that can be rotated. */
    String ALL = "all";

    /** All keys, by series, newest first. */
    List<KeyDescription> list();

    /** What is being or was re-sealed under newer data keys, by place; nothing for places that never needed it. */
    List<Resealing> resealing();

    /**
     * Makes the next version of a series; for a master key, all its data keys are wrapped anew as well.
     *
     * @param series
     *            as {@link #list} names it, or {@link #ALL}
     * @param by
     *            who asked for it
     *
     * @return the newest versions
     *
     * @throws id.api.error.IdentityException
     *             KEY_UNKNOWN; KEY_NOT_ROTATABLE for keys whose change would find nothing any more (index) or repeat
     *             numbers (permutation)
     */
    List<KeyDescription> rotate(String series, ClientId by);

    /**
     * Takes an earlier version out of use for ever. What it sealed would be unreadable, so it must seal nothing any more.
     * May take as long as it takes to read all that is sealed for its purpose.
     *
     * @throws id.api.error.IdentityException
     *             KEY_UNKNOWN; KEY_IN_USE when it is the newest, when something is or may be under it (says how much),
     *             or when its successor is so young that another node may not know it yet; KEY_REMOVAL_UNSUPPORTED when
     *             the vault does not let go of keys
     */
    void revoke(String name, ClientId by);

    /** The public halves of all signing and agreement keys as a JWK set (RFC 7517) in JSON; the ids are thumbprints. */
    String publicKeys();
}
