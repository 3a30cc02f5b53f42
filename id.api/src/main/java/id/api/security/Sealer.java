package id.api.security;

import id.api.enrollment.EnrollmentPacket;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Seals and opens enrollment packets: a JWS (RFC 7515, ES256, {@code kid} names the signer) of the packet's JSON form
 * inside a JWE (RFC 7516, ECDH-ES+A256KW with A256GCM) for the server's enrollment key. Safe for concurrent use.
 */
@ProviderType
public interface Sealer {
    /** Seals a packet that came in over one of the server's own ways in, signed by the server's intake key. */
    SealedPacket seal(EnrollmentPacket packet);

    /**
     * Opens a packet and checks its signature against the server's intake key or the keys of the registered client that
     * signed it.
     *
     * @throws id.api.error.IdentityException
     *             PACKET_SEAL_INVALID, PACKET_SIGNATURE_INVALID, PACKET_SIGNER_UNKNOWN or PACKET_MALFORMED, or what the
     *             packet's own values say is wrong with them
     */
    OpenedPacket open(SealedPacket packet);

    /** The public key that stations seal to, as a JWK (RFC 7517) in JSON. */
    String enrollmentKey();
}
