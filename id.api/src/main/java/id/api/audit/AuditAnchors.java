package id.api.audit;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** What of the audit trail is kept outside, to hold the trail against it later. Safe for concurrent use. */
@ProviderType
public interface AuditAnchors {
    /**
     * Signs the end of the chain as it is now.
     *
     * @throws id.api.error.IdentityException
     *             UNAVAILABLE when nothing can be signed at the moment; CONFLICT when this process saw that the chain
     *             was cut or written anew, since a signature would vouch for it
     */
    AuditAnchor export();

    /**
     * {@link AuditTrail#verify()}, and whether the chain still holds what each anchor says.
     *
     * @param anchors
     *            the {@link AuditAnchor#jws} of each, at most 100, in any order
     * @throws id.api.error.IdentityException
     *             INVALID_VALUE, field {@code anchors[n]}, when one is no anchor, or none that this system signed: it
     *             proves nothing about this chain. TOO_LARGE for too many. UNAVAILABLE when signatures cannot be checked
     */
    AuditVerification verify(List<String> anchors);

    /**
     * Chained entries in their order, for a system that keeps a copy of the trail: each with its place and hash, so that
     * the copy shows by itself whether something is missing or was changed.
     *
     * @param sequence
     *            the place after which to begin, 0 or more
     * @param limit
     *            1 to 10,000
     */
    List<ChainedEntry> after(long sequence, int limit);

    /**
     * The public keys of all checkpoints and anchors as a JWK set (RFC 7517) in JSON, newest first.
     *
     * @throws id.api.error.IdentityException
     *             UNAVAILABLE when the signer is not there
     */
    String publicKeys();
}
